"""Kills runs at chosen points, and lets several run at once: a program of its own, because it forks.

    PYTHONPATH=tests python killing.py FOLDER POINTS     kill one run after the other, each at another point
    PYTHONPATH=tests python killing.py FOLDER race       several runs of two configurations at once, several times

How it kills is in `tests/forking.py`; here is what is looked at afterwards. Articles are analysed once, before any
fork: what is tested here is what a run keeps, not what it reads.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forking import Events, ended, forked

from briefing.cli.main import main
from briefing.run import attended, issue
from briefing.run.making import analysed
from briefing.sources.collect import read_all
from briefing.sources.desk import new_desk
from briefing.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIRE = Path(__file__).parent / "wire.jsonl"
SEED = 20260317
RACERS, RACES = 2, 2
NAMES = ("wire", "other")
CONFIG = """
name = "wire"
topic = "Wire"
archive = "archive.sqlite3"
[[sources]]
path = "news/"
[[outputs]]
path = "out/{name}-{number}.md"
[[outputs]]
path = "out/{name}-{number}.json"
"""


def is_change(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an event of Python's is a change outside the process's own memory."""
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    return event in ("os.rename", "os.remove", "os.mkdir", "sqlite3.connect")


def begun(folder: Path, *, name: str = "wire", last: int | None = None, gate: tuple[int, int] | None = None) -> int:
    """Begin a run in a process of its own; its process id. It leaves its events beside its outputs."""

    def run() -> None:
        events = Events(is_change, last=last) if gate is None else None
        try:
            main(["run", f"{name}.toml"])
        finally:
            if events is not None:
                (folder / "events.json").write_text(json.dumps(events.seen))

    return forked(folder, run, gate=gate)


def prepared(folder: Path, lines: list[str]) -> Path:
    """A folder with a configuration and an article a line."""
    (folder / "news").mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.toml").write_text(CONFIG.replace("wire", name))
    add(folder, lines)
    return folder


def add(folder: Path, lines: list[str]) -> None:
    """Put articles into the folder, each in a file of its own, and the first of them in a second file too."""
    for line in lines:
        (folder / "news" / f"{hashlib.sha256(line.encode()).hexdigest()[:8]}.json").write_text(line)
    (folder / "news" / f"again-{hashlib.sha256(lines[0].encode()).hexdigest()[:8]}.json").write_text(lines[0])


def faults(folder: Path, articles: int, names: Sequence[str] = ("wire",)) -> list[str]:
    """What is wrong with what the runs left: each article used once, each file whole, the archive sound."""
    found = []
    database = sqlite3.connect(folder / "archive.sqlite3")
    if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        found.append("the archive is damaged")
    if database.execute("PRAGMA foreign_key_check").fetchall():
        found.append("the archive refers to what is not there")
    kept = [row[0] for row in database.execute("SELECT id FROM article")]
    if len(kept) != articles:
        found.append(f"{len(kept)} of {articles} articles are kept")
    for name in names:
        used = Counter(
            row[0] for row in database.execute("SELECT article_id FROM issue_article WHERE name = ?", [name])
        )
        aside = [
            row[0]
            for row in database.execute(
                "SELECT article_id FROM sighting WHERE repeats IS NOT NULL AND name = ?", [name]
            )
        ]
        found += [f"{name} used article {key} {used[key]} times" for key in kept if used[key] != (key not in aside)]
        numbers = [row[0] for row in database.execute("SELECT number FROM issue WHERE name = ? ORDER BY id", [name])]
        if numbers != list(range(1, len(numbers) + 1)):
            found.append(f"issues of {name} are numbered {numbers}")
    recorded = list(database.execute("SELECT path, sha256, written FROM output"))
    database.close()
    for path, digest, written in recorded:
        if written is None or hashlib.sha256(Path(path).read_bytes()).hexdigest() != digest:
            found.append(f"{path} is not what was recorded")
    there = sorted(path.name for path in (folder / "out").glob("[!.]*"))
    if there != sorted(Path(path).name for path, _, _ in recorded):
        found.append(f"there are the files {there}")
    return found


def prepare(lines: list[str], folder: Path) -> None:
    """Analyse the articles, and load all that a run imports, once for all forks."""
    known = {}
    prepared(folder, lines)
    for item in read_all([str(folder / "news")], new_desk()):
        if isinstance(item, Article):
            known[item.sha256] = analysed(item, "news")
    issue.analysed = lambda article, _ranker: known[article.sha256]
    os.chdir(folder)
    with suppress(SystemExit):
        main(["run", "wire.toml", "--quiet"])


def kill_all(folder: Path, lines: list[str], points: int) -> list[dict[str, Any]]:
    """Runs killed at as many points, spread at random over all their events: the faults that each left."""
    early, late = lines[:5], lines[5:]
    whole = prepared(folder / "whole", early)
    assert ended(begun(whole)) == 0
    total = len(json.loads((whole / "events.json").read_text()))
    chosen = sorted(random.Random(SEED).sample(range(1, total + 1), points))  # noqa: S311 - the same points each time
    made = []
    for number in chosen:
        place = prepared(folder / f"at-{number}", early)
        killed = ended(begun(place, last=number))
        codes, again, wrong = [], 0, list[str]()
        if number % 2:
            # The next run completes what the killed one began; the one after it finds more.
            codes.append(ended(begun(place)))
            wrong += faults(place, len(early))
            add(place, late)
        else:
            # The next run finds more, and is killed as well.
            add(place, late)
            again = ended(begun(place, last=max(1, total - number)))
        codes += [ended(begun(place)), ended(begun(place))]
        said = (place / "stdout.txt").read_text()
        wrong += faults(place, len(lines))
        if any(codes) or not said.startswith("Nothing new"):
            wrong.append(f"ended with {codes}: {said}{(place / 'stderr.txt').read_text()}")
        made.append({"point": number, "of": total, "killed": killed, "again": again, "faults": wrong})
        shutil.rmtree(place)
    return made


@contextmanager
def unheeded(*_: object, **__: object) -> Iterator[None]:
    """In the place of the run lock: none."""
    yield None


def race(folder: Path, lines: list[str]) -> list[dict[str, Any]]:
    """Runs of both configurations set off at the same moment, then again with more articles.

    In every other race they do not heed the lock that keeps runs of one configuration apart: the archive has to.
    """
    heeded, made = attended.run_lock, []
    for number in range(RACES):
        attended.run_lock = heeded if number % 2 else unheeded
        place = prepared(folder / f"race-{number}", lines[:5])
        codes = []
        for more in ([], lines[5:]):
            if more:
                add(place, more)
            gate = os.pipe()
            children = [begun(place, name=name, gate=gate) for name in NAMES * RACERS]
            for end in gate:
                os.close(end)
            codes += [ended(child) for child in children]
        attended.run_lock = heeded
        last = [ended(begun(place, name=name)) for name in NAMES]
        heed = bool(number % 2)
        made.append({"heeded": heed, "codes": codes, "last": last, "faults": faults(place, len(lines), NAMES)})
        shutil.rmtree(place)
    return made


def start() -> None:
    folder, what = Path(sys.argv[1]), sys.argv[2]
    lines = WIRE.read_text("utf-8").splitlines()
    prepare(lines, folder / "read")
    results = race(folder, lines) if what == "race" else kill_all(folder, lines, int(what))
    print(json.dumps(results))


if __name__ == "__main__":
    start()
