"""A `Briefing` as a file: Markdown, Word, HTML, JSON or PDF, told apart by the file's ending."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import TemplateError, UsageError
from briefing.render.resources import BUILT_IN, SUFFIXES, Template, is_built_in
from briefing.types import Rendered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.types import Article, Briefing

ENDINGS: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".pdf": "pdf",
}
MEDIA_TYPES: Final = {
    "markdown": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
}
"""Media types by format; its keys are the formats that `render` knows."""
_MODULES: Final = {
    "markdown": ("briefing.render.markdown", "briefing.render.sandbox", "briefing.render.proof.embed", "markdown_it"),
    "docx": ("briefing.render.docx", "briefing.render.sandbox", "briefing.render.proof.embed", "docxtpl", "resvg_py"),
    "html": ("briefing.render.html", "briefing.render.sandbox", "briefing.render.proof.embed"),
}
"""What `prepare` loads."""


def filled_as(format_name: str) -> str:
    """The format whose template a format is filled into: a PDF is a Word document, printed."""
    return "docx" if format_name == "pdf" else format_name


def format_of(path: Path) -> str:
    """The format that a file's ending asks for. Raises UsageError for an ending that is not known."""
    try:
        return ENDINGS[path.suffix.lower()]
    except KeyError:
        raise UsageError(
            f"The format of {str(path)!r} is not known.", hint=f"Use one of these endings: {', '.join(ENDINGS)}."
        ) from None


def template_format(path: Path) -> str:
    """The format that a template's file is for, by its ending. Raises TemplateError for others."""
    name = path.name.lower().removesuffix(".j2").removesuffix(".jinja2").removesuffix(".jinja")
    if name.endswith(".docx"):
        return "docx"
    if name.endswith((".html", ".htm")):
        return "html"
    if name.endswith((".md", ".markdown")) or path.name.lower().endswith(".j2"):
        return "markdown"
    raise TemplateError(
        f"{str(path)!r} is not a template that briefing can fill.",
        hint="A template is a Word document (.docx), a Jinja file (.md.j2, .html.j2), "
        f"or the name of a built-in one: {', '.join(BUILT_IN)}.",
    )


def templates_by_format(given: Iterable[str]) -> dict[str, Template]:
    """Which of the templates given, by name or by file, fills which format; the last given wins.

    A built-in one fills every format that has no file of its own. Raises TemplateError for what is no template.
    """
    names = [name for name in given if is_built_in(name)]
    paths = [Path(name) for name in given if not is_built_in(name)]
    chosen: dict[str, Template] = {form: name for name in names for form in SUFFIXES}
    return chosen | {template_format(path): path for path in paths}


def prepare(formats: Iterable[str]) -> None:
    """Load what rendering in these formats needs, as another process computes what is to be rendered."""
    for module in dict.fromkeys(module for name in formats for module in _MODULES.get(filled_as(name), ())):
        import_module(module)


def begin(briefing: Briefing, formats: Iterable[str]) -> None:
    """Begin to draw the pictures that a briefing needs as bitmaps in these formats, before it is rendered."""
    if "docx" in map(filled_as, formats):
        from briefing.render.figures import figures
        from briefing.render.figures.bitmap import begin as draw

        for figure in figures(briefing):
            draw(figure)


def render(
    briefing: Briefing,
    format_name: str,
    *,
    template: Template = None,
    articles: Sequence[Article] = (),
    figures: bool = True,
) -> Rendered:
    """`briefing` in the format named, filled into `template`: a built-in one's name, a file, or None for the standard.

    HTML shows `articles` beside the briefing; `figures` tells whether pictures are drawn. The same briefing, articles
    and template give the same bytes whatever the clock, time zone, locale or hash seed. Raises UsageError for a format
    that is not known, TemplateError for a template that is missing, has a fault or is for another format, and
    OutputError where a PDF cannot be made.
    """
    if format_name not in MEDIA_TYPES:
        raise UsageError(f"There is no format {format_name!r}.", hint=f"Known: {', '.join(MEDIA_TYPES)}.")
    if isinstance(template, Path) and template_format(template) != filled_as(format_name):
        raise TemplateError(
            f"The template {str(template)!r} is for {template_format(template)}, not for {format_name}.",
            hint="Leave --template out for this output, or give one that fits it.",
        )
    from briefing.render.proof.embed import with_manifest

    made = _data(briefing, format_name, template, articles, figures=figures)
    data = with_manifest(made, format_name, briefing)
    return Rendered(format=format_name, media_type=MEDIA_TYPES[format_name], data=data)


def _data(
    briefing: Briefing, format_name: str, template: Template, articles: Sequence[Article], *, figures: bool
) -> bytes:
    if format_name == "json":
        from briefing.render.as_json import document

        return document(briefing)
    if format_name in ("docx", "pdf"):
        from briefing.render.docx import render_docx

        made = render_docx(briefing, template, figures=figures)
        if format_name == "docx":
            return made
        from briefing.render.pdf import pdf_of

        return pdf_of(made, when=briefing.date)
    if format_name == "html":
        from briefing.render.html import render_html

        return render_html(briefing, template, articles=articles, figures=figures)
    from briefing.render.markdown import render_markdown

    return render_markdown(briefing, template)
