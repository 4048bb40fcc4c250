"""The commented configuration that `briefing init` writes."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


_TOPIC: Final = 'topic = "Morning briefing"'
_SOURCE: Final = '[[sources]]\npath = "news/"'
"""What stands in `starter.toml` where a topic and sources can be given."""


def starter(*, topic: str | None = None, sources: Sequence[str] = ()) -> str:
    """`starter.toml`, with the topic and the sources that are given (paths, or addresses of feeds) in their places."""
    text = (files("briefing.config") / "starter.toml").read_text("utf-8")
    if topic:
        text = text.replace(_TOPIC, f"topic = {_written(topic)}", 1)
    if sources:
        text = text.replace(_SOURCE, "\n\n".join(map(_table, sources)), 1)
    return text


def _table(place: str) -> str:
    key = "feed" if place.lower().startswith(("http://", "https://")) else "path"
    return f"[[sources]]\n{key} = {_written(place)}"


def _written(value: str) -> str:
    """A value as TOML that means itself: a dollar sign would begin a variable."""
    import tomlkit

    return tomlkit.string(value.replace("$", "$$")).as_string()
