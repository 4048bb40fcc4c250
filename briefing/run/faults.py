"""Files of a source that cannot be used, run after run: each is told once, and again when it changes.

A scan without text, or a file that may not be read, stays in its folder. Told each time, it would end every run with 1
and make cron write a mail a day, until nobody reads those any more.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from briefing.store.runs import runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.store import Archive
    from briefing.types import Failure

DETAIL: Final = "faults"
"""Under this name a run's record holds them."""

MOST_RUNS: Final = 20
"""So many runs are looked back for one that came to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one file: `mark` changes with the file, and is empty where nothing is known of it."""

    place: str
    reason: str
    mark: str

    def record(self) -> list[str]:
        """As a run's record holds it."""
        return [self.place, self.reason, self.mark]


def fault_of(failure: Failure, source: str) -> Fault | None:
    """The fault of a file within `source`; None for what may pass, and for a source that cannot be read itself.

    Such a source is told of in each run: nobody knows what it would have held.
    """
    if failure.passing or source in (failure.source, failure.within):
        return None
    return Fault(place=failure.source, reason=failure.reason, mark=_mark(failure.within or failure.source))


def faults_told(archive: Archive, name: str) -> frozenset[Fault]:
    """The faults that the last run of `name` met which came to its end."""
    last = next((one for one in runs(archive, name=name, most=MOST_RUNS) if one.finished is not None), None)
    return frozenset(_read(last.details.get(DETAIL, ()))) if last is not None else frozenset()


def _read(records: Iterable[Any]) -> Iterable[Fault]:
    for place, reason, mark in records:
        yield Fault(place=place, reason=reason, mark=mark)


def _mark(path: str) -> str:
    """The size and time of the file, as far as they can be told."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"
