"""What introduces the words of a statement: the cue's verb in the present, with the preposition that its words need.

"tweeted about | the storm" is "tweets about", and not "tweets"; "refused to admit | that" is "refuses to admit".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import NOUNS
from briefing.analyse.verbs import base_form, third_person
from briefing.language import lexicon
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.actors.phrases import Words
    from briefing.types import RawAttribution, Word

# A longer cue is a clause, and no label; where it must carry an object and its preposition, it may be longer.
LONGEST_CUE = 40
LONGEST_TIED = 60
# Words that begin a clause, though they are tagged like prepositions, and those that only tell when, where or how.
_NO_TIES = frozenset(
    {"that", "whether", "if", "because", "while", "when", "how", "why", "since", "until", "after", "before", "during"}
    | {"than", "though", "although", "unless", "like", "so"}
)
_PLACED = frozenset({"in", "at", "by", "from", "through", "via"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
# What an apostrophe left of an auxiliary, its subject being the source: "[he]’s renounced".
_CUT_OFF = re.compile(r"['’](s|re|ve|ll|d|m) ")
_FULL = {"s": "", "re": "are ", "ve": "has ", "ll": "will ", "d": "would ", "m": "is "}
_ON_DAY = re.compile(r" (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
# Verbs that help another one, and say nothing themselves.
_HELPING = frozenset({"be", "have", "do"})


def own_words(words: Words, cue: Span) -> tuple[str, bool]:
    """The cue as a label, its first verb in the present where it is a full verb, and whether it was put so.

    "says" where the cue is too long or no words at all.
    """
    folded = _folded(words, cue).removesuffix(" that")
    folded = _ON_DAY.sub("", folded)
    # An adverb alone ("repeatedly") introduces nothing.
    telling = any(
        word.tag[:2] not in ("RB", "TO", "IN", "DT") for word in words.within(cue) if words.of(word)[0].isalnum()
    )
    if not telling or not folded or len(folded) > LONGEST_TIED or not folded[0].isalpha():
        return "says", True
    shown = _present(words, cue, folded)
    if len(folded) > LONGEST_CUE and (shown is None or not _ends_tied(words, cue)):
        return "says", True
    return shown or folded, shown is not None


def _folded(words: Words, cue: Span) -> str:
    folded = " ".join(cue.of(words.text).split()).strip(' ,:;—–-“”"')
    cut = _CUT_OFF.match(folded)
    if cut is None:
        return folded
    verbs = (word for word in words.within(cue) if word.tag.startswith("VB") and words.of(word)[0].isalpha())
    behind = next(verbs, None)
    form = cut[1].lower()
    full = _FULL[form]
    if form == "s":  # of "has" and "is"; where the next word leaves it open, it is left out
        full = {"VBN": "has ", "VBD": "has ", "VBG": "is "}.get(behind.tag if behind else "", "")
    return f"{full}{folded[cut.end() :]}"


def _present(words: Words, cue: Span, folded: str) -> str | None:
    """`folded` from its first full verb on, that one in the present; None where there is none, or in the passive.

    "have expressed concern" is "expresses concern", "are now posing" is "poses", "[led her] to weigh in on" is
    "weighs in on"; "were criticized" stays.
    """
    inside = [word for word in words.within(cue) if words.of(word)[0].isalpha()]
    led = bool(inside) and inside[0].tag == "TO"
    helping = ""
    for word in inside[led:]:
        if not word.tag.startswith("VB"):
            if word.tag == "RB" and helping and words.of(word).lower() not in _NEGATIONS:
                continue
            return None
        base = base_form(words.of(word), word.tag)
        if base is None or (base in _HELPING and helping):
            return None
        if base in _HELPING:
            if word.tag not in ("VBZ", "VBP"):  # "had opposed", "was weighing" are over
                return None
            helping = base
            continue
        plain = ("VB",) if led else ("VBD", "VBG", "VBZ", "VBP")
        forms = {"have": ("VBN", "VBD"), "be": ("VBG",), "": plain}.get(helping, ())
        at = folded.find(words.of(word))
        return f"{third_person(base)}{folded[at + len(words.of(word)) :]}" if word.tag in forms and at >= 0 else None
    return None


def _ends_tied(words: Words, cue: Span) -> bool:
    inside = words.within(cue)
    return bool(inside) and inside[-1].tag in ("IN", "TO")


def verb_label(words: Words, raw: RawAttribution, verb: Word | None, base: str) -> str:
    """The label of a cue that rests on `verb`, whose base form is `base`."""
    plain = third_person(base)
    if verb is None:
        tie = lexicon("en").table("reporting")["tie"].get(base)
        return f"{plain} {tie}" if tie and _noun_tied(words, raw) else plain
    behind = next((word for word in words.within(raw.cue) if word.span.start > verb.span.start), None)
    if base == "feel" and behind is not None and behind.tag in ("JJ", "VBN"):  # "felt compelled | to act"
        return own_words(words, raw.cue)[0]
    between = _between(words, raw, verb)
    infinitive = _infinitive(words, raw, between)
    if infinitive is not None:
        return f"{plain} {infinitive}"
    tie = tied(words, between)
    if not tie:
        return plain
    if not any(word.tag in NOUNS or word.tag == "PRP" for word in between):
        return f"{plain} {tie}"
    own, present = own_words(words, raw.cue)
    return own if present and own != "says" and raw.cue.end > between[-1].span.start else plain


def _noun_tied(words: Words, raw: RawAttribution) -> bool:
    """True for a noun and its preposition right before the content: "hopes of | a deal"."""
    start = raw.content[0].start
    before = words.before(start, 2) if start >= raw.cue.end else ()
    return len(before) > 1 and before[0].tag in NOUNS and bool(tied(words, before[1:]))


def with_tie(words: Words, raw: RawAttribution, shown: str) -> str:
    """`shown`, which stands for the cue, with the preposition right before the content where it has none yet."""
    start = raw.content[0].start
    before = words.before(start, 1) if start >= raw.cue.end else ()
    tie = tied(words, before)
    return f"{shown} {tie}" if tie and not shown.endswith(f" {tie}") else shown


def _between(words: Words, raw: RawAttribution, verb: Word) -> Sequence[Word]:
    """The words between the verb and the content behind it, where that is the cue's own; else none."""
    start = raw.content[0].start
    if start < raw.cue.end:
        return ()
    between = words.within(Span(verb.span.end, start))
    torn = "\n" in words.text[verb.span.end : start]
    marked = any(words.of(word) in ',;:()“”"—–' for word in between)
    return () if torn or marked else between


def tied(words: Words, between: Sequence[Word]) -> str:
    """The particles and the preposition that `between` ends with ("out against"), or ""."""
    if not between or between[-1].tag not in ("IN", "TO", "RP"):
        return ""
    last = words.of(between[-1]).lower()
    if last in _NO_TIES or last in _PLACED:
        return ""
    run: list[str] = []
    for word in reversed(between):
        if word.tag not in ("IN", "TO", "RP"):
            break
        run.insert(0, words.of(word).lower())
    return " ".join(run)


def _infinitive(words: Words, raw: RawAttribution, between: Sequence[Word]) -> str | None:
    """The verb's infinitive: "to admit" of "refused to admit | that", "to" of "refused to | pay"; or None."""
    plain = [word for word in between if not word.tag.startswith("RB")]
    if not plain or words.of(plain[0]).lower() != "to":
        return None
    if len(plain) == 1:
        first = next(iter(words.after(raw.content[0].start, 1)), None)
        return "to" if first is not None and first.tag == "VB" else None
    if plain[1].tag != "VB":
        return None
    tie = tied(words, plain[2:])
    objects = any(word.tag in NOUNS or word.tag == "PRP" for word in plain[2:])
    behind = f" {tie}" if tie and not objects else ""
    negated = "not " if any(words.of(word).lower() == "not" for word in between) else ""
    return f"{negated}to {words.of(plain[1]).lower()}{behind}"
