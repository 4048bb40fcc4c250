"""Worker processes: tasks in, results out in the order of the tasks, and a worker that dies costs nobody but itself.

Workers are forked when they are first needed, take one task at a time, and end when the pool does or when this process
dies. What passes between the two is pickled by one and read by the other: no file, and nothing from outside.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Generic, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD: Final = 4
"""Tasks a worker that may be under way or done before the oldest is: enough to keep all workers busy beside one long
article, and the bound of what waits in memory."""
TRIES: Final = 2
"""How often a task is begun: a second time where the first worker died, which may have been no fault of the task."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task in whose course a worker died each time; `ending` says how the last one did."""

    task: Task
    ending: str


@dataclass(slots=True)
class _Worker:
    """A process, this side of its pipes, and the number of the task that it has."""

    pid: int
    tasks: BinaryIO
    results: BinaryIO
    number: int | None = None


@dataclass(slots=True)
class Pool(Generic[Task, Result]):
    """At most `size` processes that do `work`. Use it as a context manager, for one `in_order`."""

    work: Callable[[Task], Result]
    size: int
    _workers: list[_Worker] = field(default_factory=list, init=False)
    _waiting: deque[int] = field(default_factory=deque, init=False)
    _tasks: dict[int, Task] = field(default_factory=dict, init=False)
    _tries: dict[int, int] = field(default_factory=dict, init=False)
    _done: dict[int, Result | Lost[Task]] = field(default_factory=dict, init=False)

    def __enter__(self) -> Pool[Task, Result]:
        """The pool; it has no process yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes, whatever they are at."""
        for worker in self._workers:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
            self._bury(worker)
        self._workers.clear()

    def in_order(
        self, tasks: Iterable[Task], *, meanwhile: Callable[[], None] | None = None
    ) -> Iterator[Result | Lost[Task]]:
        """The result of each task, in the order of the tasks, of which only some more than `size` are taken ahead.

        `meanwhile` is done once in this process, while the first task is under way. What `work` raises is raised here.
        """
        coming, last, number = iter(tasks), False, 0
        while True:
            while not last and len(self._tasks) < AHEAD * self.size and not self._full():
                try:
                    task = next(coming)
                except StopIteration:
                    last = True
                    break
                index = number + len(self._tasks)
                self._tasks[index], self._tries[index] = task, 0
                self._waiting.append(index)
                self._hand_out()
            if not self._tasks:
                return
            if meanwhile is not None:
                meanwhile()
                meanwhile = None
            if number not in self._done:
                self._collect()
            while number in self._done:
                del self._tasks[number], self._tries[number]
                yield self._done.pop(number)
                number += 1

    def _full(self) -> bool:
        """True where as many tasks wait as keep every worker busy after the one that it has."""
        return len(self._waiting) >= self.size

    def _hand_out(self) -> None:
        """Give waiting tasks to idle workers, and start workers where there are too few."""
        while self._waiting:
            worker = next((one for one in self._workers if one.number is None), None)
            if worker is None:
                if len(self._workers) >= self.size:
                    return
                worker = self._start()
            number = self._waiting.popleft()
            worker.number = number
            self._tries[number] += 1
            with suppress(BrokenPipeError):  # it died idle; its end is seen, and its task given away, when it is read
                pickle.dump(self._tasks[number], worker.tasks, pickle.HIGHEST_PROTOCOL)
                worker.tasks.flush()

    def _collect(self) -> None:
        """Wait until a worker has a result, or has died, and take what there is."""
        with selectors.DefaultSelector() as waiting:
            for worker in self._workers:
                if worker.number is not None:
                    waiting.register(worker.results, selectors.EVENT_READ, worker)
            ready: list[_Worker] = [key.data for key, _ in waiting.select()]
        for worker in ready:
            number = worker.number
            assert number is not None  # noqa: S101 - only those with a task are listened to
            worker.number = None
            try:
                failed, result = pickle.load(worker.results)  # noqa: S301 - from a process of our own
            except (EOFError, pickle.UnpicklingError):
                self._workers.remove(worker)
                self._retry(number, self._bury(worker))
                continue
            if failed:
                raise result
            self._done[number] = result
        self._hand_out()

    def _retry(self, number: int, ending: str) -> None:
        if self._tries[number] < TRIES:
            self._waiting.appendleft(number)
        else:
            self._done[number] = Lost(self._tasks[number], ending)

    def _start(self) -> _Worker:
        """Fork a worker, which keeps no other's pipes: it must see its own end when this process dies."""
        task_end, tasks = os.pipe()
        results, result_end = os.pipe()
        pid = os.fork()
        if pid == 0:
            for fileno in (tasks, results):
                os.close(fileno)
            for other in self._workers:
                os.close(other.tasks.fileno())
                os.close(other.results.fileno())
            _serve(self.work, os.fdopen(task_end, "rb"), os.fdopen(result_end, "wb"))
        os.close(task_end)
        os.close(result_end)
        worker = _Worker(pid=pid, tasks=os.fdopen(tasks, "wb"), results=os.fdopen(results, "rb"))
        self._workers.append(worker)
        return worker

    @staticmethod
    def _bury(worker: _Worker) -> str:
        """Close a worker's pipes and wait for its end; how it ended, in words."""
        with suppress(BrokenPipeError):
            worker.tasks.close()
        worker.results.close()
        status = os.waitpid(worker.pid, 0)[1]
        if os.WIFSIGNALED(status):
            return f"signal {os.WTERMSIG(status)}"
        return f"exit code {os.waitstatus_to_exitcode(status)}"


def _serve(work: Callable[[Any], Any], tasks: BinaryIO, results: BinaryIO) -> NoReturn:
    """A worker's life. It never returns into what this process was before, and leaves its files' buffers alone."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts all; the first process tells the others
        while True:
            try:
                task = pickle.load(tasks)  # noqa: S301 - from a process of our own
            except EOFError:
                code = 0
                break
            try:
                answer = (False, work(task))
            except Exception as error:  # raised where the result is waited for
                answer = (True, error)
            pickle.dump(answer, results, pickle.HIGHEST_PROTOCOL)
            results.flush()
    except BrokenPipeError:
        code = 0
    finally:
        os._exit(code)
