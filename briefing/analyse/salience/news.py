"""The default ranker: what an editor would put in a summary, and what a briefing officer would give a line.

Three heads learned from annotated news judge each sentence. The rank is by the first: would the sentence be among the
three that together come nearest to the editor's own highlights. Whether it is worth a line of its own is told by the
other two, does it carry a key development and is it background or noise, and is kept as the reason `select.WORTH`: a
summary and a list of developments are not the same choice (each head does worse at the other's task). The rank order is
made by maximal marginal relevance (Carbonell and Goldstein 1998): each next sentence is discounted by its likeness to
those already ranked, so that the top of the list says different things.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.salience.features import Row, cues, described
from briefing.analyse.salience.model import Model, model, sigmoid, table, totals
from briefing.analyse.salience.noise import noise
from briefing.analyse.salience.select import WORTH
from briefing.analyse.salience.terms import TermVectors, likeness
from briefing.language.lexicon import lexicon
from briefing.types import Article, Reading, Reason, Salience, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# The next four were set by five-fold cross-validation on the annotated articles: NOISE_SHARE among 0.3 to 1;
# BACKGROUND among 0.1 to 0.5 (0.3 takes noise off without losing F1); DIVERSITY among 0, 0.3, 0.5, 0.7 (no figure
# hangs on it, so it serves the reader alone). A sentence that is likelier than BACKGROUND to be
# background keeps little of its worth.
NOISE_SHARE = 0.6
BACKGROUND = 0.3
BACKGROUND_WORTH = 0.3
DIVERSITY = 0.5
# Sentences that are ordered by marginal relevance; the others follow by score. A briefing shows at most a few dozen,
# and the bound keeps the time linear in the article's length.
ORDERED = 40
# What a line marked as noise keeps of its score: enough to order such lines among themselves, below all others.
NOISE_LEFT = 0.001
# A likeness from which the reason "says much the same as ..." is given.
TOLD_LIKENESS = 0.45
REASONS = 4
# The group of the features that have no plain name, and the rule of a factor, which is not added but multiplied.
OTHERS, TIMES = "others", "times"
_OTHERS = "grammar, names and the sentence vector, by many small weights"
_LINE = "likelihood of carrying a key development, less that of being background"


def rank(
    article: Article, sentences: tuple[Sentence, ...], reading: Reading | None, *, formula: bool = False
) -> tuple[Salience, ...]:
    """Rank the sentences of one article; the answer is parallel to `sentences`. Linear in their number.

    The reasons are those that weigh most; with `formula` they are all terms, which add up to the worth's log-odds.
    """
    heads = model("reading" if reading is not None and len(reading.vectors) == len(sentences) > 0 else "text")
    rows, apart = described(article, sentences, reading)
    return ranking(article, sentences, rows, heads, apart=apart, formula=formula)


def ranking(
    article: Article,
    sentences: Sequence[Sentence],
    rows: Sequence[Row],
    heads: Model,
    *,
    apart: Floats | None = None,
    formula: bool = False,
) -> tuple[Salience, ...]:
    """Rank by the given features and model, which is what the training script needs of `rank`.

    `apart` are the features of the sentence vectors, where `rows` don't hold them (see `features.described`).
    """
    marks = noise(article, sentences)
    used = (heads.highlight, heads.development, heads.noise)
    values = {names: table(rows, names, apart) for names in dict.fromkeys(head.names for head in used)}
    highlights = heads.highlight.log_odds(values[heads.highlight.names])
    scores = [sigmoid(odds) * (NOISE_LEFT if mark else 1.0) for odds, mark in zip(highlights, marks, strict=True)]
    terms = heads.development.terms(values[heads.development.names])
    developments = totals(terms)
    groups = {group: totals(terms[list(places)]) for group, places in _members(heads.development.names)}
    backgrounds = heads.noise.log_odds(values[heads.noise.names])
    vectors = TermVectors.of([sentence.text for sentence in sentences], cues("en").stop_words)
    found: dict[int, Salience] = {}
    for place, (index, score, twin) in enumerate(_order(scores, vectors), start=1):
        background = backgrounds[index]
        likely = worth(heads.development.bias + developments[index], background)
        line = Reason(rule=WORTH, detail=_LINE, weight=round(likely, 6))
        told = _reasons({group: sums[index] for group, sums in groups.items()}, most=None if formula else REASONS)
        reasons = (*told, *(_rest(heads.development.bias, background) if formula else ()), line)
        if marks[index]:
            reasons = (Reason(rule="noise", detail=f"is no news line: {marks[index]}"), *reasons)
        if twin is not None:
            reasons = (*reasons, Reason(rule="repeat", detail=f"says much the same as sentence {twin + 1}"))
        found[index] = Salience(sentence=sentences[index], score=score, rank=place, noise=marks[index], reasons=reasons)
    return tuple(found[index] for index in range(len(sentences)))


def worth(development: float, background: float) -> float:
    """How likely a sentence is to be worth a line of its own, in (0, 1), by two heads' log-odds."""
    value = sigmoid(development - NOISE_SHARE * background)
    return value * BACKGROUND_WORTH if sigmoid(background) > BACKGROUND else value


def _order(values: Sequence[float], vectors: TermVectors) -> list[tuple[int, float, int | None]]:
    """(index, score, index of the ranked sentence that it repeats or None), best first; ties fall by position."""
    by_value = sorted(range(len(values)), key=lambda i: (-round(values[i], 6), i))
    nearest: dict[int, tuple[float, int | None]] = dict.fromkeys(by_value[:ORDERED], (0.0, None))
    order: list[tuple[int, float, int | None]] = []
    scores = {index: round(values[index], 6) for index in nearest}
    least = 1.0
    while nearest:
        chosen = min(scores, key=lambda index: (-scores[index], index))
        near, twin = nearest.pop(chosen)
        least = scores.pop(chosen)
        order.append((chosen, least, twin if near >= TOLD_LIKENESS else None))
        told = vectors.vectors[chosen]
        for index, (other, _) in list(nearest.items()):
            vector = vectors.vectors[index]
            alike = 0.0 if told.keys().isdisjoint(vector) else likeness(vector, told)
            if alike > other:
                nearest[index] = (alike, chosen)
                scores[index] = round(values[index] * (1 - DIVERSITY * alike), 6)
    order += [(index, round(min(least, values[index]), 6), None) for index in by_value[ORDERED:]]
    return order


@cache
def _explanations() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Feature -> group, and group -> the words for more and for less."""
    table = lexicon("en").table("salience")["explain"]
    groups = {feature: group for group, entry in table.items() for feature in entry["features"]}
    return groups, {group: (entry["more"], entry["less"]) for group, entry in table.items()}


@cache
def _members(names: tuple[str, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Group -> the places of its features among `names`; the features of no group are one of their own, the last."""
    groups, _ = _explanations()
    members: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        members.setdefault(groups.get(name.removeprefix("previous_").removeprefix("next_"), OTHERS), []).append(place)
    return tuple((group, tuple(members[group])) for group in sorted(members, key=lambda group: group == OTHERS))


def _reasons(totals: dict[str, float], *, most: int | None) -> tuple[Reason, ...]:
    """The groups of features by how much they weigh for or against the sentence, in plain words; weights are log-odds.

    The `most` heaviest that have a plain name, or all, the features without one together last.
    """
    _, wording = _explanations()
    weights = {group: round(total, 6) for group, total in totals.items()}
    others = weights.pop(OTHERS, 0.0)
    largest = sorted(weights, key=lambda group: (-abs(weights[group]), group))[:most]
    told = [Reason(rule=group, detail=wording[group][totals[group] < 0], weight=weights[group]) for group in largest]
    if most is None:
        told.append(Reason(rule=OTHERS, detail=_OTHERS, weight=others))
    return tuple(told)


def _rest(bias: float, background: float) -> tuple[Reason, ...]:
    """What the formula adds to the terms of the development head."""
    likely = sigmoid(background)
    told = [
        Reason(rule="base", detail="what every sentence starts from", weight=round(bias, 6)),
        Reason(
            rule="background head",
            detail=f"likelihood of being background or noise is {likely:.2f}",
            weight=round(-NOISE_SHARE * background, 6),
        ),
    ]
    if likely > BACKGROUND:
        told.append(Reason(rule=TIMES, detail=f"likelier background than {BACKGROUND}", weight=BACKGROUND_WORTH))
    return tuple(told)
