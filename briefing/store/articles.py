"""Articles in the archive: kept once by hash, seen by configurations, used by issues."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError
from briefing.types import Article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.store.connect import Archive

COLUMNS: Final = "sha256, link, source, title, byline, publisher, published, retrieved, language, text, notes"
LEAST_PREFIX: Final = 6
"""An article is named by its hash's first digits, at least so many: fewer fit several too often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article in the archive: when it was first seen, and the issues that used it as (configuration, number)."""

    key: int
    article: Article
    first_seen: datetime
    issues: tuple[tuple[str, int], ...] = ()
    pruned: datetime | None = None
    """When its text was removed, or None."""


def stamp(when: datetime) -> str:
    """A time as the archive keeps it: UTC, ISO 8601, whole seconds, so that text order is time order."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


def moment(text: str | None) -> datetime | None:
    """The time that `stamp` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def keep(
    archive: Archive,
    articles: Iterable[Article],
    *,
    name: str,
    run: int | None,
    seen: datetime,
    again: bool = False,
) -> int:
    """Keep each article that is not there yet, and that configuration `name` saw all of them; the count of new ones.

    One whose text was pruned gets it back where `name` has still to make an issue of it, or with `again` in any case.
    Call it inside a transaction.
    """
    added = 0
    for article in articles:
        values = (
            *(article.sha256, article.link, article.source, article.title, article.byline, article.publisher),
            *(stamp(when) if when else None for when in (article.published, article.retrieved)),
            *(article.language, article.text, json.dumps(article.notes, ensure_ascii=False), stamp(seen)),
        )
        marks = ", ".join("?" * len(values))
        sql = (
            f"INSERT INTO article ({COLUMNS}, first_seen) VALUES ({marks}) ON CONFLICT (sha256) DO NOTHING RETURNING id"
        )
        key = archive.value(sql, values)
        added += key is not None
        if key is None:
            key = archive.value("SELECT id FROM article WHERE sha256 = ?", (article.sha256,))
        archive.rows(
            """INSERT INTO sighting (name, article_id, run_id, seen) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)""",
            (name, key, run, stamp(seen)),
        )
        _give_back(archive, article, name, again=again)
    return added


def _give_back(archive: Archive, article: Article, name: str, *, again: bool) -> None:
    """The text of an article that was pruned after others had used it: an issue cannot be made without."""
    given = archive.rows(
        """UPDATE article SET text = ?1, pruned = NULL WHERE sha256 = ?2 AND pruned IS NOT NULL AND (?3 OR
        (EXISTS (SELECT 1 FROM sighting s WHERE s.name = ?4 AND s.article_id = article.id AND s.repeats IS NULL)
        AND NOT EXISTS (SELECT 1 FROM issue_article u WHERE u.name = ?4 AND u.article_id = article.id)))
        RETURNING id""",
        (article.text, article.sha256, again, name),
    )
    if given:
        archive.rows("UPDATE search_state SET indexed_count = -1")  # the index is made anew by the next search


def waiting(archive: Archive, name: str) -> tuple[Stored, ...]:
    """The articles that `name` has seen and no issue of it has used, in the order in which they were first seen."""
    sql = f"""SELECT a.id, {_of("a")}, a.first_seen, a.pruned FROM sighting s JOIN article a ON a.id = s.article_id
        WHERE s.name = ? AND s.repeats IS NULL AND a.pruned IS NULL AND NOT EXISTS
            (SELECT 1 FROM issue_article u WHERE u.name = s.name AND u.article_id = s.article_id)
        ORDER BY a.id"""
    return tuple(_stored(row) for row in archive.rows(sql, (name,)))


def set_aside(archive: Archive, name: str, repeats: Mapping[str, str]) -> None:
    """Note that articles (by hash) repeat one that an issue of `name` used before: they wait no more.

    Call it inside a transaction.
    """
    for sha256, repeated in repeats.items():
        archive.rows(
            """UPDATE sighting SET repeats = ?
            WHERE name = ? AND article_id = (SELECT id FROM article WHERE sha256 = ?)""",
            (repeated, name, sha256),
        )


def by_hash(archive: Archive, hashes: Sequence[str]) -> tuple[Stored, ...]:
    """The articles with these hashes, in the order of the hashes."""
    found = []
    for sha256 in hashes:
        row = archive.row(f"SELECT id, {COLUMNS}, first_seen, pruned FROM article WHERE sha256 = ?", (sha256,))
        if row is not None:
            found.append(_stored(row))
    return tuple(found)


def used_lately(archive: Archive, name: str, *, since: datetime) -> tuple[Stored, ...]:
    """The articles that issues of `name` made since then used as sources, oldest first."""
    sql = f"""SELECT a.id, {_of("a")}, a.first_seen, a.pruned FROM issue i JOIN issue_article u ON u.issue_id = i.id
        JOIN article a ON a.id = u.article_id
        WHERE i.name = ? AND i.made >= ? AND a.pruned IS NULL AND u.role IN ('source', 'copy')
        GROUP BY a.id ORDER BY a.id"""
    return tuple(_stored(row) for row in archive.rows(sql, (name, stamp(since))))


def listed(
    archive: Archive, *, name: str | None = None, since: datetime | None = None, unused: bool = False
) -> Iterator[Stored]:
    """All articles, newest first, or those seen by `name`, first seen since a time, used by no issue."""
    clauses, values = ["1 = 1"], []
    if name is not None:
        clauses.append("EXISTS (SELECT 1 FROM sighting s WHERE s.article_id = a.id AND s.name = ?)")
        values.append(name)
    if since is not None:
        clauses.append("a.first_seen >= ?")
        values.append(stamp(since))
    if unused:
        clauses.append("NOT EXISTS (SELECT 1 FROM issue_article u WHERE u.article_id = a.id)")
    where = " AND ".join(clauses)
    sql = f"SELECT a.id, {_of('a')}, a.first_seen, a.pruned FROM article a WHERE {where} ORDER BY a.id DESC"
    for row in archive.each(sql, values):
        yield _stored(row, archive)


def find(archive: Archive, wanted: str) -> Stored:
    """The one article whose hash begins with `wanted`, or whose link it is.

    Raises UsageError where there is none, and where several hashes begin so.
    """
    prefix = wanted.lower()
    if len(prefix) >= LEAST_PREFIX and all(digit in "0123456789abcdef" for digit in prefix):
        rows = _last_two(archive, "sha256 BETWEEN ? AND ?", prefix, prefix + "g")
        if len(rows) > 1:
            raise UsageError(f"More than one article's id begins with {wanted!r}.", hint="Give more of its digits.")
    else:
        rows = _last_two(archive, "link = ?", wanted) or _last_two(archive, "source = ?", wanted)
    if not rows:
        hint = f"Give at least {LEAST_PREFIX} digits of its id (briefing archive list), or its link."
        raise UsageError(f"The archive holds no article {wanted!r}.", hint=hint)
    return _stored(rows[0], archive)


def _last_two(archive: Archive, where: str, *values: str) -> list[sqlite3.Row]:
    sql = f"SELECT id, {COLUMNS}, first_seen, pruned FROM article WHERE {where} ORDER BY id DESC LIMIT 2"
    return archive.rows(sql, values)


def issues_of(archive: Archive, key: int) -> tuple[tuple[str, int], ...]:
    """The issues that used the article, as (configuration, number), in the order in which they were made."""
    sql = """SELECT i.name, i.number FROM issue_article u JOIN issue i ON i.id = u.issue_id
        WHERE u.article_id = ? ORDER BY i.id"""
    return tuple((row["name"], row["number"]) for row in archive.rows(sql, (key,)))


def _of(table: str) -> str:
    return ", ".join(f"{table}.{column}" for column in COLUMNS.split(", "))


def _stored(row: sqlite3.Row, archive: Archive | None = None) -> Stored:
    article = Article(
        id=row["sha256"][:12],
        source=row["source"],
        text=row["text"],
        sha256=row["sha256"],
        link=row["link"],
        title=row["title"],
        byline=row["byline"],
        publisher=row["publisher"],
        published=moment(row["published"]),
        retrieved=moment(row["retrieved"]),
        language=row["language"],
        notes=tuple(json.loads(row["notes"])),
    )
    first_seen = moment(row["first_seen"])
    assert first_seen is not None  # noqa: S101 - the column is NOT NULL
    issues = issues_of(archive, row["id"]) if archive else ()
    return Stored(key=row["id"], article=article, first_seen=first_seen, issues=issues, pruned=moment(row["pruned"]))
