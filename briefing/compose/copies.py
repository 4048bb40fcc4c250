"""Near-copies: the same agency text at several publishers, found by MinHash and locality-sensitive hashing.

Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and Ullman, "Mining of Massive
Datasets", chapter 3. The time grows with the number of articles, never with that of pairs: only pairs that fall into a
common band are looked at, and each of those once, by its shingles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Article

SHINGLE: Final = 5
"""In words: five in a row that two texts share are seldom chance, and a small change breaks only five of them."""
PERMUTATIONS, BANDS, SEED = 128, 32, 1
"""Bands of four rows: a pair with Jaccard 0.5 comes to be looked at in 87 of 100 cases, one with 0.2 in 5."""
SAME: Final = 0.5
"""Jaccard from which two texts are copies. Two reports of one event in different words share a tenth at most, also
where they quote the same speech; a copy with another headline and two paragraphs cut keeps more than six tenths."""
HELD: Final = 0.8
"""Or: so much of the shorter text stands in the longer one, as where a copy was cut to half."""
LEAST_SHINGLES: Final = 20
"""A text of fewer words than a short paragraph is no copy of another: headlines and teasers are alike by nature."""
MOST_CHECKED: Final = 50
"""Of the articles that fall into common bands so many at most are looked at for one article: it keeps the time in
bounds where hundreds carry the same text, and then any of them will do."""

_WORD: Final = re.compile(r"[^\W_]+")


def near_copies(articles: Sequence[Article]) -> tuple[int, ...]:
    """For each article the index of the first article that it nearly is (its own where there is none before it)."""
    if len(articles) < 2:
        return tuple(range(len(articles)))
    from rensa import RMinHash, RMinHashLSH

    bags = [_shingles(article.text) for article in articles]
    lsh = RMinHashLSH(threshold=SAME, num_perm=PERMUTATIONS, num_bands=BANDS)
    first: list[int] = []
    for at, bag in enumerate(bags):
        digest = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        digest.update(sorted(bag))
        found = sorted(lsh.query(digest)) if len(bag) >= LEAST_SHINGLES else []
        same = next((other for other in found[:MOST_CHECKED] if _is_copy(bag, bags[other])), at)
        first.append(first[same] if same != at else at)
        if len(bag) >= LEAST_SHINGLES:
            lsh.insert(at, digest)
    return tuple(first)


def share(article: Article, other: Article) -> float:
    """How much of `article` stands in `other`, in [0, 1]."""
    bag = _shingles(article.text)
    return len(bag & _shingles(other.text)) / len(bag)


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower())
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def _is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= SAME * len(one | other) or shared >= HELD * min(len(one), len(other))
