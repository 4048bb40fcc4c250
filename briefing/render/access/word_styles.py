"""What a Word document's styles come to: levels of headings, lists, colours and sizes through all that they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefing.render.proof.package import Element
from briefing.render.proof.word import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.access.barriers import Colour

_DEEPEST: Final = 32
"""Styles that rest on each other; a longer chain is a ring."""
_HEX: Final = re.compile(r"[0-9A-Fa-f]{6}")
USUAL_SIZE: Final = 20
"""Half-points: what Word takes where no size is given."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their id; `defaults` are the properties of all its text."""

    by_id: dict[str, Element]
    defaults: Element | None
    basic: str

    @classmethod
    def of(cls, root: Element) -> Styles:
        """The styles in the root of a styles part."""
        by_id = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        basic = (ident for ident, style in by_id.items() if style.get(f"{W}default") in ("1", "true", "on"))
        paragraph = next((ident for ident in basic if by_id[ident].get(f"{W}type") == "paragraph"), "")
        return cls(by_id, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), paragraph)

    def chain(self, ident: str) -> Iterator[Element]:
        """The style and all that it rests on, the nearest first."""
        for _ in range(_DEEPEST):
            style = self.by_id.get(ident)
            if style is None:
                return
            yield style
            base = style.find(f"{W}basedOn")
            ident = base.get(f"{W}val", "") if base is not None else ""

    def first(self, ident: str, path: str) -> Element | None:
        """The nearest element at `path` in the style's chain."""
        return next((found for style in self.chain(ident) if (found := style.find(path)) is not None), None)


def style_of(element: Element, kind: str) -> str:
    """The id of the style of a paragraph ("p"), run ("r") or table ("tbl"); empty where it has none."""
    found = element.find(f"{W}{kind}Pr/{W}{'tblStyle' if kind == 'tbl' else kind + 'Style'}")
    return found.get(f"{W}val", "") if found is not None else ""


def level_of(paragraph: Element, styles: Styles) -> int | None:
    """The level of a heading from 1, or None where the paragraph is none."""
    own = paragraph.find(f"{W}pPr/{W}outlineLvl")
    mark = own if own is not None else styles.first(style_of(paragraph, "p"), f"{W}pPr/{W}outlineLvl")
    text = mark.get(f"{W}val", "") if mark is not None else ""
    return int(text) + 1 if text.isdecimal() and int(text) < 9 else None


def in_list(paragraph: Element, styles: Styles) -> bool:
    """True where the paragraph is an item of a real list."""
    own = paragraph.find(f"{W}pPr/{W}numPr")
    mark = own if own is not None else styles.first(style_of(paragraph, "p"), f"{W}pPr/{W}numPr")
    if mark is None:
        return False
    number = mark.find(f"{W}numId")
    return number is None or number.get(f"{W}val") != "0"


def run_property(run: Element, paragraph: Element, styles: Styles, name: str) -> Element | None:
    """The nearest property of a run's text: its own, its style's, its paragraph's, the document's."""
    own = run.find(f"{W}rPr/{W}{name}")
    if own is not None:
        return own
    path = f"{W}rPr/{W}{name}"
    for ident in (style_of(run, "r"), style_of(paragraph, "p") or styles.basic):
        found = styles.first(ident, path)
        if found is not None:
            return found
    return styles.defaults.find(f"{W}{name}") if styles.defaults is not None else None


def colour_of(mark: Element | None, attribute: str = "val") -> Colour | None:
    """The colour that an element names, or None for "auto" and what is no colour."""
    text = mark.get(f"{W}{attribute}", "") if mark is not None else ""
    if not _HEX.fullmatch(text):
        return None
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def is_on(mark: Element | None) -> bool:
    """True where a switch like bold is there and not switched off."""
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "off", "none")
