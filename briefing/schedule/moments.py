"""The moments at which a schedule is due, right across changes of the clock.

A time that a day does not have, as clocks go forward over it, is due at the moment of the change; one that a day has
twice, as clocks go back, is due the first time. So each is due once.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from briefing.schedule.fields import Schedule

HORIZON: Final = 366 * 12
"""Days that are looked through: the 29th of February is missing for eight years around some centuries."""

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


def upcoming(schedule: Schedule, zone: ZoneInfo, *, after: datetime, most: int = 1) -> tuple[datetime, ...]:
    """The next moments after `after`, in `zone`; fewer than `most` where there are no more within twelve years."""
    first = after.astimezone(zone).date() - _DAY  # a day's first moment may lie in the next day, see above
    days = (first + number * _DAY for number in range(HORIZON))
    found = _distinct(moment for day in days for moment in _on(schedule, zone, day) if moment > after)
    return tuple(moment.astimezone(zone) for moment in islice(found, most))


def latest(schedule: Schedule, zone: ZoneInfo, *, before: datetime, within: timedelta) -> datetime | None:
    """The last moment at or before `before`, in `zone`, that is no longer ago than `within`; or None."""
    day, first = before.astimezone(zone).date() + _DAY, (before - within).astimezone(zone).date() - _DAY
    while day >= first:
        found = [moment for moment in _on(schedule, zone, day) if before - within <= moment <= before]
        if found:
            return max(found).astimezone(zone)
        day -= _DAY
    return None


def _distinct(moments: Iterator[datetime]) -> Iterator[datetime]:
    last: datetime | None = None
    for moment in moments:
        if last is None or moment > last:
            yield moment
            last = moment


def _on(schedule: Schedule, zone: ZoneInfo, day: date) -> Iterator[datetime]:
    """The moments of one day of the zone's calendar, in UTC and in order."""
    if schedule.falls_on(day):
        for hour, minute in schedule.times:
            yield _moment(datetime.combine(day, time(hour, minute)), zone)


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which clocks in `zone` show `wall` (the first, where twice), or jump over it."""
    found = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _wall(found, zone) == wall:
        return found
    # Clocks jump over it. By the offset before the change it comes after the change, by the one after it before.
    low, high = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), found
    offset = high.astimezone(zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + (high - low) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        if middle.astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return high


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
