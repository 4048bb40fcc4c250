"""Several processes: the same bytes as one, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

CHILDREN = Path("/proc/self/task")
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


def test_the_number_of_processes_changes_no_byte(run: Run, news: Path, tmp_path: Path) -> None:
    done = [run("analyse", news, "--jobs", str(jobs)) for jobs in (1, 3)]
    assert done[0] == done[1]
    assert (done[0].code, done[0].out.count(b"\n")) == (1, COUNT - 1)
    for jobs in (1, 2):
        run("make", news, "--jobs", str(jobs), "-o", f"{jobs}.md", "-o", f"{jobs}.docx")
    for ending in ("md", "docx"):
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()


@pytest.mark.skipif(not CHILDREN.exists(), reason="a process's children are found in /proc")
def test_a_killed_worker_costs_only_time(
    run: Run, news: Path, command: list[str], environment: dict[str, str], tmp_path: Path
) -> None:
    expected = run("analyse", news.name, "--jobs", "1").out
    line = [*command, "analyse", news.name, "--jobs", "2"]
    with (
        open(tmp_path / "errors.txt", "wb") as errors,  # noqa: PTH123
        subprocess.Popen(line, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=errors) as process,
    ):
        assert process.stdout is not None
        first = process.stdout.readline()
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
        assert len(workers) == 2
        os.kill(int(workers[0]), signal.SIGKILL)
        rest = process.stdout.read()
    assert first + rest == expected
    assert len((tmp_path / "errors.txt").read_text("utf-8").splitlines()) == 1
    assert process.returncode == 1
