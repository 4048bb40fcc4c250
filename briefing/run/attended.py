"""A run that nobody watches: alone of its configuration, only where a time is due, and logged whatever comes of it."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from briefing import __version__
from briefing.errors import BriefingError, BusyError, OutputError
from briefing.run.duty import Duty, due
from briefing.run.heartbeat import beat
from briefing.run.issue import RunOrder, run
from briefing.run.lock import run_lock
from briefing.run.log import RunLog, run_log
from briefing.run.making import Watch, unwatched
from briefing.store import default_path
from briefing.store.articles import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.run.issue import Report

log = logging.getLogger(__name__)

MOST_FAILURES: Final = 20
"""Failed inputs that the log names for one run: enough to see what they have in common."""

_INTERRUPTED: Final = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What a run does beside its work. `warn` is told what went wrong there; the run is none the worse for it.

    With a `duty` it works only where a time is due. `heartbeat` is an address or a file for a watchdog.
    """

    warn: Callable[[str], None]
    watch: Watch = unwatched
    duty: Duty | None = None
    heartbeat: str | None = None


def attended(order: RunOrder, attendance: Attendance) -> Report | None:
    """As `run`, under the run lock and with a line in the run log; None where no time is due.

    A dry run writes nothing and waits for nobody. Raises what `run` raises, and BusyError where another run of the
    configuration is at work.
    """
    archive, name = order.archive or default_path(), order.loaded.config.name
    if order.dry:
        return run(order, watch=attendance.watch) if _is_due(order, attendance, {}) else None
    record = _Record(log=run_log(archive, name), order=order, warn=attendance.warn)
    try:
        if not _is_due(order, attendance, record.facts):
            return None
        with run_lock(archive, name, since=stamp(order.now)) as killed:
            if killed is not None:
                record.facts["killed_before"] = str(killed)
            # Asked again, as another run may have served the time between the first look and the lock.
            if not _is_due(order, attendance, record.facts):
                return None
            log.info("the run lock of %s is held; reading its sources", name)
            report = run(order, watch=attendance.watch)
            record.add(_done(report))
    except BusyError as error:
        record.add(_ended(error), rotate=False)
        raise
    except BaseException as error:
        record.add(_ended(error))
        raise
    _beat(report, attendance, record)
    return report


def _is_due(order: RunOrder, attendance: Attendance, facts: dict[str, Any]) -> bool:
    """Whether there is something to do; which time is due is noted among `facts`."""
    if attendance.duty is None:
        return True
    archive, name = order.archive or default_path(), order.loaded.config.name
    moment = due(attendance.duty, archive, name, now=order.now)
    if moment is not None:
        facts["due"] = stamp(moment)
    return moment is not None


def _beat(report: Report, attendance: Attendance, record: _Record) -> None:
    if attendance.heartbeat is not None and report.exit_code < 2:
        try:
            beat(attendance.heartbeat, {**record.facts, **_done(report)})
        except BriefingError as error:
            attendance.warn(str(error))


class _Record:
    """One run's line in the log, from its beginning on."""

    def __init__(self, *, log: RunLog, order: RunOrder, warn: Callable[[str], None]) -> None:
        self._log = log
        self._warn = warn
        self._began = time.monotonic()
        self.facts: dict[str, Any] = {
            "time": stamp(order.now),
            "name": order.loaded.config.name,
            "process": os.getpid(),
            "version": __version__,
        }

    def add(self, ending: Mapping[str, Any], *, rotate: bool = True) -> None:
        seconds = round(time.monotonic() - self._began, 1)
        try:
            self._log.append({**self.facts, **ending, "seconds": seconds}, rotate=rotate)
        except OutputError as error:
            self._warn(str(error))


def _done(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {"outcome": report.outcome, "exit_code": report.exit_code}
    if report.outcome == "made":
        found |= {"issue": report.number, "articles": len(report.choice.fresh)}
    if report.paths or report.completed:
        found["written"] = [*report.completed, *report.paths]
    if report.mailed:
        found["mail"] = [{"to": one.recipient, "state": one.state, "reply": one.reply} for one in report.mailed]
    if report.failures:
        shown = report.failures[:MOST_FAILURES]
        found["failures"] = [{"source": failure.source, "reason": failure.reason} for failure in shown]
        found["failed"] = len(report.failures)
    return found


def _ended(error: BaseException) -> dict[str, Any]:
    outcome = "busy" if isinstance(error, BusyError) else "error"
    code = error.exit_code if isinstance(error, BriefingError) else _INTERRUPTED if _by_hand(error) else 3
    return {"outcome": outcome, "exit_code": code, "error": str(error) or type(error).__name__}


def _by_hand(error: BaseException) -> bool:
    return isinstance(error, KeyboardInterrupt)
