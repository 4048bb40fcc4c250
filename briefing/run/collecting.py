"""What a configuration's sources hold now: articles and failures, source by source."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.config.mistakes import Mistake, with_lines
from briefing.run.faults import Fault, faults_told
from briefing.run.from_paths import from_path, is_empty
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
    known: tuple[Failure, ...]
    """Files that cannot be used, as an earlier run told."""
    faults: tuple[Fault, ...]
    """Of those files and of new ones: to be kept, so that the next run knows them."""
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
    told = frozenset[Fault]() if again else faults_told(archive, name)
    desk = new_desk(fetch_limits(loaded.config.fetch), clock=SystemClock(now), skip=tuple(skip), seen=seen.get)
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    aside: list[Failure] = []
    known: list[Failure] = []
    faults: list[Fault] = []
    states: list[FeedState] = []
    answered = unchanged = 0
    for source in loaded.config.sources:
        address = source.address
        if address is None:
            found = from_path(source, loaded, desk, told)
            harvest = found.harvest
            faults += found.faults
            known += found.known
        else:
            harvest = _from_address(source, desk, None if again else feed_state(archive, name, address))
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
        known=tuple(known),
        faults=tuple(faults),
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


def _from_address(source: Source, desk: Desk, known: FeedState | None) -> Harvest:
    told = Validators()
    if known is not None:
        told = Validators(etag=known.etag, last_modified=known.last_modified, moved_to=known.moved_to)
    return read_place(source.place, desk, validators=told, feed=source.feed is not None)


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
            and not is_empty(path)
            and not glob.glob(path, recursive=True)
        ):
            message = f"{shown(path)} is not there now; a run would name it as failed"
            found.append(Mistake(where=("sources", number, "path"), message=message))
    text = loaded.path.read_text("utf-8-sig") if found else ""
    return tuple(one.told(str(loaded.path)) for one in with_lines(found, text))


def _named(article: Article, source: Source) -> Article:
    """The article with the publisher that the configuration gives it where it names none itself."""
    return replace(article, publisher=source.publisher) if source.publisher and not article.publisher else article
