"""Find templates: the built-in ones, inside the installed package or beside it in a checkout, and others."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final, TypeAlias

from briefing.errors import TemplateError

Template: TypeAlias = "str | Path | None"
"""A template: the name of a built-in one, the path of a file, or None for the standard one."""

CHECKOUT: Final = Path(__file__).resolve().parents[2] / "templates"
"""Where the templates lie in a checkout; the wheel maps the same folder to `briefing/templates`."""

STANDARD: Final = "standard"
BUILT_IN: Final = {
    STANDARD: "two pages: developments, positions, open questions, sources",
    "at-a-glance": "one page: what leads, who stands where, what is open",
    "bluf": "bottom line up front, for mail: the one line first, then the rest in short",
}
"""The built-in templates by name, each with what it is for."""
SUFFIXES: Final = {"docx": ".docx", "markdown": ".md.j2", "html": ".html.j2"}
"""How the file of a template ends, by the format that it is for."""


def is_built_in(template: str) -> bool:
    """True for the name of a built-in template, where no file of that name lies in the current folder."""
    return template in BUILT_IN and not Path(template).exists()


def built_in(name: str) -> bytes:
    """The bytes of a built-in template by its file name ("standard.docx"). Raises TemplateError where it is missing."""
    for folder in (files("briefing") / "templates", CHECKOUT):
        found = folder / name
        if found.is_file():
            return found.read_bytes()
    raise TemplateError(f"The built-in template {name!r} is missing.", hint="Install briefing again.")


def read_template(template: Template, form: str) -> tuple[str, bytes]:
    """The name and the bytes of a template for the format `form`. Raises TemplateError where it cannot be read."""
    if template is None or (isinstance(template, str) and is_built_in(template)):
        name = (template or STANDARD) + SUFFIXES[form]
        return name, built_in(name)
    try:
        return str(template), Path(template).read_bytes()
    except OSError as error:
        raise TemplateError(
            f"The template {str(template)!r} cannot be read: {error.strerror or error}.",
            hint=f"Check its path and its permissions, or name a built-in one: {', '.join(BUILT_IN)}.",
        ) from error
