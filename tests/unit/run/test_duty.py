"""Whether a time is due: served once, caught up with in its window, tried again after a failure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from briefing.run.duty import Duty, due
from briefing.schedule.fields import parse
from briefing.store import open_archive
from briefing.store.runs import end_run, start_run

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.store.runs import Ending


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"2027-03-{text}").replace(tzinfo=UTC)


def duty(*, hours: float = 6, since: str | None = None) -> Duty:
    return Duty(
        schedule=parse("06:30"),
        zone=ZoneInfo("UTC"),
        catch_up=timedelta(hours=hours),
        since=utc(since) if since else None,
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


def ran(archive: Path, at: str, outcome: Ending | None, *, name: str = "morning") -> None:
    with open_archive(archive) as store, store.transaction():
        key = start_run(store, name, when=utc(at))
        if outcome is not None:
            end_run(store, key, outcome, when=utc(at))


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        ("20T06:29", 6, None),
        ("20T06:30", 6, "20T06:30"),
        ("20T09:07", 6, "20T06:30"),  # missed, and caught up with
        ("20T12:30", 6, "20T06:30"),
        ("20T12:31", 6, "20T06:30"),  # the last start, which the busy machine made late
        ("20T12:41", 6, None),
        ("20T07:30:02", 1, "20T06:30"),
        ("20T07:29", 0, "20T06:30"),  # late, not caught up with
        ("20T07:30", 0, None),
    ],
)
def test_a_time_is_due_for_its_window(archive: Path, now: str, hours: float, expected: str | None) -> None:
    found = due(duty(hours=hours), archive, "morning", now=utc(now))
    assert found == (utc(expected) if expected else None)
    assert not archive.exists()


@pytest.mark.parametrize("outcome", ["made", "nothing-new"])
def test_a_served_time_is_due_no_more(archive: Path, outcome: Ending) -> None:
    ran(archive, "20T06:30", outcome)
    assert due(duty(), archive, "morning", now=utc("20T06:30")) is None
    assert due(duty(), archive, "morning", now=utc("20T07:30")) is None
    assert due(duty(), archive, "morning", now=utc("21T06:30")) == utc("21T06:30")


def test_a_run_before_the_time_does_not_serve_it(archive: Path) -> None:
    ran(archive, "20T06:29", "made")
    assert due(duty(), archive, "morning", now=utc("20T06:30")) == utc("20T06:30")


@pytest.mark.parametrize("outcome", ["failed", None])
def test_a_run_that_failed_or_was_killed_does_not_serve_it(archive: Path, outcome: Ending | None) -> None:
    ran(archive, "20T06:30", outcome)
    assert due(duty(), archive, "morning", now=utc("20T07:30")) == utc("20T06:30")


def test_another_configurations_run_does_not_serve_it(archive: Path) -> None:
    ran(archive, "20T06:30", "made", name="evening")
    assert due(duty(), archive, "morning", now=utc("20T06:31")) == utc("20T06:30")


def test_several_missed_times_are_one(archive: Path) -> None:
    ran(archive, "17T06:30", "made")
    week = duty(hours=7 * 24)
    assert due(week, archive, "morning", now=utc("20T15:00")) == utc("20T06:30")
    ran(archive, "20T15:00", "made")
    assert due(week, archive, "morning", now=utc("20T16:00")) is None


def test_times_before_the_entry_was_added_are_not_due(archive: Path) -> None:
    assert due(duty(since="20T06:31"), archive, "morning", now=utc("20T07:30")) is None
    assert due(duty(since="20T06:30"), archive, "morning", now=utc("20T07:30")) == utc("20T06:30")
    assert due(duty(since="20T06:31"), archive, "morning", now=utc("21T06:30")) == utc("21T06:30")


def test_a_clock_that_was_a_day_ahead_loses_no_time(archive: Path) -> None:
    ran(archive, "21T06:30", "made")  # by a wrong clock
    assert due(duty(), archive, "morning", now=utc("20T06:30")) == utc("20T06:30")
    ran(archive, "20T06:30", "made")
    assert due(duty(), archive, "morning", now=utc("20T07:30")) is None
    assert due(duty(), archive, "morning", now=utc("21T06:30")) == utc("21T06:30")


def test_a_clock_that_is_set_back_serves_no_time_twice(archive: Path) -> None:
    ran(archive, "20T06:31", "made")
    assert due(duty(), archive, "morning", now=utc("20T06:30")) is None
