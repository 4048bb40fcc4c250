"""Articles -> stories: which of them tell of the same thing.

Each article is a vector of its terms, weighted by how rare they are in news at large and in this set; names weigh
more. One pass puts each article to the story that it is most like, or begins a new one with it (single-pass clustering:
Allan, Papka and Lavrenko, "On-line new event detection and tracking", 1998); a second pass does the same with whole
stories. An article is compared only with stories that share its rarest terms, and only with so many of them: the time
grows with the number of articles, not with that of pairs.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from briefing.analyse.salience.features import cues
from briefing.analyse.salience.terms import content_terms, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.types import Analysis

SAME_STORY: Final = 0.2
"""Cosine from which an article belongs to a story. Set on the odd and even paragraphs of 122 articles taken for two
articles each, where 0.18 to 0.22 give the best F1 of pairs; the pairs that count as wrong there are mostly of one topic
in different weeks, which their dates part."""
READ: Final = 3000
"""Characters: news tells first what it is about; what comes later is background that other stories share."""
NAME_WEIGHT: Final = 2.0
"""What a name counts beside another word of the same rarity."""
RAREST: Final = 30
"""Terms of an article by which stories to compare it with are looked up."""
COMPARED: Final = 40
"""Stories that an article is compared with at most: those that share most of its rarest terms."""
POSTINGS: Final = 200
"""Stories that a term leads to at most, the latest first: a term in more tells little."""
CENTRE: Final = 150
"""Terms that are kept of a story: its heaviest."""
DAYS_APART: Final = 4.0
"""Each so many days between an article and the latest one of a story halve their likeness: stories move on."""

_NAME: Final = re.compile(r"(?<![.!?:“”\"\n])(?<!^)\s([A-Z][\w’'-]*[a-z][\w’'-]*)")

Vector = dict[str, float]


@dataclass(slots=True)
class _Story:
    """A story in the making: `sum` is the sum of its articles' vectors, `centre` its heaviest terms, of length 1."""

    members: list[int]
    sum: Vector
    latest: datetime | None
    centre: Vector = field(init=False)

    def __post_init__(self) -> None:
        self._settle()

    def take(self, other: _Story) -> None:
        """Take in the articles of another."""
        self.members += other.members
        for term, weight in other.sum.items():
            self.sum[term] = self.sum.get(term, 0.0) + weight
        self.latest = max(filter(None, (self.latest, other.latest)), default=None)
        self._settle()

    def _settle(self) -> None:
        self.centre = _unit(dict(sorted(self.sum.items(), key=lambda item: (-item[1], item[0]))[:CENTRE]))

    def order(self) -> tuple[bool, float, int]:
        """By time, those without a date first, then as they were given."""
        return self.latest is not None, self.latest.timestamp() if self.latest else 0.0, self.members[0]


def stories(analyses: Sequence[Analysis]) -> tuple[tuple[int, ...], ...]:
    """The indices of the articles of each story, in the order of the articles; stories by their first article."""
    if len(analyses) < 2:
        return tuple((at,) for at in range(len(analyses)))
    ends = own_ends(analyses)
    vectors = term_vectors([_terms(analysis, end=end) for analysis, end in zip(analyses, ends, strict=True)])
    items = [
        _Story(members=[at], sum=vector, latest=analysis.article.published)
        for at, (vector, analysis) in enumerate(zip(vectors, analyses, strict=True))
    ]
    items.sort(key=_Story.order)
    grouped = _grouped(_grouped(items))
    return tuple(sorted(tuple(sorted(story.members)) for story in grouped))


def central(analyses: Sequence[Analysis]) -> int:
    """The index of the article that is most like all together: its headline fits the story best.

    An article with a headline comes before one without; ties fall to the first.
    """
    vectors = term_vectors([_terms(analysis) for analysis in analyses])
    total: Vector = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            total[term] += weight
    likeness = [round(sum(weight * total[term] for term, weight in vector.items()), 6) for vector in vectors]
    return max(range(len(analyses)), key=lambda at: (bool(analyses[at].article.title), likeness[at], -at))


def term_vectors(bags: Sequence[Counter[str]]) -> list[Vector]:
    """A unit vector for each bag of terms: (1 + log count) × rarity, in news at large and in these bags."""
    held: Counter[str] = Counter()
    for bag in bags:
        held.update(bag.keys())
    common, size = common_terms(), len(bags)
    rarity = {
        term: math.log(1000 / common.get(term.removeprefix("@"), 5)) + 0.5 * math.log((1 + size) / (1 + count))
        for term, count in held.items()
    }
    made = []
    for bag in bags:
        weights = {
            term: (1 + math.log(count)) * max(0.0, rarity[term]) * (NAME_WEIGHT if term[0] == "@" else 1.0)
            for term, count in bag.items()
            if rarity[term] > 0
        }
        made.append(_unit(weights))
    return made


@cache
def common_terms() -> dict[str, int]:
    """Of 1,000 news articles, how many hold the term; terms that are rarer than 10 are not there."""
    text = (files("briefing.compose") / "common_terms.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {term: int(share) for term, share in pairs}


def own_ends(analyses: Sequence[Analysis]) -> list[int]:
    """Where in each article's text the sentences begin with which another article ends, too, word for word.

    They tell of the publisher or repeat what was known before, and not what this article is about: by them, all that
    one paper prints would be one story. An article that is made of nothing else is taken whole.
    """
    words = [[" ".join(sentence.text.split()) for sentence in analysis.sentences] for analysis in analyses]
    held = Counter(text for texts in words for text in set(texts))
    ends = []
    for analysis, texts in zip(analyses, words, strict=True):
        own = next((at for at in range(len(texts), 0, -1) if held[texts[at - 1]] < 2), len(texts))
        ends.append(analysis.sentences[own].span.start if own < len(texts) else len(analysis.article.text))
    return ends


def _terms(analysis: Analysis, *, end: int = READ) -> Counter[str]:
    """The terms of an article's beginning, up to `end`; those that are names, marked with an @, stand apart."""
    article = analysis.article
    noise = {salience.sentence.span for salience in analysis.salience if salience.noise}
    kept = [
        sentence.text
        for sentence in analysis.sentences
        if sentence.span not in noise and sentence.span.start < min(READ, end)
    ]
    text = "\n".join([article.title or "", *kept])
    names = {stem(name.lower().replace("’", "'")) for name in _NAME.findall(text)}
    bag = Counter(content_terms(text, cues("en").stop_words))
    return Counter({f"@{term}" if term in names else term: count for term, count in bag.items()})


def _grouped(items: Sequence[_Story]) -> list[_Story]:
    """One pass: each item to the story that it is most like, or on its own."""
    made: list[_Story] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for item in items:
        rarest = sorted(item.centre, key=lambda term: (-item.centre[term], term))[:RAREST]
        ranked = [(round(_likeness(item, made[other]), 6), -other) for other in _candidates(rarest, holders)]
        best, minus = max(ranked, default=(0.0, 0))
        at = -minus if best >= SAME_STORY else len(made)
        if at < len(made):
            made[at].take(item)
        else:
            made.append(item)
        for term in rarest:
            if at not in holders[term][-POSTINGS:]:
                holders[term].append(at)
    return made


def _candidates(terms: Iterable[str], holders: dict[str, list[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for term in terms:
        shared.update(holders[term][-POSTINGS:])
    return sorted(shared, key=lambda other: (-shared[other], other))[:COMPARED]


def _likeness(item: _Story, story: _Story) -> float:
    """The cosine of two centres, less for the days that lie between."""
    small, large = sorted((item.centre, story.centre), key=len)
    cosine = sum(weight * large.get(term, 0.0) for term, weight in small.items())
    if item.latest is None or story.latest is None:
        return cosine
    days = abs((item.latest - story.latest).total_seconds()) / 86_400
    return cosine * math.exp2(-max(0.0, (days - 1) / DAYS_APART))


def _unit(weights: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}
