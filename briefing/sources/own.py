"""What this program made itself: a briefing that lies among the articles is none, and must not be reported as news.

It is told by what every output carries in it (see docs/verification.md), whatever the file is called.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from briefing.errors import InputError
from briefing.sources.formats.archive import part
from briefing.types import Failure

if TYPE_CHECKING:
    from briefing.sources.desk import Origin
    from briefing.sources.kinds import Kind

_COMMENT: Final = re.compile(rb'<!-- briefing-manifest\r?\n\{"schema":"briefing/manifest/\d.*-->\s*\Z', re.DOTALL)
"""The end of a briefing in Markdown."""

_SCRIPT: Final = re.compile(rb"""<script\b[^<>]*\bid=["']?briefing-manifest\b""")
"""The data block of a briefing in HTML."""

_RECORD: Final = re.compile(rb'"schema"\s*:\s*"briefing/(?:briefing|analysis)/\d+"')
"""A briefing, or what `analyse` prints, in JSON; in a text within JSON the quotation marks would be escaped."""

_AUTHOR: Final = re.compile(
    rb"/Author\s{0,9}(?:\(briefing \d|(?i:<FEFF" + "briefing ".encode("utf-16-be").hex().encode("ascii") + rb"003\d))"
)
"""The author that a briefing in Word names in its properties, as LibreOffice and Word write it into a PDF."""

_NAMESPACE: Final = b"urn:briefing:manifest:1"
"""Of the custom part in a Word file; Word and LibreOffice name the part anew when they save it."""

_LARGEST_PART: Final = 5_000_000
"""Bytes of a part that are looked at: the manifest of a thousand articles is smaller."""


def is_own(data: bytes, kind: Kind) -> bool:
    """Whether `data` is a briefing, or an analysis, that this program made."""
    if kind == "word":
        return _carries_manifest(data)
    if kind == "pdf":
        return _AUTHOR.search(data) is not None
    if kind == "html":
        return _SCRIPT.search(data) is not None
    if kind == "json":
        return _RECORD.search(data) is not None
    return kind in ("markdown", "text") and _has_comment(data)


def is_own_mail(mailer: str) -> bool:
    """Whether a mail, by its header X-Mailer, was written by this program: then its text is a briefing."""
    return mailer.strip() == "briefing"


def own_making(origin: Origin) -> Failure:
    """What is said of a briefing among the inputs: of one that the user named it is a fault, else none."""
    reason = f"{origin.source} was left out: briefing made it itself, and it is no article."
    if origin.may_fetch:
        return Failure(source=origin.source, reason=f"{reason} Name the articles that it was made of.")
    return Failure(source=origin.source, reason=reason, aside=True)


def _has_comment(data: bytes) -> bool:
    at = data.rfind(b"<!-- briefing-manifest")
    return at >= 0 and _COMMENT.match(data, at) is not None


def _carries_manifest(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(
                _NAMESPACE in part(package, info, source=info.filename, limit=_LARGEST_PART)
                for info in package.infolist()
                if info.filename.startswith("customXml/") and info.file_size <= _LARGEST_PART
            )
    except (InputError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False  # reading it will tell what is wrong
