"""What a configuration's sources hold now: articles and failures, source by source."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.config.mistakes import Mistake, with_lines
from briefing.sources.clock import SystemClock
from briefing.sources.collect import Harvest
from briefing.sources.collect import collect as read_place
from briefing.sources.desk import new_desk
from briefing.sources.limits import Limits
from briefing.sources.names import shown
from briefing.store.runs import FeedState, feed_state, places_seen
from briefing.types import Article, Failure, Validators

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from briefing.config import Fetch, Loaded, Source
    from briefing.sources.desk import Desk
    from briefing.store import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What came of all sources together: `answered` of `asked` sources could be read, were it to find nothing there."""

    articles: tuple[Article, ...]
    failures: tuple[Failure, ...]
    aside: tuple[Failure, ...]
    """What this program had made itself, and set aside."""
    asked: int
    answered: int
    unchanged: int = 0
    """Feeds and pages that have nothing newer than what they answered last."""
    states: tuple[FeedState, ...] = ()
    """What feeds and pages answered: to be kept in the transaction that keeps the articles."""


def collect(loaded: Loaded, archive: Archive, *, skip: Sequence[str], now: datetime, again: bool = False) -> Collected:
    """Read every source of the configuration; files in `skip` (the program's own) are no articles.

    Feeds and pages are asked only for what `archive` does not hold yet, or with `again` for all that they have.
    """
    name = loaded.config.name
    seen = {} if again else places_seen(archive, name)
    desk = new_desk(fetch_limits(loaded.config.fetch), clock=SystemClock(now), skip=tuple(skip), seen=seen.get)
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    aside: list[Failure] = []
    states: list[FeedState] = []
    answered = unchanged = 0
    for source in loaded.config.sources:
        address = source.address
        known = feed_state(archive, name, address) if address and not again else None
        harvest = _of(source, loaded, desk, known)
        failures += harvest.failures
        aside += harvest.aside
        answered += harvest.answered
        unchanged += harvest.unchanged
        if address and harvest.validators:
            states.append(_state(address, harvest.validators, now))
        for article in harvest.articles:
            articles.setdefault(article.sha256, _named(article, source))
    return Collected(
        articles=tuple(articles.values()),
        failures=tuple(failures),
        aside=tuple(aside),
        asked=len(loaded.config.sources),
        answered=answered,
        unchanged=unchanged,
        states=tuple(states),
    )


def fetch_limits(fetch: Fetch) -> Limits:
    """The limits of a run over feeds and pages; what the configuration leaves out is the program's own value."""
    told = {name: value for name, value in fetch if value is not None and name != "megabytes"}
    limits = replace(Limits(), **told)
    return limits if fetch.megabytes is None else replace(limits, page_bytes=int(fetch.megabytes * 1_000_000))


def _state(address: str, told: Validators, now: datetime) -> FeedState:
    return FeedState(
        address=address, etag=told.etag, last_modified=told.last_modified, moved_to=told.moved_to, checked=now
    )


def _of(source: Source, loaded: Loaded, desk: Desk, known: FeedState | None) -> Harvest:
    if source.address is not None:
        told = Validators()
        if known is not None:
            told = Validators(etag=known.etag, last_modified=known.last_modified, moved_to=known.moved_to)
        return read_place(source.address, desk, validators=told, feed=source.feed is not None)
    path = loaded.place(source.path or "")
    return Harvest() if _is_empty(path) else _as_configured(read_place(path, desk), path, loaded)


def _as_configured(harvest: Harvest, path: str, loaded: Loaded) -> Harvest:
    """The harvest of `path` with its files named as the configuration does, not from the root of the disk.

    An issue goes to readers, who are not to learn where on a machine its files lie. What is in the configuration's
    folder is named from there, anything else from the folder that its source lies in.
    """
    folder = loaded.place("")
    if not path.startswith(os.path.join(folder, "")):
        folder = os.path.dirname(_without_pattern(path))
    above = shown(os.path.join(folder, ""))
    if above == os.sep:
        return harvest

    def near(text: str) -> str:
        return text.replace(above, "")

    def told(failure: Failure) -> Failure:
        return replace(failure, source=near(failure.source), reason=near(failure.reason), within=near(failure.within))

    return replace(
        harvest,
        articles=tuple(replace(one, source=near(one.source)) for one in harvest.articles),
        failures=tuple(map(told, harvest.failures)),
        aside=tuple(map(told, harvest.aside)),
    )


def _without_pattern(path: str) -> str:
    """The last folder of a pattern that is none itself; any other path as it is."""
    if os.path.lexists(path):
        return path
    while glob.has_magic(path):
        path = os.path.dirname(path)
    return path


def places_of(loaded: Loaded) -> tuple[str, ...]:
    """The files, folders and patterns of the configuration's sources, as they can be opened."""
    return tuple(loaded.place(source.path) for source in loaded.config.sources if source.path)


def not_there(loaded: Loaded) -> tuple[str, ...]:
    """What a run would fail to read because it is not there now, a line each with its place in the configuration.

    It may be there by the time of the run, so it is no mistake. Feeds and pages are not asked for.
    """
    found = []
    for number, source in enumerate(loaded.config.sources):
        path = loaded.place(source.path) if source.path else None
        if (
            path is not None
            and not os.path.lexists(path)
            and not _is_empty(path)
            and not glob.glob(path, recursive=True)
        ):
            message = f"{shown(path)} is not there now; a run would name it as failed"
            found.append(Mistake(where=("sources", number, "path"), message=message))
    text = loaded.path.read_text("utf-8-sig") if found else ""
    return tuple(one.told(str(loaded.path)) for one in with_lines(found, text))


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
    return os.path.isdir(_without_pattern(path)) and not glob.glob(path, recursive=True)


def _named(article: Article, source: Source) -> Article:
    """The article with the publisher that the configuration gives it where it names none itself."""
    return replace(article, publisher=source.publisher) if source.publisher and not article.publisher else article
