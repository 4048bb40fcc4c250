"""Issues in the archive: recorded whole in one transaction, their files written afterwards from what was recorded."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from briefing.store.articles import moment, stamp
from briefing.store.paths import found, kept

if TYPE_CHECKING:
    from briefing.store.connect import Archive

Role = Literal["source", "copy", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What an issue made of an article: a source, a near-copy of one, or one that could not be analysed."""

    key: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of an issue: where it belongs and its bytes (None once pruned); `key` is 0 before it is recorded."""

    path: str
    format: str
    media_type: str
    data: bytes | None
    key: int = 0
    written: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue of a configuration: `number` counts from 1 for each configuration."""

    key: int
    name: str
    number: int
    title: str
    made: datetime
    articles: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An issue that is ready to be recorded; `again` where it uses on purpose what was used before (--all)."""

    name: str
    number: int
    title: str
    made: datetime
    uses: tuple[Use, ...]
    outputs: tuple[Output, ...]
    run: int | None = None
    again: bool = False


class Taken(Exception):  # noqa: N818 - no fault: another run was faster
    """Another run has used one of the articles, or has taken the issue's number, since they were looked at."""


def next_number(archive: Archive, name: str) -> int:
    """The number that the next issue of `name` has."""
    return int(archive.value("SELECT coalesce(max(number), 0) + 1 FROM issue WHERE name = ?", (name,)))


def record(archive: Archive, draft: Draft) -> Issue:
    """Record an issue, the articles that it uses and its files' bytes. Call it inside a transaction.

    Raises Taken where another run was faster: then nothing may be kept, and the caller looks anew at what is new.
    """
    if next_number(archive, draft.name) != draft.number:
        raise Taken
    key = archive.value(
        "INSERT INTO issue (name, number, title, made, run_id) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (draft.name, draft.number, draft.title, stamp(draft.made), draft.run),
    )
    for use in draft.uses:
        try:
            archive.rows(
                "INSERT INTO issue_article (issue_id, article_id, name, role, again) VALUES (?, ?, ?, ?, ?)",
                (key, use.key, draft.name, use.role, int(draft.again)),
            )
        except sqlite3.IntegrityError as error:
            raise Taken from error
    for output in draft.outputs:
        data = output.data or b""
        archive.rows(
            "INSERT INTO output (issue_id, path, format, media_type, sha256, data) VALUES (?, ?, ?, ?, ?, ?)",
            (key, kept(output.path), output.format, output.media_type, hashlib.sha256(data).hexdigest(), data),
        )
    return Issue(
        key=key, name=draft.name, number=draft.number, title=draft.title, made=draft.made, articles=len(draft.uses)
    )


def unwritten(archive: Archive, name: str) -> tuple[tuple[Issue, Output], ...]:
    """The recorded files of `name` that are not known to be in their places, oldest issue first."""
    sql = """SELECT i.id, i.name, i.number, i.title, i.made, o.id AS output, o.path, o.format, o.media_type, o.data,
            o.written
        FROM output o JOIN issue i ON i.id = o.issue_id WHERE o.written IS NULL AND i.name = ? ORDER BY i.id, o.id"""
    return tuple((_issue(row), _output(row, row["output"])) for row in archive.rows(sql, (name,)))


def output_paths(archive: Archive) -> tuple[str, ...]:
    """Where all files of all issues were put."""
    return tuple(found(row["path"]) for row in archive.rows("SELECT DISTINCT path FROM output ORDER BY path"))


def mark_written(archive: Archive, key: int, *, when: datetime) -> None:
    """Note that an output is in its place. Call it inside a transaction."""
    archive.rows("UPDATE output SET written = ? WHERE id = ?", (stamp(when), key))


def issues(archive: Archive, *, name: str | None = None) -> tuple[Issue, ...]:
    """All issues, or those of one configuration, newest first."""
    sql = """SELECT i.id, i.name, i.number, i.title, i.made,
            (SELECT count(*) FROM issue_article u WHERE u.issue_id = i.id) AS articles
        FROM issue i WHERE ?1 IS NULL OR i.name = ?1 ORDER BY i.id DESC"""
    return tuple(_issue(row) for row in archive.rows(sql, (name,)))


def issue(archive: Archive, name: str, number: int) -> Issue | None:
    """One issue by its configuration and number."""
    return next((one for one in issues(archive, name=name) if one.number == number), None)


def issue_with(archive: Archive, name: str, sha256: str) -> Issue | None:
    """The newest issue of `name` that has a file with this hash, or None."""
    sql = """SELECT i.id, i.name, i.number, i.title, i.made FROM output o JOIN issue i ON i.id = o.issue_id
        WHERE i.name = ? AND o.sha256 = ? ORDER BY i.id DESC LIMIT 1"""
    row = archive.row(sql, (name, sha256))
    return None if row is None else _issue(row)


def outputs(archive: Archive, key: int) -> tuple[Output, ...]:
    """The files of an issue with their bytes, in the configuration's order."""
    rows = archive.rows("SELECT * FROM output WHERE issue_id = ? ORDER BY id", (key,))
    return tuple(_output(row, row["id"]) for row in rows)


def uses(archive: Archive, key: int) -> tuple[tuple[str, str], ...]:
    """(hash, role) of each article that an issue used."""
    sql = """SELECT a.sha256, u.role FROM issue_article u JOIN article a ON a.id = u.article_id
        WHERE u.issue_id = ? ORDER BY a.id"""
    return tuple((row["sha256"], row["role"]) for row in archive.rows(sql, (key,)))


def _issue(row: sqlite3.Row) -> Issue:
    made = moment(row["made"])
    assert made is not None  # noqa: S101 - the column is NOT NULL
    articles = row["articles"] if "articles" in row.keys() else 0  # noqa: SIM118 - a Row looks values up, not names
    return Issue(
        key=row["id"], name=row["name"], number=row["number"], title=row["title"], made=made, articles=articles
    )


def _output(row: sqlite3.Row, key: int) -> Output:
    return Output(
        key=key,
        path=found(row["path"]),
        format=row["format"],
        media_type=row["media_type"],
        data=row["data"],
        written=moment(row["written"]),
    )
