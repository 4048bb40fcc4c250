"""A mail to the operator when the runs of a configuration fail again and again."""

from __future__ import annotations

import platform
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from briefing.run.mailing import Notice, send_notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.run.issue import RunOrder
    from briefing.run.log import RunLog

ASIDE: Final = ("busy", "finished")
"""Outcomes of runs that did not look for news: they neither fail nor mend anything."""

_INTERRUPTED: Final = 130

LISTED: Final = 10
"""Failed runs that a notice lists."""


def failures_in_a_row(records: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """The failed runs since the last one that went well, the newest first; `records` are the run log's, newest first.

    A run that was ended by hand is none, and one that another run kept from working neither.
    """
    found = []
    for one in records:
        if one.get("outcome") in ASIDE or one.get("exit_code") == _INTERRUPTED:
            continue
        if one.get("exit_code") in (0, 1):
            break
        found.append(one)
    return tuple(found)


def notify(order: RunOrder, log: RunLog) -> bool:
    """Tell the operator, where the configuration names one, each time as many more runs have failed as it says.

    True where a notice was sent. Raises DeliveryError where it could not be, UsageError, and OutputError for the log.
    """
    settings = order.loaded.config.unattended
    if settings.operator is None:
        return False
    failed = failures_in_a_row(log.newest_first())
    if not failed or len(failed) % settings.failures:
        return False
    name = order.loaded.config.name
    runs = "The last run" if len(failed) == 1 else f"The last {len(failed)} runs"
    notice = Notice(
        to=settings.operator,
        subject=f"Briefing {name}: {runs[:1].lower()}{runs[1:]} failed",
        text=_text(order, log, failed, runs),
    )
    send_notice(order.loaded, notice, when=order.now, environment=order.environment)
    return True


def _text(order: RunOrder, log: RunLog, failed: tuple[Mapping[str, Any], ...], runs: str) -> str:
    listed = "\n".join(f"{one.get('time')}  {_reason(one)}" for one in islice(failed, LISTED))
    more = order.loaded.config.unattended.failures
    again = "the next" if more == 1 else f"{more} more"
    return (
        f"{runs} of {order.loaded.config.name!r} on {platform.node()} failed, so no briefing was made.\n\n"
        f"{listed}\n\n"
        f"What may be wrong, and what to do:  briefing doctor {order.loaded.path}\n"
        f"The run log:  {log.path}\n"
        f"You are told again after {again} in a row.\n"
    )


def _reason(one: Mapping[str, Any]) -> str:
    failures = one.get("failures")
    if isinstance(failures, list) and failures:
        return str(failures[0].get("reason"))
    return " ".join(str(one.get("error", one.get("outcome"))).split())
