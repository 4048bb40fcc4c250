"""What reading needs beside the bytes, and where they came from: passed down through every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final, TypedDict, Unpack

from briefing.errors import InputError
from briefing.sources.article import Facts
from briefing.sources.clock import Clock, SystemClock
from briefing.sources.kinds import Kind
from briefing.sources.limits import Limits
from briefing.sources.web import Fetcher, LateFetcher


class Means(TypedDict, total=False):
    """What `new_desk` takes beside limits, clock and fetcher: fields of `Desk`."""

    stdin: BinaryIO | None
    skip: tuple[str, ...]
    seen: Callable[[str], datetime | None]


NO_FACTS: Final = Facts()


def _none_seen(_link: str) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The means of one run (see `new_desk`)."""

    limits: Limits
    clock: Clock
    fetcher: Fetcher
    stdin: BinaryIO | None = None
    skip: tuple[str, ...] = ()
    """Files that are no inputs: the run's own outputs."""
    seen: Callable[[str], datetime | None] = _none_seen
    """When a feed's entry with this link was read before: it is passed over unless it was changed since, as it says."""
    done: set[str] = field(default_factory=set)
    """Links of feeds' entries that were read in this run: other feeds of the same site hold them, too."""


def new_desk(
    limits: Limits | None = None,
    *,
    clock: Clock | None = None,
    fetcher: Fetcher | None = None,
    **means: Unpack[Means],
) -> Desk:
    """A desk with these means; what is left out is the machine's own: its clock, its network, its standard input."""
    limits, clock = limits or Limits(), clock or SystemClock()
    return Desk(limits=limits, clock=clock, fetcher=fetcher or LateFetcher(limits, clock=clock), **means)


@dataclass(slots=True)
class Budget:
    """Bytes that may still come out of one input's archives and attachments together."""

    left: int

    def take(self, count: int, source: str) -> None:
        """Count `count` more. Raises InputError where that is too much."""
        self.left -= count
        if self.left < 0:
            message = f"{source} holds more than can be unpacked in one go: it may be an archive made to do harm."
            raise InputError(message, hint="Unpack it and give the files.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where bytes came from. `source` is what is shown of it, `facts` what the outside tells of them."""

    source: str
    budget: Budget
    address: str | None = None
    charset: str | None = None
    depth: int = 0
    may_fetch: bool = False
    """Whether links in it are followed: only where the user named it, never for what a mail or an archive brings."""
    facts: Facts = NO_FACTS
    kind: Kind | None = None
    """What the outside says it is, where its word holds: a mailbox's part is a mail, however thin its headers."""
