"""Plain text: the article's text is the decoded file itself, unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.sources.article import Facts, too_large
from briefing.sources.decode import decode
from briefing.sources.headline import headline

if TYPE_CHECKING:
    from briefing.sources.desk import Desk, Origin


def read(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    """The text, and its headline where the outside names none. Raises InputError for what is no text."""
    if len(data) > desk.limits.text_bytes:
        raise too_large(origin.source, desk.limits.text_bytes)
    text, notes = decode(data, source=origin.source)
    return text, origin.facts.over(Facts(title=headline(text), notes=notes))
