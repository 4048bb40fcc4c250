"""Gold spans -> a label a wordpiece, for every head of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.reader.pieces import Pieces

TAGS = ("O", "B-CUE", "I-CUE", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT")
NAMES = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-PLACE", "I-PLACE", "B-OTHER", "I-OTHER")
IGNORE = -100
NOT_MARKED, NO_SOURCE = -1, -2


def attribution_labels(
    pieces: Pieces, attributions: Iterable[dict[str, list[list[int]]]]
) -> tuple[list[int], list[int]]:
    """Gold attributions -> a tag and a pointer a piece: content -> its cue's first piece, cue -> its source's first."""
    tags, pointers = [0] * len(pieces), [NOT_MARKED] * len(pieces)
    for attribution in attributions:
        cue, source, content = (_covered(pieces, attribution[key]) for key in ("cue", "source", "content"))
        if not cue:
            continue
        for begin, marked in ((1, cue), (3, source), (5, content)):
            previous = -2
            for piece in marked:
                tags[piece] = begin + (piece == previous + 1)
                previous = piece
        for piece in content:
            pointers[piece] = cue[0]
        pointers[cue[0]] = source[0] if source else NO_SOURCE
    return tags, pointers


def _covered(pieces: Pieces, spans: Iterable[Sequence[int]]) -> list[int]:
    return sorted({piece for start, end in spans for piece in pieces.covering(start, end)})


def name_labels(pieces: Pieces, names: Iterable[tuple[int, int, str]]) -> list[int]:
    """Silver names (start, end, PERSON|ORG|PLACE|OTHER) -> a name tag a piece."""
    labels = [0] * len(pieces)
    for start, end, kind in names:
        for place, piece in enumerate(pieces.covering(start, end)):
            labels[piece] = NAMES.index(f"{'I' if place else 'B'}-{kind}")
    return labels


def word_labels(pieces: Pieces, words: Iterable[tuple[int, int, int]]) -> list[int]:
    """Silver parts of speech (start, end, index of the tag) -> a tag for each word's first piece, IGNORE elsewhere."""
    labels = [IGNORE] * len(pieces)
    for start, end, tag in words:
        covered = pieces.covering(start, end)
        if len(covered) and pieces.starts[covered[0]] == start:
            labels[covered[0]] = tag
    return labels
