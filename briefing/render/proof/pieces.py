"""Take a line apart: which of its characters are which source's, and which are an editor's.

A composed line is its evidence's slices in order, with white space folded, [...] where something was left out and
[square brackets] around what an editor put in. Anything that does not fit that is "unproven", and no proof accepts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefing.render.escape import shown
from briefing.render.proof.manifest import Piece, SourceRecord
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.types import Briefing, Evidence

CUT: Final = "[...]"
_SPACE: Final = re.compile(r"\s+")
_BRACKETED: Final = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A line of the briefing taken apart: `text` as documents show it, `label` the actor or question that leads it."""

    section: str
    label: str
    text: str
    references: tuple[int, ...]
    pieces: tuple[Piece, ...]
    support: tuple[tuple[int, Span], ...]


def sources_of(briefing: Briefing) -> tuple[SourceRecord, ...]:
    """The briefing's sources as the manifest records them."""
    return tuple(
        SourceRecord(number=entry.number, name=entry.source, sha256=entry.sha256, length=entry.length)
        for entry in briefing.sources
    )


def lines_of(briefing: Briefing) -> Iterator[Taken]:
    """Every line of the briefing that shows a source's words, in order."""
    for development in briefing.developments:
        yield taken("developments", "", development.text, development.evidence)
    for position in briefing.positions:
        for statement in position.statements:
            yield taken("positions", shown(position.actor), statement.text, statement.evidence)
    for question in briefing.open_questions:
        yield taken("open_questions", shown(question.question or ""), question.text, question.evidence)


def taken(section: str, label: str, text: str, evidence: Sequence[Evidence]) -> Taken:
    """One line taken apart."""
    pieces, used = _pieces(text, evidence)
    return Taken(
        section=section,
        label=label,
        text=shown(text),
        references=tuple(dict.fromkeys(one.number for one in evidence)),
        pieces=tuple(pieces),
        support=tuple((one.number, one.span) for one in evidence[used:]),
    )


def _pieces(text: str, evidence: Sequence[Evidence]) -> tuple[list[Piece], int]:
    """The pieces of `text`, and how many of `evidence` they use up."""
    pieces: list[Piece] = []
    used = at = 0
    while at < len(text):
        found = _slice(text, at, evidence[used]) if used < len(evidence) else None
        if found is not None:
            pieces.append(Piece(kind="verbatim", source=evidence[used].number, span=evidence[used].span))
            used, at = used + 1, found
            continue
        piece, at = _own(text, at)
        if piece.kind == "unproven" and pieces and pieces[-1].kind == "unproven":
            piece = Piece(kind="unproven", text=pieces.pop().text + piece.text)
        pieces.append(piece)
    return pieces, used


def _slice(text: str, at: int, evidence: Evidence) -> int | None:
    """Where the slice of `evidence` ends that stands at `at`, or None where it does not stand there.

    White space counts as equal, however much it is.
    """
    words = _SPACE.split(evidence.text)
    if not any(words):
        return None
    for place, word in enumerate(words):
        if place:
            space = _SPACE.match(text, at)
            if space is None:
                return None
            at = space.end()
        if not text.startswith(word, at):
            return None
        at += len(word)
    return at


def _own(text: str, at: int) -> tuple[Piece, int]:
    """The editor's piece that begins at `at`, and where it ends."""
    bracket = _BRACKETED.match(text, at)
    if bracket:
        words = bracket.group()
        return Piece(kind="cut" if words == CUT else "insertion", text=shown(words)), bracket.end()
    space = _SPACE.match(text, at)
    if space:
        return Piece(kind="space", text=" "), space.end()
    return Piece(kind="unproven", text=text[at]), at + 1
