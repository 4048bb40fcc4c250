"""One HTTP request over a connection of its own: to a checked address, and over by a deadline whatever comes.

httpx bounds each read, which a server that sends a byte at a time outlasts for hours; here every read is also bounded
by what is left of the whole answer's time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from briefing.sources.web.addresses import checked

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

    from briefing.sources.web.addresses import Allowed, Resolver


class Deadline:
    """A point in time, and how far it is."""

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        """`seconds` from now, by `monotonic`."""
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds until then. Raises httpcore.ReadTimeout where there are none."""
        left = self._end - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing waits beyond the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline is shorter
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._stream.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and to nothing else: no second look-up can tell another story."""

    def __init__(self, *, deadline: Deadline, resolver: Resolver, allow_private: Allowed) -> None:
        self._deadline = deadline
        self._resolver = resolver
        self._allow_private = allow_private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in checked(host, port, resolver=self._resolver, allow_private=self._allow_private):
            try:
                stream = self._sockets.connect_tcp(address, port, self._deadline.left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            return _Stream(stream, self._deadline)
        raise fault


class Transport(httpx.BaseTransport):
    """httpx over that network, one connection a request."""

    def __init__(self, *, deadline: Deadline, resolver: Resolver, allow_private: Allowed) -> None:
        """Everything that is sent and received ends by `deadline`; see `addresses.checked` for the rest."""
        network = _Network(deadline=deadline, resolver=resolver, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(ssl_context=_trust(), max_keepalive_connections=0, network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request; the answer's body is still to be read."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(method=request.method, url=url, headers=request.headers.raw, content=request.read())
        )
        assert not isinstance(answer.stream, bytes)  # noqa: S101 - what the pool gives is still on its way
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - httpcore's own type is not public
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


@cache
def _trust() -> ssl.SSLContext:
    """Who is believed to be who they say: certifi's authorities, or those that SSL_CERT_FILE names."""
    return httpx.create_ssl_context()
