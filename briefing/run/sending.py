"""`briefing send`: a file to recipients by hand, through the same outbox as issues."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.addresses import mailbox
from briefing.config import Loaded
from briefing.deliver.message import Attachment, Content, body
from briefing.errors import UsageError
from briefing.run.mailing import Occasion, drafted_mail, issue_occasion, mail_of, send_waiting
from briefing.store import open_archive
from briefing.store.connect import copy_in_memory
from briefing.store.issues import issue_with, outputs
from briefing.store.outbox import Delivery, MailDraft, State, deliveries, mail_of_issue, post, renew

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.addresses import Mailbox
    from briefing.store import Archive
    from briefing.store.issues import Output

MAX_FILE: Final = 25_000_000
"""Bytes of a file to mail: more than most servers take, once it is encoded."""

_DATA: Final = re.compile(r"<script\b[^>]*>.*?</script>\s*", re.DOTALL | re.IGNORECASE)
"""What a page carries to be checked by; mail filters take any script for an attack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOrder:
    """A file to mail now to the mailboxes `to`, or to the configuration's where there are none.

    `again` sends it once more to who has it, `folder` writes the messages there as .eml files instead of sending them.
    """

    loaded: Loaded
    file: Path
    now: datetime
    environment: Mapping[str, str]
    to: tuple[str, ...] = ()
    subject: str | None = None
    again: bool = False
    archive: Path | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of an order: the messages that were tried, those that need no sending, and files written instead."""

    tried: tuple[Delivery, ...] = ()
    known: tuple[Delivery, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 where all have it, 1 where some have, 3 where nobody has."""
        missing = [one for one in (*self.tried, *self.known) if one.state != "accepted"]
        if not missing:
            return 0
        return 1 if len(missing) < len(self.tried) + len(self.known) else 3


def send(order: SendOrder) -> Sent:
    """Carry out one order. Raises UsageError, OutputError and StoreError."""
    mail = mail_of(order.loaded)
    recipients = list({one.address.lower(): one for one in map(mailbox, order.to or mail.to)}.values())
    data = _read(order.file)
    if order.folder is not None:
        with copy_in_memory(order.archive) as archive:
            return Sent(written=_written(_draft(archive, order, data, recipients), order))
    with open_archive(order.archive) as archive:
        draft = _draft(archive, order, data, recipients)
        keys, known = _recorded(archive, draft, order)
        return Sent(tried=send_waiting(archive, order.loaded, order.environment, keys=keys), known=known)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise UsageError(f"{str(path)!r} has more than {MAX_FILE // 1_000_000} MB.", hint="Mail a link to it.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{str(path)!r} cannot be read: {error.strerror or error}.", hint="Check its path.") from error


def _draft(archive: Archive, order: SendOrder, data: bytes, recipients: Sequence[Mailbox]) -> MailDraft:
    """The mail: that of the issue whose Word document the file is, or one of the file alone."""
    loaded, digest = order.loaded, hashlib.sha256(data).hexdigest()
    issue = issue_with(archive, loaded.config.name, digest)
    mailed = mail_of_issue(archive, issue.key) if issue and order.file.suffix.lower() == ".docx" else None
    if issue and mailed and order.subject is None:
        subject, whole = mailed
        return drafted_mail(subject, whole, loaded, recipients, issue_occasion(issue.number, issue.made))
    files = outputs(archive, issue.key) if issue else ()
    what = _content(order, data, files)
    occasion = Occasion(identity=f"file {digest}\n{what.subject}", when=order.now)
    return drafted_mail(what.subject, body(what), loaded, recipients, occasion)


def _content(order: SendOrder, data: bytes, files: Sequence[Output]) -> Content:
    """The file as an attachment; as text what the file, or its issue, has in Markdown and HTML."""
    from briefing.render import ENDINGS, MEDIA_TYPES
    from briefing.render.plain import plain

    form = ENDINGS.get(order.file.suffix.lower(), "")
    texts = {one.format: one.data for one in reversed(files) if one.data is not None}
    if form:
        texts[form] = data
    text = plain(texts["markdown"].decode("utf-8", "replace")) if "markdown" in texts else ""
    page = _DATA.sub("", texts["html"].decode("utf-8", "replace")) if "html" in texts else None
    media_type = MEDIA_TYPES.get(form, "application/octet-stream")
    return Content(
        subject=order.subject or order.file.stem,
        text=text or f"{order.file.name} is attached.\n",
        html=page,
        attachments=(Attachment(name=order.file.name, media_type=media_type, data=data),),
    )


def _recorded(archive: Archive, draft: MailDraft, order: SendOrder) -> tuple[list[int], tuple[Delivery, ...]]:
    """Record the messages that are not there yet; the deliveries to make now, and those that are not to be made."""
    identifiers = [letter.message_id for letter in draft.letters]
    with archive.transaction():
        there = deliveries(archive, message_ids=identifiers)
        found = {one.message_id for one in there}
        letters = tuple(letter for letter in draft.letters if letter.message_id not in found)
        keys = list(post(archive, replace(draft, letters=letters))) if letters else []
    decided: tuple[State, ...] = ("failed", "forgotten", *(("accepted", "unknown") if order.again else ()))
    known = []
    for one in there:
        if one.state in ("pending", "sending") or renew(archive, one.key, of=decided, when=order.now):
            keys.append(one.key)
        else:
            known.append(one)
    return keys, tuple(known)


def _written(draft: MailDraft, order: SendOrder) -> tuple[str, ...]:
    """The messages as files that a mail program opens."""
    from briefing.deliver.files import check, write

    folder, written = str(order.folder), []
    for letter in draft.letters:
        safe = re.sub(r"[^\w.@+-]", "_", letter.recipient)
        path = os.path.normpath(os.path.join(folder, f"{order.file.stem}-{safe}.eml"))
        check(path)
        write(path, letter.head + draft.body, stdout=sys.stdout.buffer)
        written.append(path)
    return tuple(written)
