"""One scheduled configuration: all that its entry says, as the command line that it starts and back from it."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError
from briefing.schedule.fields import Schedule, parse
from briefing.schedule.windows import parse_window, shown_window
from briefing.schedule.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`config` is due at `schedule` by the clocks of `zone`, but not for times before `since`.

    A time that was missed is caught up with for `catch_up` after it. `program` is how briefing is started,
    `environment` what it is given beside what cron or systemd give, `options` are further options of `briefing run`.
    """

    config: Path
    schedule: Schedule
    zone: str
    since: datetime
    catch_up: timedelta
    program: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What marks the entry as this configuration's: the same for the same file, whatever is in it."""
        return key_of(self.config)

    @property
    def clock(self) -> ZoneInfo:
        """The zone itself. Raises UsageError where it is not known here."""
        return zone_of(self.zone)

    def arguments(self) -> tuple[str, ...]:
        """The command line that the entry starts."""
        since = self.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        due = ("--due", self.schedule.text, "--timezone", self.zone, "--catch-up", shown_window(self.catch_up))
        return (*self.program, "run", "-q", str(self.config), *due, "--not-before", since, *self.options)


def whole_path(config: Path) -> Path:
    """A configuration's path as it is written and marked: the same however it was named, but links stay links."""
    return Path(os.path.abspath(config))  # noqa: PTH100 - Path.absolute keeps each ".."


def key_of(config: Path) -> str:
    """The mark of a configuration's entry: its name for people, and some digits of its whole path's hash."""
    config = whole_path(config)
    name = re.sub(r"[^A-Za-z0-9]+", "-", config.stem).strip("-")[:32] or "briefing"
    return f"{name}-{hashlib.sha256(bytes(config)).hexdigest()[:8]}"


def read_back(words: Sequence[str]) -> Entry:
    """The entry whose environment and `arguments` these are. Raises UsageError where they are none."""
    given = list(words)
    environment = []
    if given[:1] == ["env"]:
        given.pop(0)
    while given and _VARIABLE.fullmatch(given[0]):
        name, _, value = given.pop(0).partition("=")
        environment.append((name, value))
    try:
        at = given.index("run")
        program, (config, *rest) = given[:at], given[at + 2 :]
        values = dict(zip(rest[0:8:2], rest[1:8:2], strict=True))
        return Entry(
            config=Path(config),
            schedule=parse(values["--due"]),
            zone=values["--timezone"],
            since=datetime.fromisoformat(values["--not-before"]),
            catch_up=parse_window(values["--catch-up"]),
            program=tuple(program),
            environment=tuple(environment),
            options=tuple(rest[8:]),
        )
    except (ValueError, KeyError, IndexError) as error:
        message = "An entry of briefing was changed by hand and cannot be read."
        raise UsageError(message, hint="Add it again: briefing schedule add") from error
