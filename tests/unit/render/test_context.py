"""Labels, counts and the words for what was not found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from briefing.render.context import context, coverage, moment

if TYPE_CHECKING:
    from types import ModuleType


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [one for part in parts for one in strings(part)]


def test_the_context_is_strings_all_the_way_down(made: ModuleType) -> None:
    assert all(type(one) is str for one in strings(context(made.SEED_BRIEFING)))


def test_times_are_shown_in_utc() -> None:
    assert moment(datetime(2025, 12, 31, 23, 30, tzinfo=timezone(-timedelta(hours=2)))) == "1 January 2026, 01:30 UTC"
    assert moment(datetime(2025, 5, 1, tzinfo=UTC)) == "1 May 2025"


@pytest.mark.parametrize(
    ("publishers", "expected"),
    [
        ((), "0 articles"),
        ((None,), "1 article"),
        (("Ferry Post",), "1 article from Ferry Post"),
        (("Ferry Post", "Ferry Post"), "2 articles from Ferry Post"),
        (("Ferry Post", "Dock News", "Dock News"), "3 articles from 2 publishers"),
        (("Ferry Post", None), "2 articles from at least 1 publisher"),
    ],
)
def test_coverage(made: ModuleType, publishers: tuple[str | None, ...], expected: str) -> None:
    (entry,) = made.SEED_BRIEFING.sources
    assert coverage(tuple(replace(entry, publisher=publisher) for publisher in publishers)) == expected


def test_failed_inputs_are_counted_in_the_title_block(made: ModuleType) -> None:
    failures = made.empty(sources=0).failures
    (warning,) = context(replace(made.SEED_BRIEFING, failures=failures))["warnings"]
    assert str(warning).startswith("1 of 2 inputs could not be read")


def test_nothing_read_and_nothing_found_have_their_own_words(made: ModuleType) -> None:
    assert set(strings(context(made.empty(sources=0))["empty"])) == {"No input could be read."}
    assert all("the article" in one.lower() for one in strings(context(made.empty())["empty"]) if one)


def test_a_reference_to_the_wrong_source_is_refused(made: ModuleType) -> None:
    (entry,) = made.SEED_BRIEFING.sources
    with pytest.raises(ValueError, match="numbered from 1"):
        context(replace(made.SEED_BRIEFING, sources=(replace(entry, number=2),)))


def test_a_line_that_rests_on_one_article_twice_has_one_reference(made: ModuleType) -> None:
    (line, *_) = made.SEED_BRIEFING.developments
    briefing = replace(made.SEED_BRIEFING, developments=(replace(line, evidence=line.evidence * 2),))
    (shown_line,) = context(briefing)["developments"]
    assert [one["number"] for one in shown_line["references"]] == ["1"]  # type: ignore[call-overload, index, union-attr]
