"""Word documents by docxtpl: a template's own tags are filled in the sandbox, in the template's own styles.

A Word document without tags, which only shows a house's styles, gets the tags of the standard template (`tagless`).
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import TemplateError
from briefing.render.context import context
from briefing.render.escape import shown, xml
from briefing.render.fill import guarded
from briefing.render.inline import Inline
from briefing.render.package import EPOCH, repacked
from briefing.render.resources import Template, read_template
from briefing.render.tagless import character_styles, is_tagged, with_tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from docxtpl import DocxTemplate

    from briefing.render.sandbox import Sandbox
    from briefing.types import Briefing

MAX_TEMPLATE: Final = 20_000_000
"""Bytes of a Word template, unpacked: a house's letterhead with its pictures takes a tenth."""
_TAG: Final = re.compile("<[^>]*>")
_EXCERPT: Final = 120
"""Characters of a paragraph that a message quotes."""


def render_docx(briefing: Briefing, template: Template = None, *, figures: bool = True) -> bytes:
    """`briefing` as a Word document.

    Raises TemplateError where the template is no Word document, has a fault in its tags, or, where it has no tags,
    lacks a style that nothing may stand in for.
    """
    from briefing.render.sandbox import Sandbox

    name, data = read_template(template, "docx")
    filling = _opened(data, name)
    document: Document = filling.get_docx()
    numbered = True
    if is_tagged(document):
        styles = character_styles(document)
    else:
        styles, numbered = with_tags(document, name)
    inline = Inline(document=document, styles=styles, numbered=numbered)
    fields: dict[str, Any] = dict(context(briefing))
    if figures:
        fields["figures"] = _figures(briefing, inline)
    filters: dict[str, Callable[..., Any]] = {
        "links": inline.links,
        "target": inline.target,
        "heading": inline.heading,
        "entry": inline.entry,
    }
    environment = Sandbox(escaped=lambda text: xml(shown(text)), fields=fields, filters=filters)
    _fill(filling, fields, environment, name)
    document = filling.docx
    _tidied(document)
    _set_properties(document, briefing, fields)
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def _opened(data: bytes, name: str) -> DocxTemplate:
    from zipfile import BadZipFile, ZipFile

    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from lxml.etree import XMLSyntaxError

    try:
        with ZipFile(io.BytesIO(data)) as package:
            size = sum(entry.file_size for entry in package.infolist())
        if size > MAX_TEMPLATE:
            raise TemplateError(f"The template {name!r} holds more than {MAX_TEMPLATE} bytes.", hint="Make it smaller.")
        filling = DocxTemplate(io.BytesIO(data))
        filling.init_docx()
    # python-docx answers a package without the parts it looks for with a KeyError, and one of another kind
    # (a .dotx, a spreadsheet) with a ValueError.
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise TemplateError(
            f"The template {name!r} is not a Word document that can be opened: {error}.",
            hint="Open it in Word and save it as a Word document (.docx).",
        ) from error
    return filling


def _fill(filling: DocxTemplate, fields: dict[str, Any], environment: Sandbox, name: str) -> None:
    from lxml.etree import XMLSyntaxError

    def work() -> str:
        filling.render(fields, environment, autoescape=True)
        return ""

    def where(line: int) -> str:
        """A line of what docxtpl gives to Jinja is a paragraph, so its text tells the user where to look."""
        lines = environment.source.splitlines()
        text = _TAG.sub("", lines[line - 1]).strip() if line <= len(lines) else ""
        return f"the paragraph “{text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}”"

    try:
        guarded(work, name, environment, where=where)
    except XMLSyntaxError as error:
        raise TemplateError(
            f"The template {name!r} gives no sound document: {error}.",
            hint="A {%p ... %} tag stands alone in its paragraph, a {%tr ... %} tag alone in its row.",
        ) from error


def _figures(briefing: Briefing, inline: Inline) -> tuple[dict[str, Any], ...]:
    from briefing.render.figures import figures

    return tuple(
        {"title": shown(figure.title), "alt": shown(figure.alt), "picture": inline.picture(figure)}
        for figure in figures(briefing)
    )


def _tidied(document: Document) -> None:
    """Take out the empty runs that docxtpl leaves around its tags, which hold nothing."""
    for run in document.element.body.xpath(".//w:r[not(*[not(self::w:rPr)][not(self::w:t[not(text())])])]"):
        run.getparent().remove(run)


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
    # A TITLE field in a header or footer shows what Word last put there until Word puts it there anew.
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footer", "/header")):
            for field in relation.target_part.element.xpath('.//w:fldSimple[contains(@w:instr, "TITLE")]//w:t'):
                field.text = fields["title"]
