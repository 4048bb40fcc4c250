"""What all sections of a configuration have in common."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Collection

Text = Annotated[str, Field(min_length=1)]
Count = Annotated[StrictInt, Field(ge=1)]


class Section(BaseModel):
    """A table of the file: no other keys than its own, nothing changed after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def placeholders_of(value: str, known: Collection[str]) -> None:
    """Raise where the braces in a value are not in pairs, or hold something else than the names that are `known`."""
    try:
        found = [name for _, name, _, _ in Formatter().parse(value) if name is not None]
    except ValueError:
        raise PydanticCustomError("braces", "has a brace without its other half; write it twice for a brace") from None
    for name in found:
        if name not in known:
            values = {"name": f"{{{name}}}", "known": ", ".join(f"{{{one}}}" for one in known)}
            raise PydanticCustomError("placeholder", "holds {name}; there are {known}", values)
