"""Runs and feeds in the archive: what each run did, and what each feed answered last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from briefing.store.articles import moment, stamp

if TYPE_CHECKING:
    from briefing.store.connect import Archive

Ending = Literal["made", "nothing-new", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run of a configuration; `outcome` is None while it is at work, and for one that ended before its time.

    `exit_code` is None until its process has done all, and for one that was killed.
    """

    key: int
    name: str
    started: datetime
    finished: datetime | None
    outcome: Ending | None
    exit_code: int | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What a feed or page answered last, for conditional requests."""

    address: str
    etag: str | None
    last_modified: str | None
    moved_to: str | None
    checked: datetime


def start_run(archive: Archive, name: str, *, when: datetime) -> int:
    """Note that a run of `name` has begun; its key. Call it inside a transaction."""
    return int(archive.value("INSERT INTO run (name, started) VALUES (?, ?) RETURNING id", (name, stamp(when))))


def end_run(archive: Archive, key: int, outcome: Ending, *, when: datetime, **details: object) -> None:
    """Note what a run found, with what else is worth knowing of it. Call it inside a transaction."""
    archive.rows(
        "UPDATE run SET finished = ?, outcome = ?, details = ? WHERE id = ?",
        (stamp(when), outcome, json.dumps(details, ensure_ascii=False, sort_keys=True), key),
    )


def note_exit_code(archive: Archive, key: int, code: int) -> None:
    """Note what a run's process returns, once all is done, mails too. Call it inside a transaction."""
    archive.rows("UPDATE run SET exit_code = ? WHERE id = ?", (code, key))


def runs(archive: Archive, *, name: str | None = None, most: int = 20) -> tuple[RunRecord, ...]:
    """The last runs, or the last of one configuration, newest first."""
    sql = "SELECT * FROM run WHERE ?1 IS NULL OR name = ?1 ORDER BY id DESC LIMIT ?2"
    made = []
    for row in archive.rows(sql, (name, most)):
        started = moment(row["started"])
        assert started is not None  # noqa: S101 - the column is NOT NULL
        made.append(
            RunRecord(
                key=row["id"],
                name=row["name"],
                started=started,
                finished=moment(row["finished"]),
                outcome=row["outcome"],
                exit_code=row["exit_code"],
                details=json.loads(row["details"]),
            )
        )
    return tuple(made)


def feed_state(archive: Archive, name: str, address: str) -> FeedState | None:
    """What the feed at `address` last answered configuration `name`, or None."""
    row = archive.row("SELECT * FROM feed WHERE name = ? AND address = ?", (name, address))
    if row is None:
        return None
    checked = moment(row["checked"])
    assert checked is not None  # noqa: S101 - the column is NOT NULL
    return FeedState(
        address=address,
        etag=row["etag"],
        last_modified=row["last_modified"],
        moved_to=row["moved_to"],
        checked=checked,
    )


def places_seen(archive: Archive, name: str) -> dict[str, datetime]:
    """Where configuration `name` has found articles, and when it last read one there.

    What a page calls its canonical link is no part of it: one site could make another's articles count as seen.
    """
    sql = """SELECT a.source, MAX(s.seen) AS seen FROM sighting s JOIN article a ON a.id = s.article_id
        WHERE s.name = ? GROUP BY a.source"""
    return {row["source"]: when for row in archive.rows(sql, (name,)) if (when := moment(row["seen"]))}


def keep_feed_state(archive: Archive, name: str, state: FeedState) -> None:
    """Keep what a feed answered. Call it inside the transaction that keeps the feed's articles.

    An answer that is known without its articles would lose them to the next "not modified".
    """
    archive.rows(
        """INSERT INTO feed (name, address, etag, last_modified, moved_to, checked) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (name, address) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
            moved_to = excluded.moved_to, checked = excluded.checked""",
        (name, state.address, state.etag, state.last_modified, state.moved_to, stamp(state.checked)),
    )
