"""Schedules as they are written: in words, and in the fields of cron."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefing.errors import UsageError
from briefing.schedule.fields import parse

WORKDAYS = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "times", "weekdays"),
    [
        ("06:30 Mon-Fri", ((6, 30),), WORKDAYS),
        ("Mon-Fri 6:30", ((6, 30),), WORKDAYS),
        ("06:30 weekdays", ((6, 30),), WORKDAYS),
        ("06:30", ((6, 30),), tuple(range(7))),
        ("18:00, 07:00 daily", ((7, 0), (18, 0)), tuple(range(7))),
        ("07:00 Sat, Sun", ((7, 0),), (5, 6)),
        ("07:00 fri-MON", ((7, 0),), (0, 4, 5, 6)),
        ("07:00 Wednesday", ((7, 0),), (2,)),
        ("30 6 * * 1-5", ((6, 30),), WORKDAYS),
        ("30 6 * * mon-fri", ((6, 30),), WORKDAYS),
        ("0 7,18 * * *", ((7, 0), (18, 0)), tuple(range(7))),
        ("*/20 6 * * 0", ((6, 0), (6, 20), (6, 40)), (6,)),
        ("0 6 * * 5-7", ((6, 0),), (4, 5, 6)),
        ("0 6 * * sun", ((6, 0),), (6,)),
        ("@daily", ((0, 0),), tuple(range(7))),
        ("@weekly", ((0, 0),), (6,)),
    ],
)
def test_times_and_weekdays(text: str, times: tuple[tuple[int, int], ...], weekdays: tuple[int, ...]) -> None:
    schedule = parse(text)
    assert (schedule.times, schedule.weekdays) == (times, weekdays)
    assert schedule.text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 6 13 * *", {"2027-08-13", "2027-09-13"}),
        # Both restricted: one is enough, as in cron.
        ("0 6 13 8 5", {"2027-08-06", "2027-08-13", "2027-08-20", "2027-08-27"}),
        # A field that begins with a star restricts together with the other, as in cron.
        ("0 6 */13 8 sun", {"2027-08-01"}),
        ("0 6 1 sep *", {"2027-09-01"}),
    ],
)
def test_days(text: str, expected: set[str]) -> None:
    days = (date(2027, 8, 1) + timedelta(days=number) for number in range(61))
    assert {str(day) for day in days if parse(text).falls_on(day)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "24:00",
        "06:60",
        "6.30",
        "06:30 Mo",
        "06:30 T",
        "06:30 tomorrow",
        "06:30 07:30",
        "06:30 Mon Tue",
        "06:30,",
        "60 6 * * *",
        "0 24 * * *",
        "0 6 0 * *",
        "0 6 * 13 *",
        "0 6 * * 8",
        "0 6 * * 5-1",
        "0 6/2 * * *",
        "*/0 6 * * *",
        "0 6 * *",
        "0 ٦ * * *",
        "@reboot",
        "@fortnightly",
    ],
)
def test_what_is_no_schedule_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"06:30 Mon-Fri.*30 6 \* \* 1-5"):
        parse(text)
