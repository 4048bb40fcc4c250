"""What a web page tells of its article: JSON-LD (schema.org), then OpenGraph and other meta tags."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from briefing.sources.article import Facts
from briefing.sources.dates import moment
from briefing.sources.links import canonical, is_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

PAYWALL: Final = "behind a paywall: only the part that is free was read"

_ARTICLE: Final = re.compile(r"(?:^|[/:])(?:\w*Article|\w*BlogPosting|\w*NewsArticle|ReportageNewsArticle|Report)$")
_PAGE: Final = re.compile(r"(?:^|[/:])(?:WebPage|ItemPage)$")
_DEEPEST: Final = 6
"""Levels of objects in JSON-LD that are looked through; article, publisher and author lie on the first three."""

_META: Final = {
    "title": ("og:title", "twitter:title", "dcterms.title", "dc.title", "headline", "parsely-title"),
    "byline": ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.date",
        "dcterms.created",
        "dc.date",
        "pubdate",
        "parsely-pub-date",
        "sailthru.date",
        "publish-date",
    ),
    "link": ("og:url", "parsely-link"),
}


def facts_of(tree: HtmlElement, *, address: str | None) -> Facts:
    """What the page says of its article, where it says it in a way that programs read."""
    base = address or ""
    data = _json_ld(tree)
    meta = _meta(tree)
    published, notes = _first_moment(data.get("datePublished"), *(meta.get(name) for name in _META["published"]))
    byline = _names(data.get("author")) or _named(meta, "byline")
    told = Facts(
        title=_text(data.get("headline")) or _named(meta, "title"),
        byline=None if byline and is_address(byline) else byline,
        publisher=_names(data.get("publisher")) or _named(meta, "publisher"),
        published=published,
        language=_text(data.get("inLanguage"))
        or tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        link=_link(tree, data, meta, base),
        notes=notes,
    )
    closed = str(data.get("isAccessibleForFree", "")).lower() in ("false", "https://schema.org/false")
    return told.over(Facts(notes=(PAYWALL,))) if closed else told


def _json_ld(tree: HtmlElement) -> Mapping[str, Any]:
    """The page's article in JSON-LD, or the page itself, or nothing."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                found.extend(_objects(json.loads(script.text.strip().rstrip(";"), strict=False), _DEEPEST))
            except (ValueError, RecursionError):
                continue  # pages are full of broken JSON-LD; the meta tags are asked then
    for wanted in (_ARTICLE, _PAGE):
        for item in found:
            kinds = item.get("@type")
            if any(
                isinstance(kind, str) and wanted.search(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return item
    return {}


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, outer ones first."""
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth - 1)


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The page's meta tags by name in lower case, the first of each."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _named(meta: Mapping[str, str], fact: str) -> str | None:
    return next((meta[name] for name in _META[fact] if name in meta), None)


def _first_moment(*written: object) -> Any:  # noqa: ANN401 - what `moment` gives
    return next((found for found in map(moment, written) if found[0]), (None, ()))


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _names(value: object) -> str | None:
    """The names of persons or organisations, in any of the ways in which schema.org lets them be given."""
    people = value if isinstance(value, list) else [value]
    names = [person.get("name") if isinstance(person, dict) else person for person in people]
    found = [name.strip() for name in names if isinstance(name, str) and name.strip() and not is_address(name)]
    return ", ".join(dict.fromkeys(found)) or None


def _link(tree: HtmlElement, data: Mapping[str, Any], meta: Mapping[str, str], base: str) -> str | None:
    """The canonical address; one that the page does not tell is where it was found."""
    for tag in tree.iter("link"):
        if "canonical" in (tag.get("rel") or "").lower().split():
            found = canonical(tag.get("href"), base=base)
            if found:
                return found
    page = data.get("mainEntityOfPage")
    of_page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    candidates = (_named(meta, "link"), of_page, data.get("url"), base)
    return next((link for one in candidates if isinstance(one, str) and (link := canonical(one, base=base))), None)
