"""Small builders for WordprocessingML elements; python-docx has no call for links, bookmarks or header rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: BaseOxmlElement) -> BaseOxmlElement:
    """An element by its prefixed name ("w:p"), with attributes by their prefixed names."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: BaseOxmlElement = OxmlElement(tag, {qn(name): value for name, value in (attributes or {}).items()})
    made.extend(children)
    return made


def value(tag: str, text: str) -> BaseOxmlElement:
    """An element that holds nothing but a `w:val`."""
    return element(tag, {"w:val": text})


def run(text: str, style: str = "") -> BaseOxmlElement:
    """A run of text in a character style (its id)."""
    words = element("w:t", {"xml:space": "preserve"})
    words.text = text
    if not style:
        return element("w:r", None, words)
    return element("w:r", None, element("w:rPr", None, value("w:rStyle", style)), words)


def paragraph(style: str, inlines: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
    """A paragraph in a paragraph style (its id)."""
    return element("w:p", None, element("w:pPr", None, value("w:pStyle", style)), *inlines)


def anchor_link(anchor: str, hint: str, content: BaseOxmlElement) -> BaseOxmlElement:
    """A link to a bookmark of the same document; `hint` is read out and shown over it."""
    return element("w:hyperlink", {"w:anchor": anchor, "w:tooltip": hint, "w:history": "1"}, content)


def web_link(relation: str, content: BaseOxmlElement) -> BaseOxmlElement:
    """A link to what the relation (its id) of the document's part names."""
    return element("w:hyperlink", {"r:id": relation, "w:history": "1"}, content)


def bookmark(number: int, name: str, content: BaseOxmlElement) -> tuple[BaseOxmlElement, ...]:
    """`content` under a name that links can lead to; `number` is unique in the document."""
    start = element("w:bookmarkStart", {"w:id": str(number), "w:name": name})
    return start, content, element("w:bookmarkEnd", {"w:id": str(number)})


def table(style: str, widths: tuple[int, ...], rows: Iterable[BaseOxmlElement], description: str) -> BaseOxmlElement:
    """A table of fixed column widths (in twentieths of a point) whose first row is its header."""
    properties = element(
        "w:tblPr",
        None,
        value("w:tblStyle", style),
        element("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblLook", {"w:val": "0020", "w:firstRow": "1", "w:noHBand": "1", "w:noVBand": "1"}),
        value("w:tblDescription", description),
    )
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": str(width)}) for width in widths))
    return element("w:tbl", None, properties, grid, *rows)


def row(cells: Iterable[BaseOxmlElement], widths: tuple[int, ...], *, header: bool = False) -> BaseOxmlElement:
    """A row of one paragraph a cell, which no page break splits; a header row comes again on each page."""
    marks = [element("w:cantSplit")] + ([element("w:tblHeader")] if header else [])
    made = (
        element("w:tc", None, element("w:tcPr", None, element("w:tcW", {"w:w": str(width), "w:type": "dxa"})), content)
        for content, width in zip(cells, widths, strict=True)
    )
    return element("w:tr", None, element("w:trPr", None, *marks), *made)
