"""Labels, counts and the words for what was not found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from briefing.render.context import context, coverage, moment
from briefing.types import Copy, Failure

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


@pytest.mark.parametrize(
    ("failed", "copies", "sources", "notices", "expected"),
    [
        (0, 0, 1, (), ()),
        (1, 0, 1, (), ("1 of 2 inputs could not be read; it is listed at the end.",)),
        (2, 1, 1, (), ("2 of 4 inputs could not be read; they are listed at the end.",)),
        (1, 0, 0, (), ("1 of 1 input could not be read; it is listed at the end.",)),
        (1, 0, 0, ("Nothing new.",), ("Nothing new.", "1 input could not be read; it is listed at the end.")),
    ],
)
def test_failed_inputs_are_counted_among_all(
    made: ModuleType, failed: int, copies: int, sources: int, notices: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    copy = Copy(article_id="c", source="c.txt", publisher=None, sha256="c")
    entries = tuple(replace(entry, copies=(copy,) * copies) for entry in made.SEED_BRIEFING.sources[:sources])
    failures = (Failure(source="a.txt", reason="a.txt does not exist."),) * failed
    fields = context(replace(made.empty(), sources=entries, failures=failures, notices=notices))
    assert fields["warnings"] == expected


def test_a_note_that_nothing_is_new_says_so_in_each_section(made: ModuleType) -> None:
    fields = context(replace(made.empty(sources=0), notices=("Nothing new since issue 3.",)))
    assert fields["empty"]["developments"] == "Nothing new."  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("a.txt does not exist.", "does not exist."),
        ("There is no file a.txt.", "There is no file a.txt."),
        ("a.txt.bak is none.", "a.txt.bak is none."),
    ],
)
def test_a_failures_reason_need_not_name_its_source_again(made: ModuleType, reason: str, expected: str) -> None:
    fields = context(replace(made.empty(), failures=(Failure(source="a.txt", reason=reason),)))
    assert fields["failures"] == ({"source": "a.txt", "reason": expected},)
