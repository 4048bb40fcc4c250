"""Messages to a mail server by SMTP, each a transaction of its own, so that each recipient's fate is known."""

from __future__ import annotations

import smtplib
import socket
import ssl
from typing import TYPE_CHECKING, Final

from briefing.deliver.connection import Connection, Refused, Server, Unusable
from briefing.deliver.transport import Commit, Outcome, Verdict
from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.store.outbox import Message

_TAKEN: Final = tuple(range(200, 300))
"""Any answer of this kind to a whole message says that the server has it now (RFC 5321, 4.2.1)."""
_CLOSING: Final = 421
"""The server closes the connection: nothing more can be sent on it."""

_Lost = (OSError, smtplib.SMTPException)


class Smtp:
    """A mail server, connected to when the first message is sent and used for the next ones too."""

    def __init__(self, server: Server, secret: Callable[[], str]) -> None:
        """`secret` gives the password; it is asked when a login is needed, and raises UsageError."""
        self._server = server
        self._secret = secret
        self._connection: Connection | None = None

    def send(self, message: Message, commit: Commit) -> Outcome:
        """Send one message. Until `commit` was called nothing was handed over, whatever went wrong."""
        try:
            return self._sent(message, commit)
        except BaseException:
            self._drop()  # whatever was begun must not be ended by a goodbye
            raise

    def close(self) -> None:
        """Take leave of the server."""
        if self._connection is not None:
            self._connection.leave()
            self._connection = None

    def probe(self) -> Outcome:
        """Connect and log in, and send nothing."""
        try:
            self._connection = Connection(self._server, self._secret)
            reply = self._connection.command("NOOP", 250)
        except (Unusable, Refused, UsageError, *_Lost) as error:
            return self._not_open(error)
        self.close()
        return Outcome(verdict="accepted", reply=reply)

    def _sent(self, message: Message, commit: Commit) -> Outcome:
        if self._connection is None:
            try:
                self._connection = Connection(self._server, self._secret)
            except (Unusable, Refused, UsageError, *_Lost) as error:
                return self._not_open(error)
        connection = self._connection
        try:
            impossible = self._envelope(connection, message)
            if impossible is not None:
                return impossible
            connection.command("DATA", 354)
            connection.hand_over(_stuffed(message.data))
            connection.listen()
        except Refused as error:
            return self._refused(error, otherwise="unreachable")
        except _Lost as error:
            return self._lost("unreachable", error)
        if not commit():
            self._drop()  # without the last line the server throws it away
            return Outcome(verdict="taken")
        return self._handed_over(connection)

    def _envelope(self, connection: Connection, message: Message) -> Outcome | None:
        """Name sender and recipient; the outcome where the server tells beforehand that it cannot take the message."""
        limit = connection.offers("size") or ""
        if limit.isdigit() and 0 < int(limit) < len(message.data):
            reason = f"the message has {_size(len(message.data))}, the server takes {_size(int(limit))}"
            return Outcome(verdict="refused", reply=reason)
        options = f" SIZE={len(message.data)}" if limit else ""
        if not message.data.isascii():
            if connection.offers("smtputf8") is None:
                return Outcome(verdict="refused", reply="the server cannot take international addresses (SMTPUTF8)")
            options += " BODY=8BITMIME SMTPUTF8"
        connection.command(f"MAIL FROM:<{message.sender}>{options}", 250)
        connection.command(f"RCPT TO:<{message.recipient}>", 250, 251)
        return None

    def _handed_over(self, connection: Connection) -> Outcome:
        """The last line, and the server's answer: from here on, silence means that nobody can know."""
        try:
            connection.hand_over(b".\r\n")
            return Outcome(verdict="accepted", reply=connection.answer(*_TAKEN))
        except Refused as error:
            return self._refused(error, otherwise="unknown")
        except _Lost as error:
            return self._lost("unknown", error)

    def _refused(self, error: Refused, *, otherwise: Verdict) -> Outcome:
        """What an answer means for the message: 4xx another time, 5xx never; what is neither is out of step."""
        if not 400 <= error.code < 600:
            return self._lost(otherwise, error)
        if error.code == _CLOSING:
            self._drop()
            return Outcome(verdict="unreachable", reply=str(error))
        try:
            if self._connection is not None:
                self._connection.command("RSET", 250)
        except (Refused, *_Lost):
            self._drop()
        return Outcome(verdict="later" if error.code < 500 else "refused", reply=str(error))

    def _lost(self, verdict: Verdict, error: Exception) -> Outcome:
        self._drop()
        return Outcome(verdict=verdict, reply=_reason(error))

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.drop()
            self._connection = None

    def _not_open(self, error: Exception) -> Outcome:
        self._drop()
        place = self._server.place
        if isinstance(error, Unusable | UsageError):
            return Outcome(verdict="unusable", reply=str(error))
        if isinstance(error, Refused):
            verdict: Verdict = "unusable" if 500 <= error.code < 600 else "unreachable"
            return Outcome(verdict=verdict, reply=f"{place} does not let us in: {error}")
        if isinstance(error, ssl.SSLCertVerificationError):
            reason = f"The certificate of {place} is not right: {error.verify_message}. Check host and ca_file."
            return Outcome(verdict="unusable", reply=reason)
        if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            reason = f"{place} cannot be spoken to with TLS ({error.reason}). Check port and security."
            return Outcome(verdict="unusable", reply=reason)
        return Outcome(verdict="unreachable", reply=f"{place} cannot be reached: {_reason(error)}")


def _reason(error: Exception) -> str:
    """Why a connection was lost, in words."""
    if isinstance(error, socket.gaierror):
        return "its name is not known (or there is no network)"
    timed_out = any(isinstance(one, TimeoutError) for one in (error, error.__context__))  # smtplib tells only "closed"
    if timed_out:
        return "no answer in time"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {error.smtp_error!r}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "the connection was closed"
    return str(getattr(error, "strerror", None) or error)


def _stuffed(data: bytes) -> bytes:
    """The message with its lines that begin with a dot made safe, and a line end at its end."""
    text = data if data.endswith(b"\r\n") else data + b"\r\n"
    return (b"." if text.startswith(b".") else b"") + text.replace(b"\r\n.", b"\r\n..")


def _size(octets: int) -> str:
    return f"{octets / 1e6:.1f} MB" if octets >= 100_000 else f"{octets} bytes"
