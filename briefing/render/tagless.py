"""A Word document without tags only shows a house's styles: give it the standard template's tags, in those styles."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import TemplateError
from briefing.render.resources import STANDARD, SUFFIXES, built_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import BaseStyle

STYLES: Final = {
    "Title": ("paragraph", "Title"),
    "Subtitle": ("paragraph", "Subtitle", "Normal"),
    "Notice": ("paragraph", "Notice", "Normal"),
    "Heading1": ("paragraph", "Heading 1"),
    "Heading2": ("paragraph", "Heading 2"),
    "Normal": ("paragraph", "Normal"),
    "ListNumber": ("paragraph", "List Number"),
    "ListBullet": ("paragraph", "List Bullet"),
    "Question": ("paragraph", "Question", "List Bullet"),
    "Evidence": ("paragraph", "Evidence", "Quote", "Normal"),
    "Source": ("paragraph", "Source", "Normal"),
    "Method": ("paragraph", "Method", "Normal"),
    "MethodList": ("paragraph", "Method List", "List Bullet"),
    "Caption": ("paragraph", "Caption", "Normal"),
    "Figure": ("paragraph", "Figure", "Normal"),
    "Positions": ("table", "Positions", "Table Grid", "Normal Table"),
    "TableHeading": ("paragraph", "Table Heading", "Normal"),
    "TableText": ("paragraph", "Table Text", "Normal"),
    "Actor": ("character", "Actor", "Strong", "Default Paragraph Font"),
    "ActorRepeated": ("character", "Actor Repeated", "Default Paragraph Font"),
    "Role": ("character", "Role", "Default Paragraph Font"),
    "Position": ("character", "Position", "Default Paragraph Font"),
    "Strong": ("character", "Strong", "Default Paragraph Font"),
    "Kind": ("character", "Kind", "Default Paragraph Font"),
}
"""The standard template's styles by their ids there: the kind, the name, then the styles that may stand in for it."""

INLINE: Final = {
    "strong": ("Strong",),
    "link": ("Hyperlink",),
    "reference": ("Reference", "Hyperlink"),
}
"""Character styles of what `inline` writes, each with what may stand in for it; none of them has to be there."""

_TWIPS: Final = 635
"""English metric units in a twentieth of a point."""


def is_tagged(document: Document) -> bool:
    """True where the document's body holds a Jinja tag, in whatever runs Word has broken it into."""
    text = "".join(document.element.body.itertext())
    return "{{" in text or "{%" in text


def character_styles(document: Document) -> dict[str, str]:
    """The ids of the character styles that links and titles are written in, as far as the document has them."""
    found = _found_styles(document)
    chosen = {
        part: next((found["character", name] for name in names if ("character", name) in found), None)
        for part, names in INLINE.items()
    }
    return {part: str(style.style_id) for part, style in chosen.items() if style is not None}


def with_tags(document: Document, name: str) -> tuple[dict[str, str], bool]:
    """Put the standard template's body into `document`, in its styles and its width.

    Returns the character styles, and whether the style of a source numbers itself. Raises TemplateError for a style
    that is missing.
    """
    import docx

    chosen = _chosen(document, name)
    section = document.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    standard = docx.Document(io.BytesIO(built_in(STANDARD + SUFFIXES["docx"]))).element.body
    for place, block in enumerate(child for child in standard if not child.tag.endswith("}sectPr")):
        body.insert(place, deepcopy(block))
    _restyled(body, {ident: str(style.style_id) for ident, style in chosen.items()})
    _widened(body, width // _TWIPS)
    return character_styles(document), bool(chosen["Source"].element.xpath("./w:pPr/w:numPr"))


def _chosen(document: Document, name: str) -> dict[str, BaseStyle]:
    found = _found_styles(document)
    chosen: dict[str, BaseStyle] = {}
    for ident, (kind, *names) in STYLES.items():
        style = next((found[kind, one] for one in names if (kind, one) in found), None)
        if style is None:
            raise TemplateError(
                f"The template {name!r} has no {kind} style {names[0]!r}.",
                hint="Use that style once in the document in Word and save it, or start from the standard template.",
            )
        chosen[ident] = style
    return chosen


def _found_styles(document: Document) -> dict[tuple[str, str], BaseStyle]:
    from docx.enum.style import WD_STYLE_TYPE

    kinds = {
        WD_STYLE_TYPE.PARAGRAPH: "paragraph",
        WD_STYLE_TYPE.CHARACTER: "character",
        WD_STYLE_TYPE.TABLE: "table",
    }
    return {(kinds[style.type], style.name or ""): style for style in document.styles if style.type in kinds}


def _restyled(body: Any, idents: dict[str, str]) -> None:  # noqa: ANN401 - python-docx leaves elements untyped
    for named in body.xpath(".//w:pStyle | .//w:rStyle | .//w:tblStyle"):
        for attribute, ident in list(named.attrib.items()):
            named.set(attribute, idents[ident])


def _widened(body: Any, width: int) -> None:  # noqa: ANN401 - python-docx leaves elements untyped
    """Give the table the page's width, its columns their shares of it."""
    for table in body.xpath("./w:tbl"):
        before = sum(int(column) for column in table.xpath("./w:tblGrid/w:gridCol/@w:w"))
        for sized in table.xpath(".//w:tblW | .//w:gridCol | .//w:tcW"):
            (attribute,) = (name for name in sized.attrib if name.endswith("}w"))
            sized.set(attribute, str(int(sized.get(attribute)) * width // before))
