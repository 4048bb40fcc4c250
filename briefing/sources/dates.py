"""Written moments as aware UTC datetimes, and what was not known of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

NO_ZONE: Final = "its time of publication names no zone and is taken as UTC"

_FRACTION: Final = re.compile(r"(\.\d{6})\d+")
_HOUR_ONLY_ZONE: Final = re.compile(r"([+-]\d{2})$")
_FIRST_YEAR: Final = 1800
"""Before it no newspaper article was written; what says so is a zero or a placeholder (0001-01-01)."""


def moment(written: object) -> tuple[datetime | None, tuple[str, ...]]:
    """A moment in ISO 8601 or as mails write it (RFC 5322), as UTC; and a note where it names a time but no zone.

    A date alone is its midnight in UTC, without a note: no time was given, none is wrong. None where it is no date.

    >>> moment("2026-03-20T23:30:00-05:00")
    (datetime.datetime(2026, 3, 21, 4, 30, tzinfo=datetime.timezone.utc), ())
    >>> moment("2026-03-20 23:30")[1]
    ('its time of publication names no zone and is taken as UTC',)
    """
    text = str(written or "").strip()
    found = _iso(text) or _of_mail(text)
    if found is None:
        return None, ()
    notes: tuple[str, ...] = ()
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
        notes = (NO_ZONE,) if ":" in text else ()
    try:
        found = found.astimezone(UTC)
    except OverflowError:  # the first or the last day that there is
        return None, ()
    return (found, notes) if found.year >= _FIRST_YEAR else (None, ())


def _iso(text: str) -> datetime | None:
    text = _FRACTION.sub(r"\1", text)
    for candidate in (text, _HOUR_ONLY_ZONE.sub(r"\1:00", text)):
        try:
            return datetime.fromisoformat(candidate)
        except ValueError:
            continue
    return None


def _of_mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
