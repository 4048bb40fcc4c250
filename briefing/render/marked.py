"""The articles beside an HTML briefing: each stretch that a line was taken from is marked, with a way there and back.

Nothing of an article is markup: its text is escaped stretch by stretch, and the marks are the program's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.render.escape import html, unbroken
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.types import Article, Briefing, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of an article that a line rests on: `anchor` is its own, `line` the line's, `label` the line's name."""

    anchor: str
    line: str
    label: str
    article_id: str
    number: int
    span: Span


def line_anchors(briefing: Briefing) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """Every line in its order: its anchor ("statement_3"), its name in words, and what it rests on."""
    said = [statement.evidence for position in briefing.positions for statement in position.statements]
    sections = (
        ("development", "key development", [line.evidence for line in briefing.developments]),
        ("statement", "position", said),
        ("question", "open question", [line.evidence for line in briefing.open_questions]),
    )
    for name, words, lines in sections:
        for number, evidence in enumerate(lines, start=1):
            yield f"{name}_{number}", f"{words} {number}", evidence


def places(briefing: Briefing, articles: Sequence[Article]) -> tuple[Place, ...]:
    """Where the lines stand in `articles`, numbered in the order in which the briefing shows them."""
    texts = {article.id: article.text for article in articles}
    found: list[Place] = []
    for line, label, evidence in line_anchors(briefing):
        for one in evidence:
            if one.span.of(texts.get(one.article_id, "")) == one.text != "":
                anchor = f"place_{len(found) + 1}"
                place = Place(
                    anchor=anchor, line=line, label=label, article_id=one.article_id, number=one.number, span=one.span
                )
                found.append(place)
    return tuple(found)


def marked(article: Article, found: Sequence[Place], *, back: bool = True) -> str:
    """The article in HTML, a paragraph a line, with each place marked and, where asked for, its way back behind it."""
    here = [place for place in found if place.article_id == article.id]
    starts: dict[int, list[Place]] = defaultdict(list)
    ends: dict[int, list[Place]] = defaultdict(list)
    for place in here:
        starts[place.span.start].append(place)
        if back:
            ends[place.span.end].append(place)
    pieces: list[str] = []
    position = 0
    for line in article.text.splitlines(keepends=True):
        content = "".join(_pieces(article.text, position, position + len(line), starts, ends, here))
        if content.strip():
            pieces.append(f'<p dir="auto">{content}</p>')
        position += len(line)
    return "\n".join(pieces)


def _pieces(
    text: str,
    start: int,
    end: int,
    starts: dict[int, list[Place]],
    ends: dict[int, list[Place]],
    here: Sequence[Place],
) -> Iterator[str]:
    """One line of the article; a place that runs over its end is marked again in the next one."""
    inside = [place for place in here if place.span.start < end and place.span.end > start]
    edges = {start, end} | {edge for place in inside for edge in (place.span.start, place.span.end)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        for place in starts.get(left, ()):
            yield f'<span class="place" id="{place.anchor}"></span>'
        words = html(unbroken(text[left:right]))
        used = any(place.span.start <= left and right <= place.span.end for place in inside)
        yield f"<mark>{words}</mark>" if used and words.strip() else words
        for place in ends.get(right, ()):
            if place in inside:
                yield _back(place)


def _back(place: Place) -> str:
    return f'<a class="back" href="#{place.line}" aria-label="Back to {place.label}">↩</a>'
