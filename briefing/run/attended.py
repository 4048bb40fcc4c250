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
from briefing.run.issue import Report, RunOrder, run
from briefing.run.leftovers import Finished, finish, left_over
from briefing.run.lock import run_lock
from briefing.run.log import RunLog, run_log
from briefing.run.making import Watch, unwatched
from briefing.run.notices import failures_in_a_row, notify
from briefing.store import default_path
from briefing.store.articles import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.store.outbox import Delivery

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


def attended(order: RunOrder, attendance: Attendance) -> Report | Finished | None:
    """As `run`, under the run lock and with a line in the run log.

    Where no time is due, only what earlier runs left over is finished; None where there is nothing of that either. A
    dry run writes nothing and waits for nobody. Raises what `run` raises, and BusyError where another run of the
    configuration is at work.
    """
    archive, name = order.archive or default_path(), order.loaded.config.name
    if order.dry:
        return run(order, watch=attendance.watch) if _is_due(order, attendance, {}) else None
    record = _Record(log=run_log(archive, name), order=order, warn=attendance.warn)
    try:
        if not _is_due(order, attendance, record.facts) and not left_over(order, archive):
            return None
        with run_lock(archive, name, since=stamp(order.now)) as killed:
            if killed is not None:
                record.facts["killed_before"] = str(killed)
            done = _work(order, attendance, record)
    except BusyError as error:
        record.add(_ended(error))
        raise
    except BaseException as error:
        record.add(_ended(error))
        _notify(order, attendance, record)
        raise
    if done is not None:
        _beat(done, attendance, record)
    if isinstance(done, Report):
        _notify(order, attendance, record)
    return done


def _work(order: RunOrder, attendance: Attendance, record: _Record) -> Report | Finished | None:
    """What there is to do, now that the lock is held: another run may have done it since the first look."""
    archive = order.archive or default_path()
    log.info("the run lock of %s is held", order.loaded.config.name)
    record.rotate()
    if _is_due(order, attendance, record.facts):
        report = run(order, watch=attendance.watch)
        record.add(_done(report))
        return report
    if not left_over(order, archive):
        return None
    finished = finish(order, archive)
    record.add(_finished(finished))
    return finished


def _notify(order: RunOrder, attendance: Attendance, record: _Record) -> None:
    try:
        notify(order, record.log)
    except BriefingError as error:
        attendance.warn(str(error))


def _is_due(order: RunOrder, attendance: Attendance, facts: dict[str, Any]) -> bool:
    """Whether there is something to do; which time is due is noted among `facts`."""
    if attendance.duty is None:
        return True
    archive, name = order.archive or default_path(), order.loaded.config.name
    moment = due(attendance.duty, archive, name, now=order.now)
    if moment is not None:
        facts["due"] = stamp(moment)
    return moment is not None


def _beat(done: Report | Finished, attendance: Attendance, record: _Record) -> None:
    """A sign of life, but not while somebody waits for the mail: it follows when that is sent.

    Finishing an earlier issue's mail gives none either where the last run failed: today's briefing is missing.
    """
    reached = all(one.state == "accepted" for one in done.mailed)
    if attendance.heartbeat is not None and done.exit_code < 2 and reached:
        facts = _done(done) if isinstance(done, Report) else _finished(done)
        try:
            if isinstance(done, Finished) and failures_in_a_row(record.log.newest_first()):
                return
            beat(attendance.heartbeat, {**record.facts, **facts})
        except BriefingError as error:
            attendance.warn(str(error))


class _Record:
    """One run's line in the log, from its beginning on."""

    def __init__(self, *, log: RunLog, order: RunOrder, warn: Callable[[str], None]) -> None:
        self.log = log
        self._warn = warn
        self._began = time.monotonic()
        self.facts: dict[str, Any] = {
            "time": stamp(order.now),
            "name": order.loaded.config.name,
            "process": os.getpid(),
            "version": __version__,
        }

    def rotate(self) -> None:
        """Begin a new file where the log is full."""
        try:
            self.log.rotate()
        except OutputError as error:
            self._warn(str(error))

    def add(self, ending: Mapping[str, Any]) -> None:
        """Write the line."""
        seconds = round(time.monotonic() - self._began, 1)
        try:
            self.log.append({**self.facts, **ending, "seconds": seconds})
        except OutputError as error:
            self._warn(str(error))


def _done(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {"outcome": report.outcome, "exit_code": report.exit_code}
    if report.outcome == "made":
        found |= {"issue": report.number, "articles": len(report.choice.fresh)}
    if report.paths or report.completed:
        found["written"] = [*report.completed, *report.paths]
    if report.mailed:
        found["mail"] = _mail(report.mailed)
    if report.failures:
        shown = report.failures[:MOST_FAILURES]
        found["failures"] = [{"source": failure.source, "reason": failure.reason} for failure in shown]
        found["failed"] = len(report.failures)
    if report.collected.known:
        found["failed_before"] = len(report.collected.known)
    return found


def _finished(finished: Finished) -> dict[str, Any]:
    found: dict[str, Any] = {"outcome": "finished", "exit_code": finished.exit_code}
    if finished.written:
        found["written"] = list(finished.written)
    if finished.mailed:
        found["mail"] = _mail(finished.mailed)
    return found


def _mail(deliveries: Sequence[Delivery]) -> list[dict[str, str]]:
    return [{"to": one.recipient, "state": one.state, "reply": one.reply} for one in deliveries]


def _ended(error: BaseException) -> dict[str, Any]:
    outcome = "busy" if isinstance(error, BusyError) else "error"
    code = error.exit_code if isinstance(error, BriefingError) else _INTERRUPTED if _by_hand(error) else 3
    return {"outcome": outcome, "exit_code": code, "error": str(error) or type(error).__name__}


def _by_hand(error: BaseException) -> bool:
    return isinstance(error, KeyboardInterrupt)
