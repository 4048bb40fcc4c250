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

from briefing.analyse.salience.features import Row, vector_feature
from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

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

    def terms(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each feature adds to the log-odds of each column, beside the bias; `values` is a `table`."""
        means, scales, weights = _arrays(self)
        terms: NDArray[np.float64] = ((values - means) / scales).clip(-CLIP, CLIP) * weights
        return terms

    def log_odds(self, values: NDArray[np.float64]) -> list[float]:
        """The bias and all terms together, of each column."""
        return [self.bias + total for total in totals(self.terms(values))]


def totals(terms: NDArray[np.float64]) -> list[float]:
    """The sum of each column, its lines added one after the other: the same bits on every processor."""
    import numpy as np

    if not len(terms):
        return [0.0] * terms.shape[1]
    added: list[float] = np.cumsum(terms, 0)[-1].tolist()
    return added


@cache
def _arrays(linear: Linear) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """A model's columns as arrays: one operation for all features, not one for each."""
    import numpy as np

    columns = (linear.means, linear.scales, linear.weights)
    means, scales, weights = (np.array(column, dtype=np.float64)[:, None] for column in columns)
    return means, scales, weights


def table(rows: Sequence[Row], names: tuple[str, ...], apart: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """The features called `names`, one line a feature, one column a row.

    `apart` are those of the sentence vectors, where the rows don't hold them.
    """
    import numpy as np

    plain, placed, columns = _columns(names, 0 if apart is None else apart.shape[1])
    pick = itemgetter(*plain)
    made = np.empty((len(names), len(rows)))
    made[placed[: len(plain)]] = (
        np.array([pick(row) for row in rows], dtype=np.float64).reshape(len(rows), len(plain)).T
    )
    if apart is not None:
        made[placed[len(plain) :]] = apart.T[columns]
    return made


@cache
def _columns(names: tuple[str, ...], width: int) -> tuple[list[str], list[int], list[int]]:
    """Those of `names` that rows hold; the places of these and then of the vectors' own; and the latter's columns."""
    known = {vector_feature(column): column for column in range(width)}
    plain = [name for name in names if name not in known]
    own = [name for name in names if name in known]
    place = {name: at for at, name in enumerate(names)}
    return plain, [place[name] for name in (*plain, *own)], [known[name] for name in own]


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
