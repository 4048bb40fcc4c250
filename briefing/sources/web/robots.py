"""robots.txt (RFC 9309): what a site lets programs fetch, asked once a site and run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES: Final = 500 * 1024
"""As RFC 9309 asks to read at least; the rest of a longer file is left unread."""


class Rules:
    """The rules of one site."""

    def __init__(self, rules: Protego | None = None, *, closed: bool = False) -> None:
        """Without `rules` all is allowed or, with `closed`, nothing is."""
        self.rules = rules
        self.closed = closed

    def allow(self, address: str, agent: str) -> bool:
        """Whether the program called `agent` may fetch `address`."""
        if self.rules is None:
            return not self.closed
        return bool(self.rules.can_fetch(address, agent))

    def delay(self, agent: str) -> float:
        """Seconds that the site asks to leave between two requests."""
        return float(self.rules.crawl_delay(agent) or 0) if self.rules else 0.0


def parse(body: bytes) -> Rules:
    """The rules in a robots.txt."""
    from protego import Protego

    return Rules(Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace")))


def place_of(address: str) -> str:
    """Where the rules for `address` lie."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
