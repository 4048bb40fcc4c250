"""What became of messages, in words for standard error: one line for each thing that a person should know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.store.outbox import Delivery

MOST_NAMED: Final = 3
"""Recipients that a line names; of more it gives the number."""


def undelivered(deliveries: Iterable[Delivery], options: str = "") -> tuple[str, ...]:
    """A line for all messages that have one thing in common: what became of them, and why; none for accepted ones.

    `options` are what the commands that are suggested need at their end (see `setup.options_for`).
    """
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for one in deliveries:
        if one.state not in ("accepted", "forgotten"):
            groups.setdefault((one.state, one.reply), []).append(one)
    return tuple(_line(state, reply, ones, options) for (state, reply), ones in groups.items())


def _line(state: str, reply: str, ones: list[Delivery], options: str) -> str:
    names = list(dict.fromkeys(one.recipient for one in ones))
    who = ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} recipients"
    keys = "".join(f" {one.key}" for one in ones)
    reason = f": {reply.rstrip('.')}." if reply else "."
    if state == "pending":
        return f"Not sent yet to {who}{reason} The next run tries again; so does: briefing outbox retry{options}"
    if state == "sending":
        return f"Another process is sending to {who} at this moment; see: briefing outbox list{options}"
    if state == "failed":
        which = keys if len(ones) <= MOST_NAMED else ""  # without a number it tries all
        return f"Not sent to {who}{reason} When that is mended: briefing outbox retry{which}{options}"
    return (
        f"It is not known whether {who} got the message{reason} It is not sent again by itself; "
        f"decide it: briefing outbox resend{keys}{options}; or: briefing outbox forget{keys}{options}"
    )
