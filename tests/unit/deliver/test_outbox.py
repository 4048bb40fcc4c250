"""Making deliveries: how often, with which pauses, in which order, and by one process alone."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from briefing.deliver.claims import Claims
from briefing.deliver.outbox import LONGEST_PAUSE, ROUNDS, Pacing, deliver
from briefing.deliver.transport import Commit, Outcome
from briefing.store import open_archive
from briefing.store.outbox import Letter, MailDraft, Message, delivery, move, post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.store import Archive

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
LATER, GONE = Outcome(verdict="later", reply="450 grey"), Outcome(verdict="unreachable", reply="no answer in time")
SHUT = Outcome(verdict="unusable", reply="535 no")


class Wire:
    """A transport that answers as it is told, and "accepted" from then on."""

    def __init__(self, *outcomes: Outcome, within: Callable[[], None] = lambda: None) -> None:
        self.outcomes = deque(outcomes)
        self.within = within
        self.sent: list[str] = []
        self.closed = False

    def send(self, message: Message, commit: Commit) -> Outcome:
        self.sent.append(message.recipient)
        outcome = self.outcomes.popleft() if self.outcomes else Outcome(verdict="accepted", reply="250 ok")
        if outcome.verdict not in ("accepted", "unknown"):
            return outcome
        self.within()
        return outcome if commit() else Outcome(verdict="taken")

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.sqlite3") as opened:
        yield opened


def posted(archive: Archive, *recipients: str) -> tuple[int, ...]:
    letters = tuple(Letter(recipient=one, message_id=f"<{one}>", head=b"To: x\r\n") for one in recipients)
    with archive.transaction():
        return post(
            archive, MailDraft(name="n", subject="s", sender="s@x.example", made=NOW, body=b"\r\n", letters=letters)
        )


def pacing(pauses: list[float], *, tries: int = 4, pause: float = 10.0, chance: float = 0.0) -> Pacing:
    return Pacing(clock=lambda: NOW, sleep=pauses.append, chance=lambda: chance, tries=tries, pause=pause)


@pytest.mark.parametrize(("chance", "expected"), [(0.0, [10, 20, 40, 80, 120, 120]), (1.0, [5, 10, 20, 40, 60, 60])])
def test_pauses_double_up_to_a_limit_and_are_shortened_by_chance(
    archive: Archive, chance: float, expected: list[float]
) -> None:
    pauses: list[float] = []
    (key,) = posted(archive, "a")
    (found,) = deliver(archive, [key], Wire(*[LATER] * 7), pacing(pauses, tries=7, chance=chance))
    assert pauses == expected
    assert max(pauses) <= LONGEST_PAUSE
    assert (found.state, found.attempts, found.reply) == ("pending", 7, "450 grey")


def test_who_is_put_off_delays_nobody(archive: Archive) -> None:
    pauses: list[float] = []
    keys = posted(archive, "a", "b", "c")
    wire = Wire(LATER)
    found = deliver(archive, keys, wire, pacing(pauses))
    assert wire.sent == ["a", "b", "c", "a"]
    assert [one.state for one in found] == ["accepted"] * 3
    assert pauses == [10]
    assert wire.closed


def test_a_server_that_is_gone_is_not_asked_for_each_and_the_first_comes_last_then(archive: Archive) -> None:
    keys = posted(archive, "a", "b", "c")
    wire = Wire(GONE, GONE)
    found = deliver(archive, keys, wire, pacing([]))
    assert wire.sent == ["a", "b", "c", "a", "b"]
    assert [one.state for one in found] == ["accepted"] * 3


def test_a_server_that_cannot_be_used_is_asked_once_a_run(archive: Archive) -> None:
    pauses: list[float] = []
    keys = posted(archive, "a", "b")
    wire = Wire(SHUT)
    found = deliver(archive, keys, wire, pacing(pauses))
    assert (wire.sent, pauses) == (["a"], [])
    assert [(one.state, one.reply, one.rounds) for one in found] == [("pending", "535 no", 1)] * 2


def test_after_many_runs_in_vain_it_has_failed(archive: Archive) -> None:
    (key,) = posted(archive, "a")
    states = [deliver(archive, [key], Wire(SHUT), pacing([]))[0].state for _ in range(ROUNDS)]
    assert states == ["pending"] * (ROUNDS - 1) + ["failed"]
    assert deliver(archive, [key], Wire(), pacing([])) == ()


def test_what_an_ended_process_was_sending_is_unknown_and_not_sent(archive: Archive) -> None:
    (key,) = posted(archive, "a")
    move(archive, key, "sending", of=("pending",), when=NOW)
    wire = Wire()
    (found,) = deliver(archive, [key], wire, pacing([]))
    assert (found.state, wire.sent) == ("unknown", [])
    assert "before the server's answer was recorded" in found.reply
    assert deliver(archive, [key], wire, pacing([])) == ()


def test_what_another_took_meanwhile_is_left_to_it(archive: Archive) -> None:
    (key,) = posted(archive, "a")
    with open_archive(archive.path) as other:
        wire = Wire(within=lambda: move(other, key, "sending", of=("pending",), when=NOW))
        assert deliver(archive, [key], wire, pacing([])) == ()
    assert delivery(archive, key).state == "sending"


def test_what_was_forgotten_meanwhile_is_not_sent(archive: Archive) -> None:
    first, second = posted(archive, "a", "b")
    wire = Wire(within=lambda: move(archive, second, "forgotten", of=("pending",), when=NOW))
    (found,) = deliver(archive, [first, second], wire, pacing([]))
    assert (found.key, wire.sent) == (first, ["a"])


def test_a_fault_in_between_leaves_it_to_a_person(archive: Archive) -> None:
    class Broken(Wire):
        def send(self, message: Message, commit: Commit) -> Outcome:
            super().send(message, commit)
            raise KeyboardInterrupt

    (key,) = posted(archive, "a")
    with pytest.raises(KeyboardInterrupt):
        deliver(archive, [key], Broken(), pacing([]))
    assert delivery(archive, key).state == "sending"
    assert deliver(archive, [key], Wire(), pacing([]))[0].state == "unknown"


def test_a_claim_is_another_process_s_until_that_ends(archive: Archive) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from pathlib import Path; from briefing.deliver.claims import Claims\n"
        "with Claims(Path(sys.argv[1])) as claims, claims.hold(7) as held:\n"
        "    print(held, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, archive.path]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
        Claims(archive.path) as claims,
    ):
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        with claims.hold(7) as held, claims.hold(8) as free:
            assert (held, free) == (False, True)
        other.kill()
        other.wait()
        with claims.hold(7) as held:
            assert held
