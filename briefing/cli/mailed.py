"""What became of messages, told: what was sent to who watches, what was not to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.terminal import Terminal, say
from briefing.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.store.outbox import Delivery


def tell_mailed(terminal: Terminal, deliveries: Sequence[Delivery], options: str) -> None:
    """Tell of deliveries that were tried; `options` are what a suggested command needs at its end."""
    if not deliveries:
        return
    from briefing.run.fates import undelivered

    for line in undelivered(deliveries, options):
        say(f"briefing: {line}")
    accepted = [one for one in deliveries if one.state == "accepted"]
    if len(accepted) == 1:
        terminal.note(f"Mailed to {accepted[0].recipient}")
    elif accepted:
        terminal.note(f"Mailed to {counted(len(accepted), 'recipient')}")
