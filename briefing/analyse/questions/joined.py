"""Clauses that borrow their subject: "..., who is expected to resign", "was filed in May and must be approved"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.invert import LONGEST_CLAUSE, Clause
from briefing.analyse.questions.tokens import clause_end, is_noun_phrase, number, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.analyse.questions.tokens import Token

_INSIDE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "POS", "VBN"})


def relative(tokens: Sequence[Token]) -> Iterator[tuple[int, Clause]]:
    """The clauses after ", who" and ", which", of the name or the definite phrase before the comma."""
    for i in range(2, len(tokens) - 1):
        if tokens[i].lower not in ("who", "which") or tokens[i - 1].tag != "," or not _is_finite(tokens, i + 1):
            continue
        subject = _named(tokens, i - 1) if tokens[i].lower == "who" else _definite(tokens, i - 1)
        if subject and is_noun_phrase(subject):
            yield i + 1, _clause(tokens, i + 1, subject)


def coordinated(tokens: Sequence[Token], clauses: Sequence[tuple[int, Clause]]) -> Iterator[tuple[int, Clause]]:
    """The second verb group of a main clause ("... and must be approved"), with that clause's subject.

    Only where a single clause was begun before it: of two subjects either could be meant.
    """
    for i in range(2, len(tokens) - 1):
        if tokens[i].lower not in ("and", "but") or not _is_finite(tokens, i + 1):
            continue
        before = [clause for _, clause in clauses if clause.verbs[0].start < tokens[i].start]
        if len(before) != 1 or any(token.tag in ("WDT", "WP", "WRB", ":") for token in tokens[:i]):
            continue
        subject = before[0].subject
        if tokens[i + 1].tag in ("VBZ", "VBP") and number(subject) == ("many" if tokens[i + 1].tag == "VBZ" else "one"):
            continue
        yield i + 1, _clause(tokens, i + 1, subject)


def _clause(tokens: Sequence[Token], start: int, subject: tuple[Token, ...]) -> Clause:
    verbs = shorten(tokens[start : clause_end(tokens, start)], LONGEST_CLAUSE - len(subject))
    return Clause(subject=subject, verbs=tuple(verbs))


def _is_finite(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].tag in FINITE


def _named(tokens: Sequence[Token], end: int) -> tuple[Token, ...]:
    """The name that ends before `end`."""
    start = end
    while start and tokens[start - 1].tag in ("NNP", "NNPS"):
        start -= 1
    return tuple(tokens[start:end])


def _definite(tokens: Sequence[Token], end: int) -> tuple[Token, ...]:
    """The phrase from "the" to `end`, unless it hangs on another noun ("the owner of the yard, which ...")."""
    start = end
    while start and tokens[start - 1].tag in _INSIDE:
        start -= 1
    if not start or tokens[start - 1].lower != "the":
        return ()
    hangs = start > 1 and tokens[start - 2].tag in ("IN", "CC")
    return () if hangs else tuple(tokens[start - 1 : end])
