"""Whom a pronoun means: a linear score over simple facts of each candidate, learned from annotated articles.

The facts are those that every account of pronouns uses (distance, subjecthood, repetition, gender; Lappin and Leass
1994; Mitkov 1998) and one that news adds: who spoke last.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import TYPE_CHECKING

from briefing.types import Sentence, Span

if TYPE_CHECKING:
    from briefing.analyse.actors.entities import Entity

SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
FEMALE = frozenset({"she", "her", "herself"})
# Farther back than this, in sentences, a pronoun's antecedent does not lie.
REACH = 8
# A candidate named this often stays in reach however far back.
OFTEN = 3
# A name that begins within this many characters of its sentence is most often its subject.
OPENING = 25
# Who is named in the first characters of an article is what it is about: about two opening sentences.
LEAD = 400
# Under this share of the candidates' probability a mention stays unclear: on annotated articles, cross-validated, 94 in
# 100 pronouns are answered above it, nine in ten of them rightly (training/antecedents.py prints the table).
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the choice of an antecedent looks at besides the candidates."""

    sentences: Sequence[Sentence]
    quoted: bytearray
    person_places: Sequence[int]
    """Where the mentions of all persons begin, in text order."""
    speakers: Sequence[tuple[int, object]]
    """(place, speaker) of the attributions that were resolved before, in text order."""


def sentence_at(sentences: Sequence[Sentence], place: int) -> int:
    """The index of the sentence that holds `place`, or of the last one before it."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].span.start <= place:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A pronoun or description whose antecedent is asked for.

    `gender` is 'f', 'm' or '' where it does not tell; `content` is what its bearer says, where the mention is a source.
    """

    span: Span
    gender: str
    content: tuple[Span, ...] = ()


def facts(candidate: Entity, mention: Mention, context: Context) -> dict[str, float] | None:
    """The candidate's facts, or None where it is out of question (not named before, other gender, too far)."""
    pronoun, gender = mention.span, mention.gender
    if gender and candidate.gender and candidate.gender != gender:
        return None
    here = sentence_at(context.sentences, pronoun.start)
    earlier = candidate.mentions[: bisect_left(candidate.mentions, pronoun)]
    if not earlier:
        return None
    last = earlier[-1]
    found = context.sentences[sentence_at(context.sentences, last.start)]
    gap = here - found.index
    if gap > REACH and len(earlier) < OFTEN:
        return None
    spoke = next((place for place, who in reversed(context.speakers) if who is candidate), None)
    previous = context.speakers[-1] if context.speakers else None
    is_last = previous is not None and previous[1] is candidate
    sentence = context.sentences[here].span if context.sentences else pronoun
    between = sum(1 for other in context.person_places if last.start < other < pronoun.start)
    return {
        "gap": float(min(gap, REACH)),
        "same": float(gap == 0),
        "next": float(gap == 1),
        "paragraph": float(context.sentences[here].paragraph == found.paragraph),
        "early": 1.0 - min(1.0, (last.start - found.span.start) / max(1, len(found.span))),
        "opens": float(last.start - found.span.start < OPENING),
        "often": log(1 + len(earlier)),
        "known": float(bool(gender and candidate.gender)),
        "quoted": float(bool(context.quoted[last.start])),
        "possessive": float(found.text[last.end - found.span.start :][:2] in ("'s", "’s")),
        "spoke": float(spoke is not None),
        "last": float(is_last),
        "near": float(is_last and previous is not None and here - sentence_at(context.sentences, previous[0]) <= 1),
        "between": log(1 + between),
        # Hardly anybody names themselves in what they say, and "he said of Reyes" is not Reyes.
        "content": float(any(_names(candidate, span) for span in mention.content)),
        "after": float(_names(candidate, Span(pronoun.end, max(pronoun.end, sentence.end)))),
        "lead": float(candidate.mentions[0].start < LEAD),
    }


def _names(candidate: Entity, span: Span) -> bool:
    """True where the candidate is named inside `span`."""
    at = bisect_left(candidate.mentions, Span(span.start, span.start))
    return at < len(candidate.mentions) and candidate.mentions[at].start < span.end


@cache
def weights() -> dict[str, float]:
    """The learned weights, from `weights.json`."""
    loaded: dict[str, float] = json.loads((files("briefing.analyse.actors") / "weights.json").read_text("utf-8"))
    return loaded


def choose(candidates: Sequence[Entity], mention: Mention, context: Context) -> tuple[Entity, float] | None:
    """The best of `candidates` for `mention` and its share of the probability, or None.

    Ties fall to the one named last.
    """
    told = ((candidate, facts(candidate, mention, context)) for candidate in candidates)
    scored = [
        (round(sum(weights().get(name, 0.0) * value for name, value in found.items()), 6), candidate)
        for candidate, found in told
        if found is not None
    ]
    if not scored:
        return None
    best, chosen = max(scored, key=lambda pair: (pair[0], pair[1].mentions[0].start))
    share = 1.0 / sum(exp(score - best) for score, _ in scored)
    return chosen, round(share, 4)
