"""Where schedules are wired together: a configuration, its entry, the crontab or systemd, and what is due next."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from briefing.errors import UsageError
from briefing.run.bare import bare_environment, find_password, names_a_secret, read_bare
from briefing.run.setup import load_config
from briefing.schedule import cron, crontab, systemd, units
from briefing.schedule.entry import Entry, key_of, whole_path
from briefing.schedule.fields import parse
from briefing.schedule.moments import upcoming
from briefing.schedule.windows import parse_window
from briefing.schedule.zones import machine_zone, user_zone, zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Place = Literal["crontab", "systemd"]

KEPT: Final = ("XDG_DATA_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR", "BRIEFING_SMTP_PASSWORD_FILE")
"""Variables that an entry takes from the shell in which it is added: where the archive is, whom to trust, and where
the mail server's password is kept."""

_LINGER: Final = "It runs only while you are logged in, until you say otherwise: loginctl enable-linger"
_STAYS: Final = "The entry in your crontab stays until then; after that, add it again, and it goes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for on the command line; `timezone` None is the user's own."""

    config: Path
    at: str
    timezone: str | None = None
    catch_up: str = "6h"
    variables: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entry and where it stands; `entry` is None where it was changed by hand so that it cannot be read."""

    key: str
    place: Place
    entry: Entry | None

    def next(self, *, after: datetime, most: int = 1) -> tuple[datetime, ...]:
        """The next moments at which it is due."""
        if self.entry is None:
            return ()
        return upcoming(self.entry.schedule, self.entry.clock, after=max(after, self.entry.since), most=most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding an entry: whether it `changed`, what `trouble` is to be mended, a `note` good to know."""

    placed: Placed
    changed: bool
    trouble: str = ""
    note: str = ""


def entry_of(wish: Wish, environment: Mapping[str, str], now: datetime) -> Entry:
    """The entry that is wished for. Raises UsageError, also where the configuration has a mistake."""
    config = whole_path(wish.config)
    zone = wish.timezone or user_zone(environment)
    schedule = parse(wish.at)
    if not upcoming(schedule, zone_of(zone), after=now):
        raise UsageError(f"{wish.at!r} never comes.", hint="No month has that day; name another.")
    variables = {name: os.path.abspath(environment[name]) for name in KEPT if environment.get(name)}
    for written in wish.variables:
        name, given, value = written.partition("=")
        if names_a_secret(name):
            message = f"{name} is a secret by its name, and would stand in the entry for all to read."
            hint = f"Keep it in a file that only you can read (chmod 600), and name that: --env {name}_FILE=/path"
            raise UsageError(message, hint=hint)
        if not given and name not in environment:
            hint = f"Set it, or write it out: --env {name}=VALUE"
            raise UsageError(f"The environment variable {name} is not set.", hint=hint)
        variables[name] = value if given else environment[name]
    load_config(config, {**environment, **variables})
    entry = Entry(
        config=config,
        schedule=schedule,
        zone=zone,
        since=now.replace(second=0, microsecond=0),
        catch_up=parse_window(wish.catch_up),
        program=_program(),
        environment=tuple(sorted(variables.items())),
        options=wish.options,
    )
    return _as_before(entry, environment)


def add(entry: Entry, place: Place, environment: Mapping[str, str]) -> Added:
    """Put the entry in its place, instead of one there or in the other place. Raises UsageError and ScheduleError."""
    return _add_units(entry, environment) if place == "systemd" else _add_line(entry, environment)


def _add_units(entry: Entry, environment: Mapping[str, str]) -> Added:
    read_bare(entry, bare_environment(entry, environment))  # the password may be a credential of the unit's
    changed = systemd.write_units(entry, systemd.unit_folder(environment))
    timer = f"{units.name_of(entry.key)}.timer"
    why = systemd.tell(("daemon-reload",), ("enable", timer), ("restart", timer))
    placed = Placed(key=entry.key, place="systemd", entry=entry)
    if why:
        # The crontab's entry stays until systemd has the new one: until then it is all that starts the runs, and should
        # systemd find the timer by itself, a time that one of the two has served is not due for the other.
        trouble = f"systemd could not be told of it ({why}); when it can: {_by_hand(timer)}"
        return Added(placed=placed, changed=changed, trouble=trouble, note=_STAYS if _stands(entry.key) else "")
    if cron.installed():
        _remove_line(entry.key)
    return Added(placed=placed, changed=changed, note="" if systemd.lingers(getuser()) else _LINGER)


def _add_line(entry: Entry, environment: Mapping[str, str]) -> Added:
    with cron.alone():
        table = cron.read_table()
        bare = bare_environment(entry, environment, crontab.settings(table))
        find_password(read_bare(entry, bare), bare)
        made = crontab.with_line(table, entry.key, crontab.line_of(entry, clock=_clock_of(table)))
        if made != table:
            cron.write_table(made)
    _remove_units(entry.key, environment)
    note = "No cron daemon is running here now, and without one nothing is started." if cron.running() is False else ""
    return Added(placed=Placed(key=entry.key, place="crontab", entry=entry), changed=made != table, note=note)


def remove(config: Path, environment: Mapping[str, str]) -> tuple[Place, ...]:
    """Remove a configuration's entry wherever it stands, and tell where it stood. Raises ScheduleError."""
    key = key_of(config)
    found: list[Place] = []
    if cron.installed() and _remove_line(key):
        found.append("crontab")
    if _remove_units(key, environment):
        found.append("systemd")
    return tuple(found)


def placed(environment: Mapping[str, str]) -> tuple[Placed, ...]:
    """All entries of this user, those of the crontab first. Raises ScheduleError."""
    table = cron.read_table() if cron.installed() else b""
    found = [Placed(key=key, place="crontab", entry=entry) for key, entry in crontab.marked(table)]
    folder = systemd.unit_folder(environment)
    found += [Placed(key=key, place="systemd", entry=entry) for key, entry in systemd.units(folder)]
    return tuple(found)


def placed_for(config: Path, environment: Mapping[str, str]) -> tuple[Placed, ...]:
    """The entries of one configuration: one, unless somebody has copied it. Raises ScheduleError."""
    return tuple(one for one in placed(environment) if one.key == key_of(config))


def is_current(entry: Entry) -> bool:
    """Whether the crontab's line starts the entry when it should: the machine may have another zone by now.

    Raises ScheduleError and UsageError.
    """
    table = cron.read_table()
    return crontab.with_line(table, entry.key, crontab.line_of(entry, clock=_clock_of(table))) == table


def text_of(entry: Entry, place: Place, environment: Mapping[str, str]) -> str:
    """What `add` would write. Raises UsageError and ScheduleError."""
    if place == "systemd":
        folder, name = systemd.unit_folder(environment), units.name_of(entry.key)
        parts = (("service", units.service_of(entry)), ("timer", units.timer_of(entry)))
        return "\n".join(f"# {folder / f'{name}.{ending}'}\n{text}" for ending, text in parts)
    clock = _clock_of(cron.read_table()) if cron.installed() else machine_zone()
    return crontab.line_of(entry, clock=clock).decode("utf-8", "surrogateescape")


def _as_before(entry: Entry, environment: Mapping[str, str]) -> Entry:
    """The entry with the beginning of the one that stands there, where the times are the same: that is no change."""
    for one in placed_for(entry.config, environment):
        old = one.entry
        if old is not None and (old.schedule, old.zone) == (entry.schedule, entry.zone):
            return replace(entry, since=old.since)
    return entry


def _program() -> tuple[str, ...]:
    """The program of this installation, by its absolute path: in cron's PATH there may be none, or another."""
    script = Path(sys.executable).with_name("briefing")
    return (str(script),) if os.access(script, os.X_OK) else (sys.executable, "-m", "briefing")


def _clock_of(table: bytes) -> str | None:
    """The zone by which cron reads a crontab, None where that cannot be told.

    Debian's cron goes by the machine's zone whatever the crontab says; cronie goes by CRON_TZ.
    """
    return None if "CRON_TZ" in crontab.settings(table) else machine_zone()


def _stands(key: str) -> bool:
    """Whether the crontab has an entry of that mark."""
    return cron.installed() and any(key == one for one, _ in crontab.marked(cron.read_table()))


def _remove_line(key: str) -> bool:
    with cron.alone():
        table = cron.read_table()
        left = crontab.without(table, key)
        if left != table:
            cron.write_table(left)
    return left != table


def _remove_units(key: str, environment: Mapping[str, str]) -> bool:
    folder, timer = systemd.unit_folder(environment), f"{units.name_of(key)}.timer"
    if not (folder / timer).exists():
        return systemd.remove_units(key, folder)
    systemd.tell(("disable", "--now", timer))
    removed = systemd.remove_units(key, folder)
    systemd.tell(("daemon-reload",))
    return removed


def _by_hand(timer: str) -> str:
    return f"systemctl --user daemon-reload && systemctl --user enable --now {timer}"
