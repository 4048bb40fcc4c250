"""The built-in templates as something to look at and to copy."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from briefing.errors import UsageError
from briefing.render import template_format
from briefing.render.resources import BUILT_IN, SUFFIXES, built_in

if TYPE_CHECKING:
    from pathlib import Path


def copy_of(name: str, path: Path) -> bytes:
    """The bytes of the built-in template `name` for the format that `path` ends in.

    Raises UsageError for a name that is not known, and TemplateError for an ending that no template has.
    """
    return built_in(_known(name) + SUFFIXES[template_format(path)])


def text_of(name: str, form: str) -> str:
    """What stands in the built-in template `name` for the format `form`; for Word, a paragraph a line with its style.

    Raises UsageError for a name that is not known.
    """
    data = built_in(_known(name) + SUFFIXES[form])
    if form != "docx":
        return data.decode("utf-8")
    import docx

    lines = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        rows = getattr(block, "rows", None)
        if rows is None:
            lines.append(f"{block.style.name if block.style else ''}: {getattr(block, 'text', '')}")
        else:
            lines += ["  " + " | ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in rows]
    return "\n".join(lines) + "\n"


def _known(name: str) -> str:
    if name in BUILT_IN:
        return name
    from difflib import get_close_matches

    near = get_close_matches(name, BUILT_IN, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(BUILT_IN)}."
    raise UsageError(f"There is no built-in template {name!r}.", hint=hint)
