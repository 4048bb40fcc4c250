"""Reads every file of a folder as `briefing` reads its inputs, under watch, and prints what came of it as JSON.

Run in a process of its own: nothing may be written, no program started, no address reached, and no input may take more
than `SECONDS` of the processor.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any, Final

from briefing.sources.collect import read
from briefing.sources.desk import new_desk
from briefing.sources.language import name_of_language
from briefing.sources.limits import Limits
from briefing.types import Article

SECONDS: Final = 20.0

_WRITES: Final = ("w", "a", "x", "+")
_WRITE_FLAGS: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_FORBIDDEN: Final = (
    *("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen", "pty.spawn"),
    *(
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.chmod",
    ),
    *("os.link", "os.symlink", "os.truncate", "os.chown", "shutil.copyfile", "shutil.move", "tempfile.mkstemp"),
    *("tempfile.mkdtemp", "pickle.find_class", "urllib.Request", "http.client.connect", "ftplib.connect"),
)


class TooSlow(BaseException):
    """No `except Exception` catches it."""


def watch(deeds: list[str], canary: str) -> None:
    """Note each deed that reading must not do; a name is never looked up."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN:
            deeds.append(f"{event} {arguments!r:.200}")
        elif event == "open":
            path, mode, flags = arguments
            writes = any(letter in mode for letter in _WRITES) if isinstance(mode, str) else flags & _WRITE_FLAGS
            if path == canary or writes:
                deeds.append(f"open {path!r} {mode} {flags:x}")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    def too_slow(*_: object) -> None:
        raise TooSlow

    name_of_language(
        "Le conseil du port a vote hier soir sur la ligne de ferry.", declared=None
    )  # unpacks a model into a nameless file
    socket.getaddrinfo = unknown
    signal.signal(signal.SIGPROF, too_slow)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(hook)


def main(folder: str, canary: str) -> dict[str, Any]:
    """What came of each file, and what was done that must not be."""
    deeds: list[str] = []
    watch(deeds, canary)
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(Path(folder).iterdir()):
        desk = new_desk(Limits(pause=0, longest_wait=0, attempts=1))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            results = list(read(str(path), desk))
        except TooSlow:
            deeds.append(f"more than {SECONDS:g} seconds of the processor for {path.name}")
            continue
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        found[path.name] = [
            {"text": one.text, "fields": [one.source, one.title, one.byline, one.publisher, one.link]}
            if isinstance(one, Article)
            else {"fields": [one.source, one.reason]}
            for one in results
        ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"found": found, "deeds": deeds, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
