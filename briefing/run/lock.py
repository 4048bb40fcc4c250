"""The run lock: of all runs of one configuration that are started at once, one works and the others leave.

The kernel holds the lock and frees it when its process ends, however that ends: a lock file that is there says nothing,
so there is no stale lock to clear away. A note beside it tells who holds it and since when; where the lock is free and
the note is still there, the run that wrote it was killed.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import BusyError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES_SECONDS: Final = 0.25
"""How long a run tries to take the lock: `holder` takes it for some microseconds, and no run may leave for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds the lock, or held it when it was killed: a process, and when its run began (ISO 8601)."""

    process: int
    since: str

    def __str__(self) -> str:
        """As it is told to people."""
        return f"process {self.process}, since {self.since}"


@contextmanager
def run_lock(archive: Path, name: str, *, since: str) -> Iterator[Holder | None]:
    """Hold the lock on runs of configuration `name` over `archive`; `since` is told to those who find it taken.

    Gives the holder before, where that was killed. Raises BusyError at once where another process holds the lock, and
    OutputError where its files cannot be written.
    """
    from filelock import FileLock, Timeout

    path, note = _lock_path(archive, name), _note_path(archive, name)
    lock = FileLock(path, timeout=TRIES_SECONDS, is_singleton=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        held = _read(note)
        by = f" ({held})" if held else ""
        hint = "Nothing was done; it is ended by that run's end, or by ending its process."
        raise BusyError(f"Another run of {name!r} is at work{by}.", hint=hint) from error
    except OSError as error:
        message = f"The run lock {str(path)!r} cannot be taken: {error.strerror or error}."
        raise OutputError(message, hint="Check that the archive's folder can be written.") from error
    try:
        killed = _read(note)
        _write(note, Holder(process=os.getpid(), since=since))
        try:
            yield killed
        finally:
            note.unlink(missing_ok=True)
    finally:
        lock.release()


def holder(archive: Path, name: str) -> Holder | None:
    """The run that is at work now, or None. A note whose lock is free is that of a killed run, and tells nothing."""
    from filelock import FileLock, Timeout

    found = _read(_note_path(archive, name))
    if found is None:
        return None
    lock = FileLock(_lock_path(archive, name), timeout=0, is_singleton=False)
    try:
        lock.acquire()
    except Timeout:
        return found
    except OSError:
        return None  # another user's: whether it is held cannot be told without writing to it
    lock.release()
    return None


def _lock_path(archive: Path, name: str) -> Path:
    return _beside(archive, f".{name}.lock")


def _note_path(archive: Path, name: str) -> Path:
    return _beside(archive, f".{name}.pid")


def _beside(archive: Path, ending: str) -> Path:
    """A file beside the archive itself: who names it by a link finds the same one."""
    real = Path(os.path.realpath(archive))
    return real.with_name(real.name + ending)


def _read(note: Path) -> Holder | None:
    try:
        found = json.loads(note.read_text("utf-8"))
        return Holder(process=int(found["process"]), since=str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or not whole yet: who holds the lock is told where it is known


def _write(note: Path, held: Holder) -> None:
    """Whole or not at all, as others read it meanwhile."""
    draft = note.with_name(f"{note.name}.new")
    try:
        draft.write_text(json.dumps({"process": held.process, "since": held.since}), encoding="utf-8")
        draft.replace(note)
    except OSError as error:
        message = f"{str(note)!r} cannot be written: {error.strerror or error}."
        raise OutputError(message, hint="Check the folder and free space.") from error
