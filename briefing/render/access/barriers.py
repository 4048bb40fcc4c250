"""The rules that Word documents and HTML pages share, after WCAG 2.2, level AA."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Rule = Literal[
    "title",
    "language",
    "headings",
    "table header",
    "empty cell",
    "merged cell",
    "alt text",
    "link text",
    "contrast",
    "list",
    "text box",
]
"""Every rule that a finding can name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """Something that keeps a reader out: which `rule` it breaks, where, what is wrong, and what to do."""

    rule: Rule
    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its level from 1."""

    level: int
    text: str


def title_barriers(title: str) -> Iterator[Barrier]:
    """A document without a title is announced by its file's name (WCAG 2.4.2)."""
    if not title.strip():
        remedy = "Give it one: in Word under File, Info, Title; in HTML in <title>."
        yield Barrier(rule="title", place="document", message="It has no title.", remedy=remedy)


_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language_barriers(language: str) -> Iterator[Barrier]:
    """Without its language a document is read out in the listener's (WCAG 3.1.1)."""
    if not _LANGUAGE.fullmatch(language.strip()):
        told = f"Its language is {language!r}, which is none." if language.strip() else "It does not say its language."
        remedy = 'Set it: in Word under Review, Language; in HTML as <html lang="en">.'
        yield Barrier(rule="language", place="document", message=told, remedy=remedy)


_LONG: Final = 1_500
"""Characters, about half a page, above which a document without any heading cannot be found one's way in."""


def heading_barriers(headings: Sequence[Heading], length: int) -> Iterator[Barrier]:
    """Headings start at 1 and never skip a level on the way down (WCAG 1.3.1, 2.4.6)."""
    remedy = "Give each heading the style or element of its level: 1, below it 2, below that 3."
    if not headings and length > _LONG:
        yield Barrier(rule="headings", place="document", message="It has no heading.", remedy=remedy)
    if headings and headings[0].level != 1:
        message = f"The first heading is of level {headings[0].level}, not 1."
        yield Barrier(rule="headings", place=quoted(headings[0].text), message=message, remedy=remedy)
    for before, after in pairwise(headings):
        if after.level > before.level + 1:
            message = f"Level {after.level} follows level {before.level}: a level is skipped."
            yield Barrier(rule="headings", place=quoted(after.text), message=message, remedy=remedy)
    for heading in headings:
        if not heading.text.strip():
            message = f"A heading of level {heading.level} is empty."
            yield Barrier(rule="headings", place="document", message=message, remedy="Write it or take it out.")


_BARE_WORDS: Final = (
    "click,click here,download,follow this link,full article,go,here,link,more,more info,read,read more,see here,"
    "source,this,this article,this link,this page,website"
)
_BARE: Final = frozenset(_BARE_WORDS.split(","))
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)


def link_barriers(text: str, described: str = "") -> Iterator[Barrier]:
    """A link's words say where it leads, by themselves or in what describes it (WCAG 2.4.4)."""
    told = " ".join((described or text).split())
    plain = told.strip(" .:…»>→").lower()
    if not any(character.isalpha() for character in plain):
        message = "A link has no words that say where it leads."
    elif plain in _BARE:
        message = "A link's words do not say where it leads."
    elif _ADDRESS.fullmatch(told):
        message = "A link shows its bare address."
    else:
        return
    remedy = "Put the name of what it leads to in the link, or in its screen tip (Word) or aria-label (HTML)."
    yield Barrier(rule="link text", place=quoted(text), message=message, remedy=remedy)


_PICTURE_FILE: Final = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf)", re.IGNORECASE)
_NO_WORDS: Final = frozenset(("image", "picture", "photo", "figure", "graphic", "chart"))


def alt_barriers(alt: str, place: str) -> Iterator[Barrier]:
    """A picture says in words what it shows (WCAG 1.1.1)."""
    told = alt.strip()
    if not told:
        message = "A picture has no alternative text."
    elif _PICTURE_FILE.fullmatch(told) or told.lower().rstrip(" .0123456789") in _NO_WORDS:
        message = f"A picture's alternative text is {told!r}, which does not say what it shows."
    else:
        return
    remedy = "Say in a sentence what it shows, or mark it as decorative."
    yield Barrier(rule="alt text", place=place, message=message, remedy=remedy)


_MARK: Final = re.compile(r"(?:[•▪●◦‣■*·–—-]|\(?(?:\d{1,2}|[a-hA-H])[.)])\s+\S")


def typed_list_barriers(paragraphs: Sequence[str]) -> Iterator[Barrier]:
    """Of paragraphs that are in no list and follow each other: two in a row with marks typed by hand are a list.

    One alone may be a sentence that begins with a dash or a number.
    """
    for before, after in pairwise(paragraphs):
        if _MARK.match(before) and _MARK.match(after):
            message = "A list is typed by hand: who hears it is not told that it is one."
            remedy = "Take out the marks and make it a list: in Word with a list style, in HTML with <ul> or <ol>."
            yield Barrier(rule="list", place=quoted(before), message=message, remedy=remedy)
            return


LEAST_CONTRAST: Final = 4.5
"""WCAG 1.4.3, for text of usual size."""
LEAST_CONTRAST_LARGE: Final = 3.0
"""WCAG 1.4.3, for text from 18 points on, or from 14 points in bold."""

Colour = tuple[float, float, float]
"""Red, green and blue in [0, 1]."""


def contrast_barriers(
    ink: Colour, paper: Colour, place: str, *, large: bool = False, where: str = ""
) -> Iterator[Barrier]:
    """Text stands out from what it stands on (WCAG 1.4.3)."""
    ratio = contrast(ink, paper)
    least = LEAST_CONTRAST_LARGE if large else LEAST_CONTRAST
    if ratio < least:
        message = f"Its contrast is {ratio:.1f} to 1{where} ({named(ink)} on {named(paper)}); {least:g} is the least."
        remedy = "Choose a darker colour for the text or a lighter one behind it."
        yield Barrier(rule="contrast", place=place, message=message, remedy=remedy)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, from 1 to 21.

    >>> round(contrast((0, 0, 0), (1, 1, 1)), 1), round(contrast((0.35, 0.35, 0.35), (1, 1, 1)), 1)
    (21.0, 6.9)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def named(colour: Colour) -> str:
    """A colour as "#1F2A44"."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in colour)


_SHOWN: Final = 60
"""Characters of a text that are enough to find it."""


def quoted(text: str) -> str:
    """The beginning of a text, to find it by."""
    whole = " ".join(text.split())
    return f"“{whole[:_SHOWN]}…”" if len(whole) > _SHOWN else f"“{whole}”"
