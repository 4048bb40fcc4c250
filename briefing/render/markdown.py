"""Markdown by Jinja2, in the sandbox: what a template prints of an article is shown as text and as nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.render.context import context
from briefing.render.escape import markdown, shown, slug
from briefing.render.fill import decoded, filled
from briefing.render.resources import Template, read_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from markupsafe import Markup

    from briefing.types import Briefing


def render_markdown(briefing: Briefing, template: Template = None) -> bytes:
    """`briefing` in Markdown, UTF-8, with Unix line ends. Raises TemplateError for a template with a fault."""
    from briefing.render.sandbox import Sandbox

    name, data = read_template(template, "markdown")
    fields: dict[str, Any] = dict(context(briefing))
    filters: dict[str, Callable[..., Any]] = {"links": _links, "slug": _slug, "url": _url}
    environment = Sandbox(escaped=lambda text: markdown(shown(text)), fields=fields, filters=filters)
    text = filled(decoded(data, name), name, fields, environment)
    return (text.strip("\n") + "\n").encode("utf-8")


def _links(references: Iterable[Mapping[str, str]]) -> Markup:
    """The references of a line, each a link to the list of sources."""
    from markupsafe import Markup

    return Markup("").join(Markup(f" [[{one['number']}]](#sources)") for one in references)  # noqa: S704 - a number


def _slug(heading: Mapping[str, str] | str) -> Markup:
    """The name by which a link finds a heading, or that of a story, which has its number before its title."""
    from markupsafe import Markup

    text = heading if isinstance(heading, str) else f"{heading['number']}. {heading['title']}"
    return Markup(slug(str(text)))  # noqa: S704 - letters, digits and dashes


def _url(link: object) -> Markup:
    """The address of a link, which `web_link` made safe but for what Markdown would take for its own."""
    from markupsafe import Markup

    return Markup(str(link).replace("&", "&amp;").replace("*", "%2A"))  # noqa: S704
