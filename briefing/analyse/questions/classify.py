"""How probable it is that a sentence shows something open: a logistic model over named features, weights in JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.errors import ModelError

WEIGHTS = "weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A logistic model: `weights` by feature name, `intercept`, and the threshold from which a sentence is shown."""

    weights: Mapping[str, float]
    vector: tuple[float, ...]
    """Weights of the sentence vector's dimensions; empty in the model that needs no vectors."""
    intercept: float
    threshold: float

    def probability(self, row: Mapping[str, float], vector: Sequence[float] = ()) -> float:
        """The probability in [0, 1], to 6 places, that a sentence with these features leaves something open."""
        total = math.fsum(self.weights.get(name, 0.0) * value for name, value in row.items())
        total += math.fsum(weight * value for weight, value in zip(self.vector, vector, strict=False))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total + self.intercept)))), 6)

    def strongest(self, row: Mapping[str, float], count: int = 3) -> tuple[tuple[str, float], ...]:
        """The features that spoke most for the sentence, with what each added to the score (log odds)."""
        parts = [(name, round(self.weights.get(name, 0.0) * value, 6)) for name, value in row.items()]
        return tuple(sorted((part for part in parts if part[1] > 0), key=lambda part: (-part[1], part[0]))[:count])


@cache
def model(name: str = "plain") -> Model:
    """The shipped model called `name`. Raises ModelError where the file is damaged or lacks it."""
    try:
        stored = json.loads((files(__package__) / WEIGHTS).read_text("utf-8"))[name]
        return Model(
            weights=stored["weights"],
            vector=tuple(stored["vector"]),
            intercept=stored["intercept"],
            threshold=stored["threshold"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The weights for open questions ({WEIGHTS}) are damaged: {error!r}.", hint="Install the package again."
        ) from error
