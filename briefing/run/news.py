"""What is new: which articles an issue is made of, which only repeat what was reported before, which wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from briefing.store.articles import Stored, by_hash, used_lately, waiting

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.run.collecting import Collected
    from briefing.run.issue import RunOrder
    from briefing.store import Archive

REPEATED_WITHIN: Final = timedelta(days=14)
"""A wire copy comes within days; an article that is like one of last month's is more likely news in old words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The articles of an issue, oldest first; `repeats` gives those that repeat one used before, by hash."""

    fresh: tuple[Stored, ...]
    repeats: Mapping[str, str]
    later: int = 0
    """How many articles wait for a later run: more than the limit, or older than --since."""


def choose(archive: Archive, order: RunOrder, collected: Collected) -> Choice:
    """What the next issue is to be made of. Call it after what was collected is kept."""
    config = order.loaded.config
    candidates = waiting(archive, config.name)
    repeats: dict[str, str] = {}
    if order.again:
        known = {one.key for one in candidates}
        held = by_hash(archive, [article.sha256 for article in collected.articles])
        candidates = tuple(
            sorted((*candidates, *(one for one in held if one.key not in known)), key=lambda one: one.key)
        )
    else:
        repeats = _repeats(archive, order, candidates)
    left = [one for one in candidates if one.article.sha256 not in repeats]
    recent = [one for one in left if order.since is None or _time(one) >= order.since]
    fresh = recent[: config.limits.articles]
    return Choice(fresh=tuple(fresh), repeats=repeats, later=len(left) - len(fresh))


def _repeats(archive: Archive, order: RunOrder, candidates: tuple[Stored, ...]) -> dict[str, str]:
    """Hash -> hash of the article used before that it nearly is, and to which it adds next to nothing.

    A report that has grown by what happened since is news, though most of it was there before.
    """
    if not candidates:
        return {}
    used = used_lately(archive, order.loaded.config.name, since=order.now - REPEATED_WITHIN)
    if not used:
        return {}
    from briefing.compose.copies import HELD, near_copies, share

    groups = near_copies([one.article for one in (*used, *candidates)])
    found = {}
    for candidate, at in zip(candidates, groups[len(used) :], strict=True):
        if at < len(used) and share(candidate.article, used[at].article) >= HELD:
            found[candidate.article.sha256] = used[at].article.sha256
    return found


def _time(stored: Stored) -> datetime:
    return stored.article.published or stored.first_seen
