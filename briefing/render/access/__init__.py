"""What keeps people from reading a document: in Word and in HTML, found without opening either program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.render.access.barriers import Barrier


def barriers_in(data: bytes) -> tuple[Barrier, ...]:
    """All barriers in the bytes of a Word document or an HTML page, in the order of the rules.

    Raises UsageError for another kind of file, and ProofError for a damaged one.
    """
    from briefing.render.proof.load import decoded, kind_of

    kind = kind_of(data)
    if kind == "docx":
        from briefing.render.access.word import word_barriers
        from briefing.render.proof.package import Package

        return tuple(word_barriers(Package(data)))
    if kind == "html":
        from briefing.render.access.page import page_barriers
        from briefing.render.proof.web import page_root

        return tuple(page_barriers(page_root(decoded(data))))
    raise UsageError("It is neither a Word document nor an HTML page.", hint="Make the briefing as .docx or .html.")
