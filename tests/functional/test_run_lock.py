"""Runs that are started at once: one works, the others leave with a code of their own; each has a line in the log."""

from __future__ import annotations

import json
import subprocess
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.functional.conftest import Run

CONFIG = """
topic = "Morning"
archive = "archive.sqlite3"
[[sources]]
path = "news/"
[[outputs]]
path = "{name}-{number}.md"
"""


@pytest.fixture
def config(tmp_path: Path, text: str) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "morning.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def log_of(config: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (config.parent / "archive.sqlite3.morning.runs.jsonl").open("rb")]


def test_of_runs_at_once_one_works(
    config: Path, text: str, command: list[str], environment: dict[str, str], run: Run
) -> None:
    # The one that works waits at its standard input, which is among its sources, until all others have left.
    config.write_text(CONFIG.replace("news/", "/dev/stdin"), encoding="utf-8")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen([*command, "run", config, "-v"], env=environment, **pipes) for _ in range(3)]
    at_work = {process.stderr: process for process in started}
    left = []
    while len(at_work) > 1:
        for stream in wait(list(at_work)):
            if not stream.read1():
                process = at_work.pop(stream)
                left.append(process.wait())
                process.communicate()
    assert left == [75, 75]
    (worker,) = at_work.values()
    again = run("run", config)
    assert again.code == 75
    assert f"Another run of 'morning' is at work (process {worker.pid}, since 2" in again.err
    worker.communicate(text.encode())
    assert worker.returncode == 0
    assert sorted(str(one["outcome"]) for one in log_of(config)) == ["busy"] * 3 + ["made"]


def test_the_lock_of_a_killed_run_is_free(
    config: Path, command: list[str], environment: dict[str, str], run: Run
) -> None:
    config.write_text(CONFIG.replace("news/", "/dev/stdin"), encoding="utf-8")
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*command, "run", config, "-v"], env=environment, **pipes) as killed:
        assert killed.stderr is not None
        while b"run lock of morning is held" not in killed.stderr.readline():
            assert killed.poll() is None
        killed.kill()
    config.write_text(CONFIG, encoding="utf-8")
    assert run("run", config).code == 0
    (made,) = log_of(config)
    assert str(made["killed_before"]).startswith(f"process {killed.pid}, since 2")


def test_each_run_leaves_a_line_in_the_log(run: Run, config: Path) -> None:
    assert run("run", config).code == 0
    (config.parent / "news" / "bad.txt").write_bytes(b"\x00\x01\x02" * 40)
    assert run("run", config, "-q").code == 1
    made, failed = log_of(config)
    assert (made["outcome"], made["issue"], made["articles"], made["exit_code"]) == ("made", 1, 1, 0)
    assert (failed["outcome"], failed["exit_code"], failed["failed"]) == ("nothing-new", 1, 1)
    assert "issue" not in failed


def test_a_dry_run_leaves_nothing_behind(run: Run, config: Path) -> None:
    assert run("run", config, "--dry-run").code == 0
    assert sorted(path.name for path in config.parent.iterdir()) == ["morning.toml", "news"]
