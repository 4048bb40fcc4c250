"""Wordpieces keep their place in the text, and the windows cover all of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.reader.pieces import LONGEST, PARAGRAPH, QUOTED, Pieces, encode, windows


@given(st.text(max_size=300))
def test_pieces_lie_in_order_inside_the_text(text: str) -> None:
    pieces = encode(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(pieces.starts, pieces.ends, strict=True))
    assert list(pieces.starts) == sorted(pieces.starts)
    assert len(pieces.ids) == len(pieces.features) == len(pieces)


def test_features_tell_case_paragraphs_and_quotations() -> None:
    pieces = encode("He met NATO.\n“Go” now")
    told = dict(zip(("he", "met", "nato", "."), pieces.features, strict=False))
    assert told == {"he": 2 + PARAGRAPH, "met": 1, "nato": 3, ".": 0}
    assert [bool(feature & QUOTED) for feature in pieces.features] == [False] * 4 + [True] * 3 + [False]


@given(st.lists(st.booleans(), min_size=1, max_size=3000))
def test_windows_cover_everything_and_are_never_too_long(paragraphs: list[bool]) -> None:
    size = len(paragraphs)
    features = tuple(PARAGRAPH * begins for begins in paragraphs)
    pieces = Pieces(ids=(1,) * size, starts=tuple(range(size)), ends=tuple(range(1, size + 1)), features=features)
    found = windows(pieces)
    assert found[0][0] == 0
    assert found[-1][1] == size
    assert all(0 < end - start <= LONGEST for start, end in found)
    assert all(one[0] < two[0] <= one[1] for one, two in pairwise(found))


def test_covering_finds_the_pieces_of_a_stretch() -> None:
    pieces = encode("one two three")
    assert list(pieces.covering(4, 7)) == [1]
    assert list(pieces.covering(2, 5)) == [0, 1]
    assert list(pieces.covering(3, 4)) == []
