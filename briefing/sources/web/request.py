"""One HTTP request and its reply, with every fault of the network in plain words."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from briefing.sources.web.answer import FetchError
from briefing.sources.web.body import read_body

if TYPE_CHECKING:
    from datetime import datetime

    import httpx

    from briefing.sources.clock import Clock
    from briefing.sources.limits import Limits
    from briefing.sources.web.addresses import Resolver
    from briefing.types import Validators

_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
)
LONGEST_VALIDATOR: Final = 1_000
"""Characters of an ETag that is worth keeping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply of a server, redirects not followed; the body is empty where it was no success."""

    address: str
    status: int
    body: bytes = b""
    location: str = ""
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry: str = ""
    date: str = ""

    def server_time(self) -> datetime | None:
        """What the server's clock showed, by its Date header; None where it told nothing that can be understood."""
        try:
            told = parsedate_to_datetime(self.date)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return told if told.tzinfo is not None else None

    def retry_after(self, now: datetime) -> float:
        """Seconds that the server asks to wait: 0 where it says nothing that can be understood."""
        if self.retry.isascii() and self.retry.isdigit():
            return float(self.retry[:9])
        try:
            return max(0.0, (parsedate_to_datetime(self.retry) - now).total_seconds())
        except (ValueError, TypeError, IndexError, OverflowError):
            return 0.0


def request(address: str, known: Validators | None, *, limits: Limits, clock: Clock, resolver: Resolver) -> Reply:
    """Ask for `address` once. Raises FetchError where no whole reply within the limits comes of it."""
    import httpcore
    import httpx

    from briefing.sources.web.transport import Deadline, Transport

    deadline = Deadline(limits.seconds, clock.monotonic)
    transport = Transport(deadline=deadline, resolver=resolver, allow_private=limits.allow_private)
    try:
        with (
            httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client,
            client.stream("GET", address, headers=_headers(known, limits)) as response,
        ):
            return _reply(address, response, limits)
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise FetchError(f"no whole answer came within {limits.seconds:g} seconds", passing=True) from error
    except (httpcore.NetworkError, httpx.NetworkError) as error:
        raise FetchError(_of_network(error), passing=True) from error
    except (httpcore.ProtocolError, httpx.ProtocolError) as error:
        if "location" in str(error):  # httpx looks at redirects that it is not to follow, too
            raise FetchError("it is redirected to something that is no address") from error
        raise FetchError("the server broke off, or does not speak HTTP", passing=True) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise FetchError("it is no valid address", hint="Check its spelling.") from error


def _headers(known: Validators | None, limits: Limits) -> dict[str, str]:
    headers = {"User-Agent": limits.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
    headers |= {"Accept-Language": "en", "Connection": "close"}
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _reply(address: str, response: httpx.Response, limits: Limits) -> Reply:
    headers = response.headers
    body = b""
    if response.is_success:
        encoding = headers.get("content-encoding", "")
        body = read_body(response.iter_raw(), encoding=encoding, limit=limits.page_bytes)
    kind = Message()
    kind["content-type"] = headers.get("content-type", "")
    charset = kind.get_content_charset()
    return Reply(
        address=address,
        status=response.status_code,
        body=body,
        location=headers.get("location", "").strip(),
        media_type=kind.get_content_type() if headers.get("content-type") else "",
        charset=charset,
        etag=_validator(headers.get("etag")),
        last_modified=_validator(headers.get("last-modified")),
        retry=headers.get("retry-after", "").strip(),
        date=headers.get("date", ""),
    )


def _validator(written: str | None) -> str | None:
    """A validator that can be sent back as it came."""
    if not written or len(written) > LONGEST_VALIDATOR or not (written.isascii() and written.isprintable()):
        return None
    return written


def _of_network(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate cannot be trusted ({cause.verify_message})"
        if isinstance(cause, ssl.SSLError):
            return "no safe connection could be made (TLS)"
        cause = cause.__cause__ or cause.__context__
    return "the connection was refused or broke off"
