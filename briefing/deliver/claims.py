"""Which process is at work on which message, told by locks that the system takes away when a process ends.

A clock tells nothing here: it may jump. A process number tells little: it is given again. A lock is held by a living
process or by none, however the last one ended.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from briefing.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

ENDING: Final = "-outbox.lock"
"""The locks' file is the archive's name with this after it; it stays empty."""


class Claims:
    """Claims on the deliveries of one archive. Open it once in a process: closing it gives up all claims."""

    def __init__(self, archive: Path) -> None:
        """Raises StoreError where the file cannot be made."""
        self._path = f"{os.path.realpath(archive)}{ENDING}"  # one file, by whatever link the archive is named
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise StoreError(
                f"{self._path!r} cannot be opened: {error.strerror or error}.", hint="Check the archive's folder."
            ) from error

    def __enter__(self) -> Claims:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    @contextmanager
    def hold(self, key: int) -> Iterator[bool]:
        """Claim a delivery for the time inside; False where a living process has it. Raises StoreError."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, key)
        except (BlockingIOError, PermissionError):  # POSIX allows both answers
            yield False
            return
        except OSError as error:
            raise StoreError(
                f"{self._path!r} cannot be locked: {error.strerror or error}.", hint="Keep the archive on a local disk."
            ) from error
        try:
            yield True
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, key)
