"""Worker processes: order, what they cost when they die, what is held, and that none outlives its pool."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from briefing.errors import ModelError
from briefing.run.engines import processes
from briefing.run.pool import AHEAD, Lost, Pool
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def double(task: int) -> int:
    return 2 * task


def test_results_keep_the_order_of_the_tasks() -> None:
    reading, writing = os.pipe()

    def first_waits_for_second(task: int) -> int:
        if task == 0:
            os.read(reading, 1)
        if task == 1:
            os.write(writing, b"x")
        return task

    with Pool(work=first_waits_for_second, size=2) as pool:
        assert list(pool.in_order(range(20))) == list(range(20))
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_every_task_has_one_result(size: int, count: int) -> None:
    with Pool(work=double, size=size) as pool:
        assert list(pool.in_order(range(count))) == [2 * task for task in range(count)]


def dying(task: int, *, marks: Path, when: Callable[[int, int], bool]) -> int:
    """Dies of signal 9 where `when` says so of the task and of how often it was begun."""
    begun = len(list(marks.glob(f"{task}-*")))
    (marks / f"{task}-{begun}").touch()
    if when(task, begun):
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def test_a_task_whose_worker_died_is_done_by_another(tmp_path: Path) -> None:
    work = partial(dying, marks=tmp_path, when=lambda task, begun: task in {2, 5} and begun == 0)
    with Pool(work=work, size=2) as pool:
        assert list(pool.in_order(range(8))) == list(range(8))
    assert len(list(tmp_path.iterdir())) == 10


def test_a_task_whose_workers_die_twice_is_lost_and_no_other(tmp_path: Path) -> None:
    work = partial(dying, marks=tmp_path, when=lambda task, _: task == 3)
    with Pool(work=work, size=2) as pool:
        found = list(pool.in_order(range(6)))
    assert found == [0, 1, 2, Lost(3, "signal 9"), 4, 5]
    assert len(list(tmp_path.glob("3-*"))) == 2


def test_what_work_raises_is_raised_here() -> None:
    def damaged(task: int) -> int:
        raise ModelError(f"weights of {task}", hint="Install again.")

    with Pool(work=damaged, size=2) as pool, pytest.raises(ModelError) as caught:
        list(pool.in_order(range(4)))
    assert (caught.value.message[:10], caught.value.hint) == ("weights of", "Install again.")


def test_few_tasks_are_taken_ahead() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for task in range(1000):
            taken = task
            yield task

    with Pool(work=double, size=2) as pool:
        for done, _ in enumerate(pool.in_order(tasks())):
            assert taken <= done + AHEAD * 2


def test_the_meantime_is_used_once() -> None:
    used: list[int] = []
    with Pool(work=double, size=2) as pool:
        assert list(pool.in_order(range(5), meanwhile=lambda: used.append(1))) == [0, 2, 4, 6, 8]
    assert used == [1]


def test_no_worker_outlives_its_pool() -> None:
    with Pool(work=lambda _: os.getpid(), size=2) as pool:
        results = pool.in_order(range(100))
        workers = {next(results) for _ in range(10)}
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_no_worker_outlives_a_process_that_was_killed() -> None:
    script = (
        "import os, signal\n"
        "from briefing.run.pool import Pool\n"
        "with Pool(work=lambda task: task, size=3) as pool:\n"
        "    for done in pool.in_order(range(50)):\n"
        "        if done == 20:\n"
        "            os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # The workers hold standard output too: this returns only when all have ended.
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")


def test_failures_keep_their_places_and_a_lost_article_becomes_one() -> None:
    def work(article: Article) -> str:
        if article.id == "2":
            os.kill(os.getpid(), signal.SIGKILL)
        return article.id

    articles = [Article(id=str(at), source=f"{at}.txt", text="A.", sha256="") for at in range(4)]
    missing = Failure(source="x.txt", reason="x.txt is missing")
    found = list(processes(2)([articles[0], missing, *articles[1:]], work))
    assert found[:3] == ["0", missing, "1"]
    assert found[4] == "3"
    assert isinstance(found[3], Failure)
    assert found[3].reason.startswith("2.txt could not be analysed: its process ended twice (signal 9).")
