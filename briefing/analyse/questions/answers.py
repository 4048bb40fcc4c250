"""What is no longer open: the sentence that answers a question, in its own article or in another one of the story.

Everything is told by words alone, so that it works on any article's text. The rules are strict: an answer that is not
recognised leaves a question on the page, one that is imagined would hide what is open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefing.analyse.questions.features import content_stems, words_of
from briefing.analyse.verbs import base_form
from briefing.language.lexicon import lexicon
from briefing.text.patterns import straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Sentence

# So much of what a question is about an answer must name. A judgement: two words in three leave room for "it" or a
# shorter name, and hardly for another matter.
NAMED = 2 / 3
# Where the question's own verb is done, all else must be named but for one word in four: "ruled" alone is no answer.
NAMED_WITH_VERB = 3 / 4
# A question of the text is answered within so many sentences after it, or not at all.
REACH = 2
_WH = ("who", "which", "where", "when", "why", "how many", "how much")
# What is told by a figure or a name; anything else that "what" asks for may be told in any words.
_WHAT = {
    "number": frozenset({"number", "size", "total", "amount", "rate", "figure", "figures"}),
    "price": frozenset({"price", "cost", "costs", "value", "salary", "budget"}),
    "who": frozenset({"name", "names", "identity", "identities", "nationality", "nationalities"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question by its words: what it is about, its verbs, and the pattern of what it asks for (None: yes or no)."""

    stems: frozenset[str]
    verbs: frozenset[str]
    wanted: str | None
    known: str
    """The sentence that leaves it open: what stands there is no answer."""


def asked(question: str, evidence: str) -> Asked:
    """Take a question apart that `evidence` leaves open."""
    lower = straight(question).lower()
    words = words_of(question)
    wanted = next((word for word in _WH if lower.startswith(word)), None)
    stems = content_stems(question)
    if wanted is None and words and words[0] == "what":
        wanted = next((name for name, nouns in _WHAT.items() if nouns.intersection(words)), "nothing")
    verbs = lexicon("en").words("verbs").intersection(words[1:])
    return Asked(stems=stems, verbs=verbs, wanted=wanted, known=straight(evidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What of a sentence tells whether it answers anything."""

    plain: str
    stems: frozenset[str]
    done: frozenset[str]
    """The verbs that stand in the past, in their base forms."""
    plainly: bool
    decides: bool
    tells: bool


@lru_cache(maxsize=8192)  # every question is held against every sentence
def _seen(text: str) -> _Seen | None:
    """The sentence, or None for one that hedges, or tells of what was before: it settles nothing."""
    plain = straight(text)
    if _any("unsettled").search(plain) or _any("earlier").search(plain):
        return None
    words = words_of(plain)
    return _Seen(
        plain=plain,
        stems=content_stems(plain),
        done=_done(plain),
        plainly=not _listed("plainly").isdisjoint(words),
        decides=not _listed("deciding").isdisjoint(words),
        tells=not _listed("telling").isdisjoint(words),
    )


def _done(plain: str) -> frozenset[str]:
    """The verbs that stand in the past in a sentence, in their base forms."""
    return frozenset(
        base
        for word in words_of(plain)
        for base in (base_form(word, "VBD"), base_form(word, "VBN"))
        if base and base != word
    )


def answers(item: Asked, text: str) -> bool:
    """True where the sentence settles what was open: it names the matter, tells what is asked for, hedges nothing."""
    seen = _seen(text) if item.stems else None
    if seen is None:
        return False
    done = item.verbs & seen.done
    about = item.stems & seen.stems
    if done:
        about |= {stem for stem in item.stems if any(stem in (verb, *content_stems(verb)) for verb in done)}
    least = NAMED_WITH_VERB if item.wanted is None and done else NAMED
    if len(about) < least * len(item.stems) or len(about) < (1 if seen.plainly and item.wanted else 2):
        return False
    if item.wanted is None:
        return bool(done) or seen.decides
    return (seen.tells or bool(done)) and _tells(item, seen.plain)


def is_answered_next(question: str, after: Sequence[Sentence]) -> bool:
    """True where one of the sentences right after a question that the text asks answers it."""
    for place, sentence in enumerate(after[:REACH]):
        plain = straight(sentence.text).lstrip(" \"'")
        if plain.rstrip(" \"'").endswith("?"):
            return False
        if place == 0 and _opens_answer(question, plain):
            return True
        if answers(asked(question, question), sentence.text):
            return True
    return False


def _opens_answer(question: str, plain: str) -> bool:
    """True where the sentence begins as an answer to such a question: "Yes" to no "why", "Because" to no "will"."""
    if _any("opening").match(plain):
        return True
    first = straight(question).lstrip(" \"'").lower()
    if first.startswith(("why", "how come", "how")):
        return _any("reasons").match(plain) is not None
    if first.startswith(("who", "which")):
        return _any("of_whom").match(plain) is not None
    return not first.startswith(("what ", "when", "where")) and _any("polar").match(plain) is not None


def _tells(item: Asked, plain: str) -> bool:
    """True where the sentence holds what the question word asks for, and the open sentence did not."""
    if item.wanted == "nothing":
        return False
    pattern = re.compile(lexicon("en").table("answered")["wanted"][item.wanted], re.IGNORECASE)
    known = {match.group().lower() for match in pattern.finditer(item.known)}
    found = list(pattern.finditer(plain))
    # A capital at the beginning is no name.
    return any(match.group().lower() not in known and (match.start() or item.wanted == "why") for match in found)


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon("en").table("answered")[name]), re.IGNORECASE)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(lexicon("en").table("answered")[name])
