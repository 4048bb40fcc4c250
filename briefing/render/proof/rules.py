"""What an editor may do to a source's words: leave out with [...], put in with [square brackets], fold white space."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from briefing.render.proof.pieces import CUT
from briefing.render.proof.spaces import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.render.proof.manifest import Line, Piece, SourceRecord

MOST_REPLACED: Final = 3
"""Words that an insertion may stand for: it names a pronoun ("his", "the latter's"), it does not rewrite."""
_INSERTION: Final = re.compile(r"\[[^\[\]]+\]")
_POSSESSIVE: Final = re.compile(r"[’']s?$")


def broken_rules(line: Line, texts: Mapping[int, str], sources: Sequence[SourceRecord]) -> Iterator[str]:
    """Why the line is none that an editor may make of `texts`: nothing where all is well."""
    numbers = {source.number for source in sources}
    used = [(piece.source, piece.span) for piece in line.pieces if piece.kind == "verbatim"]
    for number, span in (*used, *line.support):
        if number not in numbers:
            yield f"it rests on source {number}, which is not in the list of sources"
        elif number in texts and not 0 <= span.start < span.end <= len(texts[number]):
            size = len(texts[number])
            yield f"it rests on characters {span.start} to {span.end} of source {number}, which has {size}"
    if set(line.references) != {number for number, _ in (*used, *line.support)}:
        yield f"its references {_listed(line.references)} are not the sources that its words come from"
    if not used:
        yield "it holds no words of a source"
    elif len({number for number, _ in used}) > 1:
        yield "it joins words of two sources"
    elif used[0][0] in texts:
        yield from _broken_edits(line.pieces, texts[used[0][0]])


def _broken_edits(pieces: Sequence[Piece], text: str) -> Iterator[str]:
    for piece in pieces:
        if piece.kind == "unproven":
            yield f"“{piece.text}” is neither the source’s nor in square brackets"
        elif piece.kind == "insertion":
            yield from _broken_insertion(piece.text, text)
        elif piece.kind == "verbatim" and _cuts_a_word(piece, text):
            yield f"“{folded(text[piece.span.start : piece.span.end])[:60]}” begins or ends within a word of the source"
    at = [number for number, piece in enumerate(pieces) if piece.kind == "verbatim"]
    first, last = pieces[at[0]], pieces[at[-1]]
    if _has_cut(pieces[: at[0]]) and not text[: first.span.start].strip():
        yield f"{CUT} stands where nothing was left out: the source begins there"
    if _has_cut(pieces[at[-1] + 1 :]) and not text[last.span.end :].strip():
        yield f"{CUT} stands where nothing was left out: the source ends there"
    for before, after in pairwise(at):
        yield from _broken_gap(pieces[before : after + 1], text)


def _broken_gap(pieces: Sequence[Piece], text: str) -> Iterator[str]:
    """Of two verbatim pieces and what stands between them."""
    before, *between, after = pieces
    if after.span.start < before.span.end:
        yield "its words stand in another order than in the source"
        return
    gap = text[before.span.end : after.span.start]
    kinds = {piece.kind for piece in between}
    if "cut" in kinds:
        if not gap.strip():
            yield f"{CUT} stands where nothing was left out"
    elif "insertion" in kinds:
        if len(gap.split()) > MOST_REPLACED:
            yield f"an insertion stands for {len(gap.split())} words of the source"
    elif gap.strip():
        yield f"“{folded(gap)[:60]}” was left out without {CUT}"
    elif bool(gap) != ("space" in kinds):
        yield "a space was added or left out between two pieces"


def _broken_insertion(words: str, text: str) -> Iterator[str]:
    if not _INSERTION.fullmatch(words):
        yield f"“{words}” is no insertion in square brackets"
        return
    inner = folded(words[1:-1])
    whole = folded(text)
    if not any(form and _stands_in(form, whole) for form in (inner, _POSSESSIVE.sub("", inner))):
        yield f"“{words}” puts in words that the source does not hold"


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _cuts_a_word(piece: Piece, text: str) -> bool:
    return any(
        0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
        for at in (piece.span.start, piece.span.end)
    )


def _has_cut(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind == "cut" for piece in pieces)


def _listed(numbers: Sequence[int]) -> str:
    return " ".join(f"[{number}]" for number in numbers) or "(none)"
