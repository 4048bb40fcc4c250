"""A web server on loopback that answers what a test scripts, byte for byte, and remembers what it was asked.

Answers are bytes as they go over the wire, or a function that may write to the connection itself: so it can lie about
lengths, break off, drip and never end, which no real server library would do.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

Script = bytes | Callable[["Request", socket.socket], bytes | None]

PAGE: Final = "text/html; charset=utf-8"
LONGEST_WAIT: Final = 20.0
"""Seconds after which a connection that nobody closes is closed here, so that a failing test ends."""


@dataclass(frozen=True)
class Request:
    """What was asked; `number` counts the requests for this path from 1, header names are in lower case."""

    path: str
    headers: dict[str, str]
    number: int


def reply(body: bytes | str = b"", status: str = "200 OK", kind: str = PAGE, **headers: str) -> bytes:
    """A whole answer; `content_length="7"` and the like add or replace headers."""
    data = body.encode() if isinstance(body, str) else body
    lines = {"content-type": kind, "content-length": str(len(data)), "connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + data


def moved(to: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return reply(status=status, location=to)


def silent(_request: Request, connection: socket.socket) -> None:
    """No answer until the other side gives up."""
    connection.recv(1)


def drip(_request: Request, connection: socket.socket) -> None:
    """A byte now and then, for ever: no single read ever waits long."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
    connection.settimeout(0.05)
    for byte in cycle(b"<p>drip</p>"):
        connection.sendall(bytes([byte]))
        with suppress(TimeoutError):
            connection.recv(1)  # waits, and fails once the other side has gone
            return


def endless_body(_request: Request, connection: socket.socket) -> None:
    """A page that never ends, as fast as it is read."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def endless_head(_request: Request, connection: socket.socket) -> None:
    """Header lines that never end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"x-more: " + b"y" * 1000 + b"\r\n")


@dataclass
class Website:
    """`routes` may be changed at any time; paths without what follows a question mark; what is none is answered 404."""

    routes: dict[str, Script] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    port: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str, *, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.asked]

    def serve(self, listener: socket.socket) -> None:
        """Answer each connection in a thread of its own until the listener is closed."""
        while not self.ended.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(LONGEST_WAIT)
        with connection, suppress(OSError):
            request = self._request(connection)
            if request is None:
                return
            self.asked.append(request)
            script = self.routes.get(request.path.split("?")[0], reply("<p>Not found.</p>", "404 Not Found"))
            data = script if isinstance(script, bytes) else script(request, connection)
            if data:
                connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):  # closing at once would reset what the other side has not read yet
                pass

    def _request(self, connection: socket.socket) -> Request | None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65_536)
            if not piece:
                return None
            head += piece
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return Request(path, headers, 1 + self.paths().count(path))


@contextmanager
def website() -> Iterator[Website]:
    """A running site."""
    listener = socket.create_server(("127.0.0.1", 0))
    site = Website(port=listener.getsockname()[1])
    thread = threading.Thread(target=site.serve, args=(listener,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
