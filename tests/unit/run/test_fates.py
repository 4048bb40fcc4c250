"""What became of messages, in words: one line for all that have the same to say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.run.fates import undelivered
from briefing.store.outbox import Delivery

if TYPE_CHECKING:
    from briefing.store.outbox import State

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)


def made(key: int, state: State, reply: str = "450 grey") -> Delivery:
    return Delivery(
        key=key,
        name="morning",
        issue=7,
        subject="News",
        recipient=f"r{key}@example.org",
        message_id=f"<{key}@example.org>",
        state=state,
        attempts=1,
        rounds=0,
        reply=reply,
        made=NOW,
        changed=NOW,
    )


def test_nothing_is_said_of_what_is_in_order() -> None:
    assert undelivered([made(1, "accepted"), made(2, "forgotten")]) == ()


def test_what_another_process_is_sending() -> None:
    assert undelivered([made(1, "sending", "")]) == (
        "Another process is sending to r1@example.org at this moment; see: briefing outbox list",
    )


def test_each_line_tells_who_why_and_what_to_do() -> None:
    pending, failed, unknown = undelivered(
        [made(1, "pending"), made(2, "failed", "550 no."), made(3, "pending"), made(4, "unknown", "")]
    )
    assert pending == (
        "Not sent yet to r1@example.org, r3@example.org: 450 grey. "
        "The next run tries again; so does: briefing outbox retry"
    )
    assert failed == "Not sent to r2@example.org: 550 no. When that is mended: briefing outbox retry 2"
    assert unknown == (
        "It is not known whether r4@example.org got the message. It is not sent again by itself; "
        "decide it: briefing outbox resend 4; or: briefing outbox forget 4"
    )


def test_many_are_counted() -> None:
    (line,) = undelivered([made(key, "failed") for key in range(1, 41)])
    assert line.startswith("Not sent to 40 recipients: 450 grey.")
    assert line.endswith(": briefing outbox retry")


def test_each_suggested_command_names_the_configuration() -> None:
    options = " --config 'my news.toml'"
    pending, sending, failed, unknown = undelivered(
        [made(1, "pending"), made(2, "sending"), made(3, "failed"), made(4, "unknown"), made(5, "unknown")], options
    )
    assert pending.endswith(f": briefing outbox retry{options}")
    assert sending.endswith(f": briefing outbox list{options}")
    assert failed.endswith(f": briefing outbox retry 3{options}")
    assert unknown.endswith(f": briefing outbox resend 4 5{options}; or: briefing outbox forget 4 5{options}")
