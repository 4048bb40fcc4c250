"""The tags that are taken together are those that a full search through all pieces finds."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from briefing.reader.decode import best_tags, stretches

NAMES = ["O", "B-CUE", "I-CUE", "B-SOURCE", "I-SOURCE"]
TENTHS = st.lists(st.integers(-50, 50), min_size=len(NAMES), max_size=len(NAMES))


def legal(tags: tuple[int, ...]) -> bool:
    pairs = itertools.pairwise([0, *tags])
    return all(not NAMES[tag].startswith("I-") or NAMES[before][2:] == NAMES[tag][2:] for before, tag in pairs)


@given(st.lists(TENTHS, min_size=1, max_size=5))
def test_no_legal_sequence_has_a_higher_score(rows: list[list[int]]) -> None:
    scores = np.array(rows, dtype=np.float32)
    found = tuple(best_tags(scores, NAMES))
    assert legal(found)
    sums = {
        tags: sum(rows[at][tag] for at, tag in enumerate(tags))
        for tags in itertools.product(range(len(NAMES)), repeat=len(rows))
        if legal(tags)
    }
    assert sums[found] == max(sums.values())


def test_a_stretch_is_mended_far_from_where_it_went_wrong() -> None:
    outside, begins, inside = [9, 0, 0, 0, 0], [0, 9, 8, 0, 0], [0, 0, 9, 0, 0]
    scores = np.array([outside, begins, [0, 0, 9, 0, 10], inside, outside], dtype=np.float32)
    assert stretches(best_tags(scores, NAMES), NAMES) == [("CUE", 1, 4)]
