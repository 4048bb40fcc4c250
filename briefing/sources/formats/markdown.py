"""Markdown that shows: front matter becomes facts, and links, bold print and pictures their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefing.sources.article import Facts
from briefing.sources.dates import moment
from briefing.sources.formats.text import read as read_text
from briefing.sources.headline import headline
from briefing.sources.links import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from briefing.sources.desk import Desk, Origin

_FRONT: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR: Final = re.compile(r"(?m)^([A-Za-z_-]{1,40})[ \t]*:[ \t]+(\S[^\r\n]*)")
_NAMES: Final = {
    "title": ("title", "headline"),
    "byline": ("author", "authors", "byline"),
    "publisher": ("publisher", "source", "site", "publication"),
    "date": ("date", "published", "pubdate", "datepublished"),
    "language": ("lang", "language"),
    "link": ("canonical", "canonical_url", "url", "link"),
}


def read(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    """The words of the document, a paragraph, heading or list item each, and what its front matter tells."""
    source, facts = read_text(data, origin, desk)
    front = _FRONT.match(source)
    body = source[front.end() :] if front else source
    text = "\n\n".join(_blocks(body))
    told = _facts(front.group(1)) if front else Facts()
    plain = Facts(title=headline(body), notes=facts.notes)
    return text, told.over(origin.facts).over(plain)


def _facts(front: str) -> Facts:
    """What the front matter says in `name: value` lines; other YAML in it is left alone."""
    pairs = {name.lower(): value.strip("'\"[] \t") for name, value in _PAIR.findall(front)}
    told = {fact: next((pairs[name] for name in names if pairs.get(name)), None) for fact, names in _NAMES.items()}
    published, notes = moment(told["date"])
    return Facts(
        title=told["title"],
        byline=told["byline"],
        publisher=told["publisher"],
        published=published,
        language=told["language"],
        link=canonical(told["link"]),
        notes=notes,
    )


def _blocks(source: str) -> Iterator[str]:
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(source):
        if token.type == "inline":
            words = _inline(token.children or ())
            if words.strip():
                yield words.strip()
        elif token.type == "fence":
            yield token.content.strip()


def _inline(tokens: Sequence[Token]) -> str:
    """The words, without marks; a picture's description is no sentence of the article."""
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(
        breaks.get(token.type, "" if token.type in ("image", "html_inline") else token.content) for token in tokens
    )
