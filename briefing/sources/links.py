"""Addresses of articles, so written that the same article has the same one."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING: Final = re.compile(
    r"(?i)(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ns_\w+|at_(?:medium|campaign)|__twitter_impression)$"
)
_ADDRESS: Final = re.compile(r"(?i)https?://[^\s/]")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 2_000
"""Characters of an address; browsers and servers refuse longer ones."""


def is_address(text: str) -> bool:
    """Whether `text` names something on the web, and not a file."""
    return bool(_ADDRESS.match(text))


def canonical(link: object, *, base: str = "") -> str | None:
    """`link` without fragment, tracking parameters and default port, made absolute by `base`; None where it is none.

    >>> canonical("/a?id=3&utm_source=x#top", base="https://News.example:443/b")
    'https://news.example/a?id=3'
    """
    written = str(link or "").strip()
    if not written or len(written) > LONGEST or not written.isprintable():
        return None
    try:
        parts = urlsplit(urljoin(base, written))
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or not host or any(char.isspace() for char in parts.netloc):
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(name)
    ]
    query = parts.query if len(kept) == len(parts.query.split("&")) else urlencode(kept)
    return urlunsplit((scheme, netloc, parts.path or "/", query, ""))
