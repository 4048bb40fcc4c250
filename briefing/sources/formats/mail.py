"""Mails and mailboxes: the body and each attachment are inputs of their own; headers are facts of the body."""

from __future__ import annotations

import re
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Final

from briefing.errors import InputError
from briefing.sources.article import Facts
from briefing.sources.dates import moment
from briefing.sources.desk import Origin
from briefing.sources.formats.archive import origin_of_part
from briefing.sources.names import printable
from briefing.sources.own import is_own_mail, own_making
from briefing.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.sources.desk import Desk
    from briefing.sources.kinds import Kind

COVER_NOTE: Final = 60
"""Words below which the body of a mail with attachments is a note that introduces them, and no article."""

LONGEST_HEADER: Final = 2_000
"""Characters: a subject has 100, a header that names a file or a part's boundary 200."""

MAX_PARTS: Final = 200
"""Parts of one mail; mails with all their pictures have 40."""

_PICTURES: Final = ("image", "audio", "video", "font")
_LEFT_OUT: Final = ("application/pgp-signature", "application/pkcs7-signature", "application/ms-tnef", "text/calendar")
_PREFIX: Final = re.compile(r"(?i)^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+")
_FROM: Final = re.compile(rb"(?m)^From (?=[^\r\n]*\d{4})[^\r\n]*+\r?\n")
_QUOTED_FROM: Final = re.compile(rb"(?m)^>(>*From )")
_SIGNATURE: Final = re.compile(r"(?m)^-- \r?$")


class _Bounded(EmailPolicy):
    """Python's own reading of mails, with long headers cut: the time that it takes over one grows with their square."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


def mails(data: bytes, origin: Origin, desk: Desk) -> Iterator[tuple[bytes, Origin] | Failure]:
    """The mails of a mailbox (mbox), in its order."""
    starts = list(_FROM.finditer(data))
    for number, start in enumerate(starts[: desk.limits.members], start=1):
        end = starts[number].start() if number < len(starts) else len(data)
        mail = _QUOTED_FROM.sub(rb"\1", data[start.end() : end]).rstrip(b"\r\n") + b"\n"
        source = f"{origin.source}/{number}"
        yield mail, Origin(source=source, budget=origin.budget, depth=origin.depth, kind="mail")
    if len(starts) > desk.limits.members:
        reason = f"{origin.source} holds {len(starts)} mails; only the first {desk.limits.members} were read. Split it."
        yield Failure(source=origin.source, reason=reason)


def parts(data: bytes, origin: Origin, desk: Desk) -> Iterator[tuple[bytes, Origin] | Failure]:
    """The body, unless it only introduces what is attached, and the attachments, in the mail's order."""
    if origin.depth >= desk.limits.depth:
        raise InputError(f"{origin.source} lies too deep in other mails or archives.", hint="Save it as a file.")
    message = BytesParser(policy=_Bounded()).parsebytes(data)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what this policy makes
    attached = list(_attachments(message, origin))
    body = _body(message)
    words = len(re.sub(rb"<[^<>]*>", b" ", body[0]).split()) if body else 0
    if body and is_own_mail(_header(message, "X-Mailer")):
        yield own_making(origin)  # what is attached tells by itself what it is
    elif body and words and (words >= COVER_NOTE or not attached):
        facts = _facts(message)
        facts = Facts(language=origin.facts.language).over(facts)
        kind: Kind | None = "html" if body[1] == "html" else None
        deeper = origin.depth + 1
        yield body[0], Origin(source=origin.source, budget=origin.budget, depth=deeper, facts=facts, kind=kind)
    elif not attached:
        raise InputError(f"{origin.source} is a mail without text.", hint="Pictures of text are not read.")
    yield from attached


def _body(message: EmailMessage) -> tuple[bytes, str] | None:
    """The text that a reader would be shown, plain rather than HTML, without the sender's signature."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return None
    text = _decoded(part)
    if part.get_content_subtype() != "html":
        text = _SIGNATURE.split(text)[0]
        html = message.get_body(preferencelist=("html",))
        if len(text.split()) < COVER_NOTE // 4 and html is not None:  # "Your program cannot show HTML mails."
            return _decoded(html).encode("utf-8"), "html"
    return text.encode("utf-8", "replace"), part.get_content_subtype()


def _decoded(part: Message) -> str:
    """A part's text, in the encoding that it names, or in UTF-8 or windows-1252 where that is a lie."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for encoding in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")


def _attachments(message: EmailMessage, origin: Origin) -> Iterator[tuple[bytes, Origin]]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > MAX_PARTS:
            raise InputError(f"{origin.source} has more than {MAX_PARTS} attachments.", hint="Save them as files.")
        if part.get_content_maintype() in _PICTURES or part.get_content_type() in _LEFT_OUT:
            continue
        if part.get_content_maintype() == "message":
            inner = part.get_payload()
            data = inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
        else:
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
        if not data.strip():
            continue
        name = printable(part.get_filename() or f"attachment {number}")
        origin.budget.take(len(data), origin.source)
        yield data, origin_of_part(origin, f"{origin.source}/{name}")


def _facts(message: EmailMessage) -> Facts:
    published, notes = moment(_header(message, "Date"))
    sender = _header(message, "From")
    name = re.sub(r"\s*<[^<>]*>\s*$", "", sender).strip("\"' ")
    subject = _PREFIX.sub("", _header(message, "Subject"))
    return Facts(title=subject or None, publisher=name or None, published=published, notes=notes)


def _header(message: EmailMessage, name: str) -> str:
    """A header's text; what its parser cannot stand counts as missing."""
    try:
        return str(message.get(name, "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError, UnicodeError):
        return ""
