"""A run that is killed is completed by the next; runs at once share the work: no article lost, none used twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.functional.conftest import Run

HERE = Path(__file__).parent
POINTS = 30
BUSY = 75
"""Exit code of a run that finds another at work."""

CONFIG = """
name = "wire"
topic = "Wire"
archive = "archive.sqlite3"
[[sources]]
path = "wire.jsonl"
[[outputs]]
path = "out/{name}-{number}.docx"
[[outputs]]
path = "out/{name}-{number}.json"
"""


MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
"""A file system in memory, where there is one: what a killed process leaves is the same there, and all the waiting for
the disk is spared."""


@pytest.fixture
def killing(environment: dict[str, str]) -> Iterator[Callable[[str], list[dict[str, Any]]]]:
    """Runs `killing.py` in a process of its own, which forks; what it found."""
    with TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        yield lambda what: found_by(what, folder, environment)


def found_by(what: str, folder: str, environment: dict[str, str]) -> list[dict[str, Any]]:
    arguments = [sys.executable, str(HERE / "killing.py"), folder, what]
    environment = {**environment, "PYTHONPATH": str(HERE.parent)}  # where forking.py is
    done = subprocess.run(arguments, capture_output=True, text=True, env=environment, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_run_killed_at_thirty_points_is_completed_by_the_next(killing: Callable[[str], list[dict[str, Any]]]) -> None:
    points = killing(str(POINTS))
    assert len({one["point"] for one in points}) == POINTS
    assert {one["killed"] for one in points} == {-9}
    assert sum(one["again"] == -9 for one in points) >= 5
    assert [one for one in points if one["faults"]] == []


def test_runs_at_once_use_each_article_once(killing: Callable[[str], list[dict[str, Any]]]) -> None:
    races = killing("race")
    for one in races:
        assert one["faults"] == []
        assert one["last"] == [0, 0]
        assert set(one["codes"]) <= ({0, BUSY} if one["heeded"] else {0})
    assert {one["heeded"] for one in races} == {True, False}


def test_the_command_killed_at_random_moments(
    run: Run, command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "briefing.toml").write_text(CONFIG)
    (tmp_path / "wire.jsonl").write_bytes((HERE / "wire.jsonl").read_bytes())
    moments = random.Random(8)  # noqa: S311 - any moment will do: whatever the run has done by then, the end is the same
    for _ in range(2):
        process = subprocess.Popen(
            [*command, "run", "briefing.toml"],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=moments.uniform(0.3, 2.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    assert run("run", "briefing.toml").code == 0
    again = run("run", "briefing.toml")
    assert (again.code, again.out) == (0, b"Nothing new: 8 articles in 1 source\n")
    record = json.loads((tmp_path / "out" / "wire-1.json").read_text("utf-8"))
    assert len(record["sources"]) == 7
    assert sum(len(entry.get("copies", ())) for entry in record["sources"]) == 1
