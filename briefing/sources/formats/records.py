"""JSON and JSON Lines: each object with a text under one of the usual names is an article."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import InputError
from briefing.sources.article import Facts
from briefing.sources.dates import moment
from briefing.sources.decode import decode
from briefing.sources.desk import Origin
from briefing.sources.kinds import kind_of
from briefing.sources.links import canonical
from briefing.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.sources.desk import Desk

TEXT: Final = (
    "text",
    "articleBody",
    "body",
    "content_html",
    "content_text",
    "content",
    "full_text",
    "article",
    "story",
)
"""In the order in which they are tried; JSON Feed, schema.org, news APIs and common data sets name them so."""

NAMES: Final = {
    "title": ("title", "headline", "name"),
    "byline": ("byline", "author", "authors", "creator"),
    "publisher": ("publisher", "source", "sourceName", "site_name", "publication", "outlet"),
    "date": (
        "published",
        "datePublished",
        "date_published",
        "publishedAt",
        "published_at",
        "pubDate",
        "date",
        "webPublicationDate",
    ),
    "language": ("language", "lang", "inLanguage"),
    "link": ("canonical", "link", "url", "webUrl", "mainEntityOfPage", "web_url"),
}
LISTS: Final = ("articles", "items", "entries", "documents", "docs", "results", "data", "response", "stories")
"""Names of a list of articles, or of an object that holds one."""

_TAG: Final = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|article|section|html|body)\b[^<>]*>", re.IGNORECASE
)


def records(data: bytes, origin: Origin, desk: Desk) -> Iterator[tuple[bytes, Origin] | Failure]:
    """The articles among the file's objects, in its order; a failure for each object that is none."""
    if origin.depth >= desk.limits.depth:
        raise InputError(f"{origin.source} is JSON within JSON, too deep to read.")
    text, _ = decode(data, source=origin.source)
    found = list(_objects(text, origin.source))
    articles = [item for top in found for item in _listed(top)]
    for number, item in enumerate(articles[: desk.limits.members], start=1):
        source = origin.source if len(articles) == 1 else f"{origin.source}/{number}"
        body = _body(item)
        if body is None:
            yield Failure(source=source, reason=_no_text(item, source))
            continue
        html = body if not _TAG.search(body) else f"<html><body><article>{body}</article></body></html>"
        data = html.encode("utf-8", "replace")
        inner = Origin(
            source=source,
            budget=origin.budget,
            depth=origin.depth + 1,
            facts=_facts(item, origin.address),
            address=origin.address,
            kind="text" if html is body and kind_of(data) not in ("text", "markdown") else None,
        )
        yield data, inner
    if len(articles) > desk.limits.members:
        reason = f"{origin.source} holds {len(articles)} records; only the first {desk.limits.members} were read."
        yield Failure(source=origin.source, reason=f"{reason} Split it.")


def _objects(text: str, source: str) -> Iterator[Any]:
    """The values in the text: one document, or one a line."""
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise InputError(f"{source} is JSON nested too deeply to read.") from error
    except ValueError as error:
        fault = error
    else:
        yield whole
        return
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in lines:
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            where = f"line {number}" if number > 1 else _words(fault)
            raise InputError(f"{source} is damaged JSON ({where}).", hint="Check it with a JSON tool (jq).") from error


def _words(fault: ValueError) -> str:
    """What is wrong, and where; what is no fault of JSON's form is a number of thousands of digits."""
    return str(fault) if isinstance(fault, json.JSONDecodeError) else "a number in it is too long to read"


def _listed(top: object) -> Sequence[object]:
    """The records that a value holds: itself, or the lists of them under the usual names."""
    for _ in range(4):  # {"response": {"docs": [...]}} and one more; what is deeper is no list of articles
        if isinstance(top, list):
            return top
        if not isinstance(top, dict) or _body(top) is not None:
            break
        inner = next((top[name] for name in LISTS if isinstance(top.get(name), (list, dict))), None)
        if inner is None:
            break
        top = inner
    return [top]


def _body(item: object) -> str | None:
    """The text of a record: the first of the usual names that holds one; paragraphs may stand in a list."""
    if not isinstance(item, dict):
        return None
    for name in TEXT:
        value = item.get(name)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _no_text(item: object, source: str) -> str:
    if not isinstance(item, dict):
        return f"{source} is JSON without an article in it. Give objects with a field {TEXT[0]!r}."
    held = ", ".join(repr(name[:40]) for name in sorted(map(str, item))[:8]) or "none"
    return f"{source} has no text: its fields are {held}. Name the one with the text {TEXT[0]!r}."


def _facts(item: object, base: str | None) -> Facts:
    record: Mapping[str, Any] = item if isinstance(item, dict) else {}
    told = {fact: next((v for n in names if (v := _value(record.get(n)))), None) for fact, names in NAMES.items()}
    published, notes = moment(told["date"])
    return Facts(
        title=told["title"],
        byline=told["byline"],
        publisher=told["publisher"],
        published=published,
        language=told["language"],
        link=canonical(told["link"], base=base or ""),
        notes=notes,
    )


def _value(value: object) -> str | None:
    """A field's text: of an object its name or address, of a list its parts."""
    if isinstance(value, dict):
        value = next((value[name] for name in ("name", "title", "@id", "url") if value.get(name)), None)
    if isinstance(value, list):
        value = ", ".join(filter(None, map(_value, value[:10])))
    return value.strip() or None if isinstance(value, str) else None
