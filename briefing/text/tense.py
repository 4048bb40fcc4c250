"""Whether an expression of time in a sentence lies behind or ahead, by the verbs around it; or neither can be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

Direction = Literal["past", "future", "neither"]


@dataclass(frozen=True, slots=True)
class _Cues:
    """The compiled wording, and the verbs that "to" may stand before."""

    verbs: re.Pattern[str]
    no_verb_after: re.Pattern[str]
    term: re.Pattern[str]
    part_of_name: re.Pattern[str]
    boundary: re.Pattern[str]
    infinitives: frozenset[str]


@cache
def _cues(language: str) -> _Cues:
    data = lexicon(language)
    table = data.table("dates")["tense"]
    groups = "|".join(f"(?P<{name}>{table[name]})" for name in ("future", "neither", "infinitive", "past"))
    return _Cues(
        verbs=re.compile(groups, re.IGNORECASE),
        no_verb_after=re.compile(table["not_verb_after"], re.IGNORECASE),
        term=re.compile(table["term"], re.IGNORECASE),
        part_of_name=re.compile(table["part_of_name"], re.IGNORECASE),
        boundary=re.compile(table["boundary"], re.IGNORECASE),
        infinitives=data.words("verbs"),
    )


def direction(sentence: str, start: int, end: int) -> Direction:
    """Where sentence[start:end] lies from the day on which the sentence was written.

    What is nearest decides: the verb before it in its own clause, else the first one after it there, else the last
    one of the clauses before, else the first one of those after.

    >>> text = "Officials said on Friday that the bridge will close on Monday."
    >>> direction(text, text.index("Friday"), text.index("Friday") + 6)
    'past'
    >>> direction(text, text.index("Monday"), text.index("Monday") + 6)
    'future'
    """
    cues = _cues("en")
    before, after = sentence[:start], sentence[end:]
    if cues.term.search(before):
        return "neither"
    ends = [match.end() for match in cues.boundary.finditer(before)]
    clause = ends[-1] if ends else 0
    close = cues.boundary.search(after)
    stop = close.start() if close else len(after)
    found = list(_verbs(before))
    own = [kind for at, kind in found if at >= clause]
    later = list(_verbs(after))
    if own:
        return own[-1]
    for at, kind in later[:1]:
        if at < stop:
            return kind
    if found:
        return found[-1][1]
    return later[0][1] if later else "neither"


def part_of_name(sentence: str, start: int) -> bool:
    """True where what begins at `start` belongs to a name or a stretch: "the Sunday shows", "in the last year"."""
    return bool(_cues("en").part_of_name.search(sentence[:start]))


def _verbs(text: str) -> Iterator[tuple[int, Direction]]:
    """Where each verb phrase stands that tells a direction, and which."""
    cues = _cues("en")
    for match in cues.verbs.finditer(text):
        kind: Direction = "neither"
        if match["past"]:
            kind = "past"
            if cues.no_verb_after.search(text[: match.start()]):
                continue
        elif match["future"]:
            kind = "future"
        elif match["infinitive"] and match["infinitive"][len("to ") :].lower() not in cues.infinitives:
            continue
        yield match.start(), kind
