"""When a question is better not shown: the sentence then stands in its own words, under a neutral label.

The rules of `wording` tell the classifier what they saw in a sentence, whether or not their question is fit to be read;
these checks come after it, so they change no choice of lines. Each says something about language: the question lost
words that the sentence has, asks after an opinion or a permission, or was asked for effect.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefing.analyse.questions.tokens import FINITE
from briefing.analyse.questions.torn import is_torn
from briefing.analyse.questions.wordlists import wording_pattern, wordings
from briefing.analyse.verbs import base_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.tokens import Token
    from briefing.analyse.questions.wording import Worded

__all__ = ["is_fit", "not_done"]

OPINION_SENTENCES = 3
"""From so many sentences on in which the article itself says "I", "we" or "you", its own questions are a columnist's. A
report has next to none outside its quotations; one or two may be a caption, or a quotation whose marks were lost."""

LONGEST_ROW = 5
"""Parts of a row that are looked at: a longer one is a list of another kind."""

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|''[^']*''")
_SPEAKER = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Uu]s|[Mm]e)\b")
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
    if worded.kind == "asked" and worded.matched == "?":
        return not _is_for_effect(question, context)
    lower = question[:-1].lower().split()
    after = _after(lower, context)
    return not (
        is_torn(lower, context)
        or _is_cut_off(lower, after, context.tokens)
        or _has_lost_verb(lower, context.tokens)
        or _is_no_gap(worded, lower, context)
    )


def not_done(plain: str) -> bool:
    """True where a sentence (straight marks) says that a step has not been taken: "had not opened an inquiry"."""
    return wording_pattern("not_done").search(plain) is not None


def _is_judged(question: str) -> bool:
    """True for "Does the merger make sense?", which no event can settle, and for "here" and "that way"."""
    return any(wording_pattern(name).search(question) for name in ("judged", "pointing_phrases"))


def _is_for_effect(question: str, context: Context) -> bool:
    """True for rhetoric: asked by a speaker in a quotation, in a row of questions, by a columnist, or with "really"."""
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
    if any(token.lower in wordings("advertising") for token in context.tokens):
        return True
    asked = any(token.lower in ("asked", "asks", "asking", "wondered", "wonders") for token in context.tokens)
    return not asked and (_is_spoken(context) or _is_opinion(text))


def _is_spoken(context: Context) -> bool:
    """True where the question mark stands inside a quotation, or right before its end."""
    end = context.plain.rfind("?")
    marks = context.plain[:end].count('"')
    return marks % 2 == 1 or context.plain[end + 1 : end + 2] == '"'


def _is_opinion(text: str) -> bool:
    """True where the article speaks as "I" or "we", or to "you", outside its quotations."""
    own = re.split(r"[.!?]\s", _QUOTED.sub(" ", text))
    return sum(_SPEAKER.search(sentence) is not None for sentence in own) >= OPINION_SENTENCES


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
    if after[0].tag in ("WDT", "WP") or (after[0].text == "-" and not after[0].gap):
        return True  # "fight laws" of "fight laws that limit ...", "in hoped" of "in hoped-for talks"
    return _cuts_a_row(after) or _cuts_an_aim(lower, after, tokens)


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
    return any(pair in pairs for pair in itertools.pairwise(lower[2:opened]))


def _is_no_gap(worded: Worded, lower: Sequence[str], context: Context) -> bool:
    """True where the words that the rule saw leave nothing open in this sentence."""
    tokens, matched = context.tokens, worded.matched.lower()
    if worded.rule == "not told":
        return matched.startswith("without") and _is_unreal(worded, context)
    if worded.rule == "left untold":
        return matched.endswith("uncertain") and lower[:2] == ["who", "are"]
    if worded.rule == "indirect question":
        doubted = any(f" {word} " in f" {matched} " for word in ("understand", "questioning how", "questioned how"))
        return doubted or _is_asked_of_a_crowd(context) or _is_of_whom_they_speak_for(matched, context)
    if worded.rule == "modal":
        return _is_view(matched) or _is_allowed_or_granted(lower, tokens) or not {"percent", "%"}.isdisjoint(lower[1:5])
    return _is_talk(worded, lower, context) or (worded.rule == "charge" and _is_named_by(lower, tokens))


def _is_talk(worded: Worded, lower: Sequence[str], context: Context) -> bool:
    """True for what mostly did not happen ("might have"), what a speaker says is "going to" be, and what a role is."""
    rule, matched = worded.rule, worded.matched.lower()
    if rule == "past":
        return matched.startswith(("might have", "could have"))
    if rule == "expected to":
        return "going to" in matched and _is_quoted(matched, context)
    return rule == "is to" and matched.startswith(("is to", "are to")) and not wordings("roles").isdisjoint(lower)


def _is_view(matched: str) -> bool:
    """True for "may be strategic" and "might want to wait": a state that somebody thinks possible, no event."""
    words = [word for word in matched.split() if not word.endswith("ly")]
    if words[0] not in ("may", "might") or (words[1:2] == ["be"] and words[-1].endswith(("ed", "en"))):
        return False  # "may be closed" is done by somebody
    return not wordings("states").isdisjoint(words[1:2])


def _is_quoted(matched: str, context: Context) -> bool:
    """True where the words stand inside a quotation: what a speaker says "is going to" be is talk."""
    plain = context.plain.lower().replace("''", '"')
    place = plain.find(matched)
    return place >= 0 and plain[:place].count('"') % 2 == 1


def _is_unreal(worded: Worded, context: Context) -> bool:
    """True for "unlikely to win without naming a site" and "can't rule without naming": nobody has kept it back."""
    before = context.plain[: context.plain.find(worded.matched)].lower().replace("n't", " not").split()[-12:]
    return not {"unlikely", "not", "cannot", "never", "would", "could", "can", "if", "impossible"}.isdisjoint(before)


def _is_asked_of_a_crowd(context: Context) -> bool:
    """True for "when voters were asked who would ...": a poll, whose answers are told."""
    asked = next((i for i, token in enumerate(context.tokens) if token.lower == "asked"), None)
    if asked is None:
        return False
    return any(token.lower in wordings("crowds") for token in context.tokens[max(0, asked - 5) : asked + 3])


def _is_named_by(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "charges that Hale called gossip": "that" is what he called so, not the opening of a charge."""
    bases = {base_form(token.text, token.tag) for token in tokens if token.tag in ("VBD", "VBZ", "VBP")}
    return not (bases & wordings("naming")).isdisjoint(lower[1:])


def _is_of_whom_they_speak_for(matched: str, context: Context) -> bool:
    """True for "an aide to Hale declined to say whether he ...": "he" is as likely the one spoken for."""
    words, seen = [token.lower for token in context.tokens], matched.split()
    opening, asking = seen[0], seen[-1]
    trigger = words.index(opening) if opening in words else 0
    asked = next((i for i in range(trigger, len(words)) if words[i] == asking), len(words))
    theirs = {"he", "she", "his", "her"}.intersection(words[asked + 1 : asked + 3])
    return bool(theirs) and not wordings("spokesmen").isdisjoint(words[:trigger])


def _is_allowed_or_granted(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "ruled that the money could be spent" and "admitted that it would cost more": nothing is left open."""
    modals = {"could": ("could", "can"), "can": ("can",), "will": ("would", "will")}.get(lower[0], ())
    place = next((i for i, token in enumerate(tokens) if token.tag == "MD" and token.lower in modals), None)
    said = next((token for token in reversed(tokens[:place]) if token.tag in ("VBD", "VBZ", "VBN")), None)
    if said is None or place is None:
        return False
    return base_form(said.text, said.tag) in wordings("granting" if lower[0] == "will" else "permitting")
