"""Word documents by python-docx: the body is written in the template's own styles, so that a house can restyle it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import TemplateError
from briefing.render.blocks import Writer
from briefing.render.context import context
from briefing.render.package import EPOCH, repacked
from briefing.render.resources import Template, read_template

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import BaseStyle

    from briefing.types import Briefing

STYLES: Final = {
    "title": ("paragraph", "Title"),
    "coverage": ("paragraph", "Subtitle", "Normal"),
    "warning": ("paragraph", "Notice", "Normal"),
    "heading": ("paragraph", "Heading 1"),
    "subheading": ("paragraph", "Heading 2"),
    "body": ("paragraph", "Normal"),
    "development": ("paragraph", "List Number"),
    "question": ("paragraph", "Question", "List Bullet"),
    "evidence": ("paragraph", "Evidence", "Quote", "Normal"),
    "failure": ("paragraph", "List Bullet"),
    "source": ("paragraph", "Source", "Normal"),
    "method": ("paragraph", "Method", "Normal"),
    "left_out": ("paragraph", "Method List", "List Bullet"),
    "table": ("table", "Positions", "Table Grid", "Normal Table"),
    "table_heading": ("paragraph", "Table Heading", "Normal"),
    "table_text": ("paragraph", "Table Text", "Normal"),
    "actor": ("character", "Actor", "Strong", "Default Paragraph Font"),
    "actor_repeated": ("character", "Actor Repeated", "Default Paragraph Font"),
    "role": ("character", "Role", "Default Paragraph Font"),
    "verb": ("character", "Position", "Default Paragraph Font"),
    "strong": ("character", "Strong", "Default Paragraph Font"),
    "kind": ("character", "Kind", "Default Paragraph Font"),
    "link": ("character", "Hyperlink", "Default Paragraph Font"),
    "reference": ("character", "Reference", "Hyperlink", "Default Paragraph Font"),
}
"""What each part of a briefing is set in: the kind of style, its name, then the styles that may stand in for it."""

_TWIPS: Final = 635
"""English metric units in a twentieth of a point."""


def render_docx(briefing: Briefing, template: Template = None) -> bytes:
    """`briefing` as a Word document.

    The template gives styles, page, header and footer; what stands in its body is replaced. Raises TemplateError
    where it is no Word document or lacks a style that nothing may stand in for.
    """
    name, data = read_template(template, "docx")
    document = _opened(data, name)
    fields: dict[str, Any] = dict(context(briefing))
    blocks = list(_writer(document, name).blocks(fields))
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    for place, block in enumerate(blocks):
        body.insert(place, block)
    _set_properties(document, briefing, fields)
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def _opened(data: bytes, name: str) -> Document:
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        return docx.Document(io.BytesIO(data))
    # python-docx answers a package without the parts it looks for with a KeyError, and one of another kind
    # (a .dotx, a spreadsheet) with a ValueError.
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise TemplateError(
            f"The template {name!r} is not a Word document that can be opened: {error}.",
            hint="Open it in Word and save it as a Word document (.docx).",
        ) from error


def _writer(document: Document, name: str) -> Writer:
    found = _found_styles(document)
    chosen: dict[str, BaseStyle] = {}
    for part, (kind, *names) in STYLES.items():
        style = next((found[kind, one] for one in names if (kind, one) in found), None)
        if style is None:
            raise TemplateError(
                f"The template {name!r} has no {kind} style {names[0]!r}.",
                hint="Use that style once in the document in Word and save it, or start from the standard template.",
            )
        chosen[part] = style
    section = document.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return Writer(
        styles={part: str(style.style_id) for part, style in chosen.items()},
        width=width // _TWIPS,
        relate=lambda link: _relation(document, link),
        numbered=bool(chosen["source"].element.xpath("./w:pPr/w:numPr")),
    )


def _found_styles(document: Document) -> dict[tuple[str, str], BaseStyle]:
    from docx.enum.style import WD_STYLE_TYPE

    kinds = {
        WD_STYLE_TYPE.PARAGRAPH: "paragraph",
        WD_STYLE_TYPE.CHARACTER: "character",
        WD_STYLE_TYPE.TABLE: "table",
    }
    return {(kinds[style.type], style.name or ""): style for style in document.styles if style.type in kinds}


def _relation(document: Document, link: str) -> str:
    from docx.opc.constants import RELATIONSHIP_TYPE

    return document.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


_PROPERTY_LENGTH: Final = 255
"""In characters: the most that python-docx and Word take for a property."""


def _set_properties(document: Document, briefing: Briefing, fields: dict[str, Any]) -> None:
    """The document's own properties; without a date of the briefing they bear the first that a zip can hold."""
    author = f"briefing {fields['version']}".strip()
    when = (briefing.date or datetime(*EPOCH, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = fields["title"][:_PROPERTY_LENGTH]
    properties.author = author[:_PROPERTY_LENGTH]
    properties.last_modified_by = author[:_PROPERTY_LENGTH]
    properties.created = when
    properties.modified = when
    properties.revision = 1
    # A TITLE field in a footer shows what Word last put there until Word puts it there anew.
    for section in document.sections:
        for field in section.footer._element.xpath('.//w:fldSimple[contains(@w:instr, "TITLE")]//w:t'):  # noqa: SLF001
            field.text = fields["title"]
