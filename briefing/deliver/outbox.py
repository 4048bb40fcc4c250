"""Making the deliveries of the outbox: each recipient's message once, whatever ends or fails on the way.

The one rule that all of it serves: a message is handed over only by the process that moved it from `pending` to
`sending`, and only a server's clear answer, or a person, moves it on from there.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from briefing.deliver.claims import Claims
from briefing.deliver.transport import Outcome, Transport
from briefing.errors import StoreError
from briefing.store import Archive
from briefing.store.outbox import Delivery, State, count_attempt, count_round, delivery, message, move

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger(__name__)

LONGEST_PAUSE: Final = 120.0
"""Seconds between two tries, at most: a run is to end before the next one begins."""

ROUNDS: Final = 100
"""Runs that try a message in vain before it has failed: four days where a schedule looks every hour for what is left to
do (RFC 5321 wants four or five), months where it does so once a day. Each of them has told of it."""

INTERRUPTED: Final = "the program ended before the server's answer was recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """How often and when to try: pauses double from `pause` seconds on, less up to half of each by chance.

    The clock only dates what is recorded; nothing is decided by it.
    """

    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]
    """From 0 to 1."""
    tries: int = 4
    pause: float = 15.0

    def wait(self, tried: int) -> None:
        """The pause after so many tries, from 1."""
        whole = min(self.pause * 2 ** (tried - 1), LONGEST_PAUSE)
        self.sleep(whole * (1 - self.chance() / 2))


@dataclass(slots=True)
class _Round:
    """One run's work on the outbox."""

    archive: Archive
    transport: Transport
    pacing: Pacing
    claims: Claims
    found: dict[int, Delivery] = field(default_factory=dict)
    """What is to be told at the end, by key."""

    def recover(self, key: int) -> bool:
        """Whether a delivery is there to be made; what an ended process left in the middle becomes unknown."""
        with self.claims.hold(key) as held:
            if not held:
                return False
            if move(self.archive, key, "unknown", of=("sending",), when=self.pacing.clock(), reply=INTERRUPTED):
                self.found[key] = delivery(self.archive, key)
                return False
            return delivery(self.archive, key).state == "pending"

    def make(self, key: int) -> Outcome:
        """Try one delivery once, and record what became of it."""
        with self.claims.hold(key) as held:
            if not held or delivery(self.archive, key).state != "pending":
                return Outcome(verdict="taken")
            try:
                letter = message(self.archive, key)
            except StoreError as error:
                return self._record(key, Outcome(verdict="refused", reply=str(error)), of="pending")
            count_attempt(self.archive, key)
            reached: list[State] = ["pending"]

            def commit() -> bool:
                held = move(self.archive, key, "sending", of=("pending",), when=self.pacing.clock())
                reached.append("sending" if held else "pending")
                return held

            outcome = self.transport.send(letter, commit)
            log.info("message %d to %s: %s %s", key, letter.recipient, outcome.verdict, outcome.reply)
            return self._record(key, outcome, of=reached[-1])

    def _record(self, key: int, outcome: Outcome, *, of: State) -> Outcome:
        """Record an outcome, from the state that this process brought the delivery to and from no other."""
        if outcome.verdict != "taken":
            state = _STATES.get(outcome.verdict, "pending")
            move(self.archive, key, state, of=(of,), when=self.pacing.clock(), reply=outcome.reply)
            self.found[key] = delivery(self.archive, key)
        return outcome


_STATES: Final[dict[str, State]] = {"accepted": "accepted", "refused": "failed", "unknown": "unknown"}


def deliver(archive: Archive, keys: Iterable[int], transport: Transport, pacing: Pacing) -> tuple[Delivery, ...]:
    """Make the deliveries `keys` that are pending; how each that was tried, or found to be unknown, stands now.

    One that another living process is at work on is left to it. Raises StoreError where the archive fails.
    """
    with Claims(archive.path) as claims:
        work = _Round(archive, transport, pacing, claims)
        left = deque(key for key in keys if work.recover(key))
        try:
            _try(work, left)
        finally:
            transport.close()
        for key in left:
            count_round(archive, key, most=ROUNDS, when=pacing.clock())
            work.found[key] = delivery(archive, key)
    return tuple(work.found[key] for key in sorted(work.found))


def _try(work: _Round, left: deque[int]) -> None:
    """Try what is left, again and again with pauses, until it is done or there are no more tries."""
    for tried in range(1, work.pacing.tries + 1):
        for _ in range(len(left)):
            key = left.popleft()
            outcome = work.make(key)
            if outcome.verdict in ("later", "unreachable", "unusable"):
                left.append(key)  # behind the others: one that always fails must not stop them
            if outcome.verdict in ("unreachable", "unusable"):
                _note(work, left, outcome)
                break
        if not left or outcome.verdict == "unusable":
            return
        if tried < work.pacing.tries:
            work.pacing.wait(tried)


def _note(work: _Round, left: Iterable[int], outcome: Outcome) -> None:
    """Record with all that wait for the server why they do."""
    for key in left:
        move(work.archive, key, "pending", of=("pending",), when=work.pacing.clock(), reply=outcome.reply)
