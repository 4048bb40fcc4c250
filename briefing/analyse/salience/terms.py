"""Content words of each sentence as tf-idf vectors, and what they tell of a sentence's place in its article.

Everything here is linear in the words of the article (but for `earlier_twin`, which is bounded by a constant a
sentence): means over all pairs of sentences are taken from column sums, never pair by pair.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
# A term that more sentences than this hold does not tell which two say the same: set for speed, not for quality.
COMMON_TERM = 30
# What being wholly held by a longer sentence counts, beside a cosine of 1 for being the same: a judgement, since the
# annotated articles hold too few such pairs to measure it.
CONTAINED = 0.8
# Suffixes in the order in which they are tried, with what must be left of the word: Harman's S-stemmer with -ed, -ing
# and -ly added, which is enough for counting repeats and needs no package.
_SUFFIXES = (("’s", 1), ("'s", 1), ("ies", 2), ("ing", 4), ("ed", 3), ("ly", 4), ("es", 4), ("s", 3))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word.

    >>> [stem(word) for word in ("sanctions", "announced", "Kyiv’s".lower(), "news")]
    ['sanction', 'announc', 'kyiv', 'new']
    """
    for suffix, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least and not word.endswith("ss"):
            word = word[: -len(suffix)]
            if suffix == "ies":
                word += "y"
            if suffix[0] not in "’'":
                break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def content_terms(text: str, stop_words: frozenset[str]) -> list[str]:
    """The stems of the words of `text` that are no stop words, in order."""
    words = (word.replace("’", "'") for word in _WORD.findall(text.lower()))
    return [stem(word) for word in words if word not in stop_words and (len(word) > 1 or word.isdigit())]


@dataclass(frozen=True, slots=True)
class TermVectors:
    """One unit vector a sentence: term -> weight (empty where a sentence has no content words)."""

    terms: tuple[tuple[str, ...], ...]
    vectors: tuple[dict[str, float], ...]
    frequency: dict[str, int]
    """In how many sentences each term stands."""

    @staticmethod
    def of(texts: Sequence[str], stop_words: frozenset[str]) -> TermVectors:
        """The vectors of `texts`, weighted 1 + log tf and smoothed idf over the sentences of this one article."""
        return _vectors(tuple(texts), stop_words)

    def sums(self) -> dict[str, float]:
        """The sum of all vectors."""
        total: dict[str, float] = defaultdict(float)
        for vector in self.vectors:
            for term, weight in vector.items():
                total[term] += weight
        return dict(total)

    def centralities(self) -> list[float]:
        """The mean cosine of each sentence with every other one, in [0, 1]."""
        total, others = self.sums(), max(1, len(self.vectors) - 1)
        return [
            sum([weight * (total[term] - weight) for term, weight in vector.items()]) / others
            for vector in self.vectors
        ]

    def likeness(self, reference: dict[str, float]) -> list[float]:
        """The cosine of each sentence with `reference`, a unit vector."""
        return [cosine(vector, reference) for vector in self.vectors]

    def first_mentions(self) -> list[float]:
        """The share of each sentence's terms that no earlier sentence holds."""
        seen: set[str] = set()
        shares = []
        for words in self.terms:
            new = [word for word in dict.fromkeys(words) if word not in seen]
            shares.append(len(new) / max(1, len(set(words))))
            seen.update(new)
        return shares

    def recurrences(self) -> list[float]:
        """How much of a sentence is taken up again elsewhere: the mean, over its terms, of log sentences holding it."""
        return [
            sum([math.log(self.frequency[word]) for word in words]) / len(words) if words else 0.0
            for words in self.terms
        ]

    def earlier_twins(self) -> list[float]:
        """The highest cosine of each sentence with an earlier one that shares a term which is not everywhere."""
        holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        best = []
        for index, vector in enumerate(self.vectors):
            shared: dict[int, int] = defaultdict(int)
            alike: dict[int, float] = defaultdict(float)
            common = []
            for term, weight in vector.items():
                if self.frequency[term] > COMMON_TERM:
                    common.append(term)
                    continue
                held = holders[term]
                for other, its in held:
                    shared[other] += 1
                    alike[other] += weight * its
                held.append((index, weight))
            near = sorted(shared, key=lambda other: (-shared[other], other))[:COMMON_TERM]
            for term in common:
                for other in near:
                    alike[other] += vector[term] * self.vectors[other].get(term, 0.0)
            best.append(max([alike[other] for other in near], default=0.0))
        return best


@lru_cache(maxsize=2)  # the ranker, its features and the choice of lines look at the same sentences
def _vectors(texts: tuple[str, ...], stop_words: frozenset[str]) -> TermVectors:
    terms = tuple(tuple(content_terms(text, stop_words)) for text in texts)
    frequency: dict[str, int] = defaultdict(int)
    for words in terms:
        for word in dict.fromkeys(words):
            frequency[word] += 1
    size = len(texts)
    idf = {word: math.log(1 + size / count) for word, count in frequency.items()}
    return TermVectors(terms, tuple(_unit(words, idf) for words in terms), dict(frequency))


def _unit(words: Sequence[str], idf: dict[str, float]) -> dict[str, float]:
    counts = Counter(words)
    weights = {word: (1 + math.log(count)) * idf.get(word, 1.0) for word, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def mean_vector(vectors: Sequence[dict[str, float]]) -> dict[str, float]:
    """The unit vector in the direction of the sum of `vectors`; empty where they are."""
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight
    length = math.sqrt(sum(weight * weight for weight in total.values()))
    return {term: weight / length for term, weight in total.items()} if length else {}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two unit vectors, in [0, 1]."""
    if len(one) > len(other):
        one, other = other, one
    if one.keys().isdisjoint(other):
        return 0.0
    return sum([weight * other[term] for term, weight in one.items() if term in other])


def likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """How far two sentences say the same, in [0, 1]: the cosine, or the share of the shorter that the longer holds.

    The share counts weight, and a little less than the cosine does, so that a headline is found inside the longer
    sentence that says it again.
    """
    if not one or not other:
        return 0.0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if short.keys().isdisjoint(long):
        return 0.0
    shared = held = 0.0
    for term, weight in short.items():
        if term in long:
            shared += weight * long[term]
            held += weight
    return max(shared, CONTAINED * held / sum(short.values()))
