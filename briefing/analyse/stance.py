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
NEGATED: dict[Stance, Stance] = {
    "supports": "opposes",
    "praises": "opposes",
    "commits": "denies",
    "opposes": "supports",
    "denies": "states",
    "accuses": "states",
    "warns": "states",
    "demands": "states",
}
# Verbs of belief, which a negation turns into doubt.
MENTAL = frozenset({"believe", "think", "expect"})
# Verbs of telling: who has not said, disclosed or named something keeps it back.
DISCLOSING = frozenset(
    {"say", "tell", "disclose", "reveal", "name", "specify", "clarify", "explain", "confirm", "release"}
)
DECLINES = "declines to comment"
_COMMENT = re.compile(r"comment|respon|reply|reach|return|available|interview", re.IGNORECASE)
_DO = re.compile(r"\bdo(?:es)?\b|\bdid\b|\b(?:do|does|did)n['’]t\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:not|never|no longer|cannot)\b|n['’]t\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:neither|nobody|no one|none)\b", re.IGNORECASE)
# "I urge", "we firmly reject".
_PERFORMATIVE = re.compile(r"\b(?:I|[Ww]e)(?: \w{2,20}ly| do)? (?P<verb>[a-z]{3,20})\b")
# How far behind a cue its refusal may still be said ("declined | to comment"), in characters.
REACH = 22
# A longer cue is a clause, and no label.
LONGEST_CUE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A stance, the verb that introduces the words ("warns") and why."""

    stance: Stance
    verb: str
    reason: Reason


@cache
def _verbs() -> dict[str, Stance]:
    """Base form -> stance; a verb listed under several stances takes the first of STANCES."""
    table = lexicon("en").table("reporting")
    found: dict[str, Stance] = {}
    for stance in STANCES:
        for verb in table[stance]["verbs"]:
            found.setdefault(verb, stance)
    return found


@cache
def _declines() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("en").table("reporting")["declines"]["patterns"]), re.IGNORECASE)


@cache
def _contents() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    rows = lexicon("en").table("reporting")["content"]
    return tuple((cast("Stance", row["stance"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


@cache
def _idioms() -> tuple[tuple[re.Pattern[str], str, Stance | None], ...]:
    rows = lexicon("en").table("reporting")["idiom"]
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), str(row["shown"]), cast("Stance", row["stance"]) or None)
        for row in rows
    )


def _content_stance(content: str) -> Stance | None:
    return next((stance for stance, pattern in _contents() if pattern.search(content)), None)


def stance_of(text: str, words: Words, raw: RawAttribution) -> Taken:
    """The stance of one attribution: a refusal, an idiom, a listed verb, or else the cue's own words, in that order."""
    cue = raw.cue.of(text)
    content = " ".join(span.of(text) for span in raw.content)
    for idiom, shown, taken in _idioms():
        if idiom.search(cue):
            stance = taken or _content_stance(content) or "states"
            return _taken(stance, shown or own_words(cue), "idiom", cue)
    refusal = _declines().search(text, raw.cue.start, raw.cue.end + REACH)
    if refusal:
        # "did not name | the countries" keeps its own words; what refuses all comment gets one label.
        shown = DECLINES if _COMMENT.search(refusal.group()) else own_words(cue)
        return _taken("declines-to-comment", shown, "refusal", cue)
    verb = cue_verb(text, words, raw.cue)
    if verb is None:
        return _taken(_content_stance(content) or "states", own_words(cue), "cue", cue)
    stance = _verbs().get(verb, "states")
    if _NEGATION.search(cue) or (raw.source is not None and _NOBODY.match(raw.source.of(text))):
        return _negated(verb, stance, cue)
    if stance == "states" and (told := _content_stance(content)) is not None:
        return _taken(told, third_person(verb), "wording", told)
    return _taken(stance, third_person(verb), "verb", verb)


def stance_of_words(content: str) -> Taken:
    """The stance of a speaker's own words that no cue brings in ("A: We oppose it."), from the wording alone."""
    told = _content_stance(content)
    if told is None:
        verbs = (base_form(match.group("verb"), "VBP") for match in _PERFORMATIVE.finditer(content))
        told = next((stance for verb in verbs if verb and (stance := _verbs().get(verb, "states")) != "states"), None)
    return _taken(told or "states", "says", "wording", told or "")


def not_reached(cue: str) -> Taken:
    """The stance of somebody who could not be asked, or did not answer."""
    return _taken("declines-to-comment", DECLINES, "refusal", cue)


def _negated(verb: str, stance: Stance, cue: str) -> Taken:
    """The stance of a negated verb: to keep something back, to doubt, or the listed verb's opposite."""
    if verb in DISCLOSING:
        return _taken("declines-to-comment", own_words(cue), "refusal", cue)
    stance = "doubts" if verb in MENTAL else NEGATED.get(stance, stance)
    # "were not promising" is no promise withheld: only what is negated by "do" may change its tense.
    shown = f"does not {verb}" if _DO.search(cue) else own_words(cue)
    return _taken(stance, shown, "verb", f"not {verb}")


def _taken(stance: Stance, verb: str, rule: str, detail: str) -> Taken:
    return Taken(stance=stance, verb=verb, reason=Reason(rule=rule, detail=detail))


def own_words(cue: str) -> str:
    """The cue as a label, or "says" where it is too long or no words at all."""
    folded = " ".join(cue.split()).strip(' ,:;—–-“”"')
    return folded if folded and len(folded) <= LONGEST_CUE and folded[0].isalpha() else "says"


def cue_verb(text: str, words: Words, cue: Span) -> str | None:
    """The base form of the listed verb that the cue rests on, or None where there is none.

    A passive ("was told", "were thrilled") is no active verb of its subject, and so is not taken.
    """
    lower = cue.of(text).lower()
    table = lexicon("en").table("reporting")
    for phrase, verb in table["phrase"].items():
        if lower.startswith(phrase):
            return str(verb)
    noun = None
    passive = False
    for word in words.within(cue):
        form = words.of(word)
        if word.tag.startswith("VB"):
            base = base_form(form, word.tag)
            if base in _verbs() and not (passive and word.tag == "VBN"):
                return base
            passive = base == "be"
        elif word.tag in ("NN", "NNS"):
            noun = noun or table["noun"].get(singular(form))
    return noun


def strength_of(stance: Stance) -> int:
    """1 for a plain statement, 2 for a leaning, 3 for a stand that others will react to."""
    table = lexicon("en").table("reporting")
    return 2 if stance == "declines-to-comment" else int(table[stance]["strength"])
