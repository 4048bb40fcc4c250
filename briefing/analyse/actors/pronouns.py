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
from typing import Protocol, TypeVar

from briefing.types import Sentence, Span

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
# Under this share of the candidates' probability a mention stays unclear: on annotated articles, cross-validated, 93 in
# 100 pronouns are answered above it, 95 in 100 of them rightly (training/antecedents.py prints the table).
LEAST_SHARE = 0.7


class Candidate(Protocol):
    """Somebody whom a pronoun may mean: a person with a name, or one known only by a description."""

    @property
    def mentions(self) -> list[Span]:
        """Where they are named or described, in text order."""

    @property
    def gender(self) -> str:
        """'f', 'm' or '' where it is not known."""

    @property
    def kind(self) -> str:
        """'unnamed' for a description."""


C = TypeVar("C", bound=Candidate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the choice of an antecedent looks at besides the candidates."""

    sentences: Sequence[Sentence]
    quoted: bytearray
    person_places: Sequence[tuple[int, Candidate]]
    """Where the mentions of all persons begin, and whose they are, in text order."""
    speakers: Sequence[tuple[int, object]]
    """(place, speaker) of the attributions that were resolved before, in text order."""
    reported: Sequence[tuple[Span, object]] = ()
    """(content, speaker) of the attributions that were resolved before: what one says of others."""


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


def facts(candidate: Candidate, mention: Mention, context: Context) -> dict[str, float] | None:
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
    sentence = context.sentences[here].span if context.sentences else pronoun
    between = sum(1 for other, _ in context.person_places if last.start < other < pronoun.start)
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
        "between": log(1 + between),
        # Hardly anybody names themselves in what they say, and "he said of Reyes" is not Reyes.
        "content": float(any(_names(candidate, span) for span in mention.content)),
        "after": float(_names(candidate, Span(pronoun.end, max(pronoun.end, sentence.end)))),
        "lead": float(candidate.mentions[0].start < LEAD),
        "described": float(candidate.kind == "unnamed"),
    } | _speech(candidate, last, mention, context)


def _speech(candidate: Candidate, last: Span, mention: Mention, context: Context) -> dict[str, float]:
    """The facts that hang on who spoke, and on who was named since: `last` is the candidate's last mention."""
    pronoun = mention.span
    here = sentence_at(context.sentences, pronoun.start)
    spoke = next((place for place, who in reversed(context.speakers) if who is candidate), None)
    previous = context.speakers[-1] if context.speakers else None
    is_last = previous is not None and previous[1] is candidate
    since = max(last.start, spoke or 0)
    fresh = [(place, who) for place, who in context.person_places if since < place < pronoun.start]
    return {
        "spoke": float(spoke is not None),
        "last": float(is_last),
        "near": float(is_last and previous is not None and here - sentence_at(context.sentences, previous[0]) <= 1),
        # Whom another speaks of is less likely to speak next than whom the article tells of.
        "reported": float(any(who is not candidate and span.contains(last) for span, who in context.reported)),
        "overtaken": float(any(_takes_over(place, who, mention, context) for place, who in fresh)),
        "introduced": float(last == candidate.mentions[0]),
    }


def _takes_over(place: int, other: Candidate, mention: Mention, context: Context) -> bool:
    """True where another, of whom the mention does not tell, is the subject of a sentence that begins at `place`."""
    start = context.sentences[sentence_at(context.sentences, place)].span.start
    told_of = any(_names(other, span) for span in mention.content)
    return place - start < OPENING and not context.quoted[place] and not told_of


def _names(candidate: Candidate, span: Span) -> bool:
    """True where the candidate is named inside `span`."""
    at = bisect_left(candidate.mentions, Span(span.start, span.start))
    return at < len(candidate.mentions) and candidate.mentions[at].start < span.end


@cache
def weights() -> dict[str, float]:
    """The learned weights, from `weights.json`."""
    loaded: dict[str, float] = json.loads((files("briefing.analyse.actors") / "weights.json").read_text("utf-8"))
    return loaded


def choose(candidates: Sequence[C], mention: Mention, context: Context) -> tuple[C, float] | None:
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
