"""Scores -> who said what: the best legal tag sequence, then each content to its cue and each cue to its source."""

from __future__ import annotations

import bisect
from itertools import groupby
from operator import attrgetter
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
# What no sum of scores comes down to: where a tag can't stand.
OUT_OF_REACH = -1e9
# Below half a unit of the last decimal that scores are cut to: what rounding may make of two equal sums.
LEAST_GAIN = 1e-4
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
    """The most probable tag sequence in which an I- tag follows only a B- or I- of its own kind.

    Each piece's own best tag makes that sequence nearly everywhere. Where it does not, the stretch around is searched
    (Viterbi), between two places at which no path would rather go on with an I- tag than begin anew: there the pieces
    before do not bear on those after.
    """
    import numpy as np

    tags: list[int] = scores.argmax(-1).tolist()
    inner = {at: names.index("B" + name[1:]) for at, name in enumerate(names) if name.startswith("I-")}
    broken = [at for at, tag in enumerate(tags) if tag in inner and not (at and tags[at - 1] in (tag, inner[tag]))]
    if not broken:
        return tags
    begun, gone_on = scores[:, list(inner.values())], scores[:, list(inner)]
    # To go on with an I- tag and not with the best other one gains at most what the next piece would lose by a B- tag.
    gain = np.zeros_like(begun)
    gain[:-1] = np.maximum(gone_on[1:] - begun[1:], 0)
    others = np.delete(scores, list(inner), -1).max(-1, keepdims=True)
    apart = np.all((begun > gone_on) | (others - gone_on > gain + LEAST_GAIN), -1)
    cuts: list[int] = sorted({0, *np.flatnonzero(apart).tolist(), len(tags)})
    done = 0
    for at in broken:
        if at < done:
            continue
        first = bisect.bisect_right(cuts, at) - 1
        start, done = cuts[first], cuts[first + 1]
        tags[start:done] = _searched(scores[start:done].tolist(), inner)
    return tags


def _searched(scores: list[list[float]], inner: dict[int, int]) -> list[int]:
    """The best path through a stretch in which an I- tag (`inner`, with its B-) can't be first; of equals the first.

    A piece's scores may be taken as they are: what would make them log-probabilities is the same for all its tags.
    """
    count = len(scores[0])
    best = [OUT_OF_REACH if tag in inner else score for tag, score in enumerate(scores[0])]
    back: list[list[int]] = []
    for row in scores[1:]:
        top = best.index(max(best))
        came = [top] * count
        for tag, begun in inner.items():
            came[tag] = tag if best[tag] > best[begun] else begun
        best = [best[came[tag]] + score for tag, score in enumerate(row)]
        back.append(came)
    path = [best.index(max(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def stretches(tags: list[int], names: list[str]) -> list[tuple[str, int, int]]:
    """(kind, first piece, end) of each tagged stretch, in order."""
    found: list[tuple[str, int, int]] = []
    split = [name.partition("-")[::2] for name in names]
    for at, tag in enumerate(tags):
        if not tag:
            continue
        mark, kind = split[tag]
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

    pointers = [scores.to_cue[piece] for piece in range(*content) if piece in scores.to_cue]
    near = _within_reach(cues, content[0]) or cues
    if not pointers:
        return near[0], 1.0
    places = np.array([cue[0] for cue in near])
    parts = []
    for first, group in groupby(pointers, key=attrgetter("first")):  # those of one window see the same places
        own = list(group)
        logs = own[0].logs[own[0].row : own[-1].row + 1]
        columns = places - first + 1
        seen = (columns > 0) & (columns < logs.shape[1])
        columns[~seen] = 0
        parts.append(np.where(seen, logs[:, columns].astype(np.float64), OUTSIDE))
    votes = np.concatenate(parts).cumsum(0)[-1]  # one after the other, as on every machine
    best = int(np.round(votes, 3).argmax())  # the first of equal ones
    return near[best], float(np.exp(votes[best] / len(pointers)))


def _within_reach(places: list[Pieced], piece: int) -> list[Pieced]:
    """Those of `places`, which are in text order, that begin no farther than REACH from `piece`."""
    return places[bisect.bisect_left(places, (piece - REACH, 0)) : bisect.bisect_left(places, (piece + REACH + 1, 0))]


def _source_of(cue: Pieced, sources: list[Pieced], scores: Scores) -> tuple[Pieced | None, float]:
    """The source that `cue` points at with its probability, or None with that of 'nowhere'."""
    import numpy as np

    pointer = scores.to_source.get(cue[0])
    if pointer is None:
        return None, 0.0
    best, sure = None, OUTSIDE
    logs = pointer.logs[pointer.row]
    near = _within_reach(sources, cue[0])
    if near:
        places = np.array(near)
        # Column 0 is 'nowhere', column 1 the first piece of the window.
        pieces = places[:, :1] + np.arange(SOURCE_HEAD)
        columns = pieces - pointer.first + 1
        seen = (pieces < places[:, 1:]) & (columns > 0) & (columns < len(logs))
        heads = np.where(seen, logs[np.where(seen, columns, 0)], OUTSIDE).max(1)
        at = int(heads.argmax())
        if heads[at] > OUTSIDE:
            best, sure = near[at], float(heads[at])
    nowhere = float(logs[0])
    if best and (sure > nowhere or sure > LEAST_SOURCE):
        return best, float(np.exp(sure))
    return None, float(np.exp(nowhere))


def _place(pieces: Pieces, stretch: Pieced) -> Span:
    return Span(pieces.starts[stretch[0]], pieces.ends[stretch[1] - 1])
