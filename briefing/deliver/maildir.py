"""A Maildir as the place that messages go to: for a mail program on this machine, and to look at them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.deliver.transport import Commit, Outcome

if TYPE_CHECKING:
    from briefing.store.outbox import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Maildir:
    """The folder `path` with its folders tmp, new and cur, which are made where they are missing."""

    path: Path

    def send(self, message: Message, commit: Commit) -> Outcome:
        """Put a message into `new`: it is there whole or not at all, and once, whoever tries it again."""
        try:
            for name in ("tmp", "new", "cur"):
                (self.path / name).mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._put(message, commit)
        except OSError as error:
            reason = f"the Maildir {str(self.path)!r} cannot be written: {error.strerror or error}"
            return Outcome(verdict="unusable", reply=reason)

    def close(self) -> None:
        """Nothing is held."""

    def _put(self, message: Message, commit: Commit) -> Outcome:
        name = unique(message)
        if (self.path / "new" / name).exists() or any((self.path / "cur").glob(f"{name}*")):
            return Outcome(verdict="accepted", reply="it was there already")
        temporary = self.path / "tmp" / f"{name}.{os.getpid()}"
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.data.replace(b"\r\n", b"\n"))
                file.flush()
                os.fsync(file.fileno())
            if not commit():
                return Outcome(verdict="taken")
            temporary.rename(self.path / "new" / name)
        finally:
            temporary.unlink(missing_ok=True)
        return Outcome(verdict="accepted", reply=f"in {self.path}")


def unique(message: Message) -> str:
    """A file name of its own for each message and recipient: another attempt at the same message finds it."""
    return f"{hashlib.sha256(message.recipient.encode() + message.data).hexdigest()[:32]}.briefing"
