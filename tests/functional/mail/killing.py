"""Kills runs that send mail at every point, and lets several send at once: a program of its own, because it forks.

    PYTHONPATH=tests python killing.py SERVER FOLDER kill     one run after the other, each killed a step later
    PYTHONPATH=tests python killing.py SERVER FOLDER race     several processes at once, several times

SERVER is the folder of a server of `server.py`. How it kills is in `tests/forking.py`; here is what is looked at
afterwards. A first run, in this process, uses the only article; each further issue is a note that nothing is new,
rendered once for all of them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forking import Events, ended, forked

from briefing import render
from briefing.cli.main import main
from briefing.render import html, markdown

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLE = Path(__file__).parents[1] / "ferry.txt"
RACERS, RACES = 4, 4
STEP = 3
"""Every third point is tried: a run has about a hundred, and each costs two runs."""
TO = ("ann@example.org", "bob@example.org")
CONFIG = """
topic = "Wire"
archive = "archive.sqlite3"
when_empty = "note"
[[sources]]
path = "news/"
[[outputs]]
path = "out/{{name}}-{{number}}.md"
[mail]
sender = "desk@example.org"
to = {to}
[mail.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
pause = 0
"""


def is_change(event: str, _arguments: tuple[Any, ...]) -> bool:
    """Whether an event of Python's is one of those around a message on its way."""
    return event in ("smtplib.send", "socket.connect", "os.rename", "os.mkdir", "fcntl.lockf")


def begun(folder: Path, *, last: int | None = None, gate: tuple[int, int] | None = None) -> int:
    """Begin a run in a process of its own, or with a gate another try of what it left; its process id."""

    def run() -> None:
        Events(is_change, last=last)
        main(["run", "briefing.toml"] if gate is None else ["outbox", "retry"])

    return forked(folder, run, gate=gate, append=True)


def first(server: Path, folder: Path) -> Path:
    """A folder with a configuration, an article, and an issue of it that was sent; all modules are loaded after it."""
    (folder / "news").mkdir(parents=True)
    shutil.copy(ARTICLE, folder / "news")
    port = json.loads((server / "ports.json").read_text())["none"]
    (folder / "briefing.toml").write_text(CONFIG.format(to=json.dumps(TO), port=port))
    script(server, "first")
    os.chdir(folder)
    for module, name in ((render, "render"), (html, "render_html"), (markdown, "render_markdown")):
        setattr(module, name, rendered_once(getattr(module, name)))
    for _ in range(2):
        with suppress(SystemExit):
            main(["run", "briefing.toml", "-q"])
    return folder


def rendered_once(work: Callable[..., Any]) -> Callable[..., Any]:
    """Work whose first result for a format is that of all issues: the layout is tested elsewhere."""
    done: dict[Any, Any] = {}

    def cached(briefing: Any, form: Any = None, *rest: Any, **options: Any) -> Any:
        if form not in done:
            done[form] = work(briefing, form, *rest, **options)
        return done[form]

    return cached


def script(server: Path, name: str, *steps: dict[str, Any]) -> None:
    """Tell the server what to do from the next connection on."""
    (server / "script.part").write_text(json.dumps({"id": name, "steps": steps}))
    (server / "script.part").rename(server / "script.json")


def kept(server: Path, name: str) -> Counter[str]:
    """How often the server has kept the message with which Message-ID."""
    place = server / "kept" / name
    found: Counter[str] = Counter()
    for path in place.iterdir() if place.exists() else ():
        found[re.search(rb"^Message-ID: (\S+)", path.read_bytes(), re.MULTILINE)[1].decode()] += 1
    return found


def faults(folder: Path, copies: Counter[str], *, finished: bool) -> list[str]:
    """What is wrong: an issue without its messages, two copies, a state that is not true, silence."""
    if not (folder / "archive.sqlite3").exists():
        return []
    database = sqlite3.connect(folder / "archive.sqlite3")
    found = []
    with suppress(sqlite3.OperationalError):  # killed before there was a schema
        for issue, number in database.execute("SELECT id, number FROM issue WHERE number > 2").fetchall():
            sql = "SELECT recipient, message_id, state FROM delivery d JOIN mail m ON m.id = mail_id WHERE issue_id = ?"
            rows = database.execute(sql, (issue,)).fetchall()
            if sorted(row[0] for row in rows) != sorted(TO):
                found.append(f"issue {number} has messages to {[row[0] for row in rows]}")
            for to, message_id, state in rows:
                if copies[message_id] > 1:
                    found.append(f"{to} got issue {number} {copies[message_id]} times")
                allowed = (
                    {"accepted", "unknown", "sending"} if copies[message_id] else {"pending", "unknown", "sending"}
                )
                if state not in (allowed - {"sending", "pending"} if finished else allowed):
                    found.append(f"issue {number} to {to} is {state}; copies: {copies[message_id]}")
                if finished and state == "unknown" and to not in (folder / "stderr.txt").read_text():
                    found.append(f"nobody was told that issue {number} to {to} is unknown")
    database.close()
    return found


def kill(server: Path, top: Path) -> dict[str, Any]:
    """Kill a run at each point in turn, until one ends by itself."""
    found, unknown, point = [], 0, 1
    base = first(server, top / "first")
    while True:
        folder, name = shutil.copytree(base, top / str(point)), f"kill-{point}"
        script(server, name)
        code = ended(begun(folder, last=point))
        found += [f"{point}: {fault}" for fault in faults(folder, kept(server, name), finished=False)]
        again = ended(begun(folder))
        found += [f"{point}: {fault}" for fault in faults(folder, kept(server, name), finished=True)]
        told = "It is not known" in (folder / "stderr.txt").read_text()
        unknown += told
        if again != (1 if told else 0):
            found.append(f"{point}: the next run ended with {again}")
        if code != -signal.SIGKILL:
            return {"points": point, "unknown": unknown, "faults": found, "last": code}
        point += STEP


def race(server: Path, top: Path) -> dict[str, Any]:
    """Several processes send what is pending at the same moment."""
    found, codes = [], Counter()
    base = first(server, top / "first")
    for number in range(RACES):
        folder, name = shutil.copytree(base, top / f"race-{number}"), f"race-{number}"
        script(server, name, {"stage": "CONNECT", "do": "reply and drop 421 not yet"})
        ended(begun(folder))
        script(server, name)
        gate = os.pipe()
        children = [begun(folder, gate=gate) for _ in range(RACERS)]
        os.close(gate[1])
        codes.update(ended(child) for child in children)
        os.close(gate[0])
        copies = kept(server, name)
        found += [f"{number}: {fault}" for fault in faults(folder, copies, finished=True)]
        if sorted(copies.values()) != [1, 1]:
            found.append(f"{number}: {copies}")
    return {"codes": {str(code): count for code, count in codes.items()}, "faults": found}


if __name__ == "__main__":
    place, where, what = Path(sys.argv[1]), Path(sys.argv[2]), {"kill": kill, "race": race}[sys.argv[3]]
    print(json.dumps(what(place, where)))
