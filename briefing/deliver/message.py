"""The bytes of a message: multipart/mixed of the text in two forms and the files, with CRLF line ends.

The parts are put together by Python's `email`. The lines of the head are written here: they are few, and `email` folds
long addresses and identifiers into words that no reader takes apart again (differently in each Python).
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from briefing.addresses import Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

HTML_LIMIT: Final = 100_000
"""Bytes of HTML from which Gmail cuts a message off (about 102 kB); a longer part is left out, the text stays."""

MAILER: Final = "briefing"
"""The program that wrote a message: by it `sources` knows that a message's text is no news."""

LINE: Final = 76
"""Columns of a line of the head, where it can be broken (RFC 5322 asks for at most 78; encoded words may have 75)."""

LONGEST_WORD: Final = 900
"""A word of a subject that is longer is encoded, and so broken: a line may hold 998 octets."""

_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What all recipients get alike."""

    subject: str
    text: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Whose messages these are: `name` is the configuration's, which names the list that recipients are on."""

    name: str
    sender: Mailbox
    reply_to: Mailbox | None = None
    unsubscribe: Mailbox | None = None

    @property
    def list_id(self) -> str:
        """The list's identifier (RFC 2919)."""
        label = re.sub(r"[^A-Za-z0-9-]+", "-", self.name).strip("-") or "briefing"
        return f"{label}.{self.sender.domain}"


def body(content: Content) -> bytes:
    """All of the message but its own head, beginning with the head lines that tell how it is put together."""
    digest = hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    message = EmailMessage(policy=SMTP)
    message.set_content(_clean(content.text), cte="quoted-printable")
    if content.html is not None and len(content.html.encode("utf-8")) <= HTML_LIMIT:
        message.add_alternative(_clean(content.html), subtype="html", cte="quoted-printable")
        message.set_boundary(f"=_{digest}_2")  # "=_" stands in no quoted-printable and no base64
    for one in content.attachments:
        maintype, _, subtype = one.media_type.partition(";")[0].partition("/")
        message.add_attachment(one.data, maintype=maintype, subtype=subtype, filename=one.name, cte="base64")
    if content.attachments:
        message.set_boundary(f"=_{digest}_1")
    return message.as_bytes()


def head(subject: str, series: Series, to: Mailbox, *, message_id: str, when: datetime) -> bytes:
    """The lines of the head that come before `body`, for one recipient."""
    unsubscribe = series.unsubscribe or series.reply_to or series.sender
    request = f"<mailto:{quote(unsubscribe.address, safe='@.+-_')}?subject=unsubscribe%20{quote(series.name)}>"
    fields: list[tuple[str, Iterable[str]]] = [
        ("From", _mailbox(series.sender)),
        ("To", _mailbox(to)),
        ("Reply-To", _mailbox(series.reply_to) if series.reply_to else ()),
        ("Subject", _words(subject)),
        ("Date", (format_datetime(when),)),
        ("Message-ID", (message_id,)),
        ("Auto-Submitted", ("auto-generated",)),
        ("X-Mailer", (MAILER,)),
        ("List-Id", (f"<{series.list_id}>",)),
        ("List-Unsubscribe", (request,)),
    ]
    return "".join(_folded(name, words) for name, words in fields if words).encode("utf-8")


def message_id(series: Series, to: Mailbox, identity: str) -> str:
    """The Message-ID that `identity` (of an issue) has for a recipient: the same one, whenever it is made.

    Capital letters make no other recipient: no mail server of today tells Ann@ from ann@.
    """
    key = f"{series.name}\n{identity}\n{to.address.lower()}"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{series.sender.domain}>"


def _clean(text: str) -> str:
    """The text without what no message may hold: NUL, half characters."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def _folded(name: str, words: Iterable[str]) -> str:
    """A field of the head, broken between words; nothing in a word can end the line."""
    line, lines = f"{name}:", []
    for word in words:
        safe = "".join(char for char in word if char.isprintable())
        if len(line) + 1 + len(safe) > LINE and line.strip() and not line.endswith(":"):
            lines.append(line)
            line = ""
        line += f" {safe}"
    return "\r\n".join([*lines, line]) + "\r\n"


def _mailbox(one: Mailbox) -> list[str]:
    name = _one_line(one.name)
    return [*_phrase(name), f"<{one.address}>"] if name else [one.address]


def _phrase(name: str) -> list[str]:
    """A display name as words: bare, quoted or encoded."""
    if not name.isascii() or "=?" in name:
        return _encoded(name)
    if _ATOMS.fullmatch(name):
        return name.split()
    return ['"' + re.sub(r'(["\\])', r"\\\1", name) + '"']


def _words(text: str) -> list[str]:
    """An unstructured value as words, encoded where it must be."""
    words = _one_line(text).split()
    if all(word.isascii() and len(word) <= LONGEST_WORD for word in words) and not any("=?" in word for word in words):
        return words
    return _encoded(" ".join(words))


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _encoded(text: str) -> list[str]:
    """Encoded words (RFC 2047), each of whole characters and at most 75 columns."""
    made, part = [], b""
    for char in text:
        octets = char.encode("utf-8", "replace")
        if len(part) + len(octets) > 42:
            made.append(part)
            part = b""
        part += octets
    return [f"=?utf-8?b?{base64.b64encode(one).decode('ascii')}?=" for one in [*made, part]]
