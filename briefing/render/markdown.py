"""Markdown by Jinja2, in a sandbox: whatever a template prints of an article is shown as text and as nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefing.errors import TemplateError
from briefing.render.context import context
from briefing.render.escape import markdown, shown
from briefing.render.resources import read_template

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.sandbox import SandboxedEnvironment

    from briefing.types import Briefing

DEFAULT: Final = "standard.md.j2"
_HTML_FILTERS: Final = ("e", "escape", "forceescape", "safe", "tojson", "urlize", "xmlattr")
"""Filters of Jinja's that write HTML or pass text by the escaping."""


def render_markdown(briefing: Briefing, template: Path | None = None) -> bytes:
    """`briefing` in Markdown, UTF-8, with Unix line ends. Raises TemplateError for a template with a fault."""
    name = str(template) if template else DEFAULT
    try:
        source = read_template(template, default=DEFAULT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(f"The template {name!r} is not UTF-8 text.", hint="Save it as UTF-8.") from error
    text = _fill(source, name, dict(context(briefing)))
    return (text.strip("\n") + "\n").encode("utf-8")


def _fill(source: str, name: str, fields: dict[str, Any]) -> str:
    from jinja2 import TemplateError as JinjaError
    from jinja2 import TemplateSyntaxError, UndefinedError

    try:
        return _environment(name, source).get_template(name).render(fields)
    except TemplateSyntaxError as error:
        raise TemplateError(f"The template {name!r} has a fault in line {error.lineno}: {error.message}.") from error
    except UndefinedError as error:
        raise TemplateError(
            f"The template {name!r} asks in line {_line(error, name)} for a field that there is none of: {error}.",
            hint=f"The fields are {', '.join(sorted(fields))}; docs/templates.md says what each holds.",
        ) from error
    except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise TemplateError(f"The template {name!r} fails in line {_line(error, name)}: {error}.") from error


def _environment(name: str, source: str) -> SandboxedEnvironment:
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def finalize(value: object) -> Markup:
        # With autoescape on, what a macro or a filter of ours has made is Markup already; all else is bare text.
        if isinstance(value, Markup):
            return value
        # The value is escaped for Markdown; it holds no HTML that Jinja would have to escape once more.
        return Markup(markdown(shown(str(value))))  # noqa: S704

    environment = ImmutableSandboxedEnvironment(
        # The template knows no file but itself.
        loader=FunctionLoader(lambda wanted: (source, name, None) if wanted == name else None),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for unwanted in _HTML_FILTERS:
        del environment.filters[unwanted]
    environment.filters["url"] = lambda link: Markup(str(link).replace("&", "&amp;").replace("*", "%2A"))  # noqa: S704
    return environment


def _line(error: BaseException, name: str) -> int | str:
    """The template's line in which `error` arose: Jinja gives the frames of a template the template's own lines."""
    found: int | str = "?"
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found
