"""Indirect questions: "it is unclear whether ...", "has not decided how to ...", made direct."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, get_args

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.context import Worded
from briefing.analyse.questions.invert import ask, find_clause
from briefing.analyse.questions.tokens import WH, clause_end, join, leading_phrase, number
from briefing.analyse.questions.wordlists import wording_pattern, wordings
from briefing.analyse.verbs import base_form
from briefing.language.lexicon import lexicon
from briefing.text.patterns import small
from briefing.types import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.invert import Clause, Question
    from briefing.analyse.questions.tokens import Token

# "Asked whether ..., he said": the answer follows in the same sentence.
_LASTING = frozenset({"want", "need", "own", "know", "believe", "think", "support", "like", "mean"})
_ASKED = re.compile(r"^\W*asked\b|\b(?:when|after being|after he was|after she was) asked\b", re.IGNORECASE)
_FILLERS = re.compile(r"[\s\"'(]*(?:\b(?:exactly|just|precisely|or|and|is|was|immediately|yet|publicly)[\s\"']*)*$")


_WIDE_FILLERS = re.compile(
    r"[\s\"'(,]*(?:\b(?:exactly|just|precisely|is|was|immediately|yet|publicly|though|however|still|now|also|"
    r"(?:when|how|why),? (?:or|and)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|at this point|at the moment|"
    r"so far|to (?:him|her|them|me|many|some))[\s\"',]*)*$",
    re.IGNORECASE,
)


@cache
def _triggers(*, wide: bool) -> tuple[tuple[QuestionKind, re.Pattern[str]], ...]:
    """What announces a question, by kind; `wide` has more of it, for what is only shown."""
    whole = lexicon("en").table("question_wording")
    table, more = whole["embedded"], whole["embedded_wide"] if wide else {}
    return tuple(
        (kind, re.compile("(?:^|(?<=[^a-z])|(?=n't))(?:" + "|".join([*table[kind], *more.get(kind, ())]) + ")$"))
        for kind in get_args(QuestionKind)
        if kind in table
    )


@cache
def _asked_someone() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lexicon("en").table("question_wording")["asked_someone"]) + ")$")


def _asks_which(context: Context, i: int) -> bool:
    """True where "which" stands before its noun, not in its stead, as it does in a relative clause."""
    return i + 1 < len(context.tokens) and context.tokens[i + 1].tag in ("NN", "NNS", "JJ")


def _announcements(before: str, word: str, *, wide: bool) -> Iterator[tuple[QuestionKind, re.Match[str], bool]]:
    """What right before the question word announces a question; the last item tells that someone else is addressed.

    `before` is in small letters.
    """
    for kind, pattern in _triggers(wide=wide):
        match = pattern.search(before)
        if match is not None:
            yield kind, match, False
    if word not in ("who", "which"):
        match = _asked_someone().search(before)
        if match is not None:
            yield "asked", match, True


def indirect(context: Context) -> Worded | None:
    """Turn "It was not immediately clear who fired the shots" into "Who fired the shots?"."""
    base = context.sentence.span.start
    for i, token in enumerate(context.tokens):
        if token.tag not in WH and token.lower not in ("whether", "if"):
            continue
        if token.lower in ("which", "that") and not _asks_which(context, i):
            continue
        if i and context.tokens[i - 1].lower in ("at", "in", "to", "from", "by", "with", "for", "under"):
            continue  # "at what point": the preposition belongs to the question
        before = (_WIDE_FILLERS if context.wide else _FILLERS).sub("", context.plain[: token.start - base])
        for kind, match, addressed in _announcements(small(before), token.lower, wide=context.wide):
            if kind == "asked" and _ASKED.search(context.plain) and _refusing(context) is None:
                continue
            if _is_no_question(context, i, match.group(), base + match.start()):
                continue
            question = direct_form(context, i, base + match.start(), addressed=addressed)
            if question is not None:
                return Worded(question, "indirect question", f"{before[match.start() :]} {token.text}", kind)
    return None


def _is_no_question(context: Context, i: int, announced: str, trigger: int) -> bool:
    """True where what looks announced at token `i` is a poll's, a speaker's own ignorance, or no part of it."""
    if announced.startswith("asked") and _is_survey(context, i):
        return True
    return (context.wide and _is_apart(context, i, announced)) or _is_own_ignorance(context, trigger)


def _is_apart(context: Context, i: int, announced: str) -> bool:
    """True for "is in question, where her honesty is" and "to find out whom to ask": nothing is announced there."""
    before, after = context.tokens[i - 1], context.tokens[i + 1 : i + 2]
    told = before.tag == "," and context.tokens[i].lower not in ("whether", "if", "how", "why")
    return told or (announced.startswith("to ") and bool(after) and after[0].tag == "TO")


def _is_own_ignorance(context: Context, trigger: int) -> bool:
    """True for "we didn't know what a fund was": what a speaker did not know is no gap of the article."""
    around = context.clause_around(trigger)
    return around is not None and around.subject[0].lower in ("i", "we", "you")


def _is_survey(context: Context, i: int) -> bool:
    """True for "asked whether candidates supported it": what many were asked may as well have been "Do you?"."""
    clause = find_clause(context.tokens, i + 1)
    return (
        context.tokens[i].lower in ("whether", "if")
        and clause is not None
        and clause.verbs[0].tag == "VBD"
        and clause.verbs[0].lower != "had"
        and number(clause.subject) == "many"
    )


def _refusing(context: Context) -> tuple[Token, ...] | None:
    """Of "Asked whether he would sell, Hale declined to say" the one who declines; only looked for to be shown."""
    if not context.wide:
        return None
    found = (
        clause.subject
        for _, clause in context.clauses
        if not wordings("refusing").isdisjoint(token.lower for token in clause.verbs[:4])
    )
    return next(found, None)


def _speaker(context: Context, i: int, trigger: int, *, addressed: bool) -> tuple[Token, ...] | None:
    """Whom a pronoun in the question at token `i` stands for: the one who says, asks or keeps it back.

    In "asked the minister whether he ...", `addressed`, the pronoun is not the one who asks.
    """
    around = context.clause_around(trigger)
    matrix = around.subject if around and not addressed else None
    if context.wide and _ASKED.search(context.plain):
        return _refusing(context)
    if not context.wide:
        return matrix
    theirs = not wordings("third_persons").isdisjoint(token.lower for token in context.tokens[i + 1 : i + 6])
    if matrix is None or matrix[0].lower in ("it", "there", "what") or (theirs and not context.is_person(matrix)):
        person = context.lone_person(context.tokens[i].start)
        return matrix if person is None or _is_another(person, context.tokens[i + 1 : i + 6]) else person
    return matrix


def _is_another(person: tuple[Token, ...], words: Sequence[Token]) -> bool:
    """True where "she" cannot be the person, by the first name."""
    said = {token.lower for token in words}
    women, men = lexicon("en").words("first_names_female"), lexicon("en").words("first_names_male")
    return (person[0].lower in women and not said.isdisjoint({"he", "his"})) or (
        person[0].lower in men and not said.isdisjoint({"she", "her"})
    )


def direct_form(context: Context, i: int, trigger: int, *, addressed: bool, seen: str = "") -> str | None:
    """The direct form of the indirect question that begins at token `i`; `trigger` is where its announcement begins.

    `seen` is the announcement where it comes behind the question ("... remains to be seen").
    """
    tokens = context.tokens[i : clause_end(context.tokens, i)]
    matrix = _speaker(context, i, trigger, addressed=addressed)
    if tokens[0].lower in ("whether", "if"):
        start = context.sentence.span.start
        announced = seen or context.small[trigger - start : context.tokens[i].start - start]
        return _whether_form(context, i, matrix, to_come=wording_pattern("to_come").search(announced) is not None)
    size = _question_phrase(tokens)
    word = join(tokens[:size])
    word = word[0].upper() + word[1:]
    rest = tokens[size:]
    while rest and rest[0].tag in ("RB", "JJ") and len(rest) > 1 and (rest[0].tag == "RB" or rest[0].lower == "else"):
        word = f"{word} else" if rest[0].lower == "else" else word
        rest = rest[1:]
    if not rest:
        return None
    if rest[0].tag in FINITE:
        return _subject_form(tokens[0], word, rest)
    if rest[0].tag == "TO":
        return _infinitive_form(context, matrix, rest[1:], word)
    return _inverted_form(context, rest, matrix, word)


def _inverted_form(
    context: Context, rest: tuple[Token, ...], matrix: tuple[Token, ...] | None, word: str
) -> str | None:
    """Turn "why the bridge collapsed" into "Why did the bridge collapse?"."""
    clause = find_clause(context.tokens, context.tokens.index(rest[0]))
    question = ask(clause, hedged=True, wide=context.wide) if clause else None
    if question is None and clause and len(clause.verbs) == 1:
        return _bare(context, clause.subject, clause.verbs[0], word, matrix)
    if question is None or (question.rule == "is to" and " " in word):
        return None  # "how likely she is to win" has its infinitive elsewhere
    return context.finish(question, matrix, word)


def _whether_form(context: Context, i: int, matrix: tuple[Token, ...] | None, *, to_come: bool) -> str | None:
    """The yes-or-no question of a clause with "whether", "whether or not" or "if" at token `i`.

    `to_come` tells that its present is a future: "remains to be seen whether the plan works".
    """
    tokens = context.tokens[i : clause_end(context.tokens, i)]
    skip = 3 if [token.lower for token in tokens[1:3]] == ["or", "not"] else 1
    if len(tokens) > skip + 1 and tokens[skip].tag == "TO":
        return _infinitive_form(context, matrix, tokens[skip + 1 :], "")
    clause = find_clause(context.tokens, i + skip)
    question = ask(clause, hedged=True, wide=context.wide) if clause else None
    if question is not None and clause is not None:
        question = _put_forward(question, clause, to_come=to_come)
    return context.finish(question, matrix) if question else None


def _put_forward(question: Question, clause: Clause, *, to_come: bool) -> Question:
    """The question with "will" where the clause's present tells what is to come."""
    verb = clause.verbs[0]
    base = base_form(verb.text, verb.tag)
    if question.auxiliary in ("Does", "Do") and (base in wordings("going_on") or (to_come and base not in _LASTING)):
        return replace(question, auxiliary="Will")
    if to_come and question.auxiliary in ("Is", "Are") and not question.rest.split()[0].endswith("ing"):
        return replace(question, auxiliary="Will", rest=f"be {question.rest}")
    return question


def _question_phrase(tokens: tuple[Token, ...]) -> int:
    """How many tokens the question phrase has: "who", "how many people", "which countries", "how quickly"."""
    if len(tokens) < 2:
        return len(tokens)
    first, second = tokens[0].lower, tokens[1]
    if first == "how" and second.lower in ("many", "much"):
        if len(tokens) > 2 and tokens[2].tag in ("JJR", "RBR"):
            return 3
        counted = len(tokens) > 2 and tokens[2].tag.startswith(("NN", "JJ"))
        # "how much Falk will pay": a name is not what is measured.
        counted = counted and not (second.lower == "much" and tokens[2].tag == "NNP")
        size = leading_phrase(tokens[2:]) if counted else 0
        return 2 + _short_phrase(tokens[2:], size)
    if (
        first == "how"
        and (second.tag in ("JJ", "RB") or second.lower == "long")
        and second.tag + second.lower != "RBnot"
    ):
        # "how real estate is sold": the adjective belongs to the thing
        of_a_thing = second.tag == "JJ" and second.lower != "long" and len(tokens) > 2
        return 1 if of_a_thing and tokens[2].tag in ("NN", "NNS") else 2
    if first in ("which", "what", "whose") and second.tag in ("NN", "NNS", "JJ"):
        return 1 + _short_phrase(tokens[1:], leading_phrase(tokens[1:]))
    return 1


def _short_phrase(tokens: tuple[Token, ...], size: int) -> int:
    """Only the first noun group of a phrase of `size` tokens: what follows belongs to the clause or is asked of."""
    for i in range(size):
        last = i + 1 >= size or not tokens[i + 1].tag.startswith("NN")
        if tokens[i].tag.startswith("NN") and (last or (tokens[i].tag in ("NN", "NNS") and tokens[i + 1].tag == "NNP")):
            if i + 1 < size and tokens[i + 1].lower == "of":
                return i + 2 + _short_phrase(tokens[i + 2 :], size - i - 2)
            return i + 1
    return size


def _subject_form(word: Token, phrase: str, rest: tuple[Token, ...]) -> str | None:
    """The question word is the subject: the order stays ("who fired the shots")."""
    if word.lower in ("why", "when", "where", "how") and phrase.lower() == word.lower:
        return None
    verbs = join(rest)
    if rest[0].lower in ("would", "'d"):
        verbs = f"will {join(rest[1:])}"
    if rest[0].lower == "had" and len(rest) > 2 and rest[1].lower == "been":
        verbs = f"{'were' if phrase.endswith('s') else 'was'} {join(rest[2:])}"
    return f"{phrase} {verbs}?"


def _infinitive_form(
    context: Context, matrix: tuple[Token, ...] | None, tokens: tuple[Token, ...], word: str
) -> str | None:
    """Turn "has not decided whether to run" into "Will (subject) run?"."""
    if matrix is None or not tokens or tokens[0].tag != "VB":
        return None
    subject = context.phrase(matrix, None)
    if subject is None or matrix[0].lower in ("it", "there"):
        return None
    return f"{word} will {subject} {join(tokens)}?" if word else f"Will {subject} {join(tokens)}?"


def _bare(
    context: Context, subject: tuple[Token, ...], verb: Token, word: str, matrix: tuple[Token, ...] | None
) -> str | None:
    """Turn "who the suspect was" into "Who was the suspect?"; "what they want" -> "What do they want?"."""
    shown = context.phrase(subject, matrix)
    if shown is None:
        return None
    if verb.lower in ("is", "are", "was", "were"):
        return f"{word} {verb.lower} {shown}?"
    base = base_form(verb.text, verb.tag)
    if base is None or verb.tag == "MD":
        return None
    auxiliary = {"VBD": "did", "VBZ": "does", "VBP": "do"}[verb.tag]
    return f"{word} {auxiliary} {shown} {base}?"
