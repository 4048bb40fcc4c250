"""What stance a statement takes, from its cue, a negation in it and, where the verb leaves it open, the content."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, cast

from briefing.analyse.actors.phrases import FINITE, NOUNS, Words, singular
from briefing.analyse.label import own_words, verb_label, with_tie
from briefing.analyse.main_clause import main_clauses
from briefing.analyse.verbs import base_form, third_person
from briefing.language import lexicon
from briefing.text.patterns import small
from briefing.types import RawAttribution, Reason, Span, Stance, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

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
# Before a word that takes a stand: "cannot yet | support", "is not a | great".
_NEGATED = re.compile(r"(?:\b(?:not|never|no|cannot|hardly|nor)|n['’]t)\b(?: \w+){0,2} \Z", re.IGNORECASE)
NEGATED_REACH = 30
_TURNED: frozenset[Stance] = frozenset({"supports", "praises", "opposes"})
# "I urge", "we firmly reject".
_PERFORMATIVE = re.compile(r"\b(?:I|[Ww]e)(?: \w{2,20}ly| do)? (?P<verb>[a-z]{3,20})\b")
_MODALS = frozenset({"could", "should", "might", "may", "must", "can", "ought"})
# "Her past support" is no support that she gives now.
_OVER = frozenset({"past", "former", "previous", "earlier", "prior", "initial", "onetime", "one-time"})
# So many words behind "rejected" its object is named ("the former mayor's sharp criticism").
REJECTED = 7
# How far behind a cue its refusal may still be said ("declined | to comment"), in characters.
REACH = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A stance, the verb that introduces the words ("warns") and why."""

    stance: Stance
    verb: str
    reason: Reason
    present: bool = True
    """False where `verb` is the cue's own words, which bear no other number."""


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
def _contents() -> tuple[tuple[Stance, re.Pattern[str], bool], ...]:
    """(stance, pattern for small letters, whether its first word must be a finite verb)."""
    rows = lexicon("en").table("reporting")["content"]
    return tuple((cast("Stance", row["stance"]), re.compile(row["pattern"]), bool(row.get("verb"))) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Idiom:
    """A cue of several words; `tied` where the preposition before the content belongs to what is shown.

    The pattern is for small letters.
    """

    pattern: re.Pattern[str]
    shown: str
    stance: Stance | None
    tied: bool


@cache
def _idioms() -> tuple[_Idiom, ...]:
    return tuple(
        _Idiom(
            pattern=re.compile(row["pattern"]),
            shown=str(row["shown"]),
            stance=cast("Stance", row["stance"]) or None,
            tied=bool(row.get("tied")),
        )
        for row in lexicon("en").table("reporting")["idiom"]
    )


def content_stance(words: Words, content: Sequence[Span]) -> Stance | None:
    """What the main clauses of `content` say themselves, or None."""
    main = small(main_clauses(words, content))
    for stance, pattern, verb in _contents():
        for match in pattern.finditer(main):
            if stance in _TURNED and _NEGATED.search(main, max(0, match.start() - NEGATED_REACH), match.start()):
                continue
            if not verb or _stands(words, content, match.start()):
                return stance
    return None


def _stands(words: Words, content: Sequence[Span], at: int) -> bool:
    """True where the word at `at` of the joined `content` is a finite verb: "supports", not "a support"."""
    for span in content:
        if at < len(span):
            word = next(iter(words.after(span.start + at, 1)), None)
            before = words.before(span.start + at, 2)
            infinitive = any(one.tag == "TO" for one in before)
            return word is not None and (word.tag in FINITE or (word.tag == "VB" and not infinitive))
        at -= len(span) + 1
    return False


def stance_of(text: str, words: Words, raw: RawAttribution) -> Taken:
    """The stance of one attribution: a refusal, an idiom, a listed verb, or else the cue's own words, in that order."""
    cue = raw.cue.of(text)
    plain = small(cue)
    for idiom in _idioms():
        if idiom.pattern.search(plain):
            stance = idiom.stance or content_stance(words, raw.content) or "states"
            shown = with_tie(words, raw, idiom.shown) if idiom.shown and idiom.tied else idiom.shown
            return _labelled(words, raw, stance, "idiom", shown)
    refusal = _declines().search(text, raw.cue.start, raw.cue.end + REACH)
    if refusal:
        # "did not name | the countries" keeps its own words; what refuses all comment gets one label.
        shown = DECLINES if _COMMENT.search(refusal.group()) else ""
        return _labelled(words, raw, "declines-to-comment", "refusal", shown)
    verb, word = cue_verb(text, words, raw.cue)
    if verb is None:
        verb, word = _behind_auxiliary(words, raw)
    may = _only_may(words, raw.cue, word)
    if verb is None or may:
        return _of_whole_cue(words, raw, may=may)
    stance = _stance_of_verb(words, raw, verb, word)
    if _NEGATION.search(cue) or (raw.source is not None and _NOBODY.match(raw.source.of(text))):
        return _negated(words, raw, verb, stance)
    label = verb_label(words, raw, word, verb)
    told = content_stance(words, raw.content) if stance == "states" and verb != "ask" else None
    if told is not None:
        return _taken(told, label, "wording", told)
    return _taken(stance, label, "verb", verb)


def _stance_of_verb(words: Words, raw: RawAttribution, verb: str, word: Word | None) -> Stance:
    """The verb's listed stance, where its frame does not tell another: "agreed that" is no promise."""
    stance = _verbs().get(verb, "states")
    content = raw.content[0]
    behind = words.after(word.span.end, 2) if word is not None and content.start >= raw.cue.end else ()
    forms = [words.of(one).lower() for one in behind]
    if verb == "agree":
        return "commits" if forms[:1] == ["to"] else "states"
    if verb in ("ask", "insist"):
        asks = content.of(words.text).rstrip("”\"’' ").endswith("?") or "on" in forms[:1]
        return ("states" if asks else stance) if verb == "ask" else _insists(words, content, on="on" in forms[:1])
    claimed = lexicon("en").table("reporting")["claimed"]
    if verb in claimed["verbs"]:
        nouns = (
            (singular(words.of(one)) for one in words.after(word.span.end, REJECTED) if one.tag in NOUNS)
            if word
            else ()
        )
        return "denies" if set(nouns) & set(claimed["nouns"]) else "opposes"
    if verb == "offer" and any(one.tag in ("NN", "NNS") for one in words.within(raw.cue)):
        nouns = lexicon("en").table("reporting")["noun"]
        named = (nouns.get(singular(words.of(one))) for one in words.within(raw.cue))
        return next((_verbs().get(noun, "states") for noun in named if noun), "states")
    return stance


def _insists(words: Words, content: Span, *, on: bool) -> Stance:
    """Demands for "insists on" and for a bare verb ("insists that he leave"), states for what is said to be so."""
    verbs = [word for word in words.within(content) if word.tag.startswith("VB") or word.tag in ("MD", "TO")]
    bare = bool(verbs) and verbs[0].tag == "VB"
    return "demands" if on or bare else "states"


def stance_of_words(words: Words, content: Sequence[Span]) -> Taken:
    """The stance of a speaker's own words that no cue brings in ("A: We oppose it."), from the wording alone."""
    told = content_stance(words, content)
    if told is None:
        found = _PERFORMATIVE.finditer(main_clauses(words, content))
        verbs = (base_form(match.group("verb"), "VBP") for match in found)
        told = next((stance for verb in verbs if verb and (stance := _verbs().get(verb, "states")) != "states"), None)
    return _taken(told or "states", "says", "wording", told or "")


def not_reached(cue: str) -> Taken:
    """The stance of somebody who could not be asked, or did not answer."""
    return _taken("declines-to-comment", DECLINES, "refusal", cue)


def _negated(words: Words, raw: RawAttribution, verb: str, stance: Stance) -> Taken:
    """The stance of a negated verb: to keep something back, to doubt, or the listed verb's opposite."""
    if verb in DISCLOSING:
        return _labelled(words, raw, "declines-to-comment", "refusal", "")
    stance = "doubts" if verb in MENTAL else NEGATED.get(stance, stance)
    # "were not promising" is no promise withheld: only what is negated by "do" may change its tense.
    shown = with_tie(words, raw, f"does not {verb}") if _DO.search(raw.cue.of(words.text)) else ""
    taken = _labelled(words, raw, stance, "verb", shown)
    return replace(taken, reason=Reason(rule="verb", detail=f"not {verb}"))


def _taken(stance: Stance, verb: str, rule: str, detail: str) -> Taken:
    return Taken(stance=stance, verb=verb, reason=Reason(rule=rule, detail=detail))


def _labelled(words: Words, raw: RawAttribution, stance: Stance, rule: str, shown: str) -> Taken:
    """A stance that the cue tells as a whole, under the label `shown` or else the cue's own words."""
    own, present = (shown, True) if shown else own_words(words, raw.cue)
    reason = Reason(rule=rule, detail=raw.cue.of(words.text))
    return Taken(stance=stance, verb=own, reason=reason, present=present)


def cue_verb(text: str, words: Words, cue: Span) -> tuple[str | None, Word | None]:
    """The base form of the listed verb that the cue rests on and its place, or None where there is none.

    A noun's verb ("his claim that") and that of a fixed phrase stand nowhere.

    A passive ("was told", "were thrilled") is no active verb of its subject, and so is not taken.
    """
    lower = cue.of(text).lower()
    table = lexicon("en").table("reporting")
    for phrase, verb in table["phrase"].items():
        if lower.startswith(phrase):
            return str(verb), None
    noun = None
    passive = heavy = False
    inside = words.within(cue)
    for at, word in enumerate(inside):
        form = words.of(word)
        if word.tag.startswith("VB"):
            base = base_form(form, word.tag)
            if base in _verbs() and not (passive and word.tag == "VBN"):
                return base, word
            passive = base == "be"
            beside = word.tag in ("VBG", "VBN") and at + 1 < len(inside) and inside[at + 1].tag in NOUNS
            heavy = heavy or (base not in table["light"]["verbs"] and not beside)  # "nagging concern" is a concern
        elif form.lower() in _OVER:
            return None, None
        elif word.tag in ("NN", "NNS"):
            noun = noun or table["noun"].get(singular(form))
    return (None if heavy else noun), None


def _of_whole_cue(words: Words, raw: RawAttribution, *, may: bool) -> Taken:
    """The stance of a cue that rests on no verb of its subject; `may` where its verb is not done yet."""
    done = None if may else _by_agent(words, raw)
    if done is not None:
        stance = "states" if done in ("ask", "press") else _verbs().get(done, "states")
        return _taken(stance, third_person(done), "passive", done)
    told = None if may else content_stance(words, raw.content)
    return _labelled(words, raw, told or "states", "cue", "")


def _by_agent(words: Words, raw: RawAttribution) -> str | None:
    """The base form of a passive whose agent is the source: "the plan was | backed | by Reyes"; or None."""
    verb = next((word for word in reversed(words.within(raw.cue)) if word.tag in ("VBN", "VBD")), None)
    if verb is None or raw.source is None or raw.source.start < raw.cue.start:
        return None
    between = words.text[verb.span.end : raw.source.start].split()
    return base_form(words.of(verb), verb.tag) if between == ["by"] else None


def _only_may(words: Words, cue: Span, verb: Word | None) -> bool:
    """True for "could support" and "was ready to endorse": the verb is not what is done."""
    if verb is None or _NEGATION.search(cue.of(words.text)):
        return False
    before = [word for word in words.within(cue) if word.span.start < verb.span.start]
    unsure = lexicon("en").table("reporting")["unsure"]["words"]
    to = bool(before) and before[-1].tag == "TO"
    return any(words.of(word).lower() in _MODALS or (to and words.of(word).lower() in unsure) for word in before)


def _behind_auxiliary(words: Words, raw: RawAttribution) -> tuple[str | None, Word | None]:
    """The listed verb behind a cue that is an auxiliary alone: "have | , in fact, praised | the crew"."""
    inside = words.within(raw.cue)
    to = len(inside) == 1 and inside[0].tag == "TO"
    helping = all(base_form(words.of(word), word.tag) in ("have", "be") for word in inside)
    if not inside or not (to or helping):
        return None, None
    for word in words.within(Span(raw.cue.end, max(raw.cue.end, raw.content[0].start))):
        base = base_form(words.of(word), word.tag) if word.tag in ("VBN", "VBD", "VBG", "VB") else None
        if to and word.tag == "VB" and base in _verbs():
            return base, word
        if base in _verbs() and (word.tag == "VBG" or base_form(words.of(inside[-1]), inside[-1].tag) == "have"):
            return base, word
    return None, None


def strength_of(stance: Stance) -> int:
    """1 for a plain statement, 2 for a leaning, 3 for a stand that others will react to."""
    table = lexicon("en").table("reporting")
    return 2 if stance == "declines-to-comment" else int(table[stance]["strength"])
