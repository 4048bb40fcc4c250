"""Which of the ranked sentences go on the page, and how many."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefing.analyse.salience.features import cues
from briefing.analyse.salience.model import sigmoid
from briefing.analyse.salience.terms import TermVectors, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.types import Salience

# The rule of the reason that tells how likely a sentence is to be worth a line of its own. That is not the same as its
# rank: the first sentences by rank make a summary together, while a line is worth printing for one fact. A ranker that
# gives no such reason is taken at its score.
WORTH = "worth a line"
# The rule of the reason that tells of a term on the reader's watch-list. It lifts the worth's log-odds.
WATCHED = "watched"
# A worth of 0 or 1 has no log-odds: it is taken as this near to it.
LEAST_WORTH = 1e-6
# How many lines, unless the reader asks for a number. These two and LEAST_SHARE were set together with
# news.NOISE_SHARE by five-fold cross-validation: 3 to 7 lines and a share of 0.4 give F1 0.661 and 0.091 noise, these
# 0.663 and 0.081 (as printed 0.653 and 0.074).
FEWEST, MOST = 2, 8
# A line after the second must be at least this likely to be worth it, as a share of the article's likeliest: what is
# less likely is as often background as news.
LEAST_SHARE = 0.65
# A short article has fewer things to tell than eight: at most this share of its sentences is shown (F1
# 0.650 at 0.4, 0.659 at 0.5, 0.662 at 0.6).
LARGEST_SHARE = 0.6
# Two sentences this alike (see terms.likeness) state the same fact. F1 is the same at 0.5, 0.6 and 0.8, so repeats are
# kept off for the reader's sake.
SAME_FACT = 0.6
# A headline has few words, so that it is less like the sentence which tells it in full: on annotated articles all 10
# pairs above this state one fact, and F1 is the same with it (0.678) and without (0.679).
SAME_AS_HEADLINE = 0.45
# A headline with its kicker is no longer than this, in words; a first paragraph that is longer is a lead.
LONGEST_HEADLINE = 25
# How far down lines are looked for, where no greater number is asked for: far beyond any page, and it keeps a word
# budget that nothing fits any more from going through a book.
TRIED = 100


def select(saliences: Sequence[Salience], n: int | None = None, *, words: int | None = None) -> tuple[Salience, ...]:
    """The lines to show, in text order: none marked as noise, no two that state the same fact.

    `n` asks for a number of lines, `words` for a budget of words (at least one line is shown); without them the count
    follows the scores. Fewer come back where the article has no more to tell. News puts first what matters most: of two
    developments in the annotated articles the more important one stands first in 82 of 100 cases, while the rank gets
    77 right and the worth 67.
    """
    limit = n if n is not None else most_lines(saliences) if words is None else len(saliences)
    chosen: list[Salience] = []
    left = words
    for salience in candidates(saliences, TRIED if n is None else max(TRIED, 2 * n)):
        if len(chosen) >= limit or (n is None and words is None and not worth_a_line(salience, chosen)):
            break
        length = len(salience.sentence.text.split())
        if left is not None and chosen and length > left:
            continue
        chosen.append(salience)
        left = None if left is None else left - length
    return tuple(sorted(chosen, key=lambda s: s.sentence.index))


def plain_worth(salience: Salience) -> float:
    """How likely the sentence is to be worth a line, in [0, 1], whatever the reader looks out for."""
    return next((reason.weight for reason in salience.reasons if reason.rule == WORTH), salience.score)


def worth_of(salience: Salience) -> float:
    """The same, lifted where the sentence has what the reader looks out for."""
    worth = plain_worth(salience)
    lift = sum(reason.weight for reason in salience.reasons if reason.rule == WATCHED)
    return sigmoid(math.log(max(worth, LEAST_WORTH) / max(1 - worth, LEAST_WORTH)) + lift) if lift else worth


def worth_a_line(salience: Salience, chosen: Sequence[Salience]) -> bool:
    """True where the sentence is likely enough to be worth a line beside those chosen before it.

    What is watched is lifted; it does not raise the bar for the others.
    """
    return len(chosen) < FEWEST or worth_of(salience) >= LEAST_SHARE * max(map(plain_worth, chosen))


def most_lines(saliences: Sequence[Salience]) -> int:
    """The most lines that an article of this many sentences is given."""
    usable = sum(salience.noise is None for salience in saliences)
    return max(1, min(MOST, round(LARGEST_SHARE * usable)))


def candidates(saliences: Sequence[Salience], most: int = TRIED) -> Iterator[Salience]:
    """The `most` likeliest lines, without noise and without those that repeat a fact of one given before."""
    return (salience for salience, twin in judged(saliences, most) if twin is None)


def judged(saliences: Sequence[Salience], most: int = TRIED) -> Iterator[tuple[Salience, Salience | None]]:
    """The `most` likeliest lines without noise, each with the one given before whose fact it repeats, or None.

    A headline comes behind the sentence of the text that tells the same, since that tells who and when.
    """
    ranked = sorted((s for s in saliences if s.noise is None), key=lambda s: (-worth_of(s), s.rank))[:most]
    vectors = TermVectors.of([s.sentence.text for s in saliences], cues("en").stop_words).vectors
    place = {s.sentence.index: vector for s, vector in zip(saliences, vectors, strict=True)}
    headlines = _headlines(saliences)

    def same(one: Salience, other: Salience) -> bool:
        first, second = one.sentence.index, other.sentence.index
        least = SAME_AS_HEADLINE if (first in headlines) != (second in headlines) else SAME_FACT
        return likeness(place[first], place[second]) >= least

    for headline in [one for one in ranked if one.sentence.index in headlines]:
        told = next((one for one in ranked[:MOST] if one.sentence.index not in headlines and same(one, headline)), None)
        if told is not None:
            ranked.remove(headline)
            ranked.insert(ranked.index(told) + 1, headline)
    given: list[Salience] = []
    for salience in ranked:
        twin = next((other for other in given if same(salience, other)), None)
        if twin is None:
            given.append(salience)
        yield salience, twin


def _headlines(saliences: Sequence[Salience]) -> frozenset[int]:
    """The indices of the sentences of a first paragraph that is short, with others behind it."""
    opening = [one.sentence for one in saliences if one.sentence.paragraph == saliences[0].sentence.paragraph]
    words = sum(len(sentence.text.split()) for sentence in opening)
    alone = len(opening) == len(saliences)
    return frozenset() if alone or words > LONGEST_HEADLINE else frozenset(sentence.index for sentence in opening)
