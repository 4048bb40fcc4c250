"""Asking politely and in bounds: robots.txt, a pause between requests to a host, redirects, retries, time and size."""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urljoin, urlsplit

from briefing.sources.clock import Clock, SystemClock
from briefing.sources.limits import Limits
from briefing.sources.links import LONGEST
from briefing.sources.names import shown
from briefing.sources.web import robots
from briefing.sources.web.addresses import Resolver, resolve
from briefing.sources.web.answer import Answer, FetchError, PrivateError, UnknownHostError
from briefing.sources.web.request import Reply, request
from briefing.types import Validators

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

log = logging.getLogger(__name__)

_PERMANENT: Final = (301, 308)
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PASSING: Final = (408, 425, 429, 500, 502, 503, 504)
_MEANING: Final = {
    401: "it asks for a login",
    402: "it asks for payment",
    403: "the site refuses it",
    404: "there is no such page",
    410: "the page is gone",
    429: "the site says that it was asked too often",
    451: "the site may not show it for legal reasons",
}


class WebFetcher:
    """Fetches over HTTP; one for a run, as it knows when each host was asked last and what its robots.txt says."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        clock: Clock | None = None,
        resolver: Resolver = resolve,
        vary: Callable[[], float] = random.random,
    ) -> None:
        """`vary` gives numbers in [0, 1), by which waiting is varied so that many programs do not ask in step."""
        self._limits = limits or Limits()
        self._clock = clock or SystemClock()
        self._resolver = resolver
        self._vary = vary
        self._rules: dict[str, robots.Rules] = {}
        self._asked: dict[str, float] = {}  # host -> when it was asked last
        self._silent: dict[str, int] = {}  # host -> addresses in a row to which it gave no whole answer
        self._end: float | None = None

    def fetch(self, address: str, *, validators: Validators | None = None) -> Answer:
        """What `address` answers. Raises FetchError, which names it and the fault, where that is nothing to read."""
        if self._end is None:
            self._end = self._clock.monotonic() + self._limits.run_seconds
        known = validators or Validators()
        try:
            return self._found(address, known)
        except FetchError as error:
            message = f"{shown(address)} could not be fetched: {error.message}."
            hint = error.hint or ("It may answer later." if error.passing else "Look at it in a browser.")
            raise FetchError(message, hint=hint, passing=error.passing) from error

    def _found(self, address: str, known: Validators) -> Answer:
        """The answer from where it lies for good by now; where nothing is there any more, from where it lay first."""
        if known.moved_to is None:
            return self._followed(address, known)
        try:
            return self._followed(known.moved_to, known)
        except FetchError as error:
            if error.passing and not isinstance(error, UnknownHostError):
                raise
            log.info("%s: %s; asking %s again", known.moved_to, error.message, address)
            return self._followed(address, Validators())

    def _followed(self, start: str, known: Validators) -> Answer:
        """The answer after all redirects."""
        address, for_good = start, True
        moved_to = known.moved_to
        for _ in range(self._limits.redirects + 1):
            try:
                self._refuse_unallowed(address)
                reply = self._insistent(address, known)
            except FetchError as error:
                if address != start:
                    error.message = f"at {shown(address)}, to which it is redirected, {error.message}"
                raise
            if reply.status not in _REDIRECTS or not reply.location:
                return self._answer(reply, known, moved_to)
            address = _joined(address, reply.location)
            for_good = for_good and reply.status in _PERMANENT
            moved_to = address if for_good else moved_to
        raise FetchError(f"it is redirected more than {self._limits.redirects} times")

    def _answer(self, reply: Reply, known: Validators, moved_to: str | None) -> Answer:
        if reply.status == 304 and (known.etag or known.last_modified):
            kept = replace(known, moved_to=moved_to)
            return Answer(address=reply.address, body=b"", retrieved=self._clock.now(), validators=kept, unchanged=True)
        if not 200 <= reply.status < 300:
            raise FetchError(_meaning(reply, self._clock.now()), passing=reply.status in _PASSING)
        return Answer(
            address=reply.address,
            body=reply.body,
            retrieved=self._clock.now(),
            media_type=reply.media_type,
            charset=reply.charset,
            validators=Validators(etag=reply.etag, last_modified=reply.last_modified, moved_to=moved_to),
            server_time=reply.server_time(),
        )

    def _insistent(self, address: str, known: Validators) -> Reply:
        """One hop, asked again where it fails in a way that may pass."""
        host = urlsplit(address).netloc.lower()
        if self._silent.get(host, 0) >= self._limits.failures_of_host:
            raise FetchError(f"{host} gave no whole answer to {self._silent[host]} addresses in a row")
        for attempt in range(1, self._limits.attempts + 1):
            last = attempt == self._limits.attempts
            wait = min(self._limits.backoff * 2 ** (attempt - 1) * (0.5 + self._vary()), self._limits.longest_wait)
            try:
                reply = self._polite(address, known)
            except FetchError as error:
                if last or not error.passing:
                    self._silent[host] = self._silent.get(host, 0) + error.passing
                    raise
                log.info("%s: %s; asking again in %.1f s", address, error.message, wait)
            else:
                self._silent[host] = 0
                asked_for = reply.retry_after(self._clock.now()) if reply.status in _PASSING else 0.0
                if last or reply.status not in _PASSING or asked_for > self._limits.longest_wait:
                    return reply
                wait = max(wait, asked_for)
                log.info("%s: HTTP status %d; asking again in %.1f s", address, reply.status, wait)
            self._wait(wait)
        raise AssertionError("the last attempt returns or raises")  # pragma: no cover

    def _polite(self, address: str, known: Validators | None) -> Reply:
        """One request, after the pause that its host is due."""
        host = urlsplit(address).netloc.lower()
        rules = self._rules.get(robots.place_of(address), robots.Rules())
        pause = min(max(self._limits.pause, rules.delay(self._limits.user_agent)), self._limits.longest_wait)
        if host in self._asked:
            self._wait(self._asked[host] + pause - self._clock.monotonic())
        self._wait(0)
        self._asked[host] = self._clock.monotonic()
        return request(address, known, limits=self._limits, clock=self._clock, resolver=self._resolver)

    def _wait(self, seconds: float) -> None:
        assert self._end is not None  # noqa: S101 - set by `fetch`, the only way in
        if self._clock.monotonic() + max(seconds, 0) > self._end:
            message = f"the {self._limits.run_seconds:g} seconds for fetching in this run are over"
            raise FetchError(message, passing=True)
        if seconds > 0:
            self._clock.sleep(seconds)

    def _refuse_unallowed(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > LONGEST:
            raise FetchError("only addresses that begin with http:// or https:// are fetched")
        if parts.username or parts.password:
            raise FetchError("addresses with a user name or password are not fetched", hint="Leave them out.")
        place = robots.place_of(address)
        if place not in self._rules:
            self._rules[place] = self._rules_at(place)
        if not self._rules[place].allow(address, self._limits.user_agent):
            why = "cannot be read now" if self._rules[place].closed else "does not allow it"
            hint = "Save the page with a browser and give the file."
            raise FetchError(f"the site's robots.txt {why}", hint=hint, passing=self._rules[place].closed)

    def _rules_at(self, place: str) -> robots.Rules:
        """A site without robots.txt allows all; one whose robots.txt cannot be read allows nothing (RFC 9309)."""
        address = place
        for _ in range(self._limits.redirects + 1):
            try:
                reply = self._insistent(address, Validators())
            except PrivateError:
                raise
            except FetchError as error:
                error.message = f"its robots.txt was asked for first, and {error.message}"
                raise
            if reply.status not in _REDIRECTS or not reply.location:
                break
            address = _joined(address, reply.location)
            if urlsplit(address).scheme not in ("http", "https"):
                return robots.Rules()
        if 200 <= reply.status < 300:
            return robots.parse(reply.body)
        return robots.Rules(closed=reply.status >= 500 or reply.status == 429)


def _meaning(reply: Reply, now: datetime) -> str:
    """What a reply that is no success says, in plain words."""
    meaning = _MEANING.get(reply.status, "the server has a fault" if reply.status >= 500 else "it is no page")
    wait = reply.retry_after(now) if reply.status in _PASSING else 0.0
    later = f", and wants to be asked again only in {wait:.0f} seconds" if wait >= 1 else ""
    return f"{meaning} (HTTP status {reply.status}){later}"


def _joined(address: str, location: str) -> str:
    try:
        return urldefrag(urljoin(address, location)).url
    except ValueError as error:
        raise FetchError("it is redirected to something that is no address") from error
