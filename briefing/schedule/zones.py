"""Time zones by their IANA names: the one asked for, the user's, and the machine's, by which cron goes."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCALTIME: Final = Path("/etc/localtime")
_TIMEZONE: Final = Path("/etc/timezone")
_MARK: Final = "zoneinfo/"


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name. Raises UsageError, with the nearest name, where there is none."""
    found = _known(name)
    if found is None:
        names = {key.lower(): key for key in available_timezones()}
        near = get_close_matches(name.lower().replace(" ", "_"), names, n=1)
        hint = f"Did you mean {names[near[0]]!r}?" if near else "Write it like Europe/Berlin or UTC."
        raise UsageError(f"There is no time zone {name!r}.", hint=hint)
    return found


def machine_zone(localtime: Path = _LOCALTIME, timezone: Path = _TIMEZONE) -> str | None:
    """The name of the machine's zone; "UTC" where it has none, None where it has one that cannot be named."""
    written = _written(timezone)
    if not os.path.lexists(localtime):
        return written or "UTC"
    for target in (_link(localtime), os.path.realpath(localtime)):
        _, mark, name = target.partition(_MARK)
        if mark and _known(name):
            # Debian's cron goes by /etc/timezone where init starts it, and by /etc/localtime where systemd does.
            return name if written is None or same_clock(written, name) else None
    return written


def same_clock(one: str, other: str) -> bool:
    """Whether clocks of the two zones show the same all through the last year and the next two: other names, mostly."""
    if one == other:
        return True
    first, second = zone_of(one), zone_of(other)
    start = datetime.now(UTC).replace(hour=12) - timedelta(days=366)
    days = (start + timedelta(days=number) for number in range(3 * 366))
    return all(day.astimezone(first).utcoffset() == day.astimezone(second).utcoffset() for day in days)


def user_zone(environment: Mapping[str, str]) -> str:
    """The user's zone: TZ, else the machine's. Raises UsageError where it cannot be named."""
    written = environment.get("TZ", "").removeprefix(":")
    found = written if written and _known(written) else machine_zone()
    if found is None:
        hint = "Name yours: --timezone Europe/Berlin"
        raise UsageError("The time zone of this machine has no name that could be found.", hint=hint)
    return found


def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None  # also for what is no name at all: an absolute path, a folder


def _written(path: Path) -> str | None:
    """The zone's name that a file like /etc/timezone holds."""
    try:
        name = path.read_text("utf-8").strip()
    except (OSError, ValueError):
        return None
    return name if name and _known(name) else None


def _link(path: Path) -> str:
    try:
        return os.readlink(path)  # noqa: PTH115 - as it is written, not as a Path would tidy it
    except OSError:
        return ""
