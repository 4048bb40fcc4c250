"""A number with its noun."""

from __future__ import annotations

import pytest

from briefing.counting import counted


@pytest.mark.parametrize(
    ("number", "words", "expected"),
    [
        (0, ("line",), "0 lines"),
        (1, ("line",), "1 line"),
        (2, ("near-copy", "near-copies"), "2 near-copies"),
        (1, ("sentence was", "sentences were"), "1 sentence was"),
        (12345, ("file",), "12,345 files"),
    ],
)
def test_the_noun_goes_with_the_number(number: int, words: tuple[str, ...], expected: str) -> None:
    assert counted(number, *words) == expected
