r"""Entries in a crontab, edited as bytes: no other line is changed, whatever is in it.

`python-crontab` takes a crontab apart and writes it anew: version 3.4.0 turns CRLF into LF, moves settings before
comments, writes `0-59/5` as `*/5`, and ends on `MAILTO=` and on bytes that are no UTF-8. Here an entry is one line
that ends in a mark, and the rest is left alone.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError
from briefing.schedule.entry import read_back
from briefing.schedule.waking import cron_fields, waking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.schedule.entry import Entry

LONGEST: Final = 998
"""Bytes of a command that cron takes: Debian's has 1,000 for it and the byte that ends it."""

_MARK: Final = re.compile(rb"^[^#\s].*[ \t]# briefing:(\S+)[ \t]*\r?\n?$")
_FIELDS: Final = re.compile(rb"\s*(?:@\S+|(?:\S+\s+){4}\S+)\s+")


def line_of(entry: Entry, *, clock: str | None) -> bytes:
    """The line that starts an entry's runs, where cron goes by the zone called `clock`. Raises UsageError."""
    command = shlex.join(entry.arguments())
    if entry.environment:
        settings = " ".join(shlex.quote(f"{name}={value}") for name, value in entry.environment)
        command = f"env {settings} {command}"
    if any(char in command for char in "\n\r\0"):
        raise UsageError(
            "A crontab cannot hold a line break in a path or a value.", hint="Rename it, or use --systemd."
        )
    # cron ends the command at a percent sign and takes a backslash before it away, also inside quotation marks. Where a
    # backslash of the user's own comes before it, which stands in single ones then, the two are kept apart by ''.
    command = command.replace("\\%", "\\''%").replace("%", "\\%")
    written = os.fsencode(f"{command} # briefing:{entry.key}")
    if len(written) > LONGEST:
        message = f"The line for the crontab has {len(written)} bytes, and cron takes {LONGEST}."
        raise UsageError(message, hint="Use shorter paths, or --systemd.")
    return cron_fields(waking(entry, clock=clock)).encode() + b" " + written + b"\n"


def with_line(table: bytes, key: str, line: bytes) -> bytes:
    """The crontab with `line` as its only entry marked `key`: in the place of the one before, else at the end."""
    made, placed = [], False
    for old in _lines(table):
        if _key(old) != key:
            made.append(old)
        elif not placed:
            made.append(line)
            placed = True
    if not placed:
        if made and not made[-1].endswith(b"\n"):
            made[-1] += b"\n"  # cron takes no last line without it, and the new line needs one of its own
        made.append(line)
    return b"".join(made)


def without(table: bytes, key: str) -> bytes:
    """The crontab without the entries marked `key`."""
    return b"".join(line for line in _lines(table) if _key(line) != key)


def marked(table: bytes) -> Iterator[tuple[str, Entry | None]]:
    """Each entry of briefing with its mark, in order; None for one that was changed so that it cannot be read."""
    for line in _lines(table):
        key = _key(line)
        if key is not None:
            yield key, _entry(line)


def settings(table: bytes) -> dict[str, str]:
    """The environment that a crontab sets for its entries, by the rules of cron: NAME = "value"."""
    found = {}
    for line in _lines(table):
        match = re.fullmatch(rb"""\s*([A-Za-z_]\w*|"[^"]*"|'[^']*')\s*=\s*(.*?)\s*""", line.rstrip(b"\r\n"))
        if match:
            name, value = (_unquoted(os.fsdecode(part)) for part in match.groups())
            found[name] = value
    return found


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _lines(table: bytes) -> list[bytes]:
    """Lines with their ends; only a line feed ends one."""
    return re.findall(rb"[^\n]*\n|[^\n]+", table)


def _key(line: bytes) -> str | None:
    found = _MARK.match(line)
    return os.fsdecode(found[1]) if found else None


def _entry(line: bytes) -> Entry | None:
    command = _FIELDS.sub(b"", line, count=1)
    try:
        words = shlex.split(os.fsdecode(command.replace(rb"\%", b"%")), comments=False)
        return read_back(words[:-2])  # the mark is the last two
    except (UsageError, ValueError):
        return None
