"""A schedule as it is written: "06:30 Mon-Fri", or the five fields of cron."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_HINT: Final = 'Write it like "06:30 Mon-Fri", "07:00,18:00 daily", or as the five fields of cron: "30 6 * * 1-5".'
_NICKNAMES: Final = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_GROUPS: Final = {
    "daily": tuple(range(7)),
    "everyday": tuple(range(7)),
    "weekdays": tuple(range(5)),
    "weekends": (5, 6),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """On which days, and at which times of day, by the wall clock of a time zone that is named elsewhere.

    `weekdays` count from 0, Monday; days of the month and months from 1. `either` is cron's rule: where both days of
    the month and days of the week are restricted, one of the two is enough.
    """

    text: str
    times: tuple[tuple[int, int], ...]
    """(hour, minute) in their order."""
    days: tuple[int, ...] = tuple(range(1, 32))
    months: tuple[int, ...] = tuple(range(1, 13))
    weekdays: tuple[int, ...] = tuple(range(7))
    either: bool = False

    def falls_on(self, day: date) -> bool:
        """Whether a day is one of the schedule's."""
        of_month, of_week = day.day in self.days, day.weekday() in self.weekdays
        return day.month in self.months and ((of_month or of_week) if self.either else (of_month and of_week))


def parse(text: str) -> Schedule:
    """The schedule that `text` stands for. Raises UsageError.

    >>> parse("06:30 Mon-Fri").times, parse("30 6 * * 1-5").weekdays
    (((6, 30),), (0, 1, 2, 3, 4))
    """
    words = _NICKNAMES.get(text.strip().lower(), text).lower().split()
    if not words:
        raise UsageError("The schedule is empty.", hint=_HINT)
    shown = " ".join(text.split())
    try:
        return _of_cron(shown, words) if len(words) == 5 and ":" not in text else _of_words(shown, words)
    except ValueError as error:
        raise UsageError(f"{text!r} is no schedule: {error}.", hint=_HINT) from error


def _of_words(text: str, words: list[str]) -> Schedule:
    """Times, and before or after them days of the week."""
    joined = re.sub(r"\s*([,-])\s*", r"\1", " ".join(words)).split()
    times = [part for part in joined if ":" in part]
    days = [part for part in joined if ":" not in part]
    if len(times) != 1:
        raise ValueError("it names no time of day" if not times else "several times are to be joined by commas")
    if len(days) > 1:
        raise ValueError(f"{' '.join(days)!r} names no days")
    return Schedule(
        text=text,
        times=tuple(sorted({_time(part) for part in times[0].split(",")})),
        weekdays=_days(days[0]) if days else tuple(range(7)),
    )


def _time(text: str) -> tuple[int, int]:
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"{text!r} is no time of day")
    return int(found[1]), int(found[2])


def _days(text: str) -> tuple[int, ...]:
    """Days of the week by name: lists and ranges, which may reach over Sunday."""
    found: set[int] = set()
    for part in text.split(","):
        if part in _GROUPS:
            found |= set(_GROUPS[part])
            continue
        first, dash, last = part.partition("-")
        start = _weekday(first)
        end = _weekday(last) if dash else start
        found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return tuple(sorted(found))


def _weekday(text: str) -> int:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found = [number for number, name in enumerate(full) if len(text) >= 3 and name.startswith(text.rstrip("."))]
    if len(found) != 1:
        raise ValueError(f"{text!r} is no day of the week")
    return found[0]


def _of_cron(text: str, words: list[str]) -> Schedule:
    minute, hour, day, month, weekday = words
    minutes = _field(minute, "minute", 0, 59)
    hours = _field(hour, "hour", 0, 23)
    days_of_week = _field(weekday, "day of the week", 0, 7, names=("sun", *WEEKDAYS))
    return Schedule(
        text=text,
        times=tuple((one, other) for one in hours for other in minutes),
        days=_field(day, "day of the month", 1, 31),
        months=_field(month, "month", 1, 12, names=MONTHS),
        weekdays=tuple(sorted({(number - 1) % 7 for number in days_of_week})),
        either=not day.startswith("*") and not weekday.startswith("*"),
    )


def _field(text: str, what: str, low: int, high: int, *, names: tuple[str, ...] = ()) -> tuple[int, ...]:
    """The numbers of one field of cron: lists, ranges, steps, and names, the first of which stands for `low`."""

    def number(part: str) -> int:
        if part in names:
            return low + names.index(part)
        if not part.isascii() or not part.isdigit() or not low <= int(part) <= high:
            raise ValueError(f"{part!r} is no {what} ({low} to {high})")
        return int(part)

    found: set[int] = set()
    for part in text.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = span.partition("-")
        start, end = (low, high) if span == "*" else (number(first), number(last if dash else first))
        if slash and (not step.isascii() or not step.isdigit() or not int(step) or (span != "*" and not dash)):
            raise ValueError(f"{part!r} is no step of a range")
        if end < start:
            raise ValueError(f"the range {span!r} runs backwards")
        found |= set(range(start, end + 1, int(step) if slash else 1))
    return tuple(sorted(found))
