"""What stance a statement takes, from its cue, a negation in it and, where the verb leaves it open, the content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from briefing.analyse.actors.phrases import Words, singular
from briefing.analyse.verbs import base_form, third_person
from briefing.language import lexicon
from briefing.types import RawAttribution, Reason, Span, Stance

STANCES: tuple[Stance, ...] = (
    "warns",
    "denies",
    "accuses",
    "opposes",
    "demands",
    "commits",
    "supports",
    "praises",
    "doubts",
    "states",
)
# What a negated cue turns its verb's stance into ("does not support", "doesn't believe"); others keep theirs.
NEGATED: dict[Stance, Stance] = {"supports": "opposes", "praises": "opposes", "commits": "denies", "opposes": "supports"}
_NEGATION = re.compile(r"\b(?:not|never|no longer|cannot)\b|n['’]t\b", re.IGNORECASE)
# How far before the cue's verb its auxiliaries and negation may begin, in characters.
REACH = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A stance, the verb that introduces the words ("warns") and why."""

    stance: Stance
    verb: str
    strength: int
    reason: Reason


@cache
def _verbs() -> dict[str, tuple[Stance, int]]:
    """Base form -> stance and strength; a verb listed under several stances takes the first of STANCES."""
    table = lexicon("en").table("reporting")
    found: dict[str, tuple[Stance, int]] = {}
    for stance in STANCES:
        for verb in table[stance]["verbs"]:
            found.setdefault(verb, (stance, table[stance]["strength"]))
    return found


@cache
def _declines() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("en").table("reporting")["declines"]["patterns"]), re.IGNORECASE)


@cache
def _contents() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    rows = lexicon("en").table("reporting")["content"]
    return tuple((cast("Stance", row["stance"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


def stance_of(text: str, words: Words, raw: RawAttribution) -> Taken:
    """The stance of one attribution. Without a known verb the statement is one that "says"."""
    cue = raw.cue.of(text)
    content = " ".join(span.of(text) for span in raw.content)
    around = text[max(0, raw.cue.start - REACH) : raw.cue.end + REACH]
    if _declines().search(cue) or (_declines().search(around) and not content.strip(" .,\"'“”")):
        return Taken(stance="declines-to-comment", verb="declines", strength=2, reason=Reason(rule="refusal", detail=cue))
    verb = cue_verb(text, words, raw.cue) or "say"
    stance, strength = _verbs().get(verb, ("states", 1))
    negated = bool(_NEGATION.search(cue)) and not cue.lower().startswith("not only")
    if negated:
        if verb in ("believe", "think", "expect", "know", "see"):
            stance = "doubts"
        stance = NEGATED.get(stance, stance)
        verb = f"not {verb}"
    if stance == "states" and not negated:
        for other, pattern in _contents():
            if pattern.search(content):
                reason = Reason(rule="wording", detail=other)
                return Taken(stance=other, verb=third_person(verb), strength=max(strength, 2), reason=reason)
    shown = f"does {verb}" if negated else third_person(verb)
    return Taken(stance=stance, verb=shown, strength=strength, reason=Reason(rule="verb", detail=verb))


def cue_verb(text: str, words: Words, cue: Span) -> str | None:
    """The base form of the verb that the cue rests on: its last known reporting verb, else its last verb."""
    lower = cue.of(text).lower()
    table = lexicon("en").table("reporting")
    for phrase, verb in table["phrase"].items():
        if lower.startswith(phrase):
            return str(verb)
    last = None
    for word in words.within(cue):
        form = words.of(word)
        if word.tag.startswith("VB"):
            base = base_form(form, word.tag)
            if base in _verbs():
                return base
            last = base or last
        elif word.tag in ("NN", "NNS") and (noun := table["noun"].get(singular(form))):
            last = last if last in _verbs() else noun
    return last if last not in ("be", "have", "do") else None


def strength_of(stance: Stance) -> int:
    """1 for a plain statement, 2 for a leaning, 3 for a stand that others will react to."""
    table = lexicon("en").table("reporting")
    return 2 if stance == "declines-to-comment" else int(table[stance]["strength"])
