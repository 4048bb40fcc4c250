"""The learned part: a logistic model over named features, read from plain JSON and scored without any package.

`weights.json` holds two variants: "text" needs the text alone, "reading" the reader's attributions, names and words.
Each is a list of features with mean, scale and weight, and a bias; `training/salience.py` writes it, CARD.md tells how.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, float]
# A standardised value beyond this is cut: one odd line (a list of 90 names) must not run off with the score.
CLIP = 4.0


@dataclass(frozen=True, slots=True)
class Linear:
    """One logistic model: parallel tuples of feature name, mean, scale and weight."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def terms(self, row: Row) -> list[float]:
        """What each feature adds to the log-odds, beside the bias."""
        found = []
        for name, mean, scale, weight in zip(self.names, self.means, self.scales, self.weights, strict=True):
            value = (row[name] - mean) / scale
            # Comparisons, not min and max, which would double the time of this loop.
            found.append(weight * (CLIP if value > CLIP else -CLIP if value < -CLIP else value))  # noqa: FURB136
        return found

    def log_odds(self, row: Row) -> float:
        """The bias and all terms together."""
        return self.bias + math.fsum(self.terms(row))


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
