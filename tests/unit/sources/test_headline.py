"""The headline of a plain-text article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.sources.headline import MAX_CHARACTERS, MAX_WORDS, headline

CASES = json.loads((Path(__file__).parents[2] / "cases" / "headlines.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_cases(case: dict) -> None:
    assert headline(case["input"]) == case["expected"]


def test_long_lines_are_no_headlines() -> None:
    assert headline("Word " * MAX_WORDS + "\n\nThe council met.") is not None
    assert headline("Word " * (MAX_WORDS + 1) + "\n\nThe council met.") is None
    assert headline("W" * (MAX_CHARACTERS + 1) + "\n\nThe council met.") is None
