"""What a file, folder or pattern of a configuration holds now, as a run tells of it."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.run.faults import Fault, fault_of
from briefing.sources.collect import Harvest, collect
from briefing.sources.names import shown
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefing.config import Loaded, Source
    from briefing.sources.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPath:
    """What a path holds: its `harvest` without those failures that are `known`, and the `faults` behind both."""

    harvest: Harvest
    known: tuple[Failure, ...] = ()
    faults: tuple[Fault, ...] = ()


def from_path(source: Source, loaded: Loaded, desk: Desk, told: Collection[Fault]) -> FromPath:
    """What the path of `source` holds now; `told` are faults that an earlier run told.

    A folder with nothing but these was read: nothing in it is new.
    """
    path = loaded.place(source.path or "")
    if is_empty(path):
        return FromPath(harvest=Harvest())
    harvest = collect(path, desk)
    near = _Near(path, loaded)
    faults: list[Fault] = []
    fresh: list[Failure] = []
    known: list[Failure] = []
    for failure in harvest.failures:
        fault = fault_of(failure, shown(path))
        if fault is not None:
            faults.append(fault)
        (known if fault in told else fresh).append(near.failure(failure))
    harvest = replace(
        harvest,
        articles=tuple(map(near.article, harvest.articles)),
        failures=tuple(fresh),
        aside=tuple(map(near.failure, harvest.aside)),
        answered=harvest.answered or (bool(known) and not fresh),
    )
    return FromPath(harvest=harvest, known=tuple(known), faults=tuple(faults))


class _Near:
    """Names files as the configuration does, not from the root of the disk.

    An issue goes to readers, who are not to learn where on a machine its files lie. What is in the configuration's
    folder is named from there, anything else from the folder that its source lies in.
    """

    def __init__(self, path: str, loaded: Loaded) -> None:
        """`path` is that of the source."""
        folder = loaded.place("")
        if not path.startswith(os.path.join(folder, "")):
            folder = os.path.dirname(_without_pattern(path))
        above = shown(os.path.join(folder, ""))
        self._above = "" if above == os.sep else above

    def _named(self, text: str) -> str:
        return text.replace(self._above, "") if self._above else text

    def article(self, one: Article) -> Article:
        """The article with its source so named."""
        return replace(one, source=self._named(one.source))

    def failure(self, one: Failure) -> Failure:
        """The failure with its source so named, also in the reason."""
        source, reason, within = map(self._named, (one.source, one.reason, one.within))
        return replace(one, source=source, reason=reason, within=within)


def is_empty(path: str) -> bool:
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


def _without_pattern(path: str) -> str:
    """The last folder on the way to a pattern that is none itself; any other path as it is."""
    while glob.has_magic(path) and not os.path.lexists(path):
        path = os.path.dirname(path)
    return path
