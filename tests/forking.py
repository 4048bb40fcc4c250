"""Processes forked off a test program, each of which may kill itself at a chosen point; for the programs `killing.py`.

The product knows nothing of it. What a process does outside its own memory is an event that Python tells an audit hook
(a file opened, renamed or removed, bytes sent) or that SQLite tells of (a statement begun). The process sends itself
SIGKILL at the Nth: no handler runs, nothing is flushed.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONNECT = sqlite3.connect


class Events:
    """Counts the statements of SQLite and the events that `heeded` names; at the `last` one the process is gone."""

    def __init__(self, heeded: Callable[[str, tuple[Any, ...]], bool], *, last: int | None = None) -> None:
        self.seen: list[str] = []
        self.heeded = heeded
        self.last = last
        sys.addaudithook(self.audit)
        sqlite3.connect = self.connect  # type: ignore[assignment]

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.heeded(event, arguments):
            self.note(event)

    def connect(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        """In the place of `sqlite3.connect`: the same, with each statement told as it begins."""
        database = CONNECT(*arguments, **options)
        database.set_trace_callback(lambda sql: self.note(" ".join(sql.split())[:60]))
        return database

    def note(self, what: str) -> None:
        self.seen.append(what)
        if len(self.seen) == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def forked(
    folder: Path, work: Callable[[], object], *, gate: tuple[int, int] | None = None, append: bool = False
) -> int:
    """Begin `work` in `folder`, in a process of its own; its process id. What it says is in stdout.txt and stderr.txt.

    With a `gate`, a pipe, it waits until nobody else holds the end for writing.
    """
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.chdir(folder)
        how = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
        for stream, number in (("stdout.txt", 1), ("stderr.txt", 2)):
            os.dup2(os.open(folder / stream, how), number)
        if gate is not None:
            os.close(gate[1])
            os.read(gate[0], 1)
        try:
            work()
        except SystemExit as ended:
            code = int(ended.code or 0)
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
