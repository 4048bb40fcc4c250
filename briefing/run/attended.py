"""A run that nobody watches: alone of its configuration, and written to the run log whatever comes of it."""

from __future__ import annotations

import logging
import os
import time
from typing import TYPE_CHECKING, Any, Final

from briefing import __version__
from briefing.errors import BriefingError, BusyError, OutputError
from briefing.run.issue import RunOrder, run
from briefing.run.lock import run_lock
from briefing.run.log import RunLog, run_log
from briefing.run.making import Watch, unwatched
from briefing.store import default_path
from briefing.store.articles import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefing.run.issue import Report

log = logging.getLogger(__name__)

MOST_FAILURES: Final = 20
"""Failed inputs that the log names for one run: enough to see what they have in common."""

_INTERRUPTED: Final = 130


def attended(order: RunOrder, *, warn: Callable[[str], None], watch: Watch = unwatched) -> Report:
    """As `run`, under the run lock and with a line in the run log. A dry run writes nothing and waits for nobody.

    `warn` is told what went wrong beside the run, which is none the worse for it. Raises what `run` raises, and
    BusyError where another run of the configuration is at work.
    """
    if order.dry:
        return run(order, watch=watch)
    archive, name = order.archive or default_path(), order.loaded.config.name
    record = _Record(log=run_log(archive, name), order=order, warn=warn)
    try:
        with run_lock(archive, name, since=stamp(order.now)) as killed:
            if killed is not None:
                record.facts["killed_before"] = str(killed)
            log.info("the run lock of %s is held; reading its sources", name)
            try:
                report = run(order, watch=watch)
            except BaseException as error:
                record.add(_ended(error))
                raise
            record.add(_done(report))
            return report
    except BusyError as error:
        record.add(_ended(error), rotate=False)
        raise


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
