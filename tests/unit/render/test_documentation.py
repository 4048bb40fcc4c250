"""docs/templates.md names every field of the context and every style of the Word template."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.render.context import context
from briefing.render.tagless import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

PAGE = (Path(__file__).parents[3] / "docs" / "templates.md").read_text("utf-8")


def names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            yield from names(part)


def test_every_field_is_documented(made: ModuleType) -> None:
    assert set(names(context(made.hostile("a")))) <= set(re.findall(r"`(\w+)`", PAGE))


def test_every_style_is_documented() -> None:
    assert not [name for _, name, *_ in STYLES.values() if name not in PAGE]
