"""How much each sentence matters: one interface over our ranker, the classic ones of sumy, and two floors."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from briefing.analyse.salience.page import Choice, Fate, Limits, choice, developments
from briefing.analyse.salience.select import select
from briefing.analyse.salience.standalone import Line
from briefing.errors import UsageError
from briefing.types import Article, Reading, Reason, Salience, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

RANKERS: dict[str, str] = {
    "news": "learned from annotated news: place, wording, names, figures, quotation; repeats pushed down (default)",
    "lexrank": "sentences that resemble many others (Erkan and Radev 2004, sumy)",
    "textrank": "PageRank over shared words (Mihalcea and Tarau 2004, sumy)",
    "lsa": "singular value decomposition of the word table (Steinberger and Ježek 2004, sumy)",
    "luhn": "clusters of frequent words (Luhn 1958, sumy)",
    "kl": "smallest divergence from the article's words (Haghighi and Vanderwende 2009, sumy)",
    "sumbasic": "frequent words, each counted less once used (Nenkova and Vanderwende 2005, sumy)",
    "reduction": "the sum of likenesses to all others (sumy)",
    "edmundson": "cue words, title words and place (Edmundson 1969, sumy)",
    "random": "a fixed shuffle: the floor that any method must beat",
    "lead": "the order of the text: hard to beat on news",
}
_SEED = 20250901  # any fixed number: the floor must be the same floor on every run

__all__ = ["RANKERS", "Choice", "Fate", "Limits", "Line", "choice", "developments", "rank", "select"]


def rank(
    name: str,
    article: Article,
    sentences: tuple[Sentence, ...],
    reading: Reading | None,
    *,
    formula: bool = False,
) -> tuple[Salience, ...]:
    """Score and rank each sentence by the ranker `name`; the answer is parallel to `sentences`.

    Scores lie in [0, 1], ranks count from 1 without ties. `reading` may be None; only "news" uses it. With `formula`
    the reasons of "news" are all terms of its formula. Raises UsageError for a name that is not in RANKERS.
    """
    if name not in RANKERS:
        raise UsageError(f"There is no ranker {name!r}.", hint=f"Use one of: {', '.join(RANKERS)}.")
    if name == "news":
        from briefing.analyse.salience import news

        return news.rank(article, sentences, reading, formula=formula)
    from briefing.analyse.salience.noise import noise

    raw = _raw(name, article, sentences)
    marks = noise(article, sentences)
    return _ranked(sentences, raw, marks, RANKERS[name])


def _raw(name: str, article: Article, sentences: tuple[Sentence, ...]) -> list[float]:
    size = len(sentences)
    if name == "lead":
        return [float(size - index) for index in range(size)]
    if name == "random":
        values = [float(index) for index in range(size)]
        random.Random(_SEED).shuffle(values)  # noqa: S311 - no secret, a reproducible floor
        return values
    from briefing.analyse.salience import sumy

    return sumy.scores(name, sentences, article.title)


def _ranked(
    sentences: Sequence[Sentence], raw: Sequence[float], marks: Sequence[str | None], method: str
) -> tuple[Salience, ...]:
    """Raw scores spread over [0, 1] and turned into ranks; ties fall by position."""
    low, high = min(raw, default=0.0), max(raw, default=0.0)
    scores = [round((value - low) / (high - low), 6) if high > low else 1.0 for value in raw]
    order = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    ranks = {index: place for place, index in enumerate(order, start=1)}
    return tuple(
        Salience(
            sentence=sentence,
            score=scores[index],
            rank=ranks[index],
            noise=marks[index],
            reasons=(Reason(rule="method", detail=method, weight=scores[index]),),
        )
        for index, sentence in enumerate(sentences)
    )
