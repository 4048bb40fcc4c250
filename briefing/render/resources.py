"""Find the built-in templates: inside the package when it is installed, beside it in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from briefing.errors import TemplateError

CHECKOUT = Path(__file__).resolve().parents[2] / "templates"
"""Where the templates lie in a checkout; the wheel maps the same folder to `briefing/templates`."""


def built_in(name: str) -> bytes:
    """The bytes of a built-in template by its file name ("standard.docx"). Raises TemplateError where it is missing."""
    for folder in (files("briefing") / "templates", CHECKOUT):
        found = folder / name
        if found.is_file():
            return found.read_bytes()
    raise TemplateError(f"The built-in template {name!r} is missing.", hint="Install briefing again.")


def read_template(path: Path | None, *, default: str) -> bytes:
    """The bytes of a user's template, or of the built-in `default` where `path` is None.

    Raises TemplateError where the file cannot be read.
    """
    if path is None:
        return built_in(default)
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(
            f"The template {str(path)!r} cannot be read: {error.strerror or error}.",
            hint="Check its path and its permissions.",
        ) from error
