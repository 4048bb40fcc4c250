"""The outbox: what is to be mailed, recorded with its issue, and what became of it for each recipient.

    pending -> sending -> accepted | failed | unknown

A message is `sending` from the moment before its last byte is handed over until the server's answer is recorded. One
that was left there (a crash, a reply that never came) becomes `unknown`, and is sent again only when a person says so.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from briefing.errors import StoreError, UsageError
from briefing.store.articles import moment, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.store.connect import Archive

State = Literal["pending", "sending", "accepted", "failed", "unknown", "forgotten"]

OPEN: Final[tuple[State, ...]] = ("pending", "sending", "failed", "unknown")
"""States in which somebody still has no message, or may have none."""

_COLUMNS: Final = """d.id, d.recipient, d.message_id, d.state, d.attempts, d.rounds, d.reply, d.changed,
    m.name, m.subject, m.made, i.number"""
_TABLES: Final = "delivery d JOIN mail m ON m.id = d.mail_id LEFT JOIN issue i ON i.id = m.issue_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One recipient's message: `head` is the bytes before the body that all recipients share."""

    recipient: str
    message_id: str
    head: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """A mail that is ready to be recorded; `issue` is the key of its issue, None for one sent by hand."""

    name: str
    subject: str
    sender: str
    made: datetime
    body: bytes
    letters: tuple[Letter, ...]
    issue: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What is known of one recipient's message; `issue` is the issue's number, None for one sent by hand."""

    key: int
    name: str
    issue: int | None
    subject: str
    recipient: str
    message_id: str
    state: State
    attempts: int
    rounds: int
    reply: str
    made: datetime
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it goes over the wire, with CRLF line ends."""

    sender: str
    recipient: str
    data: bytes


def post(archive: Archive, draft: MailDraft) -> tuple[int, ...]:
    """Record a mail, pending for each recipient; the deliveries' keys. Call it inside a transaction.

    Raises StoreError where one of its messages is recorded already: nothing may be kept then.
    """
    mail = archive.value(
        "INSERT INTO mail (name, issue_id, subject, sender, made, body) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (draft.name, draft.issue, draft.subject, draft.sender, stamp(draft.made), draft.body),
    )
    keys = []
    for letter in draft.letters:
        try:
            key = archive.value(
                """INSERT INTO delivery (mail_id, recipient, message_id, head, changed) VALUES (?, ?, ?, ?, ?)
                RETURNING id""",
                (mail, letter.recipient, letter.message_id, letter.head, stamp(draft.made)),
            )
        except sqlite3.IntegrityError as error:
            raise StoreError(
                f"The outbox holds the message to {letter.recipient} already.", hint="See: briefing outbox list --all"
            ) from error
        keys.append(int(key))
    return tuple(keys)


def move(
    archive: Archive, key: int, state: State, *, of: tuple[State, ...], when: datetime, reply: str | None = None
) -> bool:
    """Bring a delivery into `state` if it is in one of `of`, in a transaction of its own; False where it is not.

    The answer holds: of two processes that try the same step, one gets True.
    """
    marks = ", ".join("?" * len(of))
    sql = f"""UPDATE delivery SET state = ?, changed = ?, reply = coalesce(?, reply)
        WHERE id = ? AND state IN ({marks}) RETURNING id"""
    with archive.transaction():
        return archive.value(sql, (state, stamp(when), reply, key, *of)) is not None


def count_attempt(archive: Archive, key: int) -> None:
    """Note that a delivery is tried."""
    with archive.transaction():
        archive.rows("UPDATE delivery SET attempts = attempts + 1 WHERE id = ?", (key,))


def count_round(archive: Archive, key: int, *, most: int, when: datetime) -> bool:
    """Note that a run could not make a delivery; True where it has failed for good, after `most` such runs."""
    with archive.transaction():
        archive.rows("UPDATE delivery SET rounds = rounds + 1 WHERE id = ? AND state = 'pending'", (key,))
        sql = """UPDATE delivery SET state = 'failed', changed = ? WHERE id = ? AND state = 'pending' AND rounds >= ?
            RETURNING id"""
        return archive.value(sql, (stamp(when), key, most)) is not None


def renew(archive: Archive, key: int, *, of: tuple[State, ...], when: datetime) -> bool:
    """Make a delivery pending on a person's word, if it is in one of the states `of`; False where it is not."""
    marks = ", ".join("?" * len(of))
    sql = f"""UPDATE delivery SET state = 'pending', rounds = 0, changed = ?
        WHERE id = ? AND state IN ({marks}) RETURNING id"""
    with archive.transaction():
        return archive.value(sql, (stamp(when), key, *of)) is not None


def to_make(archive: Archive, name: str) -> tuple[Delivery, ...]:
    """The deliveries of `name` that are pending, or sending as far as is known, oldest first."""
    return deliveries(archive, name=name, states=("pending", "sending"))


def deliveries(
    archive: Archive, *, name: str | None = None, states: Sequence[State] = (), message_ids: Sequence[str] = ()
) -> tuple[Delivery, ...]:
    """All deliveries, or those of one configuration, in these states, with these Message-IDs, oldest first."""
    clauses, values = ["1 = 1"], list[str]()
    for column, wanted in (("m.name", (name,) if name else ()), ("d.state", states), ("d.message_id", message_ids)):
        if wanted:
            clauses.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    sql = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {' AND '.join(clauses)} ORDER BY d.id"
    return tuple(_delivery(row) for row in archive.rows(sql, values))


def delivery(archive: Archive, key: int) -> Delivery:
    """One delivery. Raises UsageError where there is none such."""
    row = archive.row(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE d.id = ?", (key,))
    if row is None:
        raise UsageError(f"The outbox holds no message {key}.", hint="They are listed by: briefing outbox list --all")
    return _delivery(row)


def message(archive: Archive, key: int) -> Message:
    """The bytes of a delivery. Raises StoreError where they were pruned."""
    sql = "SELECT m.sender, d.recipient, d.head, m.body FROM delivery d JOIN mail m ON m.id = d.mail_id WHERE d.id = ?"
    row = archive.row(sql, (key,))
    if row is None or row["body"] is None:
        raise StoreError(f"The bytes of message {key} were removed from the archive.", hint="Send its file by hand.")
    return Message(sender=row["sender"], recipient=row["recipient"], data=row["head"] + row["body"])


def mail_of_issue(archive: Archive, issue: int) -> tuple[str, bytes] | None:
    """Subject and body of the mail that was recorded with an issue (by its key), or None."""
    sql = "SELECT subject, body FROM mail WHERE issue_id = ? AND body IS NOT NULL ORDER BY id LIMIT 1"
    row = archive.row(sql, (issue,))
    return None if row is None else (row["subject"], row["body"])


def prune(archive: Archive, *, before: datetime) -> int:
    """Remove the bytes of mails made before then that need no more decision; how many. Call it inside a transaction."""
    marks = ", ".join("?" * len(OPEN))
    sql = f"""UPDATE mail SET body = NULL WHERE body IS NOT NULL AND made < ? AND NOT EXISTS
        (SELECT 1 FROM delivery d WHERE d.mail_id = mail.id AND d.state IN ({marks})) RETURNING id"""
    return len(archive.rows(sql, (stamp(before), *OPEN)))


def _delivery(row: sqlite3.Row) -> Delivery:
    made, changed = moment(row["made"]), moment(row["changed"])
    assert made is not None  # noqa: S101 - the columns are NOT NULL
    assert changed is not None  # noqa: S101
    return Delivery(
        key=row["id"],
        name=row["name"],
        issue=row["number"],
        subject=row["subject"],
        recipient=row["recipient"],
        message_id=row["message_id"],
        state=row["state"],
        attempts=row["attempts"],
        rounds=row["rounds"],
        reply=row["reply"],
        made=made,
        changed=changed,
    )
