"""The run log: one JSON object a line a run of a configuration, beside its archive; old ones are rotated out."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES: Final = 1_000_000
"""Of one file: about 3,000 runs of a daily configuration, and a file that every editor opens."""

KEPT: Final = 3
"""Older files that are kept, as `.1` (the newest) to `.3`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLog:
    """The log of one configuration's runs; `most` is the size in bytes at which a new file is begun."""

    path: Path
    most: int = MAX_BYTES

    def append(self, record: Mapping[str, Any]) -> None:
        """Add one line. Raises OutputError.

        The line is written in one call to a file that is opened for appending, so two processes' lines do not mix.
        """
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                os.write(handle, (b"\n" if self._is_cut_off() else b"") + line)
            finally:
                os.close(handle)
        except OSError as error:
            message = f"The run log {str(self.path)!r} cannot be written: {error.strerror or error}."
            raise OutputError(message, hint="Check its folder and free space.") from error

    def rotate(self) -> None:
        """Begin a new file where this one is full. Only who holds the run lock may do so. Raises OutputError."""
        try:
            if self.path.exists() and self.path.stat().st_size >= self.most:
                for number in range(KEPT, 1, -1):
                    if self._older(number - 1).exists():
                        self._older(number - 1).replace(self._older(number))
                self.path.replace(self._older(1))
        except OSError as error:
            message = f"The run log {str(self.path)!r} cannot be rotated: {error.strerror or error}."
            raise OutputError(message, hint="Check its folder's permissions.") from error

    def newest_first(self) -> Iterator[dict[str, Any]]:
        """The records, the newest first, over all files; a line that was cut off by a crash is left out."""
        for path in (self.path, *(self._older(number) for number in range(1, KEPT + 1))):
            try:
                lines = path.read_bytes().splitlines()
            except FileNotFoundError:
                continue
            except OSError as error:
                message = f"The run log {str(path)!r} cannot be read: {error.strerror or error}."
                raise OutputError(message, hint="Check its permissions (ls -l).") from error
            yield from (found for line in reversed(lines) if (found := _parsed(line)) is not None)

    def _is_cut_off(self) -> bool:
        """Whether a crash left the last line without its end."""
        with self.path.open("rb") as file:
            return file.seek(0, os.SEEK_END) > 0 and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n"

    def _older(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")


def run_log(archive: Path, name: str) -> RunLog:
    """The log of the runs of configuration `name` over `archive`."""
    return RunLog(path=archive.with_name(f"{archive.name}.{name}.runs.jsonl"))


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
