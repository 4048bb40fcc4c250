"""Several processes, and a Dask cluster: the same bytes as one process, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

COUNT = 7


@pytest.fixture
def news(tmp_path: Path, text: str) -> Path:
    """A folder of articles, one of which is none."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:02}.txt").write_text(f"{text}\n\nThis is edition {number}.\n", encoding="utf-8")
    (folder / "03.txt").write_bytes(b"\x00\x01\x02")
    return folder


def workers_of(process: int) -> list[int]:
    """The processes that a process started and that work for it."""
    children = [
        int(child)
        for listed in Path(f"/proc/{process}/task").glob("*/children")
        for child in listed.read_text().split()
    ]
    return [child for child in children if "resource_tracker" not in Path(f"/proc/{child}/cmdline").read_text()]


def test_the_number_of_processes_changes_no_byte(run: Run, news: Path, tmp_path: Path) -> None:
    done = [run("analyse", news, "--jobs", str(jobs)) for jobs in (1, 3)]
    assert done[0] == done[1]
    assert (done[0].code, done[0].out.count(b"\n")) == (1, COUNT - 1)
    for jobs in (1, 2):
        run("make", news, "--jobs", str(jobs), "-o", f"{jobs}.md", "-o", f"{jobs}.docx")
    for ending in ("md", "docx"):
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="a process's workers are found in /proc")
@pytest.mark.parametrize("engine", ["local", "dask"])
def test_a_killed_worker_costs_only_time(
    run: Run, news: Path, command: list[str], environment: dict[str, str], engine: str
) -> None:
    expected = run("analyse", news.name, "--jobs", "1").out
    line = [*command, "analyse", news.name, "--engine", engine, "--jobs", "2"]
    said = news.parent / "errors.txt"
    with (
        open(said, "wb") as errors,  # noqa: PTH123
        subprocess.Popen(line, cwd=news.parent, env=environment, stdout=subprocess.PIPE, stderr=errors) as process,
    ):
        assert process.stdout is not None
        first = process.stdout.readline()
        workers = workers_of(process.pid)
        assert len(workers) == 2
        os.kill(workers[0], signal.SIGKILL)
        rest = process.stdout.read()
    assert first + rest == expected
    assert [line.split()[1] for line in said.read_text("utf-8").splitlines()] == ["news/03.txt"]


def test_a_cluster_that_is_not_there(run: Run, news: Path) -> None:
    assert run("analyse", news, "--scheduler", "tcp://127.0.0.1:1").code == 2
    done = run("analyse", news, "--engine", "dask", "--scheduler", "nonsense://127.0.0.1:1")
    assert done.code == 2
    assert done.err.startswith("Error: The scheduler 'nonsense://127.0.0.1:1' does not answer. Start it")
