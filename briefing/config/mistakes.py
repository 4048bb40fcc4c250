"""Mistakes in a configuration file: every one at once, each with its line and the nearest name that is right."""

from __future__ import annotations

import tomllib
import types
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from briefing.counting import counted
from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic_core import ErrorDetails

Where = tuple[str | int, ...]

_PLAIN: Final = {
    "missing": "is missing",
    "too_short": "is empty",
    "string_too_short": "is empty",
    "model_type": "must be a table of keys and values",
    "model_attributes_type": "must be a table of keys and values",
    "tuple_type": "must be a list in [square brackets]",
    "string_type": "must be text in quotation marks",
    "int_type": "must be a whole number, without quotation marks",
    "float_type": "must be a number, without quotation marks",
    "bool_type": "must be true or false, without quotation marks",
}

_MARKER: Final = "\ufffe briefing \ufffe"
"""No TOML file holds this: U+FFFE is no character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake: where in the data, in which line (from 1; None where no line can be told), and what is wrong."""

    where: Where
    message: str
    line: int | None = None

    def told(self, path: str) -> str:
        """As compilers write it: file:line: key: what is wrong."""
        place = f"{path}:{self.line}" if self.line else path
        return ": ".join(part for part in (place, shown(self.where), self.message) if part)


class ConfigError(UsageError):
    """A configuration that cannot be used, with all its mistakes."""

    def __init__(self, path: str, mistakes: Sequence[Mistake]) -> None:
        """`path` is the file as it was named."""
        self.path = path
        self.mistakes = tuple(mistakes)
        count = counted(len(mistakes), "mistake")
        lines = "\n".join(f"  {line}" for line in self.lines())
        super().__init__(f"{path} has {count}:\n{lines}")

    def lines(self) -> tuple[str, ...]:
        """One line a mistake, as compilers write them: file:line: key: what is wrong."""
        return tuple(mistake.told(self.path) for mistake in self.mistakes)


def shown(where: Where) -> str:
    """A place as it is spoken of: ("sources", 0, "path") is "sources[1].path", counted as people do."""
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def of_validation(errors: Iterable[ErrorDetails], model: type[BaseModel]) -> list[Mistake]:
    """What pydantic found, in plain words."""
    found = [Mistake(where=tuple(error["loc"]), message=_words(error, model)) for error in errors]
    # A list whose entries are all wrong is called empty as well: that tells nothing.
    above = {mistake.where[:length] for mistake in found for length in range(len(mistake.where))}
    return [mistake for mistake in found if mistake.where not in above]


def with_lines(mistakes: Iterable[Mistake], text: str) -> list[Mistake]:
    """The mistakes in the order of the file, each with its line."""
    placed = [
        Mistake(where=one.where, message=one.message, line=one.line or line_of(text, one.where) or 1)
        for one in mistakes
    ]
    return sorted(placed, key=lambda one: (one.line or 0, shown(one.where)))


def line_of(text: str, where: Where) -> int | None:
    """The line, from 1, of the value at `where`; of its table where it is missing; None for the whole file.

    tomlkit keeps a file's layout but tells no lines. So the value is changed for a marker in a copy, and the line in
    which the marker comes out is the value's, if whatever stands before it is as it was: tables of a list between which
    others stand are put together.
    """
    from tomlkit.exceptions import TOMLKitError

    for length in range(len(where), 0, -1):
        try:
            marked = _marked(text, where[:length])
        except (TOMLKitError, KeyError, IndexError, TypeError, ValueError, AttributeError):
            continue  # no such place: the table around it is tried next
        if _MARKER in marked:
            before = marked[: marked.index(_MARKER)]
            as_it_was = text.startswith(before.rstrip(' #"'))
            return before.count("\n") + 1 if as_it_was else _line_where_it_comes(text, where[:length])
    return None


def _line_where_it_comes(text: str, where: Where) -> int:
    """The line at which the statement begins with which the value at `where` is there; the text has it."""
    lines = text.split("\n")
    without, with_it = 0, len(lines)
    while with_it - without > 1:
        middle = (without + with_it) // 2
        whole = _whole(lines, middle, without)
        if whole > without and _holds("\n".join(lines[:whole]), where):
            with_it = whole
        else:
            without = middle
    return _whole(lines, with_it - 1, 0) + 1


def _whole(lines: Sequence[str], most: int, least: int) -> int:
    """The most of the first lines, at most `most`, that end with the end of a statement; `least` where none do."""
    for count in range(most, least, -1):
        try:
            tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        return count
    return least


def _holds(text: str, where: Where) -> bool:
    value: Any = tomllib.loads(text)
    for part in where:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _marked(text: str, where: Where) -> str:
    import tomlkit
    from tomlkit.items import AoT, Table

    document = tomlkit.parse(text)
    holder: Any = document
    for part in where[:-1]:
        holder = holder[part]
    value = holder[where[-1]]
    if isinstance(value, AoT):
        value = value[0]
    if isinstance(value, Table):
        value.comment(_MARKER)
    else:
        holder[where[-1]] = _MARKER
    return tomlkit.dumps(document)


def _words(error: ErrorDetails, model: type[BaseModel]) -> str:
    kind, where = error["type"], tuple(error["loc"])
    if kind == "extra_forbidden":
        return f"there is no such key; {nearest(str(where[-1]), _fields(model, where[:-1]))}"
    if kind == "literal_error":
        return f"{error['input']!r} is not known; {nearest(str(error['input']), _values(error.get('ctx', {})))}"
    if kind == "string_pattern_mismatch":
        return f"{error['input']!r} may hold only letters, digits, dots, dashes and underscores, and at most 64"
    message = _PLAIN.get(kind) or error["msg"].replace("Input should be", "should be")
    return message[:1].lower() + message[1:]


def nearest(name: str, names: Sequence[str]) -> str:
    """The nearest right name as a question, or all of them."""
    near = get_close_matches(name.lower(), names, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"


def _values(context: Mapping[str, Any]) -> list[str]:
    return [part.strip(" '") for part in str(context.get("expected", "")).replace(" or ", ", ").split(",")]


def _fields(model: type[BaseModel], where: Where) -> list[str]:
    """The keys that the table at `where` may have."""
    current: type[BaseModel] | None = model
    for part in where:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = _model_in(field.annotation) if field else None
    return list(current.model_fields) if current else []


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - an annotation may be anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, list, dict, Union, types.UnionType):
        for part in get_args(annotation):
            found = _model_in(part)
            if found:
                return found
    return None
