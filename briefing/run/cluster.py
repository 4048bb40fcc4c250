"""An engine on a Dask cluster: one that runs already, or one of this machine's own processes for as long as it takes.

The scheduler gives the articles of a worker that is lost to others, and their results are what they would have been.
Dask is an extra (`pip install 'briefing[dask]'`) and is imported here only.
"""

from __future__ import annotations

import logging
from collections import deque
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from briefing import __version__
from briefing.errors import BriefingError, UsageError
from briefing.run.engines import Engine, cores
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Result = TypeVar("Result")

AHEAD: Final = 4
"""Articles a thread of the cluster that may be under way or done before the oldest is; more would fill the memory of
the scheduler, fewer leave workers idle beside a long article."""
PATIENCE: Final = 20
"""Seconds to wait for the scheduler, and for its first worker."""


def cluster(scheduler: str | None = None, *, jobs: int | None = None) -> Engine:
    """An engine on the cluster of `scheduler` ("tcp://host:8786"), or on a local one of `jobs` processes (one a core).

    Raises UsageError where Dask is not installed, the scheduler or its workers do not answer, or a worker has another
    release of this program, which might give other results.
    """

    def engine(
        articles: Iterable[Article | Failure], work: Callable[[Article], Result], /
    ) -> Iterator[Result | Failure]:
        with _client(scheduler, jobs) as client:
            size = AHEAD * sum(client.nthreads().values())
            coming = iter(articles)
            under_way: deque[tuple[Article | Failure, Any]] = deque()
            while True:
                for article in islice(coming, max(0, size - len(under_way))):
                    under_way.append((article, _submitted(client, work, article)))
                if not under_way:
                    return
                article, future = under_way.popleft()
                yield article if isinstance(article, Failure) else _result(article, future)

    return engine


def release() -> str:
    """The release of this program that a worker has."""
    return __version__


def _submitted(client: Any, work: Callable[[Article], Result], article: Article | Failure) -> Any:  # noqa: ANN401
    return None if isinstance(article, Failure) else client.submit(work, article, pure=False)


def _result(article: Article, future: Any) -> Any:  # noqa: ANN401 - Dask's futures have no types
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        source = article.source
        reason = f"{source} could not be analysed: the workers that had it were lost. Try it alone, without --engine."
        return Failure(source=source, reason=reason)


@contextmanager
def _client(scheduler: str | None, jobs: int | None) -> Iterator[Any]:
    try:
        dask: Any = import_module("dask")
        distributed: Any = import_module("distributed")
    except ImportError as error:
        hint = "Install it: pip install 'briefing[dask]'."
        raise UsageError("The engine 'dask' needs the package distributed.", hint=hint) from error
    # Dask tells of every worker that it loses, which is what it is for.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.comm.timeouts.connect": f"{PATIENCE}s"}):
        if scheduler is None:
            size = jobs or cores()
            with (
                distributed.LocalCluster(
                    n_workers=size, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
                ) as local,
                distributed.Client(local) as client,
            ):
                yield client
            return
        with _connected(distributed, scheduler) as client:
            yield client


def _connected(distributed: Any, scheduler: str) -> Any:  # noqa: ANN401
    """A client of a cluster that runs already, and whose workers have this release."""
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        hint = "Start it (dask scheduler), and check the address that it prints: tcp://host:8786."
        raise UsageError(f"The scheduler {scheduler!r} does not answer.", hint=hint) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        found = set(client.run(release).values())
    except TimeoutError as error:
        hint = f"Start one: dask worker {scheduler} --nthreads 1."
        fault: BriefingError = UsageError(f"The scheduler {scheduler!r} has no worker.", hint=hint)
        client.close()
        raise fault from error
    except ImportError as error:
        client.close()
        hint = f"Install release {__version__} there, too."
        raise UsageError(f"A worker of {scheduler!r} does not have this program.", hint=hint) from error
    if found != {__version__}:
        client.close()
        hint = f"This is {__version__}: install it there, too."
        raise UsageError(f"Workers of {scheduler!r} have the release {', '.join(sorted(found))}.", hint=hint)
    return client
