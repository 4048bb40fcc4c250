"""One whole noun phrase from a given word on, with what "of", "to" and "and" tie to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import NOUNS, Words
from briefing.language import lexicon
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Word

_BEFORE_NOUN = frozenset(
    {"DT", "PDT", "PRP$", "CD", "JJ", "JJR", "JJS", "POS", "HYPH", "AFX", "VBN", "VBG", "``", "''"}
)
_MARKS = frozenset("“”\"‘’'")
# Prepositions that tie what follows to the noun before them.
JOINED = ("of", "to")


def noun_phrase(words: Words, rest: Sequence[Word], *, joined: tuple[str, ...] = JOINED) -> tuple[int, Span] | None:
    """(how many words it takes, its span) of the noun phrase that begins `rest`; None where none does."""
    taken = _simple(words, rest)
    if not taken:
        return None
    while taken < len(rest):
        more = _tied(words, rest, taken, joined)
        if not more:
            break
        taken = more
    return taken, _without_day(words, rest[:taken])


def _tied(words: Words, rest: Sequence[Word], taken: int, joined: tuple[str, ...]) -> int:
    """Where the phrase ends when what follows is tied to it; 0 where nothing is."""
    form = words.of(rest[taken]).lower()
    if form in joined or (rest[taken].tag == "CC" and form in ("and", "or")):
        more = _simple(words, rest[taken + 1 :])
        return taken + 1 + more if more else 0
    if form == ",":
        return _list_end(words, rest, taken)
    return 0


def _list_end(words: Words, rest: Sequence[Word], at: int) -> int:
    """The end of a list that goes on at the comma `at` and is closed by "and" ("France, Spain and Italy"); or 0."""
    items = 0
    while at < len(rest):
        comma = words.of(rest[at]) == ","
        if comma and at + 1 < len(rest) and rest[at + 1].tag == "CC":
            at += 1
        closing = rest[at].tag == "CC"
        if not (comma or closing):
            return 0
        more = _simple(words, rest[at + 1 :])
        if not more:
            return 0
        at += 1 + more
        items += 1
        if closing:
            return at if items > 1 else 0
    return 0


def _simple(words: Words, rest: Sequence[Word]) -> int:
    """How many words the noun phrase without any preposition takes that begins `rest`; 0 where there is none."""
    end = 0
    for at, word in enumerate(rest):
        if word.tag in NOUNS:
            end = at + 1
            continue
        tied = _touches(words, rest, at)
        if at == 0 and word.tag in ("VBG", "POS"):
            return 0
        again = not tied and word.tag in ("DT", "PDT", "PRP$", "CD", "VBN", "VBG") and end > 0
        if again or not (tied or word.tag in _BEFORE_NOUN or words.of(word) in _MARKS):
            break
    # "the wealthy", "its usefulness": an adjective for a noun, as meant or as mistagged.
    if not end and len(rest) > 1 and rest[0].tag in ("DT", "PRP$") and rest[1].tag == "JJ":
        closed = not rest[2:] or rest[2].tag in (",", ".", ":", "IN", "CC")
        return 2 if closed else 0
    return end


def _touches(words: Words, rest: Sequence[Word], at: int) -> bool:
    """True for a mark inside a name: "state-run", "AT&T", "John F. Kennedy"."""
    word = rest[at]
    if at == 0 or at + 1 >= len(rest):
        return False
    before = rest[at - 1]
    if words.of(word).isalnum():
        return before.span.end == word.span.start and words.of(before) in ("-", "&")
    if before.span.end != word.span.start or words.of(word) in ",;:":
        return False
    initial = words.of(word) == "." and len(before.span) == 1 and words.of(before).isupper()
    return initial or rest[at + 1].span.start == word.span.end


def _without_day(words: Words, taken: Sequence[Word]) -> Span:
    """The span of `taken`, without a day of the week at its end ("criticized the plan Tuesday")."""
    day = words.of(taken[-1]).lower() in lexicon("en").words("weekdays")
    last = taken[-2] if day and len(taken) > 1 and taken[-2].tag in NOUNS else taken[-1]
    return Span(taken[0].span.start, last.span.end)
