"""Build a line anew from its sources, and keep for each character where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.render.escape import shown
from briefing.render.proof.findings import SourcePlace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.render.proof.findings import SourceText
    from briefing.render.proof.manifest import Piece

Origin = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Traced:
    """A line as its sources give it, white space folded; `origins` has a (source, offset) for each of its characters.

    None stands for an editor's characters.
    """

    text: str
    origins: tuple[Origin, ...]


def traced(pieces: Sequence[Piece], texts: Mapping[int, str]) -> Traced:
    """The line that `pieces` make of `texts` (by number of the source). Raises KeyError for a source without text."""
    characters: list[str] = []
    origins: list[Origin] = []
    for piece in pieces:
        if piece.kind == "verbatim":
            stretch = texts[piece.source][piece.span.start : piece.span.end]
            places: list[Origin] = [(piece.source, piece.span.start + at) for at in range(len(stretch))]
        else:
            stretch, places = piece.text, [None] * len(piece.text)
        for character, place in zip(stretch, places, strict=True):
            if character.isspace():
                if characters and characters[-1] != " ":
                    characters.append(" ")
                    origins.append(place)
            else:
                characters.append(shown(character))
                origins.append(place)
    if characters and characters[-1] == " ":
        del characters[-1], origins[-1]
    return Traced("".join(characters), tuple(origins))


def source_place(origin: Origin, sources: Mapping[int, SourceText]) -> SourcePlace | None:
    """Where in its source a character stands, in lines and columns."""
    if origin is None or origin[0] not in sources:
        return None
    source, offset = sources[origin[0]], origin[1]
    before = source.text[:offset]
    line = before.count("\n") + 1
    return SourcePlace(name=source.record.name, line=line, column=offset - before.rfind("\n"), offset=offset)
