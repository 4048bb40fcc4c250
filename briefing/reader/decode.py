"""Scores -> who said what: the best legal tag sequence, then each content to its cue and each cue to its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.reader.pieces import LONGEST, Pieces
from briefing.reader.session import Scores, labels, log_softmax
from briefing.types import RawAttribution, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Log-probability of a piece that a pointer cannot see (it lies outside the window).
OUTSIDE = -15.0
# A tagged source is taken, even where 'nowhere' scores higher, above this log-probability: gold often has a source
# where the pointer hesitates between two mentions (set on the training part, as in the first measurement).
LEAST_SOURCE = -3.5
# How many pieces of a source may be the one pointed at: determiners and titles shift the first piece by one or two.
SOURCE_HEAD = 3

# No pointer reaches farther than its window, in pieces; looking no farther keeps the decoding linear in the text.
REACH = LONGEST
# Content that is broken by at most so many untagged pieces is one: a missed quotation mark, or a verb in mid-clause.
LARGEST_GAP = 4

Pieced = tuple[int, int]
"""A half-open stretch of pieces."""


def best_tags(scores: Floats, names: list[str]) -> list[int]:
    """The most probable tag sequence in which an I- tag follows only a B- or I- of its own kind (Viterbi)."""
    import numpy as np

    count = len(names)
    allowed = np.zeros((count, count), dtype=np.float32)
    for after, name in enumerate(names):
        if name.startswith("I-"):
            for before, other in enumerate(names):
                if other[2:] != name[2:]:
                    allowed[before, after] = -1e6
    logs = log_softmax(scores)
    best = logs[0] + np.array([-1e6 if name.startswith("I-") else 0.0 for name in names], dtype=np.float32)
    back = np.zeros((len(logs), count), dtype=np.int16)
    for at in range(1, len(logs)):
        paths = best[:, None] + allowed
        back[at] = paths.argmax(0)
        best = paths.max(0) + logs[at]
    tags = [int(best.argmax())]
    for at in range(len(logs) - 1, 0, -1):
        tags.append(int(back[at, tags[-1]]))
    return tags[::-1]


def stretches(tags: list[int], names: list[str]) -> list[tuple[str, int, int]]:
    """(kind, first piece, end) of each tagged stretch, in order."""
    found: list[tuple[str, int, int]] = []
    for at, tag in enumerate(tags):
        mark, _, kind = names[tag].partition("-")
        if mark == "B":
            found.append((kind, at, at + 1))
        elif mark == "I":
            found[-1] = (kind, found[-1][1], at + 1)
    return found


def attributions(pieces: Pieces, scores: Scores) -> tuple[RawAttribution, ...]:
    """Every attribution that the scores hold, in the order of their cues; one without content is left out."""
    import numpy as np

    names = labels()["tags"]
    tags = best_tags(scores.tag, names)
    found = stretches(tags, names)
    cues = [(start, end) for kind, start, end in found if kind == "CUE"]
    sources = [(start, end) for kind, start, end in found if kind == "SOURCE"]
    certain = np.exp(log_softmax(scores.tag))[np.arange(len(tags)), tags]
    contents: dict[Pieced, list[tuple[Pieced, float]]] = {cue: [] for cue in cues}
    for kind, start, end in found:
        if kind == "CONTENT" and cues:
            cue, sure = _cue_of((start, end), cues, scores)
            contents[cue].append(((start, end), sure * float(certain[start:end].mean())))
    made = []
    for cue, parts in contents.items():
        if not parts:
            continue
        source, sure = _source_of(cue, sources, scores)
        weight = sum(end - start for (start, end), _ in parts)
        held = sum((end - start) * confidence for (start, end), confidence in parts) / weight
        made.append(
            RawAttribution(
                source=_place(pieces, source) if source else None,
                cue=_place(pieces, cue),
                content=tuple(_place(pieces, content) for content in _joined([part for part, _ in parts], tags)),
                confidence=round(held * sure * float(certain[slice(*cue)].mean()), 4),
            )
        )
    return tuple(made)


def _joined(parts: list[Pieced], tags: list[int]) -> list[Pieced]:
    """Content parts of one cue, with a gap of a few untagged pieces between two of them taken in."""
    made = [parts[0]]
    for start, end in parts[1:]:
        gap = range(made[-1][1], start)
        if len(gap) <= LARGEST_GAP and not any(tags[piece] for piece in gap):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def _cue_of(content: Pieced, cues: list[Pieced], scores: Scores) -> tuple[Pieced, float]:
    """The cue that the pieces of `content` point at most, and their mean probability of pointing there."""
    import numpy as np

    rows = [scores.to_cue[piece] for piece in range(*content) if piece in scores.to_cue]
    near = [cue for cue in cues if abs(cue[0] - content[0]) <= REACH] or cues
    places = np.array([cue[0] for cue in near])
    votes = np.zeros(len(near))
    for start, logs in rows:
        columns = places - start + 1
        seen = (columns > 0) & (columns < len(logs))
        votes += np.where(seen, logs[np.where(seen, columns, 0)], OUTSIDE)
    best = int(np.round(votes, 3).argmax())  # the first of equal ones
    return near[best], float(np.exp(votes[best] / max(1, len(rows))))


def _source_of(cue: Pieced, sources: list[Pieced], scores: Scores) -> tuple[Pieced | None, float]:
    """The source that `cue` points at with its probability, or None with that of 'nowhere'."""
    import numpy as np

    row = scores.to_source.get(cue[0])
    if row is None:
        return None, 0.0
    best, sure = None, OUTSIDE
    for source in sources:
        if abs(source[0] - cue[0]) > REACH:
            continue
        head = max(_at(row, piece) for piece in range(source[0], min(source[1], source[0] + SOURCE_HEAD)))
        if head > sure:
            best, sure = source, head
    nowhere = float(row[1][0])
    if best and (sure > nowhere or sure > LEAST_SOURCE):
        return best, float(np.exp(sure))
    return None, float(np.exp(nowhere))


def _at(row: tuple[int, Floats], piece: int) -> float:
    start, logs = row
    column = piece - start + 1
    return float(logs[column]) if 0 < column < len(logs) else OUTSIDE


def _place(pieces: Pieces, stretch: Pieced) -> Span:
    return Span(pieces.starts[stretch[0]], pieces.ends[stretch[1] - 1])
