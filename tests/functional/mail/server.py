"""A mail server that does what a script says: a program of its own, `python server.py FOLDER`.

It writes `ports.json` when it listens, ends when its standard input does, and reads `script.json` at each connection:

    {"id": "...", "steps": [{"stage": "RCPT", "do": "reply 451 later", "times": 1, "to": "bob@example.org"}]}

A step is taken at its stage (CONNECT, a command, or DOT for the end of a message), `times` times in all (for ever,
where none is given), for a message to `to` (any). What it does: `reply TEXT`, `reply and drop TEXT`, `drop`, `stall`,
`drop in the body`, `stall in the body`, `drip`, `flood`; in EHLO `without EXTENSION` and `size N`. A message is kept in
`kept/ID/` where there is no step at DOT, or where that says `"keep": true`.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

PASSWORD = b"correct horse"
USER = b"briefing@example.org"
TAKEN: Counter[str] = Counter()
"""How often each step was taken, over all connections."""


class Scripted(SMTP):
    """aiosmtpd's server, which looks into the script before it does anything."""

    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__(self, hostname="mail.example.org", authenticator=authenticated, **options)
        self.folder = folder
        self.script: dict[str, Any] = {"id": "none", "steps": []}
        self.hidden: tuple[str, ...] = ()
        self.to = ""
        for name, method in list(self._smtp_methods.items()):
            self._smtp_methods[name] = self.scripted(name, method)

    def scripted(self, name: str, method: Any) -> Any:
        async def step(argument: str | None) -> None:
            if name == "RCPT":
                self.to = (argument or "").partition("<")[2].partition(">")[0]
            if name in ("STARTTLS", "EHLO"):
                self.hidden = ()
            taken = self.take(name)
            if taken is None or not await self.done(taken["do"]):
                await method(argument)

        return step

    def take(self, stage: str) -> dict[str, Any] | None:
        for number, step in enumerate(self.script["steps"]):
            key = f"{self.script['id']}/{number}"
            if step["stage"] == stage and step.get("to", self.to) == self.to and TAKEN[key] < step.get("times", 1e9):
                TAKEN[key] += 1
                return step
        return None

    async def done(self, what: str) -> bool:
        """Do it; False where the server goes on as if nothing was."""
        word, _, rest = what.partition(" ")
        if word in ("without", "size"):
            self.hidden = (*self.hidden, what)
            return False
        if what == "drop":
            self.transport.abort()
        elif what == "stall":
            await asyncio.sleep(3600)
        elif what.endswith("in the body"):
            await super().push("354 go on")
            await self._reader.read(1000)
            await self.done(word)
        elif what == "drip":
            for char in "250-" + "x" * 10_000:
                self._writer.write(char.encode())
                await asyncio.sleep(0.05)
        elif what == "flood":
            for _ in range(5000):
                self._writer.write(b"250-and so on\r\n" * 20)
                await self._writer.drain()
        elif what.startswith("reply and drop "):
            await super().push(what.removeprefix("reply and drop "))
            self.transport.close()
        else:
            await super().push(rest)
        return True

    async def push(self, status: Any) -> None:
        text = status if isinstance(status, str) else status.decode()
        for hidden in self.hidden:
            word, _, rest = hidden.partition(" ")
            if word == "without" and text[4:].startswith(rest):
                return
            if word == "size" and text[4:].startswith("SIZE"):
                text = f"{text[:4]}SIZE {rest}"
        await super().push(text)

    async def _handle_client(self) -> None:
        self.script = json.loads((self.folder / "script.json").read_text())
        taken = self.take("CONNECT")
        if taken is not None:
            await self.done(taken["do"])
            self._writer.close()
            return
        await super()._handle_client()

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        taken = self.take("DOT")
        if taken is None or taken.get("keep"):
            place = self.folder / "kept" / self.script["id"]
            place.mkdir(parents=True, exist_ok=True)
            number = len(list(place.iterdir()))
            for recipient in envelope.rcpt_tos:
                (place / f"{number} {recipient}").write_bytes(envelope.content)
        if taken is None:
            return "250 2.0.0 queued"
        what = taken["do"]
        if what.startswith("reply ") and not what.startswith("reply and"):
            return what.removeprefix("reply ")
        await self.done(what)
        raise asyncio.CancelledError


def authenticated(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    """Whether user and password are right."""
    right = (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 no")


def context(folder: Path, name: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / f"{name}.pem")
    return made


async def serve(folder: Path) -> None:
    """Listen on a port for each way to connect, until standard input ends."""
    loop = asyncio.get_running_loop()
    good = context(folder, "good")
    ports = {}

    async def listen(name: str, tls: ssl.SSLContext | None, **options: Any) -> None:
        def connected() -> Scripted:
            return Scripted(folder, loop=loop, enable_SMTPUTF8=True, **options)

        server = await loop.create_server(connected, "127.0.0.1", 0, ssl=tls)
        ports[name] = server.sockets[0].getsockname()[1]

    await listen("starttls", None, tls_context=good)
    await listen("none", None, auth_require_tls=False)
    for name in ("good", "elsewhere", "expired"):
        await listen(name, context(folder, name), auth_require_tls=False)
    (folder / "ports.part").write_text(json.dumps(ports))
    (folder / "ports.part").rename(folder / "ports.json")
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
