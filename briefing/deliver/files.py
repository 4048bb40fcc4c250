"""Briefings to files and standard output: a file is there whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from contextlib import suppress
from typing import BinaryIO, Final

from briefing.errors import OutputError

STDOUT: Final = "-"

STALE: Final = 3600.0
"""Seconds after which a temporary file was left by a process that was killed: writing one takes less than a second."""

_BEGIN, _END = ".briefing-", ".tmp"
_TEMPORARY: Final = re.compile(r"\.briefing-\w{8}\.tmp")


def check(path: str) -> None:
    """Raise OutputError where `write` is bound to fail, so that it is known before any work is done."""
    if path == STDOUT:
        return
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        raise OutputError(f"{path!r} is a folder.", hint="Name a file in it.")
    if not os.path.isdir(folder):
        raise OutputError(f"The folder {folder!r} for {path!r} does not exist.", hint="Make it first (mkdir -p).")
    if not os.access(path if _is_special(path) else folder, os.W_OK):
        raise OutputError(f"{path!r} cannot be written: permission denied.", hint=f"Check the folder {folder!r}.")


def write(path: str, data: bytes, *, stdout: BinaryIO) -> None:
    """Write `data` to a file, or to `stdout` where `path` is "-".

    A file is written beside its place and then renamed, so a reader never sees half of it; an existing one keeps its
    permissions, and a link stays a link. Raises OutputError, and BrokenPipeError where nobody reads `stdout`.
    """
    if path == STDOUT:
        stdout.write(data)
        stdout.flush()
        return
    try:
        if _is_special(path):
            with open(path, "wb") as device:
                device.write(data)
        else:
            _replace(os.path.realpath(path), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"{path!r} cannot be written: {error.strerror or error}."
        raise OutputError(message, hint="Check the folder's permissions and the space left.") from error


def _is_special(path: str) -> bool:
    """True for what is no file and must not be replaced by one: /dev/stdout, a pipe."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _replace(path: str, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=_BEGIN, suffix=_END, dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), _mode(path))
            file.flush()
            os.fsync(file.fileno())
            written = os.fstat(file.fileno()).st_mtime
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _clear(os.path.dirname(path), written)


def _clear(folder: str, now: float) -> None:
    """Remove the temporary files of processes that were killed, which are much older than `now`, a file's own time."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _TEMPORARY.fullmatch(entry.name):
                continue
            with suppress(OSError):  # another process was faster, or it is another user's
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode) and now - status.st_mtime > STALE:
                    os.unlink(entry.path)


def _mode(path: str) -> int:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
