"""The fetcher of runs that may never ask for an address: the network's modules are loaded with the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.sources.clock import Clock
    from briefing.sources.limits import Limits
    from briefing.sources.web.answer import Answer, Fetcher
    from briefing.types import Validators


class LateFetcher:
    """A `WebFetcher`, made when the first address is asked for."""

    def __init__(self, limits: Limits, *, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._fetcher: Fetcher | None = None

    def fetch(self, address: str, *, validators: Validators | None = None) -> Answer:
        """What `address` answers. Raises FetchError where that is nothing to read."""
        if self._fetcher is None:
            from briefing.sources.web.fetch import WebFetcher

            self._fetcher = WebFetcher(self._limits, clock=self._clock)
        return self._fetcher.fetch(address, validators=validators)
