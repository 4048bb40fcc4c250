"""When a pending matter is due, in the article's own words: "by the end of the year", "next Tuesday"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.questions.context import is_reporting
from briefing.analyse.questions.tokens import clause_end, join
from briefing.language.lexicon import lexicon
from briefing.text.patterns import small, straight
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.invert import Clause
    from briefing.analyse.questions.tokens import Token


def due(context: Context) -> Span | None:
    """The words that tell when what is pending in the sentence is to happen; None where it gives no time for it.

    The time of a clause in the past ("he said on Monday") is never taken.
    """
    # A time that a second clause gives ("and Falk will speak on Friday") is not that of the first.
    clause = next((clause for _, clause in context.clauses if _is_ahead(clause)), None)
    return _time_within(context, clause) if clause is not None else None


def _is_ahead(clause: Clause) -> bool:
    """True where the clause speaks of what is still to come."""
    return _ahead().match(small(straight(join(clause.verbs)))) is not None


def _time_within(context: Context, clause: Clause) -> Span | None:
    """The first time in the clause's own verb group and what follows it, else in its subject, else in front of it."""
    tokens = context.tokens
    first = tokens.index(clause.verbs[0])
    # Behind a verb of saying or a verb in the past the time is that verb's.
    end = next((i for i in range(first + 1, clause_end(tokens, first)) if _is_of_another(tokens, i)), None)
    last = tokens[(end if end is not None else clause_end(tokens, first)) - 1]
    subject = clause.subject[0].start
    stretches = [(clause.verbs[0].start, last.end), (subject, clause.subject[-1].end)]
    opening = context.sentence.span.start
    before = context.plain[: subject - opening]
    if before.rstrip(" \"'").endswith(",") and not any(
        is_reporting(token) for token in tokens[: tokens.index(clause.subject[0])]
    ):
        stretches.append((opening, subject))
    for start, stop in stretches:
        match = _times().search(context.plain, start - opening, stop - opening)
        # "since their debate of 13 October" looks back.
        if match is not None and "since" not in context.plain[start - opening : match.start()].split():
            return Span(opening + match.start("time"), opening + match.end("time"))
    return None


def _is_of_another(tokens: Sequence[Token], i: int) -> bool:
    """True where token `i` begins what has times of its own: a verb of saying or of the past, or "and" with a verb.

    "Will meet and vote on Friday" is one matter; "will vote on the plan and meet again on Friday" are two.
    """
    if is_reporting(tokens[i]) or tokens[i].tag == "VBD":
        return True
    if tokens[i].tag != "CC" or tokens[i - 1].tag.startswith("VB"):
        return False
    after = next((token for token in tokens[i + 1 :] if token.tag != "RB"), None)
    return tokens[i - 1].tag == "," or (after is not None and after.tag in ("VB", "MD", "VBZ", "VBP", "TO"))


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile("|".join(lexicon("en").table("due")["ahead"]))


@cache
def _times() -> re.Pattern[str]:
    table = lexicon("en").table("due")
    lists = {
        "MONTH": "|".join(f"{name}\\b\\.?" for name in _longest_first("months")),
        "DAY": "|".join(_longest_first("weekdays")),
        "NUMBER": "|".join(table["numbers"]),
        "UNIT": "|".join(table["units"]),
        "SEASON": "|".join(table["seasons"]),
    }
    whole = "|".join(table["forms"])
    for name, words in lists.items():
        whole = whole.replace(name, f"(?:{words})")
    # Months and days are names: "may" and "sun" small are other words.
    return re.compile(r"(?<![\w-])(?P<time>" + whole + r")(?![\w-])")


def _longest_first(name: str) -> list[str]:
    return sorted((word.capitalize() for word in lexicon("en").words(name)), key=lambda word: (-len(word), word))
