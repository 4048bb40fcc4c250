"""The headline of a plain-text article, where its first line is one."""

from __future__ import annotations

import re
from typing import Final

MAX_CHARACTERS: Final = 160
MAX_WORDS: Final = 24
"""Web headlines run to about 20 words; a lead sentence is seldom shorter than 25, and ends in a full stop besides."""

LONGEST_LINE: Final = 1_000
"""Characters of a line that is looked at for a Markdown heading's marks: the time it takes grows with their square."""

_LINE: Final = re.compile(r"[^\r\n]*")
_MARKER: Final = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_BYLINE: Final = re.compile(r"^by\s+[A-Z]")
_DATELINE: Final = re.compile(r"^[A-Z][A-Z .,'’-]+(?:\([^)]{1,20}\))?\s*(?:--|[-–—])\s")


def headline(text: str) -> str | None:
    """The first line of `text` that is not blank, where it reads like a headline, else None.

    A headline is short, is followed by more text, and ends in no full stop; one that ends in "?" or "!" must have a
    blank line below it, as a first sentence may end so too. A Markdown heading is one by its mark.
    """
    start = len(text) - len(text.lstrip())
    line = _LINE.match(text, start)
    first = line.group().strip() if line else ""
    rest = text[start + len(line.group()) :] if line else ""
    marked = _MARKER.match(first) if len(first) <= LONGEST_LINE else None
    if marked:
        return marked.group(1) or None
    if not rest.strip() or len(first) > MAX_CHARACTERS or len(first.split()) > MAX_WORDS:
        return None
    if _BYLINE.match(first.lower()[:3] + first[3:]) or _DATELINE.match(first):
        return None
    bare = first.rstrip("\"'”’)")
    if bare.endswith(("?", "!")):
        return first if re.match(r"\r?\n[ \t]*\r?\n|\r[ \t]*\r", rest) else None
    if not bare or bare[-1] in ".:;,…-–—" or not any(char.isalpha() for char in first):
        return None
    return first if first[0].isupper() or not first[0].isalpha() else None
