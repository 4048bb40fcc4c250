"""What a configuration's sources hold now: articles and failures, source by source."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.sources.collect import read_all
from briefing.sources.desk import new_desk
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.config import Loaded, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What came of all sources together: `answered` of `asked` sources could be read, were it to find nothing there."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...]
    asked: int
    answered: int


def collect(loaded: Loaded, *, skip: Sequence[str]) -> Collected:
    """Read every source of the configuration; files in `skip` (the program's own) are no articles."""
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    answered = 0
    for source in loaded.config.sources:
        found = list(_of(source, loaded, skip))
        failed = [item for item in found if isinstance(item, Failure)]
        failures += failed
        answered += len(failed) < len(found) or not found
        for item in found:
            if isinstance(item, Article):
                articles.setdefault(item.sha256, _named(item, source))
    return Collected(
        articles=tuple(articles.values()),
        failures=tuple(failures),
        asked=len(loaded.config.sources),
        answered=answered,
    )


def _of(source: Source, loaded: Loaded, skip: Sequence[str]) -> Iterator[Article | Failure]:
    if source.path is None:
        yield Failure(source=source.place, reason=f"{source.place} is an address, and only files can be read yet.")
        return
    path = loaded.place(source.path)
    if _is_empty(path):
        return
    yield from read_all([path], new_desk(skip=tuple(skip)))


def _is_empty(path: str) -> bool:
    """True for a folder without files, and for a pattern that matches nothing in a folder that is there.

    Where articles are dropped off, an empty folder is an answer: nothing new. A folder that is not there is none.
    """
    if os.path.isdir(path):
        try:
            return not any(name for name in os.listdir(path) if not name.startswith("."))
        except OSError:
            return False
    if not glob.has_magic(path) or os.path.lexists(path):
        return False
    folder = path
    while glob.has_magic(folder):
        folder = os.path.dirname(folder)
    return os.path.isdir(folder) and not glob.glob(path, recursive=True)


def _named(article: Article, source: Source) -> Article:
    """The article with the publisher that the configuration gives it where it names none itself."""
    return replace(article, publisher=source.publisher) if source.publisher and not article.publisher else article
