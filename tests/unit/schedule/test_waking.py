"""When cron and systemd are asked to start a run: often enough that no time is missed, whatever clock they go by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefing.schedule.fields import parse
from briefing.schedule.moments import upcoming
from briefing.schedule.waking import calendar, cron_fields, waking

from .entries import entry


@pytest.mark.parametrize(
    ("at", "hours", "clock", "expected"),
    [
        ("06:30 Mon-Fri", 6, "Europe/Berlin", "30 6-12 * * 1-5"),
        ("06:30 Mon-Fri", 6, "Europe/Vienna", "30 6-12 * * 1-5"),  # the same clock under another name
        ("06:30 Mon-Fri", 0, "Europe/Berlin", "30 6 * * 1-5"),
        ("06:30 Mon-Fri", 6, "UTC", "30 * * * *"),
        ("06:30", 6, "Asia/Kolkata", "0 * * * *"),
        ("06:30", 6, None, "0,15,30,45 * * * *"),
        ("22:00 Mon-Fri", 6, "Europe/Berlin", "0 * * * *"),  # the window reaches into the next day
        ("07:15,18:45", 1, "Europe/Berlin", "15,45 7,8,18,19 * * *"),
        ("0 6 13 * 5", 0, "Europe/Berlin", "0 6 13 * 5"),
        ("0 6 1 jan *", 0, "Europe/Berlin", "0 6 1 1 *"),
        ("0 6 1-31 * 5", 0, "Europe/Berlin", "0 6 1-31 * 5"),  # no star, which would make it Fridays only
        ("* * * * *", 0, "Europe/Berlin", "* 0-23 * * *"),
    ],
)
def test_the_fields_of_cron(at: str, hours: int, clock: str | None, expected: str) -> None:
    assert cron_fields(waking(entry(at, hours=hours), clock=clock)) == expected


@pytest.mark.parametrize(
    ("at", "hours", "expected"),
    [
        ("06:30 Mon-Fri", 2, ("Mon,Tue,Wed,Thu,Fri *-*-* 06,07,08:30:00 Europe/Berlin",)),
        ("22:00", 6, ("*-*-* *:00:00 Europe/Berlin",)),
        ("0 6 13 * 5", 0, ("*-*-13 06:00:00 Europe/Berlin", "Fri *-*-* 06:00:00 Europe/Berlin")),
        ("0 6 1,15 jan *", 0, ("*-01-01,15 06:00:00 Europe/Berlin",)),
    ],
)
def test_the_calendar_of_systemd(at: str, hours: int, expected: tuple[str, ...]) -> None:
    one = entry(at, hours=hours)
    assert calendar(waking(one, clock=one.zone), zone=one.zone) == expected


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Europe/Berlin", "America/New_York"),
        ("America/New_York", "Europe/Berlin"),
        ("Asia/Kolkata", "UTC"),
        ("Australia/Lord_Howe", "Europe/London"),
        ("UTC", "Australia/Lord_Howe"),
        ("Pacific/Chatham", None),
    ],
)
@pytest.mark.parametrize("at", ["06:30 Mon-Fri", "23:50", "02:30", "0 6 13 * 5"])
def test_every_time_of_a_year_is_woken_for(at: str, zone: str, clock: str | None) -> None:
    """Cron's rules, read anew: it starts a line in each minute in which the wall clock matches its fields."""
    one = entry(at, zone=zone, hours=3)
    wall, line = ZoneInfo(clock or "Asia/Kathmandu"), parse(cron_fields(waking(one, clock=clock)))
    start = datetime(2027, 1, 1, tzinfo=UTC)
    moments = upcoming(one.schedule, one.clock, after=start, most=300)
    assert len(moments) >= 60
    for moment in moments:
        minutes = ((moment + number * timedelta(minutes=1)).astimezone(wall) for number in range(60))
        assert any((now.hour, now.minute) in line.times and line.falls_on(now.date()) for now in minutes), moment
