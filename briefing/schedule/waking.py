"""When cron or systemd start a run that is to find out whether a time is due: at each time, and hourly after it.

A scheduled run asks itself whether a time is due that no run has served (`briefing run --due`), so to be woken too
often costs a start of the program and nothing else. What is asked of cron is kept as simple as it can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from briefing.schedule.fields import Schedule
from briefing.schedule.zones import same_clock, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from briefing.schedule.entry import Entry

_HOUR: Final = timedelta(hours=1)
_WEEK: Final = timedelta(weeks=1)
_QUARTERS: Final = (0, 15, 30, 45)
"""Every offset that a zone has had for decades is a multiple of 15 minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waking:
    """Minutes and hours of day, by the clock of whoever starts it; on the schedule's days only, or every day."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    schedule: Schedule | None
    """Whose days these are; None for every day."""


def waking(entry: Entry, *, clock: str | None) -> Waking:
    """When to wake, where what wakes goes by the zone called `clock` (None: one whose name is not known).

    Where that is the entry's own zone: at the schedule's hours and hourly for as long as a missed time is caught up
    with. Elsewhere, the two zones' clocks change on different days: then every hour, at the right minutes.
    """
    if clock is None or not same_clock(clock, entry.zone):
        return _hourly(_minutes_by(entry, zone_of(clock) if clock else None))
    schedule, steps = entry.schedule, entry.catch_up // _HOUR
    hours = {hour + step for hour, _ in schedule.times for step in range(steps + 1)}
    minutes = {minute for _, minute in schedule.times}
    if max(hours) > 23:
        return _hourly(minutes)
    return Waking(minutes=tuple(sorted(minutes)), hours=tuple(sorted(hours)), schedule=schedule)


def cron_fields(wake: Waking) -> str:
    """The five fields of cron, which takes a "*" for days as a field that restricts nothing."""
    schedule = wake.schedule
    if schedule is None:
        return f"{_ranges(wake.minutes, 0, 59)} * * * *"
    star = not schedule.either
    fields = (
        _ranges(wake.minutes, 0, 59),
        _ranges(
            wake.hours, 0, 23, star=False
        ),  # Debian's cron makes up for hours that the clock skips, but not for "*"
        _ranges(schedule.days, 1, 31, star=star),
        _ranges(schedule.months, 1, 12),
        _ranges(tuple(sorted((day + 1) % 7 for day in schedule.weekdays)), 0, 6, star=star),
    )
    return " ".join(fields)


def calendar(wake: Waking, *, zone: str) -> tuple[str, ...]:
    """Expressions for systemd's OnCalendar, which may name a zone of their own."""
    hours = "*" if wake.schedule is None else _list(wake.hours)
    clock = f"{hours}:{_list(wake.minutes)}:00 {zone}"
    schedule = wake.schedule
    if schedule is None:
        return (f"*-*-* {clock}",)
    months = "*" if len(schedule.months) == 12 else _list(schedule.months)
    days = "*" if len(schedule.days) == 31 else _list(schedule.days)
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    week = "" if len(schedule.weekdays) == 7 else ",".join(names[day] for day in schedule.weekdays) + " "
    if schedule.either:
        return (f"*-{months}-{days} {clock}", f"{week}*-{months}-* {clock}")
    return (f"{week}*-{months}-{days} {clock}",)


def _hourly(minutes: Iterable[int]) -> Waking:
    return Waking(minutes=tuple(sorted(set(minutes))), hours=tuple(range(24)), schedule=None)


def _minutes_by(entry: Entry, clock: ZoneInfo | None) -> set[int]:
    """The minutes past the hour that the schedule's times have by another clock, in the two years to come."""
    shifts = set(_QUARTERS) if clock is None else {_shift(entry, clock, week) for week in range(104)}
    return {(minute + shift) % 60 for _, minute in entry.schedule.times for shift in shifts}


def _shift(entry: Entry, clock: ZoneInfo, week: int) -> int:
    when: datetime = entry.since + week * _WEEK
    here, there = when.astimezone(clock).utcoffset(), when.astimezone(entry.clock).utcoffset()
    assert here is not None  # noqa: S101 - both are aware
    assert there is not None  # noqa: S101
    return (here - there) // timedelta(minutes=1) % 60


def _list(numbers: Iterable[int]) -> str:
    return ",".join(f"{number:02}" for number in numbers)


def _ranges(numbers: tuple[int, ...], low: int, high: int, *, star: bool = True) -> str:
    """Numbers as a field of cron: "*" for all, ranges for what is in a row.

    >>> _ranges((1, 2, 3, 5), 1, 7), _ranges((0, 1), 0, 1)
    ('1-3,5', '*')
    """
    if star and len(numbers) == high - low + 1:
        return "*"
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(
        f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run))  # two in a row are no shorter as a range
        for run in parts
    )
