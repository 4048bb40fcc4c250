"""When a question is better not shown: the sentence then stands in its own words, under a neutral label.

The rules of `wording` tell the classifier what they saw in a sentence, whether or not their question is fit to be read;
these checks come after it, so they change no choice of lines. Each says something about language: the question lost
words that the sentence has, was asked for effect, or asks what the sentence leaves no doubt of (`settled`).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.settled import is_settled
from briefing.analyse.questions.torn import is_torn
from briefing.analyse.questions.wordlists import wording_pattern, wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.tokens import Token
    from briefing.analyse.questions.wording import Worded

__all__ = ["is_fit", "not_done"]

LONGEST_ROW = 5
"""Parts of a row that are looked at: a longer one is a list of another kind."""

_NO_WORDS = re.compile(r"https?\b|www\.|[@#|]|\.com\b")
# What one would think is thought of nobody.
_THOUGHT = re.compile(
    r"\b(?:one|you|they|people) (?:would|might|could) (?:think|believe|expect|imagine)\b", re.IGNORECASE
)
_JOINED = re.compile(r"\b(?:and|or|but) (?:that|whether|how|why|what|who) (?!is\b|was\b)")


def is_fit(worded: Worded, context: Context) -> bool:
    """False where the question would be read as broken, or as asking what nobody left open."""
    question = worded.question.replace("’", "'")
    if _THOUGHT.search(context.plain) or _NO_WORDS.search(question) or _JOINED.search(question) or _is_judged(question):
        return False
    lower = question[:-1].lower().split()
    if worded.kind == "asked" and worded.matched == "?":
        return not _is_for_effect(question, context)
    after = _after(lower, context)
    return not (
        is_torn(lower, context)
        or _is_cut_off(lower, after, context.tokens)
        or _has_lost_verb(lower, context.tokens)
        or is_settled(worded, lower, context)
    )


def not_done(plain: str) -> bool:
    """True where a sentence (straight marks) says that a step has not been taken: "had not opened an inquiry"."""
    return wording_pattern("not_done").search(plain) is not None


def _is_judged(question: str) -> bool:
    """True for "Does the merger make sense?", which no event can settle, and for "here" and "that way"."""
    return any(wording_pattern(name).search(question) for name in ("judged", "pointing_phrases"))


def _is_for_effect(question: str, context: Context) -> bool:
    """True for rhetoric: in a row of questions, in an advertisement, with "really", or only the writer's own."""
    words = set(question[:-1].lower().split())
    if not words.isdisjoint(wordings("for_effect")):
        return True
    place, text = context.sentence.span, context.article.text
    before, after = text[: place.start].rstrip(" \n\"'”’"), text[place.end :].lstrip(" \n\"'”’")
    following = re.match(r"[^.!?\n]*[.!?]", after)
    if before.endswith("?") or (following is not None and following.group().endswith("?")):
        return True
    if context.plain.count("?") > 1:
        return True
    if any(token.lower in wordings("advertising") or token.lower in wordings("forms") for token in context.tokens):
        return True
    # One that nobody in the sentence asks is the writer's, and what follows takes it up.
    return not any(token.lower in ("asked", "asks", "asking", "wondered", "wonders") for token in context.tokens)


def _after(lower: Sequence[str], context: Context) -> tuple[Token, ...]:
    """What comes in the sentence behind the question's last two words, or its last; empty where neither is found."""
    words = [token.lower.strip(",.") for token in context.tokens]
    wanted = [word.strip(",.") for word in lower[-2:]]
    ends = [i for i in range(1, len(words)) if words[i - 1 : i + 1] == wanted]
    if not ends and words.count(wanted[-1]) == 1:
        ends = [words.index(wanted[-1])]  # "covering up" became "cover up"
    return context.tokens[ends[-1] + 1 :] if ends else ()


def _is_cut_off(lower: Sequence[str], after: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """True where the sentence goes on with what the question's end needs.

    "three days" of "three days before the vote", "close the yard" of "close the yard,
    the pier and the slip", "Did he cover up?" of "covering up, delaying and hiding the facts", "prompt some owners" of
    "prompt some owners who ... to sell".
    """
    if not after:
        return False
    if lower[-1] in wordings("stretches_of_time") and after[0].lower in ("before", "after", "ago", "later", "from"):
        return True
    half = after[0].text == "-" and not after[0].gap
    if after[0].tag in ("WDT", "WP") or half or _goes_on_behind_a_remark(after):
        return True  # "fight laws" of "fight laws that limit ...", "in hoped" of "in hoped-for talks"
    doubled = (
        len(after) > 2 and after[0].tag == "CC" and after[1].tag in ("VBN", "VBD") and after[1].lower.endswith("ed")
    )
    if (after[0].tag == "IN" and _ends_in_a_doing(lower, tokens)) or (doubled and _ends_in_a_past(lower, tokens)):
        return True  # "Has Hale aided?" of "has aided and abetted the guards"
    if [token.tag for token in after[:3]] == [",", "CC", "VB"] and any(
        token.tag == "VB" and token.lower == lower[-1] for token in tokens
    ):
        return True  # "vows to oppose, and to seek to overturn, the law"
    return _cuts_a_row(after) or _cuts_an_aim(lower, after, tokens)


def _ends_in_a_past(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    return lower[0] in ("has", "have") and any(
        token.lower == lower[-1] and token.tag in ("VBN", "VBD") for token in tokens
    )


def _goes_on_behind_a_remark(after: Sequence[Token]) -> bool:
    """True for "has the right" of "has the right, as the owner of the yard, to close it"."""
    close = next((i for i in range(2, min(14, len(after) - 1)) if after[i].tag == ","), None)
    if after[0].tag != "," or close is None or after[1].tag in ("CC", "WP", "WDT") or after[1].tag.startswith("V"):
        return False
    return after[close + 1].tag == "TO" and not any(token.tag in FINITE for token in after[1:close])


def _ends_in_a_doing(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "before putting the ship" of "before putting the ship on the rocks"."""
    doings = {token.lower for token in tokens if token.tag == "VBG"}
    pairs = itertools.pairwise(lower[-5:])
    return any(one in ("before", "after", "by", "without", "while") and other in doings for one, other in pairs)


def _cuts_a_row(after: Sequence[Token]) -> bool:
    """True where ", the pier and the slip" comes next: parts without a verb of their own, then "and" or "or".

    What begins with "including" or "insisting" is a remark; ", delaying and hiding the facts" is a row.
    """
    rest, short = list(after), True
    for parts in range(LONGEST_ROW):
        if len(rest) < 3 or rest[0].tag != ",":
            return parts > 1 and short  # "anger, fear, doubt": a row without "and"
        part = list(itertools.takewhile(lambda token: token.tag not in (",", "CC", ".", ":"), rest[1:]))
        begun = part[0].tag if part else ""
        if begun not in ("VBG", "VB", "NN", "NNS", "NNP", "NNPS", "JJ", "DT", "CD", "PRP$"):
            return False
        if any(token.tag in FINITE or token.tag in ("WP", "WDT") for token in part):
            return False
        short = short and len(part) < 3 and begun != "VBG"
        rest = rest[1 + len(part) :]
        joined = rest[1:] if rest[:1] and rest[0].tag == "," else rest
        if joined and joined[0].lower in ("and", "or"):
            return begun != "VBG" or (len(joined) > 1 and joined[1].lower.endswith("ing"))
    return False


def _cuts_an_aim(lower: Sequence[str], after: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """True where "prompt", "force" or "allow" has lost the "to do" that comes behind its object."""
    verbs = {token.lower for token in tokens if token.tag == "VB"} & wordings("needs_aim")
    place = next((i for i, word in enumerate(lower) if word in verbs), None)
    if place is None or "to" in lower[place:]:
        return False
    return any(one.tag == "TO" and other.tag == "VB" for one, other in itertools.pairwise(after))


def _has_lost_verb(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "Do the owners agree?", "Will the board name one?" and "Was the firm keen lifted the shares?"."""
    if lower[-1] in wordings("needs_topic") and lower[0] in wordings("auxiliaries"):
        return True
    verbs = {token.lower for token in tokens if token.tag == "VB"}
    ones = [i for i, word in enumerate(lower) if word == "one" and lower[i - 1] in verbs]
    if any(i + 1 == len(lower) or lower[i + 1].endswith("ly") or lower[i + 1] in wordings("adjunct") for i in ones):
        return True
    return lower[0] in ("is", "are", "was", "were") and _runs_on(lower, tokens)


def _runs_on(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True where an adjective or adverb stands right before a past: it belongs to another subject.

    Taggers take such a past for a bare verb as well.
    """
    pairs = {
        (one.lower, other.lower)
        for one, other in itertools.pairwise(tokens)
        if one.tag in ("RB", "JJ", "VBN", "VBG", "VBD")
        and (other.tag in ("VBD", "VBZ") or (other.tag == "VB" and other.lower.endswith("ed")))
    }
    opened = next((i for i, word in enumerate(lower) if word in wordings("clause_openers")), len(lower))
    return any(pair in pairs for pair in itertools.pairwise(lower[2:opened])) or _acts_at_its_end(lower, tokens)


def _acts_at_its_end(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "was interested briefly buoyed the stock": the last verb has an object, so it is no participle."""
    asked = " ".join(lower)
    return any(
        one.tag in ("JJ", "VBN", "VBG")
        and adverb.tag == "RB"
        and verb.tag == "VBN"
        and thing.tag in ("DT", "PRP$")
        and f"{one.lower} {adverb.lower} {verb.lower}" in asked
        for one, adverb, verb, thing in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False)
    )
