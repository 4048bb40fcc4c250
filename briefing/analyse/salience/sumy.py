"""Every summarizer of the sumy package behind one interface: a score for each sentence.

sumy returns chosen sentences, not scores, keys its ratings by the sentence's text (so a repeated sentence shares one
score) and fetches a tokenizer from NLTK's data. Here each sentence is an object of its own, the ratings are taken where
the summarizer hands them over, and words come from a plain pattern: nothing is ever downloaded. The stemmer is NLTK's
Snowball.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.types import Sentence

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# The most sentences that a method is given: its time grows with their square (KL: faster still). Set so that the
# longest allowed text takes about ten seconds on a laptop core; what lies beyond follows in text order with score 0.
LONGEST = {
    "lexrank": 1000,
    "textrank": 2000,
    "lsa": 1000,
    "luhn": 3000,
    "kl": 150,
    "sumbasic": 3000,
    "reduction": 1500,
    "edmundson": 3000,
}


class _Words:
    """What sumy asks of a tokenizer."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text))


def scores(method: str, sentences: Sequence[Sentence], title: str | None = None) -> list[float]:
    """The raw score of each sentence by `method` (a key of LONGEST): higher is better, scales differ by method.

    A sentence without a word scores lowest. `title` serves Edmundson alone. Raises KeyError for another method.
    """
    limit = LONGEST[method]
    worded = [sentence for sentence in sentences if _WORD.search(sentence.text)][:limit]
    rated = iter(_rate(method, worded, title) if len(worded) > 1 else [1.0] * len(worded))
    least = 0.0
    found: list[float | None] = []
    for sentence in sentences:
        value = next(rated, None) if _WORD.search(sentence.text) else None
        found.append(value)
        least = min(least, value or 0.0)
    return [least if value is None else value for value in found]


def _rate(method: str, sentences: Sequence[Sentence], title: str | None) -> list[float]:
    """The ratings in order of `sentences`, of which there are at least two, each with a word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LSA warns of few words, LexRank divides by zero where nothing is shared
        ratings = _summarizer(method)(_document(sentences, title), len(sentences))
    values = [float(value) for value in ratings]
    # Where all sentences are one and the same, the graph methods have no edge left to rank by and give not-a-number.
    return [value if value == value else 0.0 for value in values] or [0.0] * len(sentences)  # noqa: PLR0124


def _document(sentences: Sequence[Sentence], title: str | None) -> Any:  # noqa: ANN401 (sumy ships no types)
    """A sumy document in the article's paragraphs; the title, where there is one, is its only heading."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence

    class Unique(SumySentence):  # type: ignore[misc]
        """A sentence that equals itself alone."""

        __eq__ = object.__eq__
        __hash__ = object.__hash__

    words = _Words()
    paragraphs: dict[int, list[Any]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(Unique(sentence.text, words))
    if title:
        next(iter(paragraphs.values())).insert(0, Unique(title, words, is_heading=True))
    return ObjectDocumentModel([Paragraph(members) for members in paragraphs.values()])


@cache
def _summarizer(method: str) -> Callable[[Any, int], Sequence[float]]:
    """The summarizer, made to hand back its ratings in the order of the document's sentences."""
    from nltk.stem.snowball import SnowballStemmer
    from sumy.utils import get_stop_words

    base = _classes()[method]

    def ratings(sentences: Sequence[Any], _count: int, rating: Any, *args: Any) -> list[float]:  # noqa: ANN401
        rate = rating.__getitem__ if isinstance(rating, dict) else rating
        return [rate(sentence, *args) for sentence in sentences]

    rated = type(f"Rated{base.__name__}", (base,), {"_get_best_sentences": staticmethod(ratings)})
    summarizer = rated(SnowballStemmer("english").stem)
    stop_words = get_stop_words("english")
    if method == "edmundson":
        words = lexicon("en").table("edmundson")
        summarizer.bonus_words = words["bonus"]
        summarizer.stigma_words = words["stigma"]
        summarizer.null_words = stop_words
    elif hasattr(summarizer, "stop_words"):
        summarizer.stop_words = stop_words
    return summarizer  # type: ignore[no-any-return]


def _classes() -> dict[str, Any]:
    """Sumy's classes by the names used here; imported late, since sumy loads numpy and requests."""
    from sumy.summarizers.edmundson import EdmundsonSummarizer
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.reduction import ReductionSummarizer
    from sumy.summarizers.sum_basic import SumBasicSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    return {
        "lexrank": LexRankSummarizer,
        "textrank": TextRankSummarizer,
        "lsa": LsaSummarizer,
        "luhn": LuhnSummarizer,
        "kl": KLSummarizer,
        "sumbasic": SumBasicSummarizer,
        "reduction": ReductionSummarizer,
        "edmundson": EdmundsonSummarizer,
    }
