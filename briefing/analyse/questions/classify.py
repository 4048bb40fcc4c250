"""How probable it is that a sentence shows something open: small models in turn, weights in JSON.

First two see one sentence: a logistic model (its named features and, where the reader gave one, its vector) and boosted
trees over the named features, whose log odds are averaged. A second logistic model sees what they said of the whole
article: an article that leaves much open, or nothing, changes what one sentence is worth.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import TYPE_CHECKING

from briefing.errors import ModelError
from briefing.reader.vectors import matrix_of, weighed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Indices = NDArray[np.int64]
    Floats = NDArray[np.float64]

WEIGHTS = "weights.json"
# Probabilities are kept off 0 and 1, so that their log odds stay finite.
LEAST = 1e-4
# Annotators find about two gaps in an article however long it is, but of more sentences more look like one by chance:
# beyond so many (most of those annotated have fewer) the odds fall as the length to that power rises.
USUAL_LENGTH, LENGTH_POWER = 30, 1.5
# Where the writer speaks as "I" or to "you" in one sentence of twenty or more (columns, letters), annotators find half
# as many gaps; and of what is mostly quoted half as many sentences show one as the models take for it. F1 in the folds
# is the same with and without all three; of the lines of 270 other articles, read one by one, they took away one in
# three, of which one in thirty was open.
COLUMN, MOSTLY_QUOTED, HALVED = 0.1, 0.5, math.log(2)


Node = tuple[int, float, int, int]
"""A fork of a tree: the feature's place in `Trees.names`, the value up to which it goes left, the nodes left and right;
or a leaf: -1, its value, 0, 0."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """Gradient-boosted trees (Friedman 2001): the log odds are `base` and the value of one leaf a tree."""

    names: tuple[str, ...]
    base: float
    trees: tuple[tuple[Node, ...], ...]

    def log_odds(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """What the trees say of each row of features; what a row does not name is 0.

        All rows go down all trees at once, a step a round.
        """
        import numpy as np

        if not rows:
            return []
        forest = _forest(self)
        values = np.array([list(map(row.get, self.names, repeat(0.0))) for row in rows])
        at = np.tile(forest.roots, (len(rows), 1))
        row = np.arange(len(rows))[:, None]
        for _ in range(forest.depth):
            at = np.where(values[row, forest.features[at]] <= forest.values[at], forest.left[at], forest.right[at])
        totals = np.full(len(rows), self.base)
        for leaves in forest.values[at].T:  # one after the other, as on every machine
            totals += leaves
        told: list[float] = totals.tolist()
        return told


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Forest:
    """The nodes of all trees in columns, one tree after the other; a leaf leads to itself, by a feature that is any."""

    roots: Indices
    features: Indices
    values: Floats
    left: Indices
    right: Indices
    depth: int


@cache
def _forest(trees: Trees) -> _Forest:
    import numpy as np

    roots: list[int] = []
    features: list[int] = []
    values: list[float] = []
    left: list[int] = []
    right: list[int] = []
    depth = 0
    for tree in trees.trees:
        first = len(features)
        roots.append(first)
        depth = max(depth, _depth(tree, 0))
        for place, (feature, value, low, high) in enumerate(tree):
            leaf = feature < 0
            features.append(0 if leaf else feature)
            values.append(value)
            left.append(first + (place if leaf else low))
            right.append(first + (place if leaf else high))
    return _Forest(
        roots=np.array(roots, dtype=np.int64),
        features=np.array(features, dtype=np.int64),
        values=np.array(values, dtype=np.float64),
        left=np.array(left, dtype=np.int64),
        right=np.array(right, dtype=np.int64),
        depth=depth,
    )


def _depth(tree: Sequence[Node], place: int) -> int:
    feature, _, left, right = tree[place]
    return 0 if feature < 0 else 1 + max(_depth(tree, left), _depth(tree, right))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The models, and the threshold from which a sentence is shown."""

    weights: Mapping[str, float]
    vector: tuple[float, ...]
    """Weights of the sentence vector's dimensions; empty in the model that needs no vectors."""
    intercept: float
    context: Mapping[str, float]
    """Weights of the second model, by the names that `article_context` gives."""
    context_intercept: float
    threshold: float
    trees: Trees | None = None

    def probabilities(
        self, rows: Sequence[Mapping[str, float]], vectors: Sequence[Sequence[float]] = ()
    ) -> tuple[float, ...]:
        """The probability of each sentence of one article, in [0, 1] to 6 places, that it leaves something open."""
        seen = article_context(self.alone(rows, vectors))
        bias = self.context_intercept - LENGTH_POWER * math.log(max(1.0, len(rows) / USUAL_LENGTH))
        return tuple(
            _logistic(self.context, context, bias - _rarely_open(row)) for row, context in zip(rows, seen, strict=True)
        )

    def alone(self, rows: Sequence[Mapping[str, float]], vectors: Sequence[Sequence[float]] = ()) -> tuple[float, ...]:
        """What the first two models say of each sentence by itself: a probability in [0, 1] to 6 places."""
        grown = self.trees.log_odds(rows) if self.trees is not None else None
        meant = weighed(matrix_of(vectors), self.vector) if len(vectors) else [0.0] * len(rows)
        return tuple(
            self._alone(row, meant[i] + self.intercept, grown[i] if grown is not None else None)
            for i, row in enumerate(rows)
        )

    def _alone(self, row: Mapping[str, float], bias: float, grown: float | None) -> float:
        weight = self.weights.get
        total = math.fsum([weight(name, 0.0) * value for name, value in row.items()]) + bias
        return _squashed(total if grown is None else (total + grown) / 2)

    def strongest(self, row: Mapping[str, float], count: int = 3) -> tuple[tuple[str, float], ...]:
        """The features that spoke most for the sentence, with what each added to the score (log odds)."""
        parts = [(name, round(self.weights.get(name, 0.0) * value, 6)) for name, value in row.items()]
        return tuple(sorted((part for part in parts if part[1] > 0), key=lambda part: (-part[1], part[0]))[:count])


def _rarely_open(row: Mapping[str, float]) -> float:
    """By how much the odds (log) of a sentence are lowered for what it stands in."""
    column, quoted = row.get("column", 0.0) >= COLUMN, row.get("quoted share", 0.0) > MOSTLY_QUOTED
    return HALVED * (column + quoted)


def _logistic(weights: Mapping[str, float], row: Mapping[str, float], bias: float) -> float:
    return _squashed(math.fsum([weights.get(name, 0.0) * value for name, value in row.items()]) + bias)


def _squashed(total: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 6)


def article_context(alone: Sequence[float]) -> list[dict[str, float]]:
    """What the second model sees of each sentence: its probability, its rank, its neighbours, the best of all."""
    count = len(alone)
    order = sorted(range(count), key=lambda i: (-alone[i], i))
    rank = {place: r for r, place in enumerate(order)}
    common = {
        "best": alone[order[0]] if order else 0.0,
        "third best": alone[order[min(2, count - 1)]] if order else 0.0,
        "mean": math.fsum(alone) / max(1, count),
        "sentences": min(count, 100) / 50,
    }
    rows = []
    for i, p in enumerate(alone):
        odds = min(max(p, LEAST), 1 - LEAST)
        row = {"log odds": math.log(odds / (1 - odds)), "rank share": rank[i] / count, **common}
        row.update({f"among best {r}": float(rank[i] < r) for r in (1, 2, 3)})
        row.update({f"at {d:+d}": alone[i + d] if 0 <= i + d < count else 0.0 for d in (-2, -1, 1, 2)})
        rows.append(row)
    return rows


@cache
def model(name: str = "plain") -> Model:
    """The shipped model called `name`. Raises ModelError where the file is damaged or lacks it."""
    try:
        whole = json.loads((files(__package__) / WEIGHTS).read_text("utf-8"))
        stored, grown = whole[name], whole["trees"]
        trees = Trees(
            names=tuple(grown["names"]),
            base=grown["base"],
            trees=tuple(tuple((f, v, le, ri) for f, v, le, ri in tree) for tree in grown["trees"]),
        )
        return Model(**{**stored, "vector": tuple(stored["vector"]), "trees": trees})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The weights for open questions ({WEIGHTS}) are damaged: {error!r}.", hint="Install the package again."
        ) from error
