"""The encoder as an ONNX session, and its scores over a whole text, window by window.

Windows are read one by one, never padded or batched together: int8 weights take the scale of their input from the whole
tensor, so that a neighbour in a batch would change an article's result.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.errors import ModelError
from briefing.reader.pieces import Pieces, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

OUTPUTS = ("tag", "to_cue", "to_source", "name", "word", "hidden")
# Scores are cut to this many decimals before anything is decided on them, so that the last bits, in which processors
# and thread counts may differ, decide nothing.
DECIMALS = 3
# Which kind of piece points where, and how probable that kind must be for its pointer to be kept: pieces below it are
# never decoded as that kind but for a Viterbi path through a neighbour, and an article's pointers would fill memory.
POINTING = {"to_cue": "CONTENT", "to_source": "CUE"}
LEAST_LIKELY = 0.01
_LOADING = Lock()  # two threads that ask at once wait for one


class Pointer(NamedTuple):
    """Where a piece points: a row of what its window says, which begins at the piece `first`.

    `logs` are log-probabilities (pointing pieces of the window, 1 + its size): column 0 is 'nowhere', column 1 + i the
    window's piece i. Neighbours of one window have neighbouring rows.
    """

    first: int
    row: int
    logs: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the heads say of n pieces, each taken from the window in whose middle the piece lies.

    `tag` (n, tags), `name` (n, kinds), `word` (n, parts of speech) are raw scores, `hidden` (n, 384) the last states.
    `to_cue` and `to_source` hold, for each piece that may be content or a cue, where it points (`Pointer`).
    """

    tag: Floats
    name: Floats
    word: Floats
    hidden: Floats
    to_cue: dict[int, Pointer]
    to_source: dict[int, Pointer]


@cache
def labels() -> dict[str, list[str]]:
    """The heads' labels, in the order of their columns: tags, names and words."""
    loaded: dict[str, list[str]] = json.loads((files("briefing.reader") / "weights" / "labels.json").read_text("utf-8"))
    return loaded


def session(threads: int) -> Any:  # noqa: ANN401 (onnxruntime ships no types)
    """The ONNX session on `threads` threads. Raises ModelError where weights or onnxruntime are damaged or missing."""
    with _LOADING:
        return _loaded(threads)


@cache
def _loaded(threads: int) -> Any:  # noqa: ANN401
    try:
        # First: onnxruntime imports a part of numpy from C and takes its lock before numpy's own. Where another thread
        # is importing numpy just then, each waits for the other, and Python lets one of them fail.
        import numpy as np  # noqa: F401
        import onnxruntime
    except ImportError as error:
        raise ModelError(
            "onnxruntime cannot be imported.", hint="Install the package again: pip install briefing."
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph is written as it is to be run (training/fuse.py); optimising it again took longer than reading a page.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    with as_file(files("briefing.reader") / "weights" / "reader.onnx") as path:
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own unrelated classes for a missing, cut or foreign file
            raise ModelError(
                "The reader's weights (briefing/reader/weights/reader.onnx) cannot be loaded.",
                hint="Install the package again: pip install --force-reinstall briefing.",
            ) from error


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    import numpy as np

    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def _owned(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The part of each window whose pieces are taken from it: overlaps are cut in their middle."""
    cuts = [0, *((spans[i][0] + spans[i - 1][1]) // 2 for i in range(1, len(spans))), spans[-1][1]]
    return list(pairwise(cuts))


def score(pieces: Pieces, before: Pieces, threads: int = 1) -> Scores:
    """Run the encoder over all windows of `pieces` (at least one piece).

    `before` (it may be empty) is read in front of the first window and left out of the scores.
    """
    import numpy as np

    kept: dict[str, list[Floats]] = {name: [] for name in ("tag", "name", "word", "hidden")}
    pointers: dict[str, dict[int, Pointer]] = {"to_cue": {}, "to_source": {}}
    spans = windows(pieces)
    for (start, end), (own_start, own_end) in zip(spans, _owned(spans), strict=True):
        out = _run(pieces, start, end, before if start == 0 else None, threads)
        mine = slice(own_start - start, own_end - start)
        for name, parts in kept.items():
            parts.append(np.round(out[name][0, mine], DECIMALS))
        likely = np.exp(log_softmax(kept["tag"][-1]))
        for name, rows in pointers.items():
            pointing = np.flatnonzero(likely[:, _columns(POINTING[name])].sum(-1) > LEAST_LIKELY)
            logs = log_softmax(np.round(out[name][0, mine][pointing], DECIMALS))
            rows.update({piece: Pointer(start, row, logs) for row, piece in enumerate((pointing + own_start).tolist())})
    return Scores(
        **{name: np.concatenate(parts) for name, parts in kept.items()},
        to_cue=pointers["to_cue"],
        to_source=pointers["to_source"],
    )


def _run(pieces: Pieces, start: int, end: int, before: Pieces | None, threads: int) -> dict[str, Floats]:
    """The heads' scores of one window, without the rows and columns of the pieces in front of it."""
    import numpy as np

    ids, features = pieces.ids[start:end], pieces.features[start:end]
    skip = len(before) if before is not None else 0
    if before is not None:
        ids, features = before.ids + ids, before.features + features
    fed = {
        "ids": np.array([ids], dtype=np.int64),
        "features": np.array([features], dtype=np.int64),
    }
    out = dict(zip(OUTPUTS, session(threads).run(list(OUTPUTS), fed), strict=True))
    if not skip:
        return out
    cut = {name: scores[:, skip:] for name, scores in out.items()}
    for name in POINTING:  # column 0 is 'nowhere' and stays
        cut[name] = np.concatenate([cut[name][:, :, :1], cut[name][:, :, 1 + skip :]], -1)
    return cut


def _columns(kind: str) -> list[int]:
    """The columns of the tag head that stand for `kind` (CUE, SOURCE or CONTENT)."""
    return [at for at, name in enumerate(labels()["tags"]) if name.endswith(kind)]
