"""Read a briefing in JSON back: every line with its pieces, every evidence with its words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.errors import ProofError
from briefing.render.proof.findings import Finding
from briefing.render.proof.load import Document
from briefing.render.proof.manifest import Block, Line, Manifest, Piece, checked, read_piece, read_source, read_span
from briefing.render.proof.spaces import collapsed, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

Record = dict[str, Any]


def load_json(text: str) -> Document:
    """The briefing in JSON text. Raises ProofError for what is damaged or of another schema."""
    from briefing.render.as_json import BRIEFING_SCHEMA

    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProofError(f"It is no JSON: {error}.", hint="Make the briefing again.") from error
    schema = record.get("schema")
    if schema != BRIEFING_SCHEMA:
        raise ProofError(f"It is of the kind {str(schema)[:60]!r}.", hint=f"This version checks {BRIEFING_SCHEMA}.")
    return checked(_document, record)


def _document(record: Record) -> Document:
    from briefing.render.as_json import seal

    sources = tuple(
        read_source({**entry, "name": entry["source"], "number": entry["number"]}) for entry in record["sources"]
    )
    ids = {entry["number"]: entry["article_id"] for entry in record["sources"]}
    blocks: list[Block] = []
    lines: list[Line] = []
    findings: list[Finding] = []
    for place, section, item in _items(record):
        _add(blocks, lines, place=f"{place}.text", line=_line(section, item), text=item["text"])
        for number, evidence in enumerate(item["evidence"]):
            spot = f"{place}.evidence[{number}]"
            _add(blocks, lines, place=f"{spot}.text", line=_evidence_line(evidence), text=evidence["text"])
            if ids.get(evidence["number"]) != evidence["article_id"]:
                message = f"number {evidence['number']} is not the article {evidence['article_id']}"
                findings.append(Finding(kind="reference", place=spot, message=message))
    for source, entry in zip(sources, record["sources"], strict=True):
        if not source.sha256.startswith(entry["article_id"]) or not entry["article_id"]:
            message = "its article_id is not the beginning of its sha256"
            findings.append(Finding(kind="reference", place=f"sources[{source.number - 1}]", message=message))
    if record["seal"] != seal(record):
        message = "was changed since it was made: its seal does not fit its values"
        findings.append(Finding(kind="changed", place="the file", message=message))
    manifest = Manifest(
        format="json", version=record["version"], sources=sources, blocks=tuple(blocks), lines=tuple(lines)
    )
    return Document(manifest=manifest, blocks=tuple(blocks), anchors=None, findings=tuple(findings))


def _items(record: Record) -> Iterator[tuple[str, str, Record]]:
    """Every line with its place and its section."""
    for number, item in enumerate(record["developments"]):
        yield f"developments[{number}]", "developments", item
    for number, position in enumerate(record["positions"]):
        for at, item in enumerate(position["statements"]):
            yield f"positions[{number}].statements[{at}]", "positions", item
    for number, item in enumerate(record["open_questions"]):
        yield f"open_questions[{number}]", "open_questions", item


def _add(blocks: list[Block], lines: list[Line], *, place: str, line: Line, text: str) -> None:
    from dataclasses import replace

    shown = collapsed(text.replace("\t", " "))
    lines.append(replace(line, block=len(blocks), length=len(shown)))
    blocks.append(Block(text=shown, place=place))


def _line(section: str, item: Record) -> Line:
    pieces = tuple(read_piece(piece) for piece in item["pieces"])
    rests = [(one["number"], read_span(one["start"], one["end"])) for one in item["evidence"]]
    return Line(
        section=section,
        block=0,
        at=0,
        length=0,
        references=tuple(dict.fromkeys(number for number, _ in rests)),
        pieces=pieces,
        support=tuple(rests),
    )


def _evidence_line(evidence: Record) -> Line:
    number, span = evidence["number"], read_span(evidence["start"], evidence["end"])
    piece = Piece(kind="verbatim", source=number, span=span)
    if not folded(evidence["text"]):
        raise ValueError("evidence without words")
    return Line(section="evidence", block=0, at=0, length=0, references=(number,), pieces=(piece,))
