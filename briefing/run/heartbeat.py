"""A sign of life for a watchdog after each run that went well: an address that is asked, or a file that is written.

A watchdog raises the alarm when the sign stays away, so a run that failed, or whose mail is not out, gives none, and
neither does a machine that is off.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

from briefing.errors import InputError
from briefing.sources.clock import SystemClock
from briefing.sources.limits import Limits
from briefing.sources.links import is_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.config import Loaded

SECONDS: Final = 10.0
"""For the watchdog's answer: the run is over, and who started it waits."""


def heartbeat_of(loaded: Loaded) -> str | None:
    """The configuration's heartbeat: an address, or a file's path."""
    target = loaded.config.unattended.heartbeat
    return target if target is None or is_address(target) else loaded.place(target)


def beat(target: str, facts: Mapping[str, object]) -> None:
    """Ask for the address `target`, or write `facts` to the file of that name.

    The address was named by whoever runs the program, so it may lie in a private network, and robots.txt, which is for
    programs that look around, is not asked. Raises InputError where it gives no good answer, and OutputError.
    """
    if is_address(target):
        _ask(target)
        return
    from briefing.deliver.files import check, write

    check(target)
    line = json.dumps(facts, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    write(target, line, stdout=sys.stdout.buffer)


def _ask(address: str) -> None:
    from briefing.sources.web.addresses import resolve
    from briefing.sources.web.answer import FetchError
    from briefing.sources.web.request import request

    limits = Limits(seconds=SECONDS, page_bytes=1_000_000, allow_private=True)
    hint = "The run itself is not touched by this; check the heartbeat's address."
    try:
        reply = request(address, None, limits=limits, clock=SystemClock(), resolver=resolve)
    except FetchError as error:
        raise InputError(f"The heartbeat {address} could not be given: {error.message}.", hint=hint) from error
    if not 200 <= reply.status < 300:
        raise InputError(f"The heartbeat {address} was answered with HTTP status {reply.status}.", hint=hint)
