"""What was not told or not done yet: "did not name the countries", "terms were not disclosed", "has yet to"."""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.context import Worded
from briefing.analyse.questions.tokens import clause_end, head, join, leading_phrase
from briefing.analyse.questions.wordlists import wordings
from briefing.analyse.verbs import base_form
from briefing.language.lexicon import lexicon
from briefing.text.patterns import small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.invert import Clause
    from briefing.analyse.questions.tokens import Token


@cache
def _patterns(name: str) -> re.Pattern[str]:
    """The patterns called `name`, to be held against small letters."""
    return re.compile(r"\b(?:" + "|".join(lexicon("en").table("question_wording")["withheld"][name]) + r")\b")


def not_told(context: Context) -> Worded | None:
    """Turn "did not name the countries involved" into "Which countries are involved?"."""
    for match in _patterns("active").finditer(context.small):
        place = context.sentence.span.start + match.end()
        first = next((i for i, token in enumerate(context.tokens) if token.start >= place), None)
        if first is None:
            continue
        rest = context.tokens[first : clause_end(context.tokens, first)]
        around = context.clause_around(context.sentence.span.start + match.start())
        question = _ask_after(context, rest, around.subject if around else None)
        if question is not None and _is_of_the_named(question, match.group()):
            return Worded(question, "not told", context.plain[match.start() : match.end()], "undisclosed")
    return None


def left_untold(context: Context) -> Worded | None:
    """Turn "The terms of the sale were not disclosed" into "What are the terms of the sale?"."""
    for _, clause in context.clauses:
        verbs = join(clause.verbs).replace("’", "'")
        match = _patterns("passive").match(small(verbs))
        if match is None and context.wide:
            match = _patterns("passive_wide").match(small(verbs))
        if match is None:
            continue
        question = _ask_after(context, clause.subject, None)
        if question is not None and _is_of_the_named(question, match.group()):
            if clause.verbs[0].lower == "was" and head(clause.subject).lower in wordings("paid"):
                question = question.replace("What is ", "What was ", 1)
            return Worded(question, "left untold", verbs[: match.end()], "undisclosed")
    return None


def _is_of_the_named(question: str, seen: str) -> bool:
    """False for "Who are the prisoners?" of "refused to release the prisoners", and of lawyers "not available"."""
    return not question.startswith("Who ") or seen.rsplit(maxsplit=1)[-1] in wordings("naming_people")


def none_told(context: Context) -> Worded | None:
    """Turn "No details of the sale were given" into "What are the details of the sale?"."""
    tokens = context.tokens
    first = next((i for i, token in enumerate(tokens) if token.lower in ("no", "few", "little")), None)
    verb = next((i for i, token in enumerate(tokens) if token.tag in FINITE), None)
    if first is None or verb is None or not (first + 3 < verb and first < 2):
        return None
    verbs = join(tokens[verb:]).replace("’", "'")
    match = _patterns("passive_of_none").match(small(verbs))
    question = _ask_after(context, tokens[first:verb], None) if match is not None else None
    if match is None or question is None:
        return None
    return Worded(question, "left untold", verbs[: match.end()], "undisclosed")


def _ask_after(context: Context, tokens: Sequence[Token], owner: tuple[Token, ...] | None) -> str | None:
    """The question after a noun phrase that was not told; None where the phrase is not one whose question is known."""
    within = _after_details(tokens)
    inner = _ask_after(context, tokens[within:], owner) if within else None
    if inner is not None:
        return inner
    if context.wide and len(tokens) > 2 and tokens[0].lower in ("any", "all", "most") and tokens[1].lower == "of":
        tokens = tokens[2:]
    size = leading_phrase(tokens)
    phrase, rest = tokens[:size], tokens[size:]
    participle = rest[0].text if len(rest) == 1 and rest[0].tag in ("VBN", "VBD") else ""
    if not size or not (participle or _ends(rest)) or any(token.tag == "CC" for token in phrase):
        return None
    word = head(phrase)
    core = list(phrase)
    possessor = ""
    while core[0].lower in wordings("empty") and core[0] is not word:
        if core[0].tag == "PRP$":
            named = context.phrase((core[0], word), owner)
            if named is None:
                return None
            possessor = named[: -len(word.text)].strip()
        core.pop(0)
    opening = possessor or ("" if _owned(core) else "the")
    wider = _by_more_nouns(core, word, opening, participle) if context.wide else None
    return wider or _by_noun(core, word, opening, participle)


def _by_more_nouns(core: Sequence[Token], word: Token, opening: str, participle: str) -> str | None:
    """Ask of more people and things, for lines that are shown anyway; None of all others."""
    counted = _counted(core) if not participle else None
    if counted is not None:
        return counted
    verb = "are" if word.tag == "NNS" else "is"
    small_one = core[0].tag not in ("NNP", "NNPS") and core[0].text[1:].islower()
    whole = f"{opening} {join(core)[0].lower() if small_one else join(core)[0]}{join(core)[1:]}".strip()
    if word.lower in wordings("people_wide"):
        return f"Who {verb} {whole} {participle}".strip() + "?"
    asks = not participle and len(core) > 1 and word.lower in wordings("askable_wide")
    return f"What {verb} {whole}?" if asks else None


def _counted(phrase: Sequence[Token]) -> str | None:
    """Of "the exact number of victims" "How many victims are there?"."""
    place = next((i for i, token in enumerate(phrase[:4]) if token.lower == "number"), None)
    if place is None or [token.lower for token in phrase[place + 1 : place + 2]] != ["of"]:
        return None
    things = phrase[place + 2 :]
    if not things or things[-1].tag != "NNS" or any(token.tag in ("IN", "CC", "DT", "PRP$") for token in things):
        return None
    return f"How many {join(things)} are there?"


def _after_details(tokens: Sequence[Token]) -> int:
    """How many tokens "no details about" has at the beginning of the phrase; 0 where it is not about details."""
    for i, (one, other) in enumerate(itertools.pairwise(tokens[:4])):
        if one.lower in ("details", "information", "specifics") and other.lower in ("about", "on", "of"):
            known = tokens[i + 2 : i + 3]
            # "no specifics about targets": that there are any is not said
            return i + 2 if known and known[0].tag in ("DT", "PRP$", "NNP") else 0
    return 0


def _by_noun(core: Sequence[Token], word: Token, opening: str, participle: str) -> str | None:
    """Ask "who" of people, "which" of what has a name, "what" of the rest that can be asked after; else None."""
    many = (
        word.tag in ("NNS", "NNPS")
        or word.lower == "people"
        or (word.lower.endswith("s") and word.lower not in ("status", "basis", "whereabouts"))
    )
    verb = "are" if many else "is"
    first = core[0]
    kept = first.tag in ("NNP", "NNPS") or first.text[1:].lower() != first.text[1:]
    named = join(core) if kept else join(core)[0].lower() + join(core)[1:]
    whole = f"{opening} {named}".strip()
    if word.lower in wordings("people"):
        return f"Who {verb} {whole} {participle}".strip() + "?"
    if word.lower in wordings("things") and opening == "the":
        return _which(core, word, verb, participle)
    if opening == "the" and len(core) == 1 and word.lower in wordings("empty_nouns"):
        return None
    if word.lower in ("details", "specifics"):
        whole = whole.replace(f"{word.lower} about ", f"{word.lower} of ", 1)
    return f"What {verb} {whole}?" if word.lower in wordings("askable") and not participle else None


def _owned(core: Sequence[Token]) -> bool:
    """True for a phrase that begins with a name in the possessive ("Iowa's terms")."""
    place = next((i for i, token in enumerate(core) if token.tag == "POS"), None)
    return place is not None and all(token.tag in ("NNP", "NNPS") for token in core[:place])


def _ends(rest: Sequence[Token]) -> bool:
    """True where only an adverb or a time comes after the phrase."""
    return all(token.tag in ("RB", "RBR") or token.lower in ("monday", "tuesday", "wednesday", "thursday", "friday",
               "saturday", "sunday", "yesterday", "today") for token in rest)  # fmt: skip


def _which(core: Sequence[Token], word: Token, verb: str, participle: str) -> str | None:
    place = next(i for i, token in enumerate(core) if token is word)
    nouns, after = join(core[: place + 1]), core[place + 1 :]
    if participle:
        return f"Which {nouns} {verb} {join(after)} {participle}?".replace("  ", " ") if not after else None
    if not after:
        return f"Which {nouns} {verb} meant?"
    if after[0].lower in ("in", "on", "behind", "under", "at"):
        return f"Which {nouns} {verb} {join(after)}?"
    return f"What {verb} the {join(core)}?"


def yet_to(context: Context) -> Worded | None:
    """Turn "has yet to clarify the scope" into "What is the scope?", "has yet to sign it" into "Will ... sign it?"."""
    for start, clause in context.clauses:
        lower = [token.lower for token in clause.verbs]
        verb = _after_yet(clause, lower)
        if verb is None:
            continue
        rest = clause.verbs[verb + 1 :]
        matrix = context.matrix_subject(start)
        base = base_form(clause.verbs[verb].text, clause.verbs[verb].tag)
        if base is None or base in ("be", "have", "say", "decide", "determine", "know", "see"):
            return None
        if base in wordings("telling"):
            question = _ask_after(context, rest, clause.subject)
            return Worded(question, "not told", join(clause.verbs[: verb + 1]), "undisclosed") if question else None
        subject = context.phrase(clause.subject, matrix)
        if subject is None or not rest:
            return None
        question = f"Will {subject} {base} {join([t for t in rest if t.lower != 'yet'])}?"
        return Worded(question, "yet to", join(clause.verbs[: verb + 1]), "undecided")
    return None


def _after_yet(clause: Clause, lower: list[str]) -> int | None:
    """The place of the verb in "has yet to VERB" or "has not yet VERBed", or "has not VERBed ... yet"."""
    if lower[0] not in ("has", "have", "had") or len(lower) < 4:
        return None
    if lower[1:3] == ["yet", "to"] and clause.verbs[3].tag == "VB":
        return 3
    if lower[1] in ("not", "n't") and "yet" in lower:
        place = 3 if lower[2] == "yet" else 2
        if clause.verbs[place].tag == "VBN" and lower[place] != "been":
            return place
    return None


def not_ruled_out(context: Context) -> Worded | None:
    """Turn "has not ruled out raising taxes" into "Will ... raise taxes?"."""
    match = _patterns("ruled_out").search(context.small)
    if match is None:
        return None
    base = context.sentence.span.start
    around = context.clause_around(base + match.start())
    first = next((i for i, token in enumerate(context.tokens) if token.start >= base + match.end()), None)
    if around is None or first is None or context.tokens[first].tag != "VBG":
        return None
    verb = base_form(context.tokens[first].text, "VBG")
    subject = context.phrase(around.subject, None)
    if verb is None or subject is None:
        return None
    rest = join(context.tokens[first + 1 : clause_end(context.tokens, first)])
    matched = context.plain[match.start() : match.end()]
    return Worded(f"Will {subject} {verb} {rest}".strip() + "?", "not ruled out", matched, "undecided")
