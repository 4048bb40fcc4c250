"""The moments of a schedule, across changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefing.schedule.fields import parse
from briefing.schedule.moments import latest, upcoming


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "after", "expected"),
    [
        # Clocks go forward on 28 March 2027, from 02:00 to 03:00.
        ("06:30", "Europe/Berlin", "2027-03-27T12:00", ["2027-03-28T04:30", "2027-03-29T04:30"]),
        ("06:30", "Europe/Berlin", "2027-03-26T12:00", ["2027-03-27T05:30", "2027-03-28T04:30"]),
        ("02:30", "Europe/Berlin", "2027-03-27T12:00", ["2027-03-28T01:00", "2027-03-29T00:30"]),
        ("02:15,02:45", "Europe/Berlin", "2027-03-28T00:00", ["2027-03-28T01:00", "2027-03-29T00:15"]),
        # They go back on 31 October, from 03:00 to 02:00: what comes twice is due the first time only.
        ("02:30", "Europe/Berlin", "2027-10-30T12:00", ["2027-10-31T00:30", "2027-11-01T01:30"]),
        ("06:30", "Europe/Berlin", "2027-10-30T12:00", ["2027-10-31T05:30", "2027-11-01T05:30"]),
        # By half an hour; a whole day that never was; a zone without changes.
        ("02:10", "Australia/Lord_Howe", "2027-10-02T00:00", ["2027-10-02T15:30", "2027-10-03T15:10"]),
        ("09:00", "Pacific/Apia", "2011-12-29T20:00", ["2011-12-30T10:00", "2011-12-30T19:00"]),
        ("06:30 Mon-Fri", "Asia/Kolkata", "2027-03-26T12:00", ["2027-03-29T01:00", "2027-03-30T01:00"]),
        ("0 9 29 2 *", "UTC", "2097-01-01T00:00", ["2104-02-29T09:00", "2108-02-29T09:00"]),
    ],
)
def test_the_next_moments(text: str, zone: str, after: str, expected: list[str]) -> None:
    found = upcoming(parse(text), ZoneInfo(zone), after=utc(after), most=2)
    assert [moment.astimezone(UTC) for moment in found] == [utc(one) for one in expected]
    assert all(str(moment.tzinfo) == zone for moment in found)


def test_a_day_that_no_month_has_never_comes() -> None:
    assert upcoming(parse("0 0 31 2 *"), ZoneInfo("UTC"), after=utc("2027-01-01T00:00")) == ()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_all_moments_are_those_at_which_clocks_show_the_time(zone: str) -> None:
    """Against a clock that is read each quarter of an hour for a year: except where it jumps over a time."""
    schedule, clock = parse("30 6,22 * * 1-5"), ZoneInfo(zone)
    start = utc("2027-01-01T00:00")
    read = (start + number * timedelta(minutes=15) for number in range(365 * 96))
    walls = ((moment, moment.astimezone(clock)) for moment in read)
    expected = [
        moment
        for moment, wall in walls
        if (wall.hour, wall.minute) in schedule.times and wall.weekday() < 5 and not wall.fold
    ]
    found = upcoming(schedule, clock, after=start - timedelta(minutes=1), most=len(expected))
    assert [moment.astimezone(UTC) for moment in found] == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("2027-03-26T06:29", None),
        ("2027-03-26T06:30", "2027-03-26T06:30"),
        ("2027-03-26T12:30", "2027-03-26T06:30"),
        ("2027-03-26T12:31", None),
        ("2027-03-27T06:30", None),  # a Saturday
    ],
)
def test_the_latest_moment_within_a_window(before: str, expected: str | None) -> None:
    found = latest(parse("06:30 Mon-Fri"), ZoneInfo("UTC"), before=utc(before), within=timedelta(hours=6))
    assert found == (utc(expected) if expected else None)


def test_the_latest_moment_on_the_day_of_a_jump() -> None:
    berlin, schedule = ZoneInfo("Europe/Berlin"), parse("02:30")
    day = timedelta(days=1)
    assert latest(schedule, berlin, before=utc("2027-03-28T00:59"), within=day) == utc("2027-03-27T01:30")
    assert latest(schedule, berlin, before=utc("2027-03-28T01:00"), within=day) == utc("2027-03-28T01:00")
