"""What every way of sending has in common: one message for one recipient, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from briefing.store.outbox import Message

Verdict = Literal["accepted", "refused", "later", "unreachable", "unusable", "unknown", "taken"]
"""accepted: it is the server's now. refused: this message never will be. later: this message may be, another time.
unreachable: no message can be sent now. unusable: none can be until somebody mends the configuration or the server.
unknown: it was handed over, and no answer came. taken: another process is sending it.
"""

Commit = Callable[[], bool]
"""Called just before the last byte is handed over, to record that it may have been. False: it must not be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a message, and the reason in words or as the server gave it."""

    verdict: Verdict
    reply: str = ""


class Transport(Protocol):
    """A way of sending."""

    def send(self, message: Message, commit: Commit) -> Outcome:
        """Send one message; what goes wrong with it is an outcome, not an exception."""
        ...

    def close(self) -> None:
        """Take leave of the server."""
        ...
