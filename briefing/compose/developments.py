"""Key developments over all articles: each article's own lines, the best of each first, no fact twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.salience import Choice, Limits, Line, choice
from briefing.analyse.salience import developments as lines_of
from briefing.analyse.salience.features import cues
from briefing.analyse.salience.select import MOST, SAME_FACT
from briefing.analyse.salience.terms import TermVectors, likeness
from briefing.compose.support import agree
from briefing.compose.watching import lifted, watched_terms
from briefing.compose.wording import evidence_of
from briefing.text.dates import dates
from briefing.types import Analysis, Article, Dated, Development, Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def developments(
    analyses: Sequence[Analysis], *, n: int | None, words: int | None, watch: Sequence[str] = ()
) -> tuple[Development, ...]:
    """The lines of the briefing, best first; each article gives its first line before any gives its second.

    `watch` are terms that lift the lines which hold them: those find a place before the others.
    """
    per_article = [
        lines_of(
            analysis.article,
            lifted(analysis, watch),
            n=n,
            words=words,
            actor_of=lambda span, a=analysis: _actor(a, span),
        )
        for analysis in analyses
    ]
    ranked = [
        (place, number, line) for number, lines in enumerate(per_article, start=1) for place, line in enumerate(lines)
    ]
    ranked.sort(key=lambda item: item[:2])
    limit = n if n is not None else MOST if len(analyses) > 1 else len(ranked)
    return tuple(_chosen(analyses, ranked, limit=limit, words=words))


def explained(analysis: Analysis, *, n: int | None, words: int | None, watch: Sequence[str] = ()) -> Choice:
    """The lines of a briefing of this article alone, and what became of each of its sentences."""
    return choice(
        analysis.article,
        lifted(analysis, watch),
        limits=Limits(n=n, words=words),
        actor_of=lambda span: _actor(analysis, span),
    )


def _actor(analysis: Analysis, span: Span) -> str | None:
    """The name of the one who speaks at `span`, where the text names them."""
    for attribution in analysis.attributions:
        if attribution.speaker == span and attribution.actor is not None and attribution.actor.mentions:
            return attribution.actor.name
    return None


def _chosen(
    analyses: Sequence[Analysis], ranked: Sequence[tuple[int, int, Line]], *, limit: int, words: int | None
) -> list[Development]:
    vectors = TermVectors.of([line.text for _, _, line in ranked], cues("en").stop_words).vectors
    kept: dict[int, int] = {}
    """Places of lines in `ranked`: where each stands, and which one stands there."""
    left = words
    for at in sorted(range(len(ranked)), key=lambda at: not watched_terms(ranked[at][2].reasons)):
        _, number, line = ranked[at]
        length = len(line.text.split())
        twin = next(
            (
                place
                for place, other in kept.items()
                if ranked[other][1] != number and likeness(vectors[at], vectors[other]) >= SAME_FACT
            ),
            None,
        )
        if twin is not None:
            more = length - len(ranked[kept[twin]][2].text.split())
            if (left is None or more <= left) and _supersedes(analyses, ranked[at], ranked[kept[twin]]):
                kept[twin] = at
                left = None if left is None else left - more
            continue
        if left is not None and kept and length > left:
            continue
        if len(kept) >= limit:
            break
        kept[at] = at
        left = None if left is None else left - length
    return [_development(analyses, *ranked[at][1:]) for _, at in sorted(kept.items())]


def _supersedes(analyses: Sequence[Analysis], one: tuple[int, int, Line], other: tuple[int, int, Line]) -> bool:
    """True where a later article tells the same fact with other figures: then those are the ones to lead with."""
    later, earlier = (analyses[number - 1].article.published for _, number, _ in (one, other))
    return later is not None and earlier is not None and later > earlier and not agree(one[2].text, other[2].text)


def _development(analyses: Sequence[Analysis], number: int, line: Line) -> Development:
    article = analyses[number - 1].article
    return Development(
        text=line.text,
        evidence=evidence_of(article.id, number, article.text, line.spans),
        reasons=line.reasons,
        watched=watched_terms(line.reasons),
        dates=_dates(article, line),
    )


def _dates(article: Article, line: Line) -> tuple[Dated, ...]:
    """The days that the article's own words in the line name, each once, the most exact first."""
    found = {
        (one.first, one.last): one
        for span in reversed(line.spans)
        for one in dates(span.of(article.text), article.published)
    }
    return tuple(sorted(found.values(), key=lambda one: one.last - one.first))
