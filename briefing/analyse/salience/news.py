"""The default ranker: what a briefing officer would pick, learned from annotated news, with repeats pushed down.

A sentence's worth is the probability that it carries a key development, lowered by the probability that it is
background or noise and raised by the likeness to what editors put in a story's highlights. The order is then made by
maximal marginal relevance (Carbonell and Goldstein 1998): each next sentence is discounted by its likeness to those
already ranked, so that the top of the list says different things.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefing.analyse.salience.features import Row, cues, features
from briefing.analyse.salience.model import Model, model, sigmoid
from briefing.analyse.salience.noise import noise
from briefing.analyse.salience.terms import TermVectors, likeness
from briefing.language.lexicon import lexicon
from briefing.types import Article, Reading, Reason, Salience, Sentence

# The next three were set by five-fold cross-validation on the annotated articles (training/salience.py, `mixes`).
HIGHLIGHT_SHARE = 0.25
NOISE_SHARE = 0.3
DIVERSITY = 0.5
# Sentences that are ordered by marginal relevance; the others follow by worth. A briefing shows at most a few dozen, and
# the bound keeps the time linear in the article's length.
ORDERED = 40
# What a line marked as noise keeps of its worth: enough to order such lines among themselves, below all others.
NOISE_WORTH = 0.001
# A likeness from which the reason "says much the same as ..." is given.
TOLD_LIKENESS = 0.45
REASONS = 4


@dataclass(frozen=True, slots=True)
class Worth:
    """What the model says of one sentence: log-odds of the three heads and the worth in (0, 1) made of them."""

    development: float
    noise: float
    highlight: float

    @property
    def value(self) -> float:
        """The worth before redundancy is taken off."""
        return sigmoid(self.development + HIGHLIGHT_SHARE * self.highlight - NOISE_SHARE * self.noise)


def rank(article: Article, sentences: tuple[Sentence, ...], reading: Reading | None) -> tuple[Salience, ...]:
    """Rank the sentences of one article; the answer is parallel to `sentences`. Linear in their number."""
    heads = model("reading" if reading is not None and reading.words else "text")
    return ranking(article, sentences, features(article, sentences, reading), heads)


def ranking(article: Article, sentences: Sequence[Sentence], rows: Sequence[Row], heads: Model) -> tuple[Salience, ...]:
    """Rank by the given features and model, which is what the training script needs of `rank`."""
    marks = noise(article, sentences)
    worths = [worth(heads, row).value * (NOISE_WORTH if mark else 1.0) for row, mark in zip(rows, marks, strict=True)]
    vectors = TermVectors.of([sentence.text for sentence in sentences], cues("en").stop_words)
    found: dict[int, Salience] = {}
    for place, (index, score, twin) in enumerate(_order(worths, vectors), start=1):
        reasons = _reasons(heads, rows[index])
        if marks[index]:
            reasons = (Reason(rule="noise", detail=f"is no news line: {marks[index]}"), *reasons)
        if twin is not None:
            reasons = (*reasons, Reason(rule="repeat", detail=f"says much the same as sentence {twin + 1}"))
        found[index] = Salience(
            sentence=sentences[index], score=score, rank=place, noise=marks[index], reasons=reasons
        )
    return tuple(found[index] for index in range(len(sentences)))


def worth(heads: Model, row: Row) -> Worth:
    """The three heads' log-odds for one row of features."""
    return Worth(heads.development.log_odds(row), heads.noise.log_odds(row), heads.highlight.log_odds(row))


def _order(worths: Sequence[float], vectors: TermVectors) -> list[tuple[int, float, int | None]]:
    """(index, score, index of the ranked sentence that it repeats or None), best first; ties fall by position."""
    best = heapq.nsmallest(ORDERED, range(len(worths)), key=lambda i: (-round(worths[i], 6), i))
    nearest: dict[int, tuple[float, int | None]] = dict.fromkeys(best, (0.0, None))
    order: list[tuple[int, float, int | None]] = []
    least = 1.0
    while nearest:
        scores = {index: round(worths[index] * (1 - DIVERSITY * near), 6) for index, (near, _) in nearest.items()}
        chosen = min(scores, key=lambda index: (-scores[index], index))
        near, twin = nearest.pop(chosen)
        least = scores[chosen]
        order.append((chosen, least, twin if near >= TOLD_LIKENESS else None))
        for index, (other, _) in list(nearest.items()):
            alike = likeness(vectors.vectors[index], vectors.vectors[chosen])
            if alike > other:
                nearest[index] = (alike, chosen)
    ranked = set(best)
    rest = sorted((i for i in range(len(worths)) if i not in ranked), key=lambda i: (-round(worths[i], 6), i))
    order += [(index, round(min(least, worths[index]), 6), None) for index in rest]
    return order


@cache
def _explanations() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Feature -> group, and group -> the words for more and for less."""
    table = lexicon("en").table("salience")["explain"]
    groups = {feature: group for group, entry in table.items() for feature in entry["features"]}
    return groups, {group: (entry["more"], entry["less"]) for group, entry in table.items()}


def _reasons(heads: Model, row: Row) -> tuple[Reason, ...]:
    """The groups of features that weigh most for or against the sentence, in plain words; weights are log-odds."""
    groups, wording = _explanations()
    totals: dict[str, float] = {}
    for name, term in zip(heads.development.names, heads.development.terms(row), strict=True):
        group = groups.get(name.removeprefix("previous_").removeprefix("next_"))
        if group is not None:
            totals[group] = totals.get(group, 0.0) + term
    largest = sorted(totals, key=lambda group: (-abs(round(totals[group], 6)), group))[:REASONS]
    return tuple(
        Reason(rule=group, detail=wording[group][totals[group] < 0], weight=round(totals[group], 6))
        for group in largest
    )
