"""Where articles are worked on: in this process, in several of its own, or on a Dask cluster; the results are the same.

An engine is given articles and what is to be done with each, and gives results in the articles' order, each as soon as
it and all before it are done. Only so many articles are held as keep the workers busy. Failures pass through in their
places; an article whose worker died twice becomes one.
"""

from __future__ import annotations

import os
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from briefing.run.pool import Lost, Pool
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Result = TypeVar("Result")

MOST_JOBS: Final = 8
"""Processes that are taken unasked: each holds the reader's weights, about 200 MB."""


class Engine(Protocol):
    """Does `work` on articles (see the module). Whatever `work` raises ends all."""

    def __call__(
        self, articles: Iterable[Article | Failure], work: Callable[[Article], Result], /
    ) -> Iterator[Result | Failure]:
        """The results, in order."""
        ...


def in_process(
    articles: Iterable[Article | Failure], work: Callable[[Article], Result], /
) -> Iterator[Result | Failure]:
    """One after the other, here."""
    for article in articles:
        yield article if isinstance(article, Failure) else work(article)


def processes(jobs: int | None = None, *, meanwhile: Callable[[], None] | None = None) -> Engine:
    """An engine of `jobs` processes; None for one a core. One process is this one, and so it is for a single article.

    `meanwhile` is work for this process while the first article is under way elsewhere; it makes even a single article
    worth a second process.
    """
    size = jobs or min(cores(), MOST_JOBS)

    def engine(
        articles: Iterable[Article | Failure], work: Callable[[Article], Result], /
    ) -> Iterator[Result | Failure]:
        coming = iter(articles)
        first: list[Article | Failure] = []
        for article in coming:  # no process for inputs that cannot be read
            if isinstance(article, Failure):
                yield article
                continue
            first = [article, *islice(coming, 1)]
            break
        whole = chain(first, coming)
        if not first:
            return
        if size == 1 or (len(first) < 2 and meanwhile is None):
            yield from in_process(whole, work)
            return
        with Pool(work=_passing(work), size=size) as pool:
            for result in pool.in_order(whole, meanwhile=meanwhile):
                yield lost(result) if isinstance(result, Lost) else result

    return engine


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def lost(task: Lost[Article | Failure]) -> Failure:
    """What is said of an article whose worker died."""
    source = task.task.source
    reason = f"{source} could not be analysed: its process ended twice ({task.ending}). Try it alone, with --jobs 1."
    return Failure(source=source, reason=reason)


def _passing(work: Callable[[Article], Result]) -> Callable[[Article | Failure], Result | Failure]:
    return lambda article: article if isinstance(article, Failure) else work(article)
