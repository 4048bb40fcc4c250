"""Expressions of time, and the days that they stand for: by cases, and what holds for all of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.text.dates import dates

if TYPE_CHECKING:
    from briefing.types import Dated

CASES = json.loads((Path(__file__).parents[2] / "cases" / "dates.json").read_text("utf-8"))


def _shown(one: Dated) -> str:
    return f"{one.text} = {one.first}" + ("" if one.first == one.last else f"..{one.last}")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    published = datetime.fromisoformat(case["published"]).replace(tzinfo=UTC) if case["published"] else None
    assert [_shown(one) for one in dates(case["input"], published)] == case["expected"]


def test_only_what_is_reckoned_is_marked_so() -> None:
    found = dates("The court ruled on Friday on the law of March 3, 2015.", datetime(2026, 3, 18, tzinfo=UTC))
    assert {one.text: one.resolved for one in found} == {"Friday": True, "March 3, 2015": False}


WORDS = ["on", "Friday", "last", "next", "this", "week", "March", "3", "29", "February", "2024", "ago", "two", "years"]
WORDS += ["will", "ruled", "“", "”", "yesterday", "in", ",", "999", "May", "months", "0", "2000-02-30"]


@settings(deadline=None)  # the first call reads the language's data
@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.datetimes(timezones=st.just(UTC)),
)
def test_no_words_and_no_day_make_it_fail(words: list[str], published: datetime) -> None:
    text = " ".join(words)
    for one in dates(text, published):
        assert one.text in text
        assert one.first <= one.last
        assert one.last - one.first <= timedelta(days=366)
    assert all(not one.resolved for one in dates(text))


def test_what_is_too_long_for_a_sentence_is_not_looked_at() -> None:
    assert dates("The court ruled on Friday. " * 40_000, datetime(2026, 3, 18, tzinfo=UTC)) == ()
