"""The watch-list: which articles mention the names and terms that a reader looks out for, and the lines it lifts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefing.analyse.salience.select import WATCHED
from briefing.types import Reason, Watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Analysis, Salience

LIFT: Final = 3.0
"""Log-odds that being watched adds to a sentence's worth of a line: one that is passed over at 0.1 then stands as high
as one of 0.69, while one of 0.01 still loses. A judgement: no annotated article has a watch-list."""


def watched(analyses: Sequence[Analysis], terms: Sequence[str]) -> tuple[Watched, ...]:
    """Each term with the numbers of the articles that hold it as whole words; capitals count where the term has some.

    A term that no article holds is listed too: that is what its reader wants to know.
    """
    made = []
    for term in _distinct(terms):
        pattern = _pattern(term)
        numbers = tuple(
            number
            for number, analysis in enumerate(analyses, start=1)
            if pattern.search(analysis.article.text) or pattern.search(analysis.article.title or "")
        )
        made.append(Watched(term=term, sources=numbers))
    return tuple(made)


def lifted(analysis: Analysis, terms: Sequence[str]) -> tuple[Salience, ...]:
    """The article's saliences; what is watched has a reason for each term, the first of which lifts it.

    A sentence is watched where it holds the term, or mentions in other words ("she", "the minister") an actor whose
    name holds it. Noise is never lifted.
    """
    found: dict[int, list[str]] = {}
    for term in _distinct(terms):
        for index in _holding(analysis, term):
            found.setdefault(index, []).append(term)
    return tuple(
        _with_reasons(salience, found[index]) if index in found and salience.noise is None else salience
        for index, salience in enumerate(analysis.salience)
    )


def watched_terms(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The terms that the reasons of a line tell of."""
    return tuple(reason.detail for reason in reasons if reason.rule == WATCHED)


def _with_reasons(salience: Salience, terms: Sequence[str]) -> Salience:
    told = [Reason(rule=WATCHED, detail=term, weight=0.0 if at else LIFT) for at, term in enumerate(terms)]
    return replace(salience, reasons=(*salience.reasons, *told))


def _holding(analysis: Analysis, term: str) -> list[int]:
    """The indices of the sentences that hold the term or mention an actor of that name."""
    pattern = _pattern(term)
    mentions = sorted(span for actor in analysis.actors if pattern.search(actor.name) for span in actor.mentions)
    found, at = [], 0
    for index, sentence in enumerate(analysis.sentences):
        while at < len(mentions) and mentions[at].end <= sentence.span.start:
            at += 1
        mentioned = at < len(mentions) and mentions[at].overlaps(sentence.span)
        if mentioned or pattern.search(sentence.text):
            found.append(index)
    return found


def _pattern(term: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, term.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", 0 if term != term.lower() else re.IGNORECASE)


def _distinct(terms: Sequence[str]) -> list[str]:
    return [term for term in dict.fromkeys(" ".join(term.split()) for term in terms) if term]
