"""Key developments over all articles: each article's own lines, the best of each first, no fact twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.salience import Line
from briefing.analyse.salience import developments as lines_of
from briefing.analyse.salience.features import cues
from briefing.analyse.salience.select import MOST, SAME_FACT
from briefing.analyse.salience.terms import TermVectors, likeness
from briefing.compose.wording import evidence_of
from briefing.types import Analysis, Development, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def developments(analyses: Sequence[Analysis], *, n: int | None, words: int | None) -> tuple[Development, ...]:
    """The lines of the briefing, best first; each article gives its first line before any gives its second."""
    per_article = [_lines(analysis, n=n, words=words) for analysis in analyses]
    ranked = [
        (place, number, line)
        for number, (analysis, lines) in enumerate(zip(analyses, per_article, strict=True), start=1)
        for place, line in enumerate(lines)
    ]
    ranked.sort(key=lambda item: item[:2])
    limit = n if n is not None else MOST if len(analyses) > 1 else len(ranked)
    return tuple(_chosen(analyses, ranked, limit=limit, words=words))


def _lines(analysis: Analysis, *, n: int | None, words: int | None) -> tuple[Line, ...]:
    def actor_of(span: Span) -> str | None:
        for attribution in analysis.attributions:
            if attribution.speaker == span and attribution.actor is not None and attribution.actor.mentions:
                return attribution.actor.name
        return None

    return lines_of(analysis.article, analysis.salience, n=n, words=words, actor_of=actor_of)


def _chosen(
    analyses: Sequence[Analysis], ranked: Sequence[tuple[int, int, Line]], *, limit: int, words: int | None
) -> list[Development]:
    vectors = TermVectors.of([line.text for _, _, line in ranked], cues("en").stop_words).vectors
    kept: list[int] = []
    left = words
    for at, (_, number, line) in enumerate(ranked):
        length = len(line.text.split())
        repeats = any(
            ranked[other][1] != number and likeness(vectors[at], vectors[other]) >= SAME_FACT for other in kept
        )
        if repeats or (left is not None and kept and length > left):
            continue
        if len(kept) >= limit:
            break
        kept.append(at)
        left = None if left is None else left - length
    made = []
    for at in kept:
        _, number, line = ranked[at]
        article = analyses[number - 1].article
        evidence = evidence_of(article.id, number, article.text, line.spans)
        made.append(Development(text=line.text, evidence=evidence, reasons=line.reasons))
    return made
