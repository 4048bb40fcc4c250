"""The manifest: what a file showed when it was made, and where in its sources each line's words stand.

`docs/verification.md` documents the record, whose version is in SCHEMA. A manifest comes back from a file that anyone
may have edited, so reading it takes nothing for granted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from briefing.errors import ProofError
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SCHEMA: Final = "briefing/manifest/1"

PieceKind = Literal["verbatim", "cut", "insertion", "space", "unproven"]

Record = dict[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """An article that the briefing rests on; `length` counts code points of its text, `sha256` is taken in UTF-8."""

    number: int
    name: str
    sha256: str
    length: int


_NOWHERE: Final = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a shown line.

    "verbatim" is the slice `span` of source `source`; "cut" is [...], "insertion" an editor's words in [square
    brackets], "space" the space between two pieces; "unproven" is anything else, which no proof accepts.
    """

    kind: PieceKind
    text: str = ""
    source: int = 0
    span: Span = _NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or row of a table, as the file shows it.

    Cells of a row are parted by tabs. `links` are its links within the file, as (text, target). `place` says where
    it stands in words and `tracked` lists tracked changes in it; neither is recorded.
    """

    text: str
    links: tuple[tuple[str, str], ...] = ()
    place: str = ""
    tracked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the briefing: characters [at, at + length) of block `block`, or -1 where the file does not show it.

    `references` are the numbers of its sources; `support` the spans (with their source) that it rests on without
    showing them.
    """

    section: str
    block: int
    at: int
    length: int
    references: tuple[int, ...]
    pieces: tuple[Piece, ...]
    support: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that is needed to check a file but for the sources themselves."""

    format: str
    version: str
    sources: tuple[SourceRecord, ...]
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]


def to_record(manifest: Manifest) -> Record:
    """The manifest as plain JSON values."""
    return {
        "schema": SCHEMA,
        "format": manifest.format,
        "version": manifest.version,
        "sources": [source_record(source) for source in manifest.sources],
        "blocks": [_block(block) for block in manifest.blocks],
        "lines": [_line(line) for line in manifest.lines],
    }


def source_record(source: SourceRecord) -> Record:
    """One source as plain JSON values."""
    return {"number": source.number, "name": source.name, "sha256": source.sha256, "length": source.length}


def piece_record(piece: Piece) -> Record:
    """One piece as plain JSON values."""
    if piece.kind == "verbatim":
        return {"kind": piece.kind, "source": piece.source, "start": piece.span.start, "end": piece.span.end}
    return {"kind": piece.kind, "text": piece.text}


def _block(block: Block) -> str | Record:
    if not block.links:
        return block.text
    return {"text": block.text, "links": [list(link) for link in block.links]}


def _line(line: Line) -> Record:
    return {
        "section": line.section,
        "block": line.block,
        "at": line.at,
        "length": line.length,
        "references": list(line.references),
        "pieces": [piece_record(piece) for piece in line.pieces],
        "support": [[number, span.start, span.end] for number, span in line.support],
    }


def from_text(text: str) -> Manifest:
    """The manifest in JSON text. Raises ProofError for what is damaged or of another schema."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProofError("Its manifest is damaged.", hint=_HINT) from error
    return from_record(record)


_HINT: Final = "Make the briefing again from its sources."


def from_record(record: object) -> Manifest:
    """The manifest in plain JSON values. Raises ProofError for what is damaged or of another schema."""
    schema = record.get("schema") if isinstance(record, dict) else None
    if schema != SCHEMA:
        raise ProofError(
            f"Its manifest is of the kind {str(schema)[:60]!r}, which this version does not know.",
            hint=f"This version checks {SCHEMA}.",
        )
    return checked(_read_manifest, record)


def checked(read: Callable[[Any], Made], record: object) -> Made:
    """What `read` makes of `record`. Raises ProofError where the record lacks something or holds another kind."""
    try:
        return read(record)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ProofError("Its manifest is damaged.", hint=_HINT) from error


def _read_manifest(record: Record) -> Manifest:
    blocks = tuple(_read_block(block) for block in record["blocks"])
    lines = tuple(_read_line(line) for line in record["lines"])
    for line in lines:
        if line.block >= len(blocks) or (line.block >= 0 and line.at + line.length > len(blocks[line.block].text)):
            raise ValueError("a line outside the blocks")
    return Manifest(
        format=_text(record["format"]),
        version=_text(record["version"]),
        sources=tuple(read_source(source) for source in record["sources"]),
        blocks=blocks,
        lines=lines,
    )


def read_source(record: Mapping[str, Any]) -> SourceRecord:
    """The source in plain JSON values; raises KeyError, TypeError or ValueError where it is none."""
    return SourceRecord(
        number=_count(record["number"]),
        name=_text(record["name"]),
        sha256=_text(record["sha256"]),
        length=_count(record["length"]),
    )


def read_piece(record: Mapping[str, Any]) -> Piece:
    """The piece in plain JSON values; raises KeyError, TypeError or ValueError where it is none."""
    kind: PieceKind = record["kind"]
    if kind == "verbatim":
        return Piece(kind=kind, source=_count(record["source"]), span=read_span(record["start"], record["end"]))
    if kind not in ("cut", "insertion", "space", "unproven"):
        raise ValueError("a piece of no known kind")
    return Piece(kind=kind, text=_text(record["text"]))


def read_span(start: object, end: object) -> Span:
    """The span between two plain JSON values; raises TypeError or ValueError where they are none."""
    span = Span(_count(start), _count(end))
    if span.end < span.start:
        raise ValueError("a span that ends before it starts")
    return span


def _read_block(record: str | Mapping[str, Any]) -> Block:
    if isinstance(record, str):
        return Block(text=record)
    return Block(text=_text(record["text"]), links=tuple((_text(one), _text(two)) for one, two in record["links"]))


def _read_line(record: Mapping[str, Any]) -> Line:
    return Line(
        section=_text(record["section"]),
        block=-1 if record["block"] == -1 else _count(record["block"]),
        at=_count(record["at"]),
        length=_count(record["length"]),
        references=tuple(_count(number) for number in record["references"]),
        pieces=tuple(read_piece(piece) for piece in record["pieces"]),
        support=tuple((_count(number), read_span(start, end)) for number, start, end in record["support"]),
    )


_MOST: Final = 10_000_000
"""No number in a manifest is larger: an article has at most a million bytes."""


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _MOST:
        raise TypeError("no count")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
