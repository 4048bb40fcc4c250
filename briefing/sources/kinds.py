"""What bytes are, told by what is in them: a name says nothing, as a file may be called anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["pdf", "word", "zip", "html", "feed", "xml", "mail", "mailbox", "json", "markdown", "text"]

_LOOK_AT: Final = 20_000
"""Bytes that are looked at: comments and licences at a page's head are shorter."""

# (?>...) and *+ never go back into what they have read: with a plain group, thirty comments take hours.
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG: Final = re.compile(
    rb"\s*<(?:p|h[1-6]|span|table|ul|ol|blockquote|figure|script|style|link|img|a|br|hr|em|strong|b|i|center|font|nav"
    rb"|header|footer|aside|form|iframe|!--)[\s/>-]",
    re.IGNORECASE,
)
_FEED: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?><\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*+"
    rb"<(?:[a-z]+:)?(?:rss|feed|rdf)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(rb"\s*<(?:\?xml\s|!DOCTYPE\s|svg\b)", re.IGNORECASE)
"""What is neither a page nor a feed, but begins as XML does."""
_HEADER: Final = re.compile(rb"[!-9;-~]{1,60}:[ \t]?[^\r\n]*(?:\r\n|\n|\r)(?:[ \t]+[^\r\n]*(?:\r\n|\n|\r))*")
_TELLING_HEADERS: Final = frozenset(
    (
        b"received",
        b"message-id",
        b"mime-version",
        b"return-path",
        b"delivered-to",
        b"content-type",
        b"x-mailer",
        b"dkim-signature",
    )
)
_MAILBOX: Final = re.compile(rb"From \S+ .*\d{4}\r?\n")
_FRONT_MATTER: Final = re.compile(rb"---[ \t]*\r?\n(?:[^\r\n]*\r?\n){0,60}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_MARKED: Final = re.compile(
    rb"(?m)!?\[[^\]\n]{1,300}\]\((?:https?:|/|#|mailto:|\.)[^)\s]{0,2000}[^)\n]{0,300}\)"
    rb"|\*\*[^\s*][^*\n]{0,500}\*\*|^\[[^\]\n]+\]:[ \t]*https?:"
)
"""Markdown that shows in a text: links, pictures, bold print. A heading's # or a list's - reads as plain text, too."""


def kind_of(data: bytes) -> Kind:
    r"""The kind of `data`; "text" for all that has no mark of another, whatever it then is.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"From: a@b.example\nMessage-ID: <1>\n\nHello"), kind_of(b"From: here")
    ('pdf', 'mail', 'text')
    """
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"endobj" in data):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "word" if _is_word(data) else "zip"
    return _of_text(data[:_LOOK_AT].removeprefix(b"\xef\xbb\xbf"))


def _of_text(head: bytes) -> Kind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: its ASCII part tells as much
        head = head.replace(b"\0", b"")[2:]
    for kind, test in _TESTS:
        if test(head):
            return kind
    return "text"


def _is_word(data: bytes) -> bool:
    """A Word file names its main part in the archive's list, which lies at its end."""
    return b"word/document.xml" in data[:4096] or b"word/document.xml" in data[-65_536 * 4 :]


def _is_json(head: bytes) -> bool:
    """An object or a list, and no text that begins with an editor's [bracket]."""
    return bool(re.match(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\[|\]))', head))


def _is_mail(head: bytes) -> bool:
    """Headers from the first line on, up to a blank line, with one among them that no article begins with."""
    names: set[bytes] = set()
    at = 0
    while found := _HEADER.match(head, at):
        names.add(found.group().partition(b":")[0].strip().lower())
        at = found.end()
    ended = head[at : at + 1] in (b"\n", b"\r", b"") and len(names) > 1
    return ended and bool(names & _TELLING_HEADERS) and bool(names & {b"from", b"subject", b"date", b"to"})


_TESTS: Final[tuple[tuple[Kind, Callable[[bytes], object]], ...]] = (
    ("feed", _FEED.match),
    ("html", _HTML.match),
    ("html", lambda head: _ANY_TAG.match(head) and b"</" in head),
    ("xml", _XML.match),
    ("mailbox", _MAILBOX.match),
    ("mail", _is_mail),
    ("json", _is_json),
    ("markdown", _FRONT_MATTER.match),
    ("markdown", _MARKED.search),
)
"""The first that holds tells the kind."""
