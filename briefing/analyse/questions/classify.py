"""How probable it is that a sentence shows something open: two small logistic models in turn, weights in JSON.

The first sees one sentence (its named features and, where the reader gave one, its vector). The second sees what the
first said of the whole article: an article that leaves much open, or nothing, changes what one sentence is worth.
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.errors import ModelError

WEIGHTS = "weights.json"
# Probabilities are kept off 0 and 1, so that their log odds stay finite.
LEAST = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Both logistic models, and the threshold from which a sentence is shown."""

    weights: Mapping[str, float]
    vector: tuple[float, ...]
    """Weights of the sentence vector's dimensions; empty in the model that needs no vectors."""
    intercept: float
    context: Mapping[str, float]
    """Weights of the second model, by the names that `article_context` gives."""
    context_intercept: float
    threshold: float

    def probabilities(
        self, rows: Sequence[Mapping[str, float]], vectors: Sequence[Sequence[float]] = ()
    ) -> tuple[float, ...]:
        """The probability of each sentence of one article, in [0, 1] to 6 places, that it leaves something open."""
        alone = [self._alone(row, vectors[i] if vectors else ()) for i, row in enumerate(rows)]
        return tuple(_logistic(self.context, row, self.context_intercept) for row in article_context(alone))

    def _alone(self, row: Mapping[str, float], vector: Sequence[float]) -> float:
        bias = math.fsum(map(operator.mul, self.vector, vector)) + self.intercept
        return _logistic(self.weights, row, bias)

    def strongest(self, row: Mapping[str, float], count: int = 3) -> tuple[tuple[str, float], ...]:
        """The features that spoke most for the sentence, with what each added to the score (log odds)."""
        parts = [(name, round(self.weights.get(name, 0.0) * value, 6)) for name, value in row.items()]
        return tuple(sorted((part for part in parts if part[1] > 0), key=lambda part: (-part[1], part[0]))[:count])


def _logistic(weights: Mapping[str, float], row: Mapping[str, float], bias: float) -> float:
    total = math.fsum(weights.get(name, 0.0) * value for name, value in row.items()) + bias
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
        stored = json.loads((files(__package__) / WEIGHTS).read_text("utf-8"))[name]
        return Model(**{**stored, "vector": tuple(stored["vector"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The weights for open questions ({WEIGHTS}) are damaged: {error!r}.", hint="Install the package again."
        ) from error
