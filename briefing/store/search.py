"""Full-text search over the archive's articles, by SQLite's FTS5; and pruning what is old.

The index is made and brought up to date when it is searched: a run needs no FTS5, and nothing that a run does can leave
the index wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefing.errors import StoreError, UsageError
from briefing.store.articles import Stored, by_hash, issues_of, stamp
from briefing.store.outbox import prune as prune_mails

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.store.connect import Archive

MOST_HITS: Final = 20
SNIPPET_WORDS: Final = 24
MARKS: Final = ("\x02", "\x03")
"""Stand around what was found in a snippet; no article holds control characters there that would print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found, and a snippet of it with what matched between MARKS."""

    stored: Stored
    snippet: str


def has_fts5(archive: Archive) -> bool:
    """True where this SQLite can search full text."""
    return bool(archive.value("SELECT sqlite_compileoption_used('ENABLE_FTS5')")) or bool(
        archive.value("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'")
    )


def search(archive: Archive, words: str, *, most: int = MOST_HITS) -> tuple[Hit, ...]:
    """The articles that hold all the words (or "a phrase", word*, a OR b, NOT c), the best match first.

    Raises StoreError where this SQLite has no FTS5, and UsageError for a query that it does not understand.
    """
    if not has_fts5(archive):
        hint = "Use a Python whose sqlite3 has FTS5 (most have), or: briefing archive export | grep WORD"
        raise StoreError("This Python's SQLite cannot search full text (it was built without FTS5).", hint=hint)
    with archive.transaction():
        _bring_up_to_date(archive)
    sql = """SELECT a.id, a.sha256, snippet(article_text, 1, ?, ?, ' … ', ?) AS snippet
        FROM article_text JOIN article a ON a.id = article_text.rowid
        WHERE article_text MATCH ? ORDER BY rank, a.id DESC LIMIT ?"""
    try:
        rows = archive.rows(sql, (*MARKS, SNIPPET_WORDS, words, most))
    except StoreError as error:
        if "fts5" not in str(error) and "no such column" not in str(error) and "unterminated" not in str(error):
            raise
        rows = archive.rows(sql, (*MARKS, SNIPPET_WORDS, _quoted(words), most))
    found = []
    for row in rows:
        (stored,) = by_hash(archive, [row["sha256"]])
        found.append(Hit(stored=_with_issues(archive, stored), snippet=" ".join(row["snippet"].split())))
    return tuple(found)


def prune(archive: Archive, *, before: datetime, now: datetime) -> tuple[int, int]:
    """Remove the texts of articles first seen before then, and the bytes of older issues' files: the counts of both.

    That an article was seen and used stays known, so it never counts as new again. An article that a configuration has
    not used yet keeps its text, and so does a file its bytes where it is not written yet, and a mail where one of its
    messages is not decided.
    """
    limit = stamp(before)
    with archive.transaction():
        removed = archive.rows(
            """UPDATE article SET text = '', pruned = ? WHERE first_seen < ? AND pruned IS NULL AND NOT EXISTS
            (SELECT 1 FROM sighting s WHERE s.article_id = article.id AND s.repeats IS NULL AND NOT EXISTS
                (SELECT 1 FROM issue_article u WHERE u.article_id = s.article_id AND u.name = s.name))
            RETURNING id""",
            (stamp(now), limit),
        )
        emptied = archive.rows(
            """UPDATE output SET data = NULL WHERE data IS NOT NULL AND written IS NOT NULL
            AND issue_id IN (SELECT id FROM issue WHERE made < ?) RETURNING id""",
            (limit,),
        )
        sent = prune_mails(archive, before=before)
        if removed:
            archive.rows("UPDATE search_state SET indexed_count = -1")
    if removed or emptied or sent:
        archive.rows("VACUUM")
    return len(removed), len(emptied)


def _quoted(words: str) -> str:
    """The query as plain words: what is no query in FTS5's language is what somebody wants to find."""
    parts = words.replace('"', " ").split()
    if not parts:
        raise UsageError("There is nothing to search for.", hint="Give a word that stands in the article.")
    return " ".join(f'"{part}"' for part in parts)


def _bring_up_to_date(archive: Archive) -> None:
    """Index what came since the last search; all anew where articles are gone."""
    archive.rows(
        """CREATE VIRTUAL TABLE IF NOT EXISTS article_text USING fts5
        (title, text, content = 'article', content_rowid = 'id', tokenize = 'porter unicode61')"""
    )
    state = archive.row("SELECT indexed_to, indexed_count FROM search_state")
    indexed_to, indexed_count = (state["indexed_to"], state["indexed_count"]) if state else (0, 0)
    if archive.value("SELECT count(*) FROM article WHERE id <= ?", (indexed_to,)) != indexed_count:
        archive.rows("INSERT INTO article_text (article_text) VALUES ('rebuild')")
    else:
        archive.rows(
            "INSERT INTO article_text (rowid, title, text) SELECT id, title, text FROM article WHERE id > ?",
            (indexed_to,),
        )
    archive.rows(
        """UPDATE search_state SET indexed_to = (SELECT coalesce(max(id), 0) FROM article),
        indexed_count = (SELECT count(*) FROM article)"""
    )


def _with_issues(archive: Archive, stored: Stored) -> Stored:
    from dataclasses import replace

    return replace(stored, issues=issues_of(archive, stored.key))
