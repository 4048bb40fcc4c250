"""Feeds (RSS, Atom): their entries as articles, fetched from their links where the feed has only a teaser."""

from __future__ import annotations

import io
import re
from calendar import timegm
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import InputError
from briefing.sources.article import Facts, article
from briefing.sources.dates import moment
from briefing.sources.desk import Budget, Origin
from briefing.sources.links import canonical
from briefing.sources.web.answer import FetchError
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.sources.desk import Desk

FULL_TEXT: Final = 150
"""Words from which an entry's text is taken for the whole article: teasers have 20 to 80."""

_CUT: Final = re.compile(
    r"(?i)(?:\[?(?:…|\.\.\.)\]?|read (?:more|on|the (?:full|rest).{0,40})|continue reading.{0,80}|more ?»?|full story)"
    r"\s*+[.»→>]*+\s*+$"
)
_APPEARED: Final = re.compile(r"(?i)\n*The post .{1,300}? appeared first on .{1,100}?\.?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed: `text` is what the feed carries of the article, whole or not."""

    text: str
    link: str | None
    facts: Facts
    changed: datetime | None = None
    """When it was last changed, where the feed says so."""


def read(data: bytes, origin: Origin, desk: Desk) -> Iterator[Article | Failure]:
    """The article of each entry, in the feed's order, or its failure; nothing for a feed without entries.

    Entries that `desk` knows to be read are passed over. Raises InputError for what is damaged beyond reading.
    """
    entries, total = parse(data, origin, most=desk.limits.entries)
    for number, entry in enumerate(entries, start=1):
        if _is_known(entry, desk):
            continue
        for found in _of_entry(entry, f"{origin.source}/{number}", origin, desk):
            if entry.link and isinstance(found, Article):
                desk.done.add(entry.link)
            yield found
    if total > len(entries):
        reason = f"{origin.source} has {total} entries; only the first {len(entries)} were read."
        yield Failure(source=origin.source, reason=reason)


def _is_known(entry: Entry, desk: Desk) -> bool:
    """Whether an entry was read before, in this run or, if it does not say that it was changed since, in another."""
    if entry.link is None:
        return False
    seen = desk.seen(entry.link)
    return entry.link in desk.done or (seen is not None and not (entry.changed and entry.changed > seen))


def parse(data: bytes, origin: Origin, *, most: int) -> tuple[tuple[Entry, ...], int]:
    """The first entries of a feed, in its order, and how many it has. Raises InputError where it cannot be read."""
    import feedparser

    headers = {"content-location": origin.address or ""}
    if origin.charset:
        headers["content-type"] = f"application/xml; charset={origin.charset}"
    found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not found.version and not found.entries:
        raise InputError(f"{origin.source} is a damaged feed: it cannot be read.", hint="Check its address.")
    publisher = _text(found.feed.get("title"))
    language = _text(found.feed.get("language"))
    entries = tuple(_entry(item, publisher, language, origin) for item in found.entries[:most])
    return entries, len(found.entries)


def _entry(item: Any, publisher: str | None, language: str | None, origin: Origin) -> Entry:  # noqa: ANN401
    from briefing.sources.formats.page import fragment

    carried = [str(part.get("value") or "") for part in item.get("content", ())] + [str(item.get("summary") or "")]
    text = _APPEARED.sub("", fragment(max(carried, key=len))).strip()
    link = canonical(item.get("link"), base=origin.address or "")
    source = item.get("source")
    published, notes = moment(item.get("published") or item.get("updated"))
    parsed = item.get("published_parsed") or item.get("updated_parsed")
    published = published or _of_struct(parsed)
    facts = Facts(
        title=fragment(str(item.get("title") or "")) or None,
        byline=_text(item.get("author")),
        publisher=(_text(source.get("title")) if source else None) or publisher,
        published=published,
        language=language,
        link=link,
        notes=notes,
    )
    changed = item["updated_parsed"] if "updated_parsed" in item else None  # noqa: SIM401 - `get` gives another for none
    return Entry(text=text, link=link, facts=facts, changed=_of_struct(changed))


def _of_struct(parsed: Any) -> datetime | None:  # noqa: ANN401 - feedparser's struct_time, or None
    try:
        return datetime.fromtimestamp(timegm(parsed), tz=UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _of_entry(entry: Entry, place: str, origin: Origin, desk: Desk) -> Iterator[Article | Failure]:
    source = entry.link or place
    whole = len(entry.text.split()) >= FULL_TEXT and not _CUT.search(entry.text)
    if not entry.text and not entry.link:
        yield Failure(source=source, reason=f"{source} is an entry of a feed without a text and without a link.")
    elif whole or not entry.link:
        note = () if whole else ("the feed's teaser: it names no page with the whole article",)
        try:
            yield article(entry.text, entry.facts.over(Facts(notes=note)), source=source)
        except InputError as error:
            yield Failure(source=source, reason=str(error))
    elif not origin.may_fetch:
        hint = "Name the feed itself to have its articles fetched."
        yield Failure(source=source, reason=f"Of {source}, {origin.source} holds only a teaser. {hint}")
    else:
        yield from _fetched(entry.link, entry.facts, origin, desk)


def _fetched(link: str, facts: Facts, origin: Origin, desk: Desk) -> Iterator[Article | Failure]:
    from briefing.sources.contents import articles_in

    try:
        answer = desk.fetcher.fetch(link)
    except FetchError as error:
        yield Failure(source=link, reason=str(error), passing=error.passing)
        return
    page = Origin(
        source=link,
        budget=Budget(desk.limits.file_bytes),
        address=answer.address,
        charset=answer.charset,
        depth=origin.depth + 1,
        facts=replace(facts, retrieved=answer.retrieved),
    )
    yield from articles_in(answer.body, page, desk)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
