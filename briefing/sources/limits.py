"""What keeps reading within bounds: bytes, seconds, counts; one frozen object that everything in `sources` is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefing import __version__

MAX_TEXT: Final = 1_000_000
"""Bytes of one article's text, about 170,000 words, a long book: the longest magazine articles have 30,000. What is
larger is an archive of many articles, which would be read as one, for many minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one run. Every field has a default that real news stays far below."""

    text_bytes: int = MAX_TEXT
    file_bytes: int = 50_000_000
    """Of a PDF, a Word file, a mailbox, a zip archive; also of all that comes out of an archive together. A newspaper's
    daily PDF has 20 to 40 MB."""
    page_bytes: int = 8_000_000
    """Of a web page or feed, after decompression: the heaviest news pages have 3 MB of HTML."""
    members: int = 1_000
    """Files in an archive, mails in a mailbox, records in a JSON file; each more is left unread, and said so."""
    depth: int = 3
    """Archives in mails in archives ...; deeper ones are refused."""
    entries: int = 100
    """Entries of one feed, the newest first: feeds hold 10 to 50."""
    pages: int = 500
    """Pages of one PDF file."""
    parsing_seconds: float = 60.0
    """For one PDF file: 500 pages take 20 s."""
    seconds: float = 20.0
    """For one answer of a server, from the connection to its last byte."""
    run_seconds: float = 900.0
    """For all that is fetched in one run."""
    redirects: int = 5
    attempts: int = 3
    """How often an address is asked in all, where it fails in a way that may pass."""
    backoff: float = 1.0
    """Seconds before the second attempt, doubled before each further one, and varied by half."""
    longest_wait: float = 60.0
    """Seconds that a server's Retry-After, or its Crawl-delay, may ask for."""
    pause: float = 1.0
    """Seconds between two requests to one host."""
    failures_of_host: int = 3
    """Addresses in a row to which a host may give no whole answer before it is asked no more in this run."""
    allow_private: bool | tuple[str, ...] = False
    """Whether addresses in private networks and on this machine may be asked, or the hosts and networks that may be."""
    user_agent: str = f"briefing/{__version__} (news reader)"
