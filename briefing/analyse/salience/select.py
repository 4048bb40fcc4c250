"""Which of the ranked sentences go on the page, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.analyse.salience.features import cues
from briefing.analyse.salience.terms import TermVectors, likeness
from briefing.types import Salience

# How many lines, unless the reader asks for a number: set by cross-validated F1 on the annotated articles
# (benchmarks/developments.py --calibrate prints the table). A briefing shows three to seven.
FEWEST, MOST = 3, 7
# A sentence after the third must score at least this share of the article's best to be worth a line.
LEAST_SHARE = 0.35
# A short article has fewer things to tell than seven: at most this share of its sentences is shown.
LARGEST_SHARE = 0.5
# Two sentences this alike (see terms.likeness) state the same fact: set by reading pairs at 0.45 to 0.75.
SAME_FACT = 0.6


def select(
    saliences: Sequence[Salience], n: int | None = None, *, words: int | None = None
) -> tuple[Salience, ...]:
    """The lines to show, best first: none marked as noise, no two that state the same fact.

    `n` asks for a number of lines, `words` for a budget of words (at least one line is shown); without either the count
    follows the scores. Fewer come back where the article has no more to tell.
    """
    limit = n if n is not None else most_lines(saliences) if words is None else len(saliences)
    chosen: list[Salience] = []
    left = words
    for salience in candidates(saliences):
        if len(chosen) >= limit or (n is None and words is None and not worth_a_line(salience, chosen)):
            break
        length = len(salience.sentence.text.split())
        if left is not None and chosen and length > left:
            continue
        chosen.append(salience)
        left = None if left is None else left - length
    return tuple(chosen)


def worth_a_line(salience: Salience, chosen: Sequence[Salience]) -> bool:
    """True where the sentence scores well enough beside the lines chosen before it."""
    return len(chosen) < FEWEST or salience.score >= LEAST_SHARE * chosen[0].score


def most_lines(saliences: Sequence[Salience]) -> int:
    """The most lines that an article of this many sentences is given."""
    usable = sum(salience.noise is None for salience in saliences)
    return max(1, min(MOST, round(LARGEST_SHARE * usable)))


def candidates(saliences: Sequence[Salience]) -> Iterator[Salience]:
    """The sentences by rank, without noise and without those that repeat a fact of one given before."""
    ranked = sorted((s for s in saliences if s.noise is None), key=lambda s: s.rank)
    vectors = TermVectors.of([s.sentence.text for s in saliences], cues("en").stop_words).vectors
    place = {s.sentence.index: vector for s, vector in zip(saliences, vectors, strict=True)}
    given: list[dict[str, float]] = []
    for salience in ranked:
        vector = place[salience.sentence.index]
        if all(likeness(vector, other) < SAME_FACT for other in given):
            given.append(vector)
            yield salience
