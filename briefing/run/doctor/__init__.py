"""`briefing doctor`: everything that a run needs, looked at one by one; nothing is changed and no mail is sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.counting import counted
from briefing.errors import BriefingError, UsageError
from briefing.run.doctor.findings import Finding, Grade, Visit, of_error, safely
from briefing.run.doctor.machine import clock, disk, model
from briefing.run.doctor.places import archive, check_source, heartbeat, outputs
from briefing.run.doctor.services import mail, schedule
from briefing.run.setup import archive_path, load_config
from briefing.store import default_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

__all__ = ["Finding", "Grade", "examine"]


def examine(
    config: Path, environment: Mapping[str, str], *, now: datetime, archive_file: Path | None = None
) -> Iterator[Finding]:
    """What is found, each as soon as it is known; a fault in one check keeps no other from being made."""
    try:
        loaded = load_config(config, environment)
    except UsageError as error:
        yield of_error("configuration", error)
        yield from safely("model", lambda: model()[0])
        return
    size = f"{counted(len(loaded.config.sources), 'source')}, {counted(len(loaded.config.outputs), 'output')}"
    yield Finding("configuration", "ok", f"{config} is right: {size}")
    where = archive_file or archive_path(loaded) or default_path()
    visit = Visit(loaded=loaded, archive=where, now=now, environment=environment)
    try:
        found, sample = model()
        yield from found
    except BriefingError as error:
        sample = None
        yield of_error("model", error)
    yield from safely("outputs", lambda: outputs(visit, sample))
    yield from safely("archive", lambda: archive(visit))
    told: list[tuple[str, datetime]] = []
    for source in loaded.config.sources:
        yield from safely("source", partial(check_source, source, visit, told))
    yield from safely("mail", lambda: mail(visit))
    yield from safely("heartbeat", lambda: heartbeat(visit))
    yield from safely("schedule", lambda: schedule(visit))
    yield from safely("clock", lambda: clock(visit, told))
    yield from safely("disk", lambda: disk(visit))
