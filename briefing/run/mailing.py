"""Mail of a configuration: the message of an issue, the way it is sent, and sending what waits in the outbox."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Final

from briefing.addresses import Mailbox, mailbox
from briefing.deliver.message import Attachment, Content, Series, body, head, message_id
from briefing.deliver.outbox import Pacing, deliver
from briefing.errors import DeliveryError, UsageError
from briefing.store.articles import stamp
from briefing.store.outbox import Letter, MailDraft, Message, delivery, to_make

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.config import Loaded
    from briefing.config.mail import Mail
    from briefing.deliver.password import Login
    from briefing.deliver.transport import Transport
    from briefing.store import Archive
    from briefing.store.issues import Output
    from briefing.store.outbox import Delivery
    from briefing.types import Briefing

TEMPLATE: Final = "bluf"
"""The built-in template of a message's text: the bottom line first, and short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a message is sent for: `identity` tells it from all others of its configuration; `number` is an issue's."""

    identity: str
    when: datetime
    number: int | None = None


def issue_occasion(number: int, made: datetime) -> Occasion:
    """An issue; the time in its identity tells it from one of the same number in an archive that was lost."""
    return Occasion(identity=f"issue {number} of {stamp(made)}", when=made, number=number)


def mail_of(loaded: Loaded) -> Mail:
    """The section `[mail]`. Raises UsageError where there is none."""
    if loaded.config.mail is None:
        raise UsageError(
            f"{str(loaded.path)!r} has no section [mail].", hint="See docs/mail.md; briefing init has one."
        )
    return loaded.config.mail


def series(loaded: Loaded) -> Series:
    """Whose messages they are."""
    mail = mail_of(loaded)
    return Series(
        name=loaded.config.name,
        sender=mailbox(mail.sender),
        reply_to=mailbox(mail.reply_to) if mail.reply_to else None,
        unsubscribe=mailbox(mail.unsubscribe) if mail.unsubscribe else None,
    )


def issue_mail(briefing: Briefing, loaded: Loaded, occasion: Occasion, outputs: Sequence[Output]) -> MailDraft | None:
    """The mail of an issue to all recipients, its Word document with it; None where the configuration has no mail."""
    from briefing.render.html import render_html
    from briefing.render.markdown import render_markdown
    from briefing.render.plain import plain

    if loaded.config.mail is None:
        return None
    what = Content(
        subject=subject_of(loaded, occasion),
        text=plain(render_markdown(briefing, TEMPLATE).decode("utf-8")),
        html=render_html(briefing, TEMPLATE, figures=False).decode("utf-8"),
        attachments=(_document(briefing, loaded, occasion, outputs),),
    )
    recipients = [mailbox(to) for to in loaded.config.mail.to]
    return drafted_mail(what.subject, body(what), loaded, recipients, occasion)


def drafted_mail(
    subject: str, data: bytes, loaded: Loaded, recipients: Iterable[Mailbox], occasion: Occasion
) -> MailDraft:
    """A mail of which `data` is the body, with each recipient's head."""
    ours = series(loaded)
    letters = []
    for to in recipients:
        identifier = message_id(ours, to, occasion.identity)
        own = head(subject, ours, to, message_id=identifier, when=occasion.when)
        letters.append(Letter(recipient=to.address, message_id=identifier, head=own))
    return MailDraft(
        name=loaded.config.name,
        subject=subject,
        sender=ours.sender.address,
        made=occasion.when,
        body=data,
        letters=tuple(letters),
    )


def subject_of(loaded: Loaded, occasion: Occasion) -> str:
    """The subject that the configuration gives to an issue."""
    config = loaded.config
    values = {
        "topic": config.topic,
        "name": config.name,
        "number": str(occasion.number),
        "date": f"{occasion.when:%Y-%m-%d}",
        "time": f"{occasion.when:%H%M}",
    }
    return mail_of(loaded).subject.format_map(values)


def dated_name(loaded: Loaded, occasion: Occasion, ending: str) -> str:
    """The name of a file that goes with an issue's message: whoever keeps some finds them in order."""
    return f"{loaded.config.name}-{occasion.when:%Y-%m-%d}-{occasion.number}{ending}"


def transport(loaded: Loaded, environment: Mapping[str, str]) -> Transport:
    """The way that the configuration sends by. Nothing is opened, and no password read, before the first message."""
    from briefing.deliver.connection import PORTS, Server
    from briefing.deliver.maildir import Maildir
    from briefing.deliver.password import password
    from briefing.deliver.smtp import Smtp

    mail = mail_of(loaded)
    if mail.maildir is not None:
        return Maildir(path=Path(loaded.place(mail.maildir)))
    smtp = mail.smtp
    assert smtp is not None  # noqa: S101 - the configuration has exactly one of the two
    server = Server(
        host=smtp.host,
        port=smtp.port or PORTS[smtp.security],
        security=smtp.security,
        user=smtp.user,
        ca_file=loaded.place(smtp.ca_file) if smtp.ca_file else None,
        timeout=smtp.timeout,
        answer_timeout=smtp.answer_timeout,
    )
    return Smtp(server, lambda: password(login_of(loaded), environment))


def login_of(loaded: Loaded) -> Login:
    """Who logs in to the mail server, and where the password may be. Raises UsageError where there is no server."""
    from briefing.deliver.password import Login

    smtp = mail_of(loaded).smtp
    if smtp is None:
        raise UsageError(f"{str(loaded.path)!r} has no section [mail.smtp].", hint="See docs/mail.md.")
    return Login(
        user=smtp.user or "",
        host=smtp.host,
        given=smtp.password.get_secret_value() if smtp.password else None,
        file=loaded.place(smtp.password_file) if smtp.password_file else None,
        keyring=smtp.keyring,
    )


def send_waiting(
    archive: Archive, loaded: Loaded, environment: Mapping[str, str], *, keys: Iterable[int] | None = None
) -> tuple[Delivery, ...]:
    """Make the deliveries `keys`, or all that wait for the configuration; how each that was tried stands now.

    Of `keys` those are told, too, that another process has at that moment: who asked for them is to know.
    Where the configuration has no mail any more, those that wait are given back with that as the reason, so that they
    are told of. Raises StoreError.
    """
    waiting = to_make(archive, loaded.config.name) if keys is None else ()
    if loaded.config.mail is None:
        return tuple(replace(one, reply="the configuration has no section [mail] any more") for one in waiting)
    wanted = [one.key for one in waiting] if keys is None else list(keys)
    if not wanted:
        return ()
    made = deliver(archive, wanted, transport(loaded, environment), pacing(loaded, environment))
    left = set[int]() if keys is None else set(wanted) - {one.key for one in made}
    return (*made, *(delivery(archive, key) for key in sorted(left)))


def pacing(loaded: Loaded, environment: Mapping[str, str]) -> Pacing:
    """How often and when to try, as the configuration says."""
    from briefing.run.setup import now

    smtp = mail_of(loaded).smtp
    return Pacing(
        clock=lambda: now(environment),
        sleep=time.sleep,
        chance=SystemRandom().random,
        tries=smtp.tries if smtp else 1,
        pause=smtp.pause if smtp else 0.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A plain message to one address about the program itself, beside the outbox."""

    to: str
    subject: str
    text: str


def send_notice(loaded: Loaded, notice: Notice, *, when: datetime, environment: Mapping[str, str]) -> None:
    """Send a notice by the configuration's own way, tried once: the archive may be what it tells of.

    Raises DeliveryError where it was not accepted, and UsageError where there is no mail or `to` is no address.
    """
    what = Content(subject=notice.subject, text=notice.text)
    to = mailbox(notice.to)
    occasion = Occasion(identity=f"notice at {stamp(when)}: {notice.subject}\n{notice.text}", when=when)
    draft = drafted_mail(what.subject, body(what), loaded, [to], occasion)
    message = Message(sender=draft.sender, recipient=to.address, data=draft.letters[0].head + draft.body)
    way = transport(loaded, environment)
    try:
        outcome = way.send(message, lambda: True)
    finally:
        way.close()
    if outcome.verdict != "accepted":
        raise DeliveryError(f"The notice to {to.address} was not sent: {outcome.reply}.", hint="Check [mail.smtp].")


def check_server(loaded: Loaded, environment: Mapping[str, str]) -> str:
    """Connect to the mail server and log in, without sending anything; what it answered.

    Raises DeliveryError where that fails, and UsageError where the configuration has no mail.
    """
    from briefing.deliver.smtp import Smtp

    way = transport(loaded, environment)
    if not isinstance(way, Smtp):
        return "a Maildir, no mail server"
    outcome = way.probe()
    if outcome.verdict != "accepted":
        raise DeliveryError(outcome.reply, hint="Check [mail.smtp].")
    return outcome.reply


def _document(briefing: Briefing, loaded: Loaded, occasion: Occasion, outputs: Sequence[Output]) -> Attachment:
    """The issue's own Word document where it has one, or the standard one."""
    from briefing.render import render

    for one in outputs:
        if one.format == "docx" and one.data is not None:
            name = dated_name(loaded, occasion, ".docx")
            return Attachment(name=name, media_type=one.media_type, data=one.data)
    made = render(briefing, "docx")
    return Attachment(name=dated_name(loaded, occasion, ".docx"), media_type=made.media_type, data=made.data)
