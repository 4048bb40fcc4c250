"""Where things come from and go to: sources, outputs and their templates, the archive, the heartbeat."""

from __future__ import annotations

import glob
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefing.counting import counted
from briefing.deliver.files import check
from briefing.errors import InputError
from briefing.run.collecting import fetch_limits
from briefing.run.delivering import drafted, places, refuse_unwritable
from briefing.run.doctor.findings import ADVICE, Finding, Visit
from briefing.run.heartbeat import heartbeat_of
from briefing.run.lock import holder
from briefing.sources.clock import SystemClock
from briefing.sources.collect import collect
from briefing.sources.desk import Budget, Origin, new_desk
from briefing.sources.feeds import parse
from briefing.sources.links import is_address
from briefing.sources.web.fetch import WebFetcher
from briefing.store.connect import open_archive
from briefing.store.issues import issues

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from briefing.config import Source
    from briefing.types import Analysis


def outputs(visit: Visit, sample: Analysis | None) -> Iterator[Finding]:
    """Whether each output can be written, and its template filled: with a short briefing, that is thrown away."""
    from briefing.compose import Profile, compose

    refuse_unwritable(visit.loaded, visit.now)
    count = len(visit.loaded.config.outputs)
    if sample is None:
        yield Finding("outputs", "ok", "each can be written; their templates were not tried without the model")
        return
    briefing = compose([sample], (), profile=Profile(title=visit.loaded.config.topic, date=visit.now))
    made = drafted(briefing, visit.loaded, 0, visit.now)
    empty = [one.path for one in made if not one.data]
    if empty:
        yield Finding("outputs", "advice", f"the template of {empty[0]} gives an empty file", "Look at the template.")
    else:
        what = "the output" if count == 1 else f"each of {count} outputs"
        yield Finding(
            "outputs", "ok", f"{what} can be made and written, as {', '.join(places(visit.loaded, 0, visit.now))}"
        )


def archive(visit: Visit) -> Iterator[Finding]:
    """Whether the archive is whole and can be written, and who is at work on it."""
    held = holder(visit.archive, visit.loaded.config.name)
    if held is not None:
        yield Finding("archive", "ok", f"a run is at work now ({held})")
    if not visit.archive.exists():
        folder = next(one for one in visit.archive.parents if one.is_dir())
        if os.access(folder, os.W_OK):
            yield Finding("archive", "ok", f"{visit.archive} will be made by the first run")
        else:
            yield Finding(
                "archive", "fault", f"{folder} cannot be written", "Check its permissions, or name another archive."
            )
        return
    if not os.access(visit.archive, os.W_OK):
        yield Finding("archive", "fault", f"{visit.archive} cannot be written", "Check whose file it is (ls -l).")
        return
    with open_archive(visit.archive) as store:
        faults = [str(row[0]) for row in store.rows("PRAGMA quick_check(3)") if row[0] != "ok"]
        count = len(issues(store, name=visit.loaded.config.name))
    if faults:
        advice = "Restore a copy, or save what can be saved: sqlite3 ARCHIVE .recover | sqlite3 NEW"
        yield Finding("archive", "fault", f"{visit.archive} is damaged: {faults[0]}", advice)
    else:
        yield Finding("archive", "ok", f"{visit.archive} is whole; {counted(count, 'issue')} so far")


def check_source(source: Source, visit: Visit, told: list[tuple[str, datetime]]) -> Iterator[Finding]:
    """Whether a source can be read, a feed or page by one request; what its server's clock shows goes to `told`."""
    if source.address is not None:
        yield _asked(source, source.address, visit, told)
    else:
        yield _looked_at(visit.loaded.place(source.path or ""))


def heartbeat(visit: Visit) -> Iterator[Finding]:
    """Whether the heartbeat's file can be written; an address is not asked, as that would be a sign of life."""
    target = heartbeat_of(visit.loaded)
    if target is not None and not is_address(target):
        check(target)
        yield Finding("heartbeat", "ok", f"{target} can be written")
    elif target is not None:
        yield Finding("heartbeat", "ok", f"{target} is asked after runs; it is not tried here")


def _asked(source: Source, address: str, visit: Visit, told: list[tuple[str, datetime]]) -> Finding:
    limits = replace(fetch_limits(visit.loaded.config.fetch), attempts=1)
    fetcher = WebFetcher(limits, clock=SystemClock())
    answer = fetcher.fetch(address)  # a FetchError says what to do
    if answer.server_time is not None:
        told.append((urlsplit(answer.address).hostname or address, answer.server_time))
    moved = f"; it has moved to {answer.address}" if answer.validators.moved_to else ""
    if source.feed is None:
        return Finding("source", "ok", f"{address} answers with {len(answer.body):,} bytes{moved}")
    origin = Origin(source=address, budget=Budget(limits.file_bytes), address=answer.address, charset=answer.charset)
    _, count = parse(answer.body, origin, most=0)
    if not count:
        return Finding("source", "advice", f"{address} is a feed without entries{moved}", "Look at it in a browser.")
    return Finding("source", "ok", f"{address} is a feed with {counted(count, 'entry', 'entries')}{moved}")


def _looked_at(path: str) -> Finding:
    if os.path.isdir(path):
        names = [name for name in os.listdir(path) if not name.startswith(".")]
        return Finding("source", "ok", f"{path} is a folder with {counted(len(names), 'file')}")
    if glob.has_magic(path) and not os.path.lexists(path):
        count = len(glob.glob(path, recursive=True))
        folder = Path(path)
        while glob.has_magic(str(folder)):
            folder = folder.parent
        if not folder.is_dir():
            raise InputError(f"There is no folder {str(folder)!r} for {path}.", hint="Check the path.")
        return Finding("source", "ok", f"{path} matches {counted(count, 'file')}")
    if not os.path.lexists(path):
        raise InputError(f"{path} does not exist.", hint="Check the path in the configuration.")
    harvest = collect(path, new_desk())
    if harvest.failures and not harvest.articles:
        return Finding("source", "fault", harvest.failures[0].reason, ADVICE["source"])
    return Finding("source", "ok", f"{path} can be read")
