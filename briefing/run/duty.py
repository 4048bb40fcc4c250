"""Whether a scheduled run has something to do: whether a time is due that no run has served.

A time is served by a run that began at or after it and could tell what is new. So a time that was missed while the
machine was off, and one whose run failed or was killed, are tried again each time the run is started, until the
catch-up window is over; and a time whose run went well is never served twice, however often it is started.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from briefing.schedule.fields import Schedule, parse
from briefing.schedule.moments import latest
from briefing.schedule.windows import parse_window
from briefing.schedule.zones import user_zone, zone_of
from briefing.store import open_archive
from briefing.store.runs import runs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ON_TIME: Final = timedelta(minutes=59)
"""How late a time is served even without catch-up: a busy machine starts a run some minutes late, and where cron goes
by another zone's clock, or clocks jump, the next start is up to an hour away."""

STARTING: Final = timedelta(minutes=10)
"""What a start that is asked for at the very end of the window may take: the clock has moved on when it looks, by some
seconds, or minutes where the machine is busy. Less than a quarter of an hour, after which cron may start the next."""

MISSED_AFTER: Final = timedelta(minutes=15)
"""After so long somebody who looks should know that a time was not served: runs take minutes, on slow machines."""

CLOCK_SLACK: Final = timedelta(minutes=2)
"""A run that began this much later than now was started by a clock that went wrong: its time tells nothing."""

MOST_RUNS: Final = 200
"""How far back the last run that went well is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a scheduled run is for: a schedule by a zone's clock, no time before `since`, none older than the window."""

    schedule: Schedule
    zone: ZoneInfo
    catch_up: timedelta
    since: datetime | None = None


def duty_of(
    text: str, *, zone: str | None, environment: Mapping[str, str], catch_up: str, since: datetime | None
) -> Duty:
    """The duty that is written on the command line; without a `zone` it goes by the user's. Raises UsageError."""
    return Duty(
        schedule=parse(text), zone=zone_of(zone or user_zone(environment)), catch_up=parse_window(catch_up), since=since
    )


def due(duty: Duty, archive: Path, name: str, *, now: datetime) -> datetime | None:
    """The latest time that is due and not served, or None: one run serves all that were missed before it, too.

    Raises StoreError.
    """
    moment = latest(duty.schedule, duty.zone, before=now, within=max(duty.catch_up + STARTING, ON_TIME))
    if moment is None or (duty.since is not None and moment < duty.since):
        return None
    served = _last_served(archive, name)
    return None if served is not None and moment <= served <= now + CLOCK_SLACK else moment


def _last_served(archive: Path, name: str) -> datetime | None:
    """When the last run began that could tell what is new; the order is that of the runs, not that of their clocks."""
    if not archive.exists():
        return None
    with open_archive(archive) as store:
        found = runs(store, name=name, most=MOST_RUNS)
    return next((run.started for run in found if run.outcome in ("made", "nothing-new")), None)
