"""A `Briefing` as a file: Markdown, Word or JSON, told apart by the file's ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.errors import TemplateError, UsageError
from briefing.types import Rendered

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.types import Briefing

ENDINGS: Final = {".md": "markdown", ".markdown": "markdown", ".docx": "docx", ".json": "json"}
MEDIA_TYPES: Final = {
    "markdown": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
"""Media types by format; its keys are the formats that `render` knows."""


def format_of(path: Path) -> str:
    """The format that a file's ending asks for. Raises UsageError for an ending that is not known."""
    try:
        return ENDINGS[path.suffix.lower()]
    except KeyError:
        raise UsageError(
            f"The format of {str(path)!r} is not known.", hint=f"Use one of these endings: {', '.join(ENDINGS)}."
        ) from None


def template_format(path: Path) -> str:
    """The format that a template is for: `.docx` for Word, `.md.j2` for Markdown. Raises TemplateError for others."""
    name = path.name.lower()
    if name.endswith(".docx"):
        return "docx"
    if name.endswith((".md.j2", ".markdown.j2", ".j2", ".md", ".markdown")):
        return "markdown"
    raise TemplateError(
        f"{str(path)!r} is not a template that briefing can fill.",
        hint="A template is a Word document (.docx) or a Jinja file for Markdown (.md.j2).",
    )


def render(briefing: Briefing, format_name: str, *, template: Path | None = None) -> Rendered:
    """`briefing` in the format named, filled into `template` or, where that is None, into the built-in one.

    The same briefing and template give the same bytes whatever the clock, time zone, locale or hash seed.
    Raises UsageError for a format that is not known, and TemplateError for a template that is missing, has a fault
    or is for another format.
    """
    if format_name not in MEDIA_TYPES:
        raise UsageError(f"There is no format {format_name!r}.", hint=f"Known: {', '.join(MEDIA_TYPES)}.")
    if template is not None and template_format(template) != format_name:
        raise TemplateError(
            f"The template {str(template)!r} is for {template_format(template)}, not for {format_name}.",
            hint="Leave --template out for this output, or give one that fits it.",
        )
    from briefing.render.proof.embed import with_manifest

    data = with_manifest(_data(briefing, format_name, template), format_name, briefing)
    return Rendered(format=format_name, media_type=MEDIA_TYPES[format_name], data=data)


def _data(briefing: Briefing, format_name: str, template: Path | None) -> bytes:
    if format_name == "json":
        from briefing.render.as_json import document

        return document(briefing)
    if format_name == "docx":
        from briefing.render.docx import render_docx

        return render_docx(briefing, template)
    from briefing.render.markdown import render_markdown

    return render_markdown(briefing, template)
