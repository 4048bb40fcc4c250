"""A systemd service and its timer, as text: what starts, when, and what it may do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError
from briefing.schedule.entry import read_back
from briefing.schedule.waking import calendar, waking

if TYPE_CHECKING:
    from briefing.schedule.entry import Entry

# All of this works for a service of a user, who has no right to more: what needs a name space of its own
# (ProtectSystem, PrivateTmp) or gives up capabilities is refused on some machines, and then nothing runs at all. UMask
# is left alone: the briefings are for others to read. A run that lasts for hours hangs, and may be ended at any point.
_SERVICE: Final = """\
# Written by `briefing schedule`; to change it, add it again, or: systemctl --user edit {name}.service
[Unit]
Description=Briefing of {shown}

[Service]
Type=oneshot
{environment}ExecStart={command}
SuccessExitStatus=1 75
TimeoutStartSec=4h
Nice=10
NoNewPrivileges=true
LockPersonality=true
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""

_TIMER: Final = """\
# Written by `briefing schedule`; to change it, add it again.
[Unit]
Description=Times of the briefing of {shown}: {at}, {zone}

[Timer]
{calendar}
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
"""

_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')


def name_of(key: str) -> str:
    """The name of the units of the entry marked `key`, without its ending."""
    return f"briefing-{key}"


def service_of(entry: Entry) -> str:
    """The service. Raises UsageError where a path or value cannot stand in it."""
    environment = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in entry.environment)
    program, *arguments = entry.arguments()
    # A dollar sign means itself in the program's own path and in Environment=, and begins a variable elsewhere.
    words = (_quoted(program), *(_quoted(word).replace("$", "$$") for word in arguments))
    return _SERVICE.format(
        name=name_of(entry.key), shown=_plain(str(entry.config)), environment=environment, command=" ".join(words)
    )


def timer_of(entry: Entry) -> str:
    """The timer: systemd knows time zones, and wakes at once for what was missed while the machine was off."""
    lines = calendar(waking(entry, clock=entry.zone), zone=entry.zone)
    return _TIMER.format(
        shown=_plain(str(entry.config)),
        at=_plain(entry.schedule.text),
        zone=entry.zone,
        calendar="\n".join(f"OnCalendar={line}" for line in lines),
    )


def read_service(text: str) -> Entry:
    """The entry that a service was written for. Raises UsageError where it was changed so that it cannot be told."""
    environment, command = [], []
    for line in text.splitlines():
        key, _, value = line.partition("=")
        if key == "Environment":
            environment += _words(value)
        elif key == "ExecStart":
            program, *arguments = _words(value) or [""]
            command = [program, *(word.replace("$$", "$") for word in arguments)]
    return read_back([*environment, *command])


def _quoted(word: str) -> str:
    r"""A word in quotation marks as systemd reads it.

    >>> print(_quoted('50% of "a b"'))
    "50%% of \"a b\""
    """
    if any(ord(char) < 32 or ord(char) == 127 or 0xD800 <= ord(char) < 0xE000 for char in word):
        raise UsageError(f"{word!r} cannot stand in a systemd unit.", hint="Rename it: letters, digits and spaces.")
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def _words(text: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in _WORD.findall(text)]


def _plain(text: str) -> str:
    """Text for a description, where only a percent sign and a backslash at the end mean anything."""
    return text.replace("%", "%%").replace("\\", "/")
