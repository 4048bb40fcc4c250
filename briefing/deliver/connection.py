"""One conversation with a mail server: connected, encrypted, logged in, and never waited for without end."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from briefing.deliver.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Callable

Security = Literal["tls", "starttls", "starttls-if-offered", "none"]

PORTS: Final[dict[Security, int]] = {"tls": 465, "starttls": 587, "starttls-if-offered": 25, "none": 25}
"""The usual port of each way to secure a connection (RFC 8314, RFC 6409)."""

MAX_SHOWN: Final = 300
"""Characters of a reply that are kept and shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server; times are in seconds, `answer_timeout` is for the answer to a whole message."""

    host: str
    port: int
    security: Security = "starttls"
    user: str | None = None
    ca_file: str | None = None
    timeout: float = 60.0
    answer_timeout: float = 300.0

    @property
    def place(self) -> str:
        """The server as it is spoken of."""
        return f"{self.host}:{self.port}"


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The server answered something else than was asked for; `code` is -1 for what is no reply."""

    def __init__(self, code: int, reply: str) -> None:
        super().__init__(f"{code} {reply}" if code > 0 else f"no reply of a mail server ({reply})")
        self.code = code


class Unusable(Exception):  # noqa: N818 - a state, told to the user elsewhere
    """The server cannot be used as it is configured: no use to try again."""


class _Client(smtplib.SMTP):
    """smtplib's client, whose every reply has to come within `patience` seconds."""

    def __init__(self, server: Server, **options: Any) -> None:  # noqa: ANN401 - the context of the encrypted one
        self.patience = server.timeout
        super().__init__(server.host, server.port, local_hostname="localhost", timeout=server.timeout, **options)
        self.command_encoding = "utf-8"

    def getreply(self) -> tuple[int, bytes]:
        """As the parent's, with an end."""
        if self.file is None and self.sock is not None:
            self.file = Lines(self.sock)
        if self.file is not None:
            self.file.begin(self.patience)
        return super().getreply()


class _EncryptedClient(_Client, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte on."""


class Connection:
    """An open connection to `server`; `secret` gives the password when it is asked for.

    Opening raises Unusable, Refused, OSError and smtplib.SMTPException.
    """

    def __init__(self, server: Server, secret: Callable[[], str]) -> None:
        self._server = server
        self._hidden: list[str] = []
        self._client = self._connected()
        try:
            self._client.local_hostname = _own_name(self._client.sock)
            self._greet()
            if server.security.startswith("starttls"):
                self._start_tls()
            if server.user is not None:
                self._log_in(server.user, secret)
        except BaseException:
            self._client.close()
            raise

    def command(self, line: str, *codes: int) -> str:
        """Send a line and get the reply. Raises Refused where its code is none of `codes`."""
        self._client.patience = self._server.timeout
        return self._checked(*self._client.docmd(line), codes)

    def hand_over(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._client.send(data)

    def answer(self, *codes: int) -> str:
        """The reply to what was handed over. Raises Refused."""
        self._client.patience = self._server.answer_timeout
        return self._checked(*self._client.getreply(), codes)

    def listen(self) -> None:
        """Make sure that the server waits. Raises Refused where it speaks out of turn, OSError where it has hung up."""
        lines = self._client.file
        early = lines.early() if isinstance(lines, Lines) else None
        if early == b"":
            raise ConnectionResetError("the connection was closed")
        if early:
            raise Refused(-1, f"out of turn: {self._readable(early)}")

    def offers(self, extension: str) -> str | None:
        """What the server says of an extension: its parameters, or None where it has none such."""
        return self._client.esmtp_features.get(extension)

    def leave(self) -> None:
        """Say goodbye, and wait for nothing."""
        with suppress(OSError, smtplib.SMTPException):  # where the server is gone, nothing is lost by it
            self._client.putcmd("QUIT")
        self._client.close()

    def drop(self) -> None:
        """Close without a word: what was begun does not count."""
        self._client.close()

    def _connected(self) -> _Client:
        try:
            if self._server.security == "tls":
                return _EncryptedClient(self._server, context=self._context())
            return _Client(self._server)
        except smtplib.SMTPConnectError as error:
            raise Refused(error.smtp_code, self._readable(error.smtp_error)) from error

    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._server.ca_file)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Unusable(f"The certificates in {self._server.ca_file!r} cannot be read: {reason}.") from error

    def _greet(self) -> None:
        code, reply = self._client.ehlo()
        if 500 <= code < 600:
            code, reply = self._client.helo()
        self._checked(code, reply, (250,))

    def _start_tls(self) -> None:
        if not self._client.has_extn("starttls"):
            if self._server.security == "starttls-if-offered":
                return
            raise Unusable(f"{self._server.place} offers no STARTTLS, so nothing was sent.")
        try:
            self._client.starttls(context=self._context())
        except smtplib.SMTPResponseException as error:
            raise Refused(error.smtp_code, self._readable(error.smtp_error)) from error
        self._greet()

    def _log_in(self, user: str, secret: Callable[[], str]) -> None:
        place = self._server.place
        if self._server.security != "none" and not isinstance(self._client.sock, ssl.SSLSocket):
            raise Unusable(f"{place} offers no STARTTLS, so the password was not sent.")
        methods = (self.offers("auth") or "").upper().split()
        if not methods:
            raise Unusable(f"{place} offers no login. Leave the user out of [mail.smtp], or check the port.")
        password = secret()
        plain = _encoded(f"\0{user}\0{password}")
        self._hidden = [plain, _encoded(password), password]
        try:
            if "PLAIN" in methods or "LOGIN" not in methods:
                self.command(f"AUTH PLAIN {plain}", 235)
            else:
                self.command(f"AUTH LOGIN {_encoded(user)}", 334)
                self.command(_encoded(password), 235)
        except Refused as error:
            if not 500 <= error.code < 600:
                raise
            raise Unusable(f"{place} refused the login of {user}: {error}. Check user and password.") from None

    def _checked(self, code: int, reply: bytes, codes: tuple[int, ...]) -> str:
        if code in codes:
            return f"{code} {self._readable(reply)}".strip()
        raise Refused(code, self._readable(reply))

    def _readable(self, reply: bytes | str) -> str:
        """A reply as it may be shown and kept: one line, of bounded length, without what would steer a terminal.

        A server may quote what it was sent; the password is taken out.
        """
        text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        for hidden in filter(None, self._hidden):
            text = text.replace(hidden, "***")
        return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:MAX_SHOWN]


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def _own_name(sock: Any) -> str:  # noqa: ANN401 - a socket, or what smtplib has for one
    """What this machine calls itself in EHLO: its full name, or else the address that it speaks from.

    `socket.getfqdn` would ask a name server, without an end where that is silent.
    """
    name = socket.gethostname()
    if "." in name and name.isascii():
        return name
    address = sock.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"
