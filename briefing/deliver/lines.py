"""The lines that a server sends, and an end to waiting for them.

A socket's own time-out begins anew with each byte: a server that sends one a minute would hold a run for days. Here a
whole reply has to come within a time, and within a size.
"""

from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import socket

MAX_REPLY: Final = 64 * 1024
"""Octets of one reply: a line of it has at most 512, and no server says a hundred of them."""

CHUNK: Final = 4096
"""Octets asked for at once."""


class Lines:
    """The file that `smtplib` reads replies from."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = b""
        self._end = 0.0
        self._left = 0

    def begin(self, seconds: float) -> None:
        """A reply may begin now, and has to be whole within `seconds`."""
        self._end, self._left = time.monotonic() + seconds, MAX_REPLY

    def readline(self, limit: int) -> bytes:
        """The next line with its end, at most `limit` octets of it; empty where the server has hung up.

        Raises TimeoutError, and OSError for a reply without end.
        """
        while b"\n" not in self._buffer and len(self._buffer) < limit:
            chunk = self._received(self._end - time.monotonic())
            if not chunk:
                break
            self._buffer += chunk
        end = self._buffer.find(b"\n") + 1 or len(self._buffer)
        end = min(end, limit)
        line, self._buffer = self._buffer[:end], self._buffer[end:]
        return line

    def early(self) -> bytes | None:
        """What the server has sent without being asked, empty where it has hung up, None where it is silent."""
        if self._buffer:
            return self._buffer
        usual = self._sock.gettimeout()
        self._sock.settimeout(0)
        try:
            self._buffer = self._sock.recv(CHUNK)
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        except OSError:
            return b""
        finally:
            self._sock.settimeout(usual)
        return self._buffer

    def close(self) -> None:
        """The socket is closed by who opened it."""

    def _received(self, seconds: float) -> bytes:
        if seconds <= 0:
            raise TimeoutError("no answer in time")
        if self._left <= 0:
            raise OSError("an answer without end")
        usual = self._sock.gettimeout()
        self._sock.settimeout(seconds)
        try:
            chunk = self._sock.recv(CHUNK)
        except TimeoutError as error:
            raise TimeoutError("no answer in time") from error
        finally:
            self._sock.settimeout(usual)
        self._left -= len(chunk)
        return chunk
