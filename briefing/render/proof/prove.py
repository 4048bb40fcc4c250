"""Prove each line that a file shows, character for character, against its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefing.render.escape import shown
from briefing.render.proof.compare import Pairing, edits, paired
from briefing.render.proof.findings import Finding, Report, SourceText, WrongCharacter, first_difference
from briefing.render.proof.locate import marks_at
from briefing.render.proof.manifest import Piece
from briefing.render.proof.rules import broken_rules
from briefing.render.proof.spaces import folded
from briefing.render.proof.trace import source_place, traced
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.render.proof.load import Document
    from briefing.render.proof.manifest import Block, Line, Manifest

Sources = Mapping[int, SourceText]


def prove(document: Document, sources: Sequence[SourceText]) -> Report:
    """All that is wrong with `document`, given its sources as they were found. Raises ProofError as `paired` does."""
    manifest = document.manifest
    by_number = {source.record.number: source for source in sources}
    pairing = paired(manifest.blocks, document.blocks)
    findings = [*_changed_sources(sources), *document.findings]
    findings += _placed(edits(manifest.blocks, document.blocks, pairing), manifest, by_number)
    proven = absent = lines = 0
    for line in manifest.lines:
        absent += line.block < 0
        if line.block < 0:
            continue
        lines += line.section != "evidence"
        faults = list(_faults(line, document, pairing, by_number))
        findings += [fault for fault in faults if fault.message]
        proven += not faults and line.section != "evidence"
    findings += _unresolved(document)
    findings += _wrong_articles(document, by_number)
    return Report(
        format=manifest.format,
        lines=lines,
        proven=proven,
        absent=absent,
        sources=tuple(sources),
        findings=tuple(findings),
        notes=document.notes,
    )


def _texts(sources: Sources) -> dict[int, str]:
    return {number: source.text for number, source in sources.items() if source.state != "missing"}


def _changed_sources(sources: Sequence[SourceText]) -> Iterator[Finding]:
    for source in sources:
        if source.state == "changed":
            record = source.record
            yield Finding(
                kind="source",
                place=f"source {record.number}, {record.name}",
                message=(
                    f"is another text than the one that was read: {len(source.text)} characters instead of "
                    f"{record.length}, or others; its SHA-256 is not {record.sha256[:12]}..."
                ),
            )


_DONE = Finding(kind="not verbatim", place="", message="")
"""Stands for a line that is not proven for a reason that is told already: its edit, or its missing source."""


def _faults(line: Line, document: Document, pairing: Pairing, sources: Sources) -> Iterator[Finding]:
    manifest = document.manifest
    recorded = manifest.blocks[line.block]
    if line.block not in pairing.pairs:
        yield _DONE
        return
    current = document.blocks[pairing.pairs[line.block]]
    place = current.place
    texts = _texts(sources)
    for message in broken_rules(line, texts, manifest.sources):
        yield Finding(kind="forbidden edit", place=place, message=message, now=current.text)
    if any(piece.kind == "verbatim" and piece.source not in texts for piece in line.pieces):
        yield _DONE
        return
    start, end = _region(line, recorded, current, traced(line.pieces, texts).text)
    told = recorded.text != current.text  # as an edit of its block
    for finding in (*_words(line, current, (start, end), sources), *_marks(line, recorded, current, end)):
        yield _DONE if told else finding


def _marks(line: Line, recorded: Block, current: Block, end: int) -> Iterator[Finding]:
    """Where the references that follow the line are not those of its sources."""
    if marks_at(recorded.text, line.at + line.length) and marks_at(current.text, end) != line.references:
        expected = " ".join(f"[{number}]" for number in line.references)
        message = f"its references are not {expected}, the sources that its words come from"
        yield Finding(kind="reference", place=current.place, message=message, now=current.text)


def _words(line: Line, current: Block, region: tuple[int, int], sources: Sources) -> Iterator[Finding]:
    """Where the line's words differ from its sources."""
    expected = traced(line.pieces, _texts(sources))
    found = folded(current.text[region[0] : region[1]])
    at = first_difference(expected.text, found)
    if at is None:
        return
    origin = expected.origins[at] if at < len(expected.origins) else None
    wrong = WrongCharacter(
        column=region[0] + at + 1,
        expected=expected.text[at : at + 1],
        found=found[at : at + 1],
        source=source_place(origin, sources),
    )
    yield Finding(
        kind="not verbatim",
        place=current.place,
        message="is not what its source says",
        was=expected.text,
        now=found,
        wrong=wrong,
    )


def _region(line: Line, recorded: Block, current: Block, expected: str) -> tuple[int, int]:
    """Where the line stands in a block that may have been edited."""
    start, end = line.at, line.at + line.length
    if recorded.text == current.text:
        return start, end
    if current.text[start:end] == expected:
        return start, end
    at = current.text.find(expected)
    if at >= 0:
        return at, at + len(expected)
    opcodes = SequenceMatcher(None, recorded.text, current.text, autojunk=len(recorded.text) > 2_000).get_opcodes()
    return _mapped(opcodes, start, at_end=False), _mapped(opcodes, end, at_end=True)


def _mapped(opcodes: Sequence[tuple[str, int, int, int, int]], position: int, *, at_end: bool) -> int:
    """Where `position` of the recorded text has gone in the current one."""
    for tag, start, end, other, other_end in opcodes:
        if start <= position < end or (at_end and position == end and tag != "insert"):
            if tag == "equal":
                return other + position - start
            return other_end if at_end else other
    return opcodes[-1][4] if opcodes else position


def _placed(found: Iterator[Finding], manifest: Manifest, sources: Sources) -> Iterator[Finding]:
    """The edits, each with the place in its source where its first wrong character is a source's."""
    texts = _texts(sources)
    lines = {(manifest.blocks[line.block].text, line.at): line for line in manifest.lines if line.block >= 0}
    for finding in found:
        at = finding.wrong.column - 1 if finding.wrong else -1
        line = next((one for (text, _), one in lines.items() if text == finding.was and _covers(one, at)), None)
        known = line is not None and all(p.kind != "verbatim" or p.source in texts for p in line.pieces)
        if finding.wrong is None or line is None or not known:
            yield finding
            continue
        expected = traced(line.pieces, texts)
        offset = at - line.at
        origin = expected.origins[offset] if offset < len(expected.origins) else None
        yield replace(finding, wrong=replace(finding.wrong, source=source_place(origin, sources)))


def _covers(line: Line, at: int) -> bool:
    return line.at <= at < line.at + line.length


def _unresolved(document: Document) -> Iterator[Finding]:
    if document.anchors is None:
        return
    for block in document.blocks:
        for text, target in block.links:
            name = unquote(target.removeprefix("#"))  # as browsers take it: a heading's name may hold any letters
            if name not in document.anchors:
                message = f"its link “{text}” leads to #{name}, which is not in the file"
                yield Finding(kind="reference", place=block.place, message=message, now=block.text)


def _wrong_articles(document: Document, sources: Sources) -> Iterator[Finding]:
    """Where an article that the file shows whole is not its source."""
    for number, text in document.articles:
        source = sources.get(int(number)) if number.isdecimal() and len(number) < 7 else None
        place = f"article {number}"
        if source is None:
            yield Finding(kind="reference", place=place, message="is not in the list of sources")
            continue
        if source.state == "missing":
            continue
        expected, found = folded(shown(source.text)), folded(text)
        at = first_difference(expected, found)
        if at is not None:
            whole = Piece(kind="verbatim", source=source.record.number, span=Span(0, len(source.text)))
            origins = traced((whole,), {source.record.number: source.text}).origins
            wrong = WrongCharacter(
                column=at + 1,
                expected=expected[at : at + 1],
                found=found[at : at + 1],
                source=source_place(origins[at] if at < len(origins) else None, sources),
            )
            was, now = expected[max(0, at - 30) : at + 30], found[max(0, at - 30) : at + 30]
            message = "is not its source"
            yield Finding(kind="not verbatim", place=place, message=message, was=was, now=now, wrong=wrong)
