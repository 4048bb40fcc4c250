"""What does not hang on a configuration's contents: the model, the clock, the disk."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import briefing
from briefing.errors import StoreError
from briefing.run.delivering import places
from briefing.run.doctor.findings import ADVICE, Finding, Visit
from briefing.run.making import DEFAULT_RANKER, analysed
from briefing.schedule.zones import machine_zone, user_zone
from briefing.sources.article import Facts, article
from briefing.store import open_archive
from briefing.store.runs import runs
from briefing.types import Analysis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLE: Final = """\
The harbour office of Port Ellery closed its northern pier on Tuesday after a crack was found in a pillar.

"The pier stays closed until we know how deep the crack is," the harbour master, Ilse Brandt, told reporters.

The shipping company Norlin said it would move its ferries to the southern pier. It denied that it had known of the
crack. The mayor, Tom Okafor, declined to comment. It is not known who will pay for the repair.
"""
"""A text of our own with something in it for every part of the analysis."""

LITTLE: Final = 500_000_000
"""Free bytes below which it is worth saying: a year of issues and articles takes less."""

TOO_LITTLE: Final = 50_000_000
"""Free bytes below which a run may not end: it writes an archive's pages twice, and each output beside its place."""

WRONG: Final = timedelta(minutes=10)
"""A clock that differs this much from a server's is wrong; answers take seconds, a cache keeps an old Date a while."""

SLACK: Final = timedelta(minutes=5)


def model() -> tuple[list[Finding], Analysis | None]:
    """Whether the reader reads; what it made of a sample. Raises ModelError."""
    began = time.monotonic()
    outcome = analysed(article(SAMPLE, Facts(), source="sample"), DEFAULT_RANKER)
    seconds = time.monotonic() - began
    if not isinstance(outcome, Analysis):
        return [Finding("model", "fault", outcome.reason, ADVICE["model"])], None
    if not outcome.attributions:
        text = "The reader finds no statement in a text that holds some."
        return [Finding("model", "fault", text, ADVICE["model"])], None
    return [Finding("model", "ok", f"it reads a short article in {seconds:.1f} s")], outcome


def clock(visit: Visit, told: Sequence[tuple[str, datetime]]) -> Iterator[Finding]:
    """Whether the time is right, by servers that told theirs and by what must lie in the past; and whose zone it is."""
    real = datetime.now(UTC)
    newest = max(_past(visit), default=None)
    wrong = [(host, served - real) for host, served in told if abs(served - real) > WRONG]
    if wrong and len(wrong) == len(told):
        host, difference = wrong[0]
        way = "behind" if difference > timedelta(0) else "ahead"
        text = f"this machine's clock is {_span(difference)} {way} by the clock of {host}"
        yield Finding("clock", "fault", text, "Set it, and let it be kept right (timedatectl set-ntp true).")
    elif newest is not None and newest > real + SLACK:
        text = f"this machine's clock shows {real:%Y-%m-%d %H:%M} UTC, and was past {newest:%Y-%m-%d %H:%M} before"
        yield Finding("clock", "fault", text, "Set it, and let it be kept right (timedatectl set-ntp true).")
    else:
        by = f", as {told[0][0]} says" if told else ""
        yield Finding("clock", "ok", f"{real:%Y-%m-%d %H:%M} UTC{by}")
    zone = machine_zone()
    if zone is None:
        text = "the machine's time zone has no name, or /etc/timezone and /etc/localtime differ"
        yield Finding(
            "clock", "advice", text, "Set it (timedatectl set-timezone), or name one: schedule add --timezone"
        )
    else:
        own = user_zone(visit.environment)
        yield Finding("clock", "ok", f"the machine's time zone is {zone}" + ("" if own == zone else f", yours {own}"))


def disk(visit: Visit) -> Iterator[Finding]:
    """Free space where the archive and the outputs are."""
    folders = [visit.archive.parent, *(Path(path).parent for path in places(visit.loaded, 0, visit.now))]
    seen = set()
    for folder in map(_existing, folders):
        device = folder.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(folder).free
        text = f"{free / 1e9:.1f} GB free at {folder}"
        if free < TOO_LITTLE:
            yield Finding("disk", "fault", text, "Free some space: a run may not be able to write its archive.")
        elif free < LITTLE:
            yield Finding("disk", "advice", text, "Free some space, or prune: briefing archive prune --older-than 52w")
        else:
            yield Finding("disk", "ok", text)


def _past(visit: Visit) -> Iterator[datetime]:
    """Moments that must lie in the past: when this program was installed, when the last run began."""
    yield datetime.fromtimestamp(os.stat(briefing.__file__).st_mtime, UTC)
    if visit.archive.exists():
        with suppress(StoreError), open_archive(visit.archive) as store:  # what is wrong with it is told elsewhere
            yield from (run.started for run in runs(store, name=visit.loaded.config.name, most=1))


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def _span(difference: timedelta) -> str:
    minutes = round(abs(difference) / timedelta(minutes=1))
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
