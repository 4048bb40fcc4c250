"""Sentence vectors, as plain numbers and as the array that models take them from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Vectors(tuple[tuple[float, ...], ...]):
    """One vector a sentence; `matrix` holds the same numbers, one row each, so that no model has to collect them."""

    matrix: Floats

    @classmethod
    def of(cls, matrix: Floats) -> Vectors:
        """The rows of `matrix`."""
        made = cls(map(tuple, matrix.tolist()))
        made.matrix = matrix
        return made


def matrix_of(vectors: Sequence[Sequence[float]]) -> Floats:
    """The vectors as an array of one row each."""
    import numpy as np

    return vectors.matrix if isinstance(vectors, Vectors) else np.array(vectors, dtype=np.float64)


def weighed(matrix: Floats, weights: Sequence[float]) -> list[float]:
    """The product of each row with `weights`, summed column after column: the same bits on every processor."""
    import numpy as np

    if not matrix.size:
        return [0.0] * len(matrix)
    products = np.ascontiguousarray((matrix * np.array(weights)).T)
    sums: list[float] = products.cumsum(0)[-1].tolist()
    return sums
