"""The line below a letter or a comment that says who wrote it: "Ann Smith, Leeds", "— Ann Smith (@ann)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.text.names import is_first_name, split_title
from briefing.types import Name, Span

if TYPE_CHECKING:
    from briefing.analyse.speech.page import Page, Paragraph

# A signature's line is no longer than this, in words: a name, an office and a town.
MOST_WORDS = 14
# A name has so many words at most.
LONGEST_NAME = 5
_DASH = re.compile(r"(?:[—–―~]|--?)\s*")
_PARTICLE = r"(?:d[eiu]|de[lnr]|van|von|al|bin|ibn|la|le|and)"
_NAME = re.compile(
    rf"(?:[^\W\d_a-z][\w.’'-]*|{_PARTICLE})(?:[ \t](?:[^\W\d_a-z][\w.’'-]*|{_PARTICLE}\b)){{0,{LONGEST_NAME}}}"
)
_BEHIND = re.compile(r"\s*(?:[,(|/–—]|--|\Z)|\s+(?:of|from|in)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature: where it is named, and its mark: the dash before it, or the name once more where there is none."""

    name: Span
    mark: Span
    dashed: bool
    known: bool
    """True where more than capital letters shows that it is a person's name."""


def signature(page: Page, paragraph: Paragraph) -> Signature | None:
    """The signature that a line is, or None for any other line."""
    line = paragraph.span
    if len(line.of(page.text).split()) > MOST_WORDS:
        return None
    dash = _DASH.match(page.text, line.start, line.end)
    start = dash.end() if dash else line.start
    found = _NAME.match(page.text, start, line.end)
    if found is None or not _BEHIND.match(page.text, found.end(), line.end):
        return None
    name = Span(*found.span())
    told = line.of(page.text).rstrip()
    known = is_person(page, name)
    if told[-1] in '?!:;,”"' or (told[-1] == "." and not _abbreviated(told)) or not (known or dash):
        return None
    mark = Span(dash.start(), len(page.text[: dash.end()].rstrip())) if dash else name
    return Signature(name=name, mark=mark, dashed=dash is not None, known=known)


def is_person(page: Page, name: Span) -> bool:
    """True where the reader, a title or a first name shows that the words are a person's name of two words or more."""
    words = name.of(page.text).split()
    if len(words) < 2:
        return False
    title, bare = split_title(" ".join(words))
    first = words[0].strip(".")
    named = any(person.span.start == name.start and person.span.end <= name.end + 2 for person in page.people)
    return bool(title and bare) or named or is_first_name(first)


def as_name(sign: Signature) -> tuple[Name, ...]:
    """The signature as a person's name, where the reader may have missed it."""
    return (Name(span=sign.name, kind="person"),) if sign.known else ()


def _abbreviated(told: str) -> bool:
    """True where the line's last full stop belongs to a short form ("Ann Smith, M.D.", "Robert Lee Jr.")."""
    last = told.rsplit(maxsplit=1)[-1]
    return bool(re.fullmatch(r"(?:[A-Za-z]\.){2,}|Jr\.|Sr\.|Ph\.?D\.|[A-Z][a-z]{1,3}\.", last))
