"""Time as `sources` sees it: passed in, so that tests wait for nothing and runs can be repeated."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """The moment, as an aware UTC datetime."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        ...


class SystemClock:
    """The machine's own clock; with `at` it always tells that moment, and waits all the same."""

    def __init__(self, at: datetime | None = None) -> None:
        """`at` is aware."""
        self._at = at

    def now(self) -> datetime:
        """The moment, as an aware UTC datetime in whole seconds."""
        return (self._at or datetime.now(tz=UTC)).astimezone(UTC).replace(microsecond=0)

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        time.sleep(seconds)
