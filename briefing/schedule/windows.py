"""Spans of time as they are written on the command line: 6h, 90m, 2d, 0."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from briefing.errors import UsageError

LONGEST: Final = timedelta(days=7)
"""A week-old time that is caught up with is no news."""

_WRITTEN: Final = re.compile(r"([0-9]{1,5})\s*([mhd]?)")
_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def parse_window(text: str) -> timedelta:
    """The span that `text` stands for. Raises UsageError.

    >>> parse_window("90m"), parse_window("0")
    (datetime.timedelta(seconds=5400), datetime.timedelta(0))
    """
    found = _WRITTEN.fullmatch(text.strip().lower())
    if not found or (not found[2] and int(found[1])):
        raise UsageError(f"{text!r} is no span of time.", hint="Write it like 6h, 90m or 2d; 0 for none.")
    span = int(found[1]) * _UNITS[found[2] or "m"]
    if span > LONGEST:
        raise UsageError(f"{text!r} is longer than 7d.", hint="What is older is no news any more.")
    return span


def shown_window(span: timedelta) -> str:
    """A span as `parse_window` reads it.

    >>> shown_window(timedelta(hours=6)), shown_window(timedelta(minutes=90)), shown_window(timedelta(0))
    ('6h', '90m', '0')
    """
    minutes = int(span / timedelta(minutes=1))
    return "0" if not minutes else f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"
