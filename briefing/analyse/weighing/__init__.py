"""How much each statement belongs on the page: in [0, 1], learned from annotated articles.

`weights.json` holds one logistic model over the named features and the reader's sentence vectors;
`training/statements.py` writes it, CARD.md tells how.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import add
from typing import TYPE_CHECKING, Any

from briefing.analyse.weighing.features import features, places
from briefing.errors import ModelError
from briefing.reader.vectors import matrix_of, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Article, Attribution, Reading, Salience, Sentence

__all__ = ["Model", "features", "model", "model_of", "places", "weigh"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A logistic model: a weight a feature, one a dimension of the content's and of the cue's sentence vector."""

    features: Mapping[str, float]
    content: tuple[float, ...]
    cue: tuple[float, ...]
    bias: float
    plain_bias: float
    """What stands for `bias` where there are no vectors: the bias with the mean vectors' share in it."""

    def probability(self, row: Mapping[str, float], vectors: float | None) -> float:
        """The weight of a statement, to 6 places; `vectors` is what those of its sentences add, None without any."""
        total = math.fsum([self.features.get(name, 0.0) * value for name, value in row.items()])
        total += self.plain_bias if vectors is None else self.bias + vectors
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 6)


def model_of(stored: Mapping[str, Any]) -> Model:
    """The model that `stored` holds, in the form of `weights.json`."""
    return Model(**{**stored, "content": tuple(stored["content"]), "cue": tuple(stored["cue"])})


@cache
def model() -> Model:
    """The shipped model. Raises ModelError where its file is damaged."""
    try:
        return model_of(json.loads((files(__package__) / "weights.json").read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError("The weights for statements are damaged.", hint="Install the package again.") from error


def weigh(
    article: Article,
    sentences: Sequence[Sentence],
    reading: Reading,
    salience: Sequence[Salience],
    said: Sequence[Attribution],
    *,
    by: Model | None = None,
) -> tuple[Attribution, ...]:
    """The attributions `said` with their weight, told `by` a model of one's own or the shipped one."""
    chosen = by or model()
    rows = features(article.text, sentences, salience, said)
    added: list[float | None] = [None] * len(said)
    if said and len(reading.vectors) == len(sentences) > 0:
        matrix = matrix_of(reading.vectors)
        contents, cues = (list(column) for column in zip(*places(sentences, said), strict=True))
        added = list(map(add, weighed(matrix[contents], chosen.content), weighed(matrix[cues], chosen.cue)))
    made = []
    for attribution, row, vectors in zip(said, rows, added, strict=True):
        told = chosen.probability(row, vectors)
        # Who only passes on what another says is not shown beside them, and an interviewer takes no position.
        asks = any(reason.rule == "asked" for reason in attribution.reasons)
        made.append(replace(attribution, weight=0.0 if row["carrier"] or asks else told))
    return tuple(made)
