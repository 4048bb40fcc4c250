"""How a configuration's unattended runs are doing: what the last ones did, what is next, what waits in the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import BriefingError
from briefing.run.duty import MISSED_AFTER, Duty, due
from briefing.run.lock import holder
from briefing.run.log import run_log
from briefing.run.notices import ASIDE
from briefing.run.scheduling import Placed, placed
from briefing.run.setup import archive_path, load_config, options_for, quoted
from briefing.schedule.entry import key_of, whole_path
from briefing.schedule.windows import LONGEST
from briefing.store import default_path, open_archive
from briefing.store.articles import stamp
from briefing.store.configurations import configuration_path
from briefing.store.outbox import OPEN, State, deliveries

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN: Final = 5
"""How many of the last runs are told: a working week's."""

_UNWELL: Final[tuple[State, ...]] = ("failed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is known of one configuration; `config` is None where only its archive tells of it.

    `runs` are lines of the run log, the newest first; `outbox` counts its messages by state. `troubles` are what
    somebody has to look at, in words.
    """

    name: str
    config: Path | None
    archive: Path
    log: Path
    schedules: tuple[Placed, ...] = ()
    following: datetime | None = None
    at_work: str = ""
    runs: tuple[dict[str, Any], ...] = ()
    outbox: Mapping[State, int]
    troubles: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """As it is told to programs."""
        return {
            "name": self.name,
            "config": str(self.config) if self.config else None,
            "archive": str(self.archive),
            "log": str(self.log),
            "next": stamp(self.following) if self.following else None,
            "at_work": self.at_work or None,
            "runs": list(self.runs),
            "outbox": dict(self.outbox),
            "troubles": list(self.troubles),
        }


def status_of(config: Path, environment: Mapping[str, str], *, now: datetime, archive: Path | None = None) -> Status:
    """The status of one configuration. Raises UsageError where it has a mistake, StoreError and ScheduleError."""
    loaded = load_config(config, environment)
    schedules = tuple(one for one in placed(environment) if one.key == key_of(config))
    where = archive or _named_in(schedules) or archive_path(loaded) or default_path()
    found = _status(loaded.config.name, where, now=now, schedules=schedules, options=options_for(loaded, where))
    return replace(found, config=whole_path(config))


def all_statuses(
    environment: Mapping[str, str], *, now: datetime, archive: Path | None = None
) -> Iterator[Status | BriefingError]:
    """The status of each scheduled configuration, and of each other one that the archive knows.

    A configuration that cannot be read gives its error. Raises StoreError and ScheduleError.
    """
    told: set[tuple[Path, str]] = set()
    for one in placed(environment):
        if one.entry is None:
            continue
        try:
            found = status_of(one.entry.config, {**environment, **dict(one.entry.environment)}, now=now)
        except BriefingError as error:
            yield error
        else:
            told.add((found.archive, found.name))
            yield found
    where = archive or default_path()
    if where.exists():
        with open_archive(where) as store:
            names = [row["name"] for row in store.rows("SELECT DISTINCT name FROM run ORDER BY name")]
            paths = {name: configuration_path(store, name) for name in names}
        for name in names:
            if (where, name) not in told:
                options = quoted(["--config", paths[name] or "CONFIG", "--archive", str(where)])
                yield _status(name, where, now=now, options=options)


def _status(name: str, archive: Path, *, now: datetime, options: str, schedules: tuple[Placed, ...] = ()) -> Status:
    """The status, as yet without its configuration; `options` are what suggested commands need to mean it."""
    log = run_log(archive, name)
    last = tuple(islice(log.newest_first(), SHOWN))
    outbox = _outbox(archive, name)
    held = holder(archive, name)
    moments = [moment for one in schedules for moment in one.next(after=now)]
    return Status(
        name=name,
        config=None,
        archive=archive,
        log=log.path,
        schedules=schedules,
        following=min(moments, default=None),
        at_work=str(held) if held else "",
        runs=last,
        outbox=outbox,
        troubles=(*_of_runs(last), *_of_times(schedules, archive, name, now), *_of_outbox(outbox, options)),
    )


def _named_in(schedules: tuple[Placed, ...]) -> Path | None:
    """The archive that the entry itself names, if it does."""
    options = schedules[0].entry.options if schedules and schedules[0].entry else ()
    return Path(options[options.index("--archive") + 1]) if "--archive" in options[:-1] else None


def _outbox(archive: Path, name: str) -> dict[State, int]:
    if not archive.exists():
        return {}
    with open_archive(archive) as store:
        found = Counter(one.state for one in deliveries(store, name=name))
    order: tuple[State, ...] = (*OPEN, "accepted", "forgotten")
    return {state: found[state] for state in order if found[state]}


def _of_runs(last: tuple[dict[str, Any], ...]) -> Iterator[str]:
    newest = next((one for one in last if one.get("outcome") not in ASIDE), None)
    if newest is not None and newest.get("exit_code") not in (0, 1):
        yield f"The last run failed: {what_it_did(newest)}"


def _of_times(schedules: tuple[Placed, ...], archive: Path, name: str, now: datetime) -> Iterator[str]:
    for one in schedules:
        if one.entry is None:
            yield "Its entry was changed by hand and cannot be read; add it again: briefing schedule add"
            continue
        duty = Duty(schedule=one.entry.schedule, zone=one.entry.clock, catch_up=LONGEST, since=one.entry.since)
        missed = due(duty, archive, name, now=now)
        if missed is not None and now - missed > MISSED_AFTER:
            yield f"No run has served {missed:%a %Y-%m-%d %H:%M %z}; is cron or systemd running? (briefing doctor)"


def _of_outbox(outbox: Mapping[State, int], options: str) -> Iterator[str]:
    waiting = ", ".join(f"{outbox[state]} {state}" for state in _UNWELL if state in outbox)
    if waiting:
        yield f"Mails that somebody must decide on: {waiting} (briefing outbox list{options})"


def what_it_did(run: Mapping[str, Any]) -> str:
    """One line of the run log in words."""
    outcome = run.get("outcome")
    if outcome == "made":
        articles = run.get("articles", 0)
        text = f"made issue {run.get('issue')} of {articles} {'article' if articles == 1 else 'articles'}"
    elif outcome == "nothing-new":
        text = "nothing new"
    elif outcome == "failed":
        text = "could not tell what is new"
    elif outcome == "finished":
        text = "wrote and sent what was left over"
    elif outcome == "busy":
        text = "left, as another run was at work"
    else:
        text = " ".join(str(run.get("error", "ended early")).split())
    failures = run.get("failures")
    if isinstance(failures, list) and failures:
        text += f"; {run.get('failed')} could not be used, the first: {failures[0].get('reason')}"
    if run.get("failed_before"):
        text += f"; {run['failed_before']} that could not be used before are still there"
    code = run.get("exit_code")
    return f"{text.rstrip('.')} (exit code {code})" if code else text
