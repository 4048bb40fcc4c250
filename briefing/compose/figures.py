"""Figures that differ between the articles of one story, set side by side: "3 dead [1]; 5 dead [2]".

Only what can safely be called one thing is compared: deaths, injuries and the like, and things counted by the same noun
in sentences that say much the same; and only an article's figure that stands alone: one that gives several for a thing
has a context that a list would lose. Which figure is right is for the reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from briefing.analyse.questions.disputes import same_matter
from briefing.analyse.questions.features import content_stems
from briefing.analyse.salience.features import cues
from briefing.analyse.salience.terms import TermVectors, cosine
from briefing.compose.wording import evidence_of
from briefing.language import lexicon
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


def differences(analyses: Sequence[Analysis]) -> tuple[Difference, ...]:
    """The figures that differ, the deadliest subject first, then in the order of the text; numbered from 1."""
    if len(analyses) < 2:
        return ()
    sentences = [(at, sentence) for at, analysis in enumerate(analyses) for sentence in _told(analysis)]
    named: dict[str, list[_Count]] = defaultdict(list)
    counted: dict[str, list[_Count]] = defaultdict(list)
    for place, (at, sentence) in enumerate(sentences):
        found = list(_events(sentence, place, at))
        for count in found:
            named[count.subject].append(count)
        for count in _things(sentence, place, at):
            if not any(count.span.overlaps(other.span) for other in found):
                counted[count.subject].append(count)
    order = {subject: at for at, subject in enumerate(lexicon("en").table("figures")["subjects"])}
    made = [_compared(analyses, named[subject]) for subject in sorted(named, key=lambda name: order[name])]
    if any(len({count.article for count in counts}) > 1 for counts in counted.values()):
        vectors = TermVectors.of([sentence.text for _, sentence in sentences], cues("en").stop_words).vectors
        made += [_compared(analyses, _alike(counts, vectors)) for counts in counted.values()]
    return tuple(difference for difference in made if difference is not None)[:MOST]


def claimed_figures(analysis: Analysis) -> tuple[Difference, ...]:
    """Figures of one article for what befell people that differ by who gives them, numbered as source 1.

    Only those of speakers who are told apart, in sentences on one matter: a count that grows is no dispute.
    """
    made = []
    said = [one for one in analysis.attributions if one.actor is not None]
    counts: dict[str, list[tuple[str, _Count, frozenset[str]]]] = defaultdict(list)
    for place, sentence in enumerate(_told(analysis)):
        for count in _events(sentence, place, 0):
            speakers = {
                one.actor.name for one in said if one.actor and any(part.overlaps(count.span) for part in one.content)
            }
            if len(speakers) == 1:
                matter = content_stems(sentence.text) - content_stems(count.span.of(analysis.article.text))
                counts[count.subject].append((speakers.pop(), count, matter))
    for first, *others in counts.values():
        rival = next(
            (o for o in others if o[0] != first[0] and o[1].value != first[1].value and same_matter(first[2], o[2])),
            None,
        )
        if rival is not None:
            # As if from two articles, so that each is the single figure of its source.
            pair = [replace(first[1], article=0), replace(rival[1], article=1)]
            made.append(_compared([analysis, analysis], pair))
    return tuple(one for one in made if one is not None)


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
    figures = []
    for value in values:
        holders = [count for _, count in sorted(single.items()) if count.value == value]
        text = analyses[holders[0].article].article.text
        evidence = [
            one
            for count in holders
            for one in evidence_of(
                analyses[count.article].article.id,
                count.article + 1,
                analyses[count.article].article.text,
                [count.span],
            )
        ]
        figures.append(Figure(value=value, text=" ".join(holders[0].span.of(text).split()), evidence=tuple(evidence)))
    return Difference(subject=counts[0].subject, figures=tuple(figures))


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
    for subject, pattern in _patterns()[0]:
        for found in pattern.finditer(sentence.text):
            number = found["first"] or found["last"]
            yield _Count(subject, _value(number), _span(sentence, found.start(), found.end()), place, article)


def _things(sentence: Sentence, place: int, article: int) -> Iterator[_Count]:
    """Counts of things: a number and the plural noun that comes right after it, or after one word more."""
    for found in _patterns()[1].finditer(sentence.text):
        noun = found["noun"].lower()
        if noun not in lexicon("en").table("figures")["never"]:
            start, end = found.span()
            yield _Count(noun, _value(found["number"]), _span(sentence, start, end), place, article)


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.span.start + start, sentence.span.start + end)


@cache
def _patterns() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    table = lexicon("en").table("figures")
    words = "|".join(table["numbers"])
    scales = "|".join(table["scales"])
    hedge = f"(?:(?:{'|'.join(table['hedges'])})\\s+)?"
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{words})(?:\s+(?:{scales}))?"
    people = f"(?:{'|'.join(table['people'])})"
    events = []
    for subject, forms in table["subjects"].items():
        after, before = "|".join(forms["after"]), "|".join(forms["before"]) or r"(?!)"
        events.append(
            (
                subject,
                re.compile(
                    rf"\b{hedge}(?P<first>{number})(?:\s+{people}|\s+[\w-]+\s+{people})?"
                    rf"(?:\s+(?:were|was|are|is|have|had|been|being|left|reported|confirmed|feared|still)){{0,3}}"
                    rf"\s+(?:{after})\b(?!\s+(?:in|since)\s+\d{{4}})"
                    rf"|\b(?:{before})\s+{hedge}(?P<last>{number})\b(?!\s+(?:years?|days?|hours?|percent|per cent|%))",
                    re.IGNORECASE,
                ),
            )
        )
    things = re.compile(
        rf"\b{hedge}(?P<number>{number})(?:\s+(?!of\b|and\b|or\b|to\b|in\b)[a-z]+)?\s+(?P<noun>[a-z]{{3,}}s)\b",
        re.IGNORECASE,
    )
    return tuple(events), things


def _value(text: str) -> float:
    """What a number counts to: "2,300", "3.5 million", "twelve"."""
    table = lexicon("en").table("figures")
    first, *scale = text.lower().split()
    words: list[str] = table["numbers"]
    value = float(words.index(first) + 1) if first in words else float(first.replace(",", ""))
    return value * float(table["scales"][scale[0]] if scale else 1)
