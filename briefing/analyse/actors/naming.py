"""The words that name a described source: without a clause, a day or where a firm sits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import SUBJECTS, Phrase, Words, phrase
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Word

# "The Basel, Switzerland, maker": where a firm sits, in front of what it is.
_SEAT = re.compile(r"(?:The|the|A|a|An|an) [A-Z][\w.’' -]*, [A-Z][\w. ]*, (?=[a-z])")
# What begins a clause behind a noun phrase: no part of who it names.
_CLAUSE = frozenset({"WP", "WDT", "VBG", "VBZ", "VBP", "VBD", "MD"})
# Behind these a participle belongs to the noun phrase: "critics of raising", "the breeding habits", "veto-wielding".
_HOLDS = frozenset({"IN", "DT", "JJ", "CC", "HYPH", "PRP$"})
# What is left hanging where a description was cut: "critics for", "a summit of the".
_LOOSE = re.compile(r"(?:\s+(?:of|for|at|and|in|by|from|with|to|on|about|the|a|an|his|her|their|its))+\Z")
# "The former staffer's" before a noun that is the cue ("lawsuit") is the staffer.
_OWNS = re.compile(r"['’]s?\Z")
# When they spoke is no part of who they are: "two committees on Monday", "the court this month".
_WHEN = re.compile(
    r"(?: (?:released|taken|conducted|issued|published|late|early|out))?,? "
    r"(?:(?:on |last |this |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tonight|"
    r"(?:(?:earlier|later) this|late last|this|last) "
    r"(?:week|month|year|morning|evening|afternoon|weekend|spring|summer|fall|autumn|winter))\Z"
)


def without_time(text: str, span: Span) -> Span:
    """`span` without the day or week at its end."""
    when = _WHEN.search(text, span.start, span.end)
    return Span(span.start, when.start()) if when is not None and when.start() > span.start else span


def without_seat(words: Words, span: Span) -> Phrase:
    """The phrase of a source, of which "The El Paso, Texas, maker of boots" is the maker."""
    seat = _SEAT.match(words.text, span.start, span.end)
    if seat is None:
        return phrase(words, span)
    found = phrase(words, Span(seat.end(), span.end))
    return replace(found, determiner=seat.group().split(" ", 1)[0].lower())


def shown(words: Words, span: Span, found: Phrase) -> str:
    """The words that name the source: without a relative clause or what else follows a comma."""
    end = span.end
    seat = _SEAT.match(words.text, span.start, span.end)
    inside = words.within(span)
    behind = seat.end() if seat else found.rest
    for at, word in enumerate(inside):
        if word.span.start >= behind and (_sets_off(words, word) or _begins_clause(words, inside, at)):
            end = word.span.start
            break
    named = _OWNS.sub("", " ".join(words.text[span.start : end].split()))
    return _LOOSE.sub("", _WHEN.sub("", named)) or named


def _sets_off(words: Words, word: Word) -> bool:
    """True for a comma, a colon, a bracket or a dash, which is no hyphen."""
    mark = words.of(word)
    around = words.text[word.span.start - 1 : word.span.start], words.text[word.span.end : word.span.end + 1]
    apart = mark in ("-", "--") and any(not beside.strip() for beside in around)
    return apart or mark in (",", ";", ":", "—", "–", "(")


def _begins_clause(words: Words, inside: Sequence[Word], at: int) -> bool:
    """True for a verb or relative pronoun behind a noun; not for "opponents of raising fees" and "working-class"."""
    word = inside[at]
    # "Families of those affected", "those who lost a son": the clause tells who they are.
    if any(words.of(one).lower() == "those" for one in inside[:at]):
        return False
    if word.tag == "VBG":
        tied = at > 0 and inside[at - 1].tag in _HOLDS
        return not tied and words.text[word.span.end : word.span.end + 1] != "-"
    return word.tag in _CLAUSE or words.of(word).lower() in SUBJECTS
