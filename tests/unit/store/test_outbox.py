"""The outbox: recorded whole or not at all, each step taken once, bytes kept until nothing is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from briefing.errors import StoreError, UsageError
from briefing.store import open_archive
from briefing.store.outbox import (
    Letter,
    MailDraft,
    count_attempt,
    count_round,
    deliveries,
    delivery,
    message,
    move,
    post,
    prune,
    renew,
    to_make,
)
from briefing.store.search import prune as prune_archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.store import Archive

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.sqlite3") as opened:
        yield opened


def draft(*recipients: str, name: str = "morning") -> MailDraft:
    letters = [
        Letter(recipient=one, message_id=f"<{name}.{one}>", head=f"To: {one}\r\n".encode()) for one in recipients
    ]
    return MailDraft(
        name=name, subject="News", sender="a@example.org", made=NOW, body=b"\r\nbody\r\n", letters=tuple(letters)
    )


def posted(archive: Archive, *recipients: str) -> tuple[int, ...]:
    with archive.transaction():
        return post(archive, draft(*recipients))


def test_a_mail_is_pending_for_each_recipient_and_keeps_its_bytes(archive: Archive) -> None:
    keys = posted(archive, "b@example.org", "c@example.org")
    assert [(one.key, one.state, one.recipient) for one in to_make(archive, "morning")] == [
        (keys[0], "pending", "b@example.org"),
        (keys[1], "pending", "c@example.org"),
    ]
    assert to_make(archive, "evening") == ()
    assert message(archive, keys[1]).data == b"To: c@example.org\r\n\r\nbody\r\n"


def test_the_same_message_is_recorded_once_and_nothing_of_a_second_is_kept(archive: Archive) -> None:
    posted(archive, "b@example.org")
    with pytest.raises(StoreError, match=r"b@example\.org already"):
        posted(archive, "c@example.org", "b@example.org")
    assert [one.recipient for one in deliveries(archive)] == ["b@example.org"]


def test_a_step_is_taken_once(archive: Archive) -> None:
    (key,) = posted(archive, "b@example.org")
    with open_archive(archive.path) as other:
        assert move(archive, key, "sending", of=("pending",), when=NOW)
        assert not move(other, key, "sending", of=("pending",), when=NOW)
        assert move(other, key, "unknown", of=("sending",), when=NOW, reply="no answer")
        assert not move(archive, key, "accepted", of=("sending",), when=NOW, reply="250 fine")
    found = delivery(archive, key)
    assert (found.state, found.reply) == ("unknown", "no answer")
    assert to_make(archive, "morning") == ()


def test_what_runs_could_not_send_fails_after_so_many(archive: Archive) -> None:
    (key,) = posted(archive, "b@example.org")
    count_attempt(archive, key)
    assert [count_round(archive, key, most=3, when=NOW) for _ in range(3)] == [False, False, True]
    found = delivery(archive, key)
    assert (found.state, found.attempts, found.rounds) == ("failed", 1, 3)
    assert not renew(archive, key, of=("unknown",), when=NOW)
    assert renew(archive, key, of=("failed",), when=NOW)
    assert delivery(archive, key).rounds == 0


def test_bytes_stay_while_something_is_open(archive: Archive) -> None:
    first, second = posted(archive, "b@example.org", "c@example.org")
    move(archive, first, "accepted", of=("pending",), when=NOW)
    for state, removed in (("failed", 0), ("unknown", 0), ("forgotten", 1)):
        move(archive, second, state, of=("pending", "failed", "unknown"), when=NOW)
        with archive.transaction():
            assert prune(archive, before=NOW) == 0
            assert prune(archive, before=NOW + timedelta(seconds=1)) == removed
    with pytest.raises(StoreError, match="removed"):
        message(archive, first)
    assert delivery(archive, first).state == "accepted"


def test_pruning_the_archive_prunes_mails_too(archive: Archive) -> None:
    first, second = (posted(archive, one)[0] for one in ("b@example.org", "c@example.org"))
    move(archive, first, "accepted", of=("pending",), when=NOW)
    prune_archive(archive, before=NOW + timedelta(days=1), now=NOW)
    with pytest.raises(StoreError, match="removed"):
        message(archive, first)
    assert message(archive, second).data


def test_there_is_no_such_message(archive: Archive) -> None:
    with pytest.raises(UsageError, match="no message 7"):
        delivery(archive, 7)
