"""The learned part: a logistic model over named features, read from plain JSON.

`weights.json` holds two variants: "text" needs the text alone, "reading" the reader's attributions, names and words.
Each is a list of features with mean, scale and weight, and a bias; `training/salience.py` writes it, CARD.md tells how.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import TYPE_CHECKING

from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

Row = dict[str, float]
# A standardised value beyond this is cut: one odd line (a list of 90 names) must not run off with the score.
CLIP = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """One logistic model: parallel tuples of feature name, mean, scale and weight. Each is equal to itself alone."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def terms(self, row: Row) -> list[float]:
        """What each feature adds to the log-odds, beside the bias."""
        pick, means, scales, weights = _arrays(self)
        terms: list[float] = (((pick(row) - means) / scales).clip(-CLIP, CLIP) * weights).tolist()
        return terms

    def log_odds(self, row: Row) -> float:
        """The bias and all terms together."""
        return self.bias + math.fsum(self.terms(row))


@cache
def _arrays(
    linear: Linear,
) -> tuple[Callable[[Row], NDArray[np.float64]], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """What takes a model's features out of a row, and its columns: one operation for all, not one for each."""
    import numpy as np

    values = itemgetter(*linear.names)
    columns = (np.array(column) for column in (linear.means, linear.scales, linear.weights))
    return (lambda row: np.array(values(row)), *columns)  # type: ignore[return-value]


def sigmoid(value: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))


@dataclass(frozen=True, slots=True)
class Model:
    """The heads of one variant: is it a development, is it noise, would an editor's highlights hold it."""

    development: Linear
    noise: Linear
    highlight: Linear


@cache
def model(variant: str) -> Model:
    """The "text" or "reading" variant. Raises ModelError where the weights are damaged."""
    raw = (files("briefing.analyse.salience") / "weights.json").read_text("utf-8")
    try:
        heads = json.loads(raw)["variants"][variant]
        return Model(**{head: _linear(heads[head]) for head in ("development", "noise", "highlight")})
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("The salience weights are damaged.", hint="Install the package again.") from error


def _linear(head: dict[str, object]) -> Linear:
    columns: Sequence[Sequence[object]] = head["features"]  # type: ignore[assignment]
    names, means, scales, weights = zip(*columns, strict=True)
    return Linear(names, means, scales, weights, float(head["bias"]))  # type: ignore[arg-type]
