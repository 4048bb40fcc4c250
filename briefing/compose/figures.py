"""Figures that differ between the articles of one story, set side by side: "3 dead [1]; 5 dead [2]".

Only what can safely be called one thing is compared: deaths, injuries and the like, and things counted by the same noun
in sentences that say much the same; and only an article's figure that stands alone: one that gives several for a thing
has a context that a list would lose. Which figure is right is for the reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from briefing.analyse.questions.disputes import same_matter
from briefing.analyse.questions.features import content_stems
from briefing.analyse.salience.features import cues
from briefing.analyse.salience.terms import TermVectors, cosine
from briefing.compose.wording import evidence_of
from briefing.language import lexicon
from briefing.text.patterns import PatternSet
from briefing.types import Difference, Figure, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.types import Analysis, Sentence

SAME_THING: Final = 0.3
"""Cosine of two sentences from which their counts of the same noun are counts of the same thing. A judgement: two
articles on one vote name other "members" or "buildings" in other sentences, which share next to no word."""
MOST: Final = 6
"""Differences of one story that are shown at most."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure in one article: what is counted, how many, and where."""

    subject: str
    value: float
    span: Span
    sentence: int
    """Its index among the sentences of all articles."""
    article: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures that differ: `between` articles, and `within` one by who gives them; sources numbered from 1."""

    between: tuple[Difference, ...] = ()
    within: tuple[Difference, ...] = ()


def figures(analyses: Sequence[Analysis]) -> Figures:
    """All figures that differ; what befell people is searched for once, for both."""
    sentences = [(at, sentence) for at, analysis in enumerate(analyses) for sentence in _told(analysis)]
    events = [tuple(_events(sentence, place, at)) for place, (at, sentence) in enumerate(sentences)]
    return Figures(
        between=_between(analyses, sentences, events) if len(analyses) > 1 else (),
        within=_within(analyses, sentences, events),
    )


def _between(
    analyses: Sequence[Analysis], sentences: Sequence[tuple[int, Sentence]], events: Sequence[tuple[_Count, ...]]
) -> tuple[Difference, ...]:
    """The figures that differ between articles, the deadliest subject first, then in the order of the text."""
    named: dict[str, list[_Count]] = defaultdict(list)
    counted: dict[str, list[_Count]] = defaultdict(list)
    for place, (at, sentence) in enumerate(sentences):
        for count in events[place]:
            named[count.subject].append(count)
        for count in _things(sentence, place, at):
            if not any(count.span.overlaps(other.span) for other in events[place]):
                counted[count.subject].append(count)
    order = {subject: at for at, subject in enumerate(lexicon("en").table("figures")["subjects"])}
    made = [_compared(analyses, named[subject]) for subject in sorted(named, key=lambda name: order[name])]
    if any(len({count.article for count in counts}) > 1 for counts in counted.values()):
        vectors = TermVectors.of([sentence.text for _, sentence in sentences], cues("en").stop_words).vectors
        made += [_compared(analyses, _alike(counts, vectors)) for counts in counted.values()]
    return tuple(difference for difference in made if difference is not None)[:MOST]


def _within(
    analyses: Sequence[Analysis], sentences: Sequence[tuple[int, Sentence]], events: Sequence[tuple[_Count, ...]]
) -> tuple[Difference, ...]:
    """Figures of one article for what befell people that differ by who gives them, article by article.

    Only those of speakers who are told apart, in sentences on one matter: a count that grows is no dispute.
    """
    counts: dict[tuple[int, str], list[tuple[str, _Count, frozenset[str]]]] = defaultdict(list)
    for (at, sentence), found in zip(sentences, events, strict=True):
        for count in found:
            said = (one for one in analyses[at].attributions if any(part.overlaps(count.span) for part in one.content))
            speakers = {one.actor.name for one in said if one.actor is not None}
            if len(speakers) == 1:
                matter = content_stems(sentence.text) - content_stems(count.span.of(analyses[at].article.text))
                counts[at, count.subject].append((speakers.pop(), count, matter))
    made = []
    for first, *others in counts.values():
        rival = next(
            (o for o in others if o[0] != first[0] and o[1].value != first[1].value and same_matter(first[2], o[2])),
            None,
        )
        if rival is not None:
            pair = sorted((first[1], rival[1]), key=lambda count: count.value)
            made.append(_difference(analyses, [[count] for count in pair]))
    return tuple(made)


def _told(analysis: Analysis) -> Iterator[Sentence]:
    return (salience.sentence for salience in analysis.salience if salience.noise is None)


def _compared(analyses: Sequence[Analysis], counts: Sequence[_Count]) -> Difference | None:
    """The counts of one subject side by side, or None where they do not differ."""
    by_article: dict[int, list[_Count]] = defaultdict(list)
    for count in counts:
        by_article[count.article].append(count)
    single = {at: found[0] for at, found in by_article.items() if len({count.value for count in found}) == 1}
    values = sorted({count.value for count in single.values()})
    if len(values) < 2:
        return None
    return _difference(
        analyses, [[count for _, count in sorted(single.items()) if count.value == value] for value in values]
    )


def _difference(analyses: Sequence[Analysis], alike: Sequence[Sequence[_Count]]) -> Difference:
    """The figures for one subject: of the counts of each value, the first one's words and all as evidence."""
    shown = []
    for counts in alike:
        texts = [analyses[count.article].article for count in counts]
        evidence = [
            one
            for count, article in zip(counts, texts, strict=True)
            for one in evidence_of(article.id, count.article + 1, article.text, [count.span])
        ]
        words = " ".join(counts[0].span.of(texts[0].text).split())
        shown.append(Figure(value=counts[0].value, text=words, evidence=tuple(evidence)))
    return Difference(subject=alike[0][0].subject, figures=tuple(shown))


def _alike(counts: Sequence[_Count], vectors: Sequence[dict[str, float]]) -> list[_Count]:
    """The counts whose sentence says much the same as that of the first one in another article."""
    first = counts[0]
    return [first] + [
        count
        for count in counts[1:]
        if count.article == first.article or cosine(vectors[first.sentence], vectors[count.sentence]) >= SAME_THING
    ]


def _events(sentence: Sentence, place: int, article: int) -> Iterator[_Count]:
    """Counts of people whom something befell."""
    for subject in _told_of(sentence.text):
        for found in _event(subject).finditer(sentence.text):
            number = found["first"] or found["last"]
            yield _Count(subject, _value(number), _span(sentence, found.start(), found.end()), place, article)


def _told_of(text: str) -> list[str]:
    """The subjects whose words stand in `text`, in the order of the data: the others' counts need no search."""
    told = {place for place, _ in _subject_words().found(text)}
    return [subject for place, subject in enumerate(lexicon("en").table("figures")["subjects"]) if place in told]


def _things(sentence: Sentence, place: int, article: int) -> Iterator[_Count]:
    """Counts of things: a number and the plural noun that comes right after it, or after one word more."""
    for found in _counted().finditer(sentence.text):
        noun = found["noun"].lower()
        if noun not in lexicon("en").table("figures")["never"]:
            start, end = found.span()
            yield _Count(noun, _value(found["number"]), _span(sentence, start, end), place, article)


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.span.start + start, sentence.span.start + end)


@cache
def _subject_words() -> PatternSet:
    """What tells of each subject, one pattern a subject."""
    subjects = lexicon("en").table("figures")["subjects"].values()
    words = ["|".join((*forms["after"], *forms["before"])) for forms in subjects]
    return PatternSet([rf"\b(?:{one})" for one in words], ignore_case=True)


@cache
def _event(subject: str) -> re.Pattern[str]:
    """The counts of one subject; made when it is first told of, as most articles tell of few."""
    table = lexicon("en").table("figures")
    forms = table["subjects"][subject]
    after, before = "|".join(forms["after"]), "|".join(forms["before"]) or r"(?!)"
    people = f"(?:{'|'.join(table['people'])})"
    hedge, number = _hedge(), _number()
    return re.compile(
        rf"\b{hedge}(?P<first>{number})(?:\s+{people}|\s+[\w-]+\s+{people})?"
        rf"(?:\s+(?:were|was|are|is|have|had|been|being|left|reported|confirmed|feared|still)){{0,3}}"
        rf"\s+(?:{after})\b(?!\s+(?:in|since)\s+\d{{4}})"
        rf"|\b(?:{before})\s+{hedge}(?P<last>{number})\b(?!\s+(?:years?|days?|hours?|percent|per cent|%))",
        re.IGNORECASE,
    )


@cache
def _counted() -> re.Pattern[str]:
    """A number and the noun that it counts."""
    return re.compile(
        rf"\b{_hedge()}(?P<number>{_number()})(?:\s+(?!of\b|and\b|or\b|to\b|in\b)[a-z]+)?\s+(?P<noun>[a-z]{{3,}}s)\b",
        re.IGNORECASE,
    )


def _hedge() -> str:
    return f"(?:(?:{'|'.join(lexicon('en').table('figures')['hedges'])})\\s+)?"


def _number() -> str:
    table = lexicon("en").table("figures")
    words, scales = "|".join(table["numbers"]), "|".join(table["scales"])
    return rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{words})(?:\s+(?:{scales}))?"


def _value(text: str) -> float:
    """What a number counts to: "2,300", "3.5 million", "twelve"."""
    table = lexicon("en").table("figures")
    first, *scale = text.lower().split()
    words: list[str] = table["numbers"]
    value = float(words.index(first) + 1) if first in words else float(first.replace(",", ""))
    return value * float(table["scales"][scale[0]] if scale else 1)
