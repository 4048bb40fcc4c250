"""The user's crontab on this machine, by the `crontab` program, and whether cron is there to read it."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import ScheduleError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 30
"""`crontab` copies a small file; one that takes longer waits for something that will not come."""

_DAEMONS: Final = ("cron", "crond", "fcron")
_NO_CRONTAB: Final = "no crontab for"


def installed() -> bool:
    """Whether there is a crontab program at all."""
    return shutil.which("crontab") is not None


def read_table() -> bytes:
    """The user's crontab; empty where there is none. Raises ScheduleError."""
    done = _crontab("-l")
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == 0:
        return done.stdout
    if _NO_CRONTAB in said:
        return b""
    raise ScheduleError(f"Your crontab cannot be read: {said or 'crontab -l failed'}.", hint=_hint(said))


def write_table(table: bytes) -> None:
    """Put `table` in the crontab's place, and make sure that it is there. Raises ScheduleError."""
    done = _crontab("-", table)
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        raise ScheduleError(f"Your crontab cannot be written: {said or 'crontab - failed'}.", hint=_hint(said))
    if read_table() != table:
        hint = "Somebody else may be editing it; look at it (crontab -l) and try again."
        raise ScheduleError("Your crontab is not what was written to it.", hint=hint)


@contextmanager
def alone() -> Iterator[None]:
    """Keep other processes of this program from editing the crontab between reading and writing it.

    Raises ScheduleError where that cannot be had.
    """
    from filelock import FileLock, Timeout
    from platformdirs import user_cache_path

    path = user_cache_path("briefing", appauthor=False) / "crontab.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=SECONDS)
        lock.acquire()
    except Timeout as error:
        raise ScheduleError("Another briefing is editing your crontab.", hint="Try again when it has ended.") from error
    except OSError as error:
        message = f"{str(path)!r} cannot be written: {error.strerror or error}."
        raise ScheduleError(message, hint="Check its folder's permissions.") from error
    try:
        yield
    finally:
        lock.release()


def running(processes: Path = Path("/proc")) -> bool | None:
    """Whether a cron daemon is at work; None where that cannot be told."""
    if not (processes / "self").exists():
        return None
    for entry in processes.iterdir():
        try:
            if entry.name.isdigit() and (entry / "comm").read_text("utf-8").strip() in _DAEMONS:
                return True
        except (OSError, ValueError):
            continue  # it ended meanwhile
    return False


def _crontab(argument: str, table: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("crontab")
    if program is None:
        hint = "Install cron (apt-get install cron), or use --systemd."
        raise ScheduleError("There is no crontab program on this machine.", hint=hint)
    try:
        return subprocess.run(  # noqa: S603 - a program and a fixed argument, no shell
            [program, argument],
            input=table,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},  # its messages are told apart by their words
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScheduleError(f"{program} cannot be run: {error}.", hint="Try it by hand: crontab -l") from error


def _hint(said: str) -> str:
    if "not allowed" in said:
        return "Ask the administrator to let you use it (/etc/cron.allow), or use --systemd."
    return "Try it by hand: crontab -l"
