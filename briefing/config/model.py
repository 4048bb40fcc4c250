"""What a configuration file may say: frozen pydantic models, one a section; every key is explained in `starter.toml`.

To add a section, write its model here or in a file of its own (deriving from `section.Section`), give `Config` a field
of it with a default, and add the section to `starter.toml`, commented out. Names of keys and sections are then known to
`briefing config check`.
"""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StrictBool, StrictInt, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from briefing.config.mail import Mail
from briefing.config.section import Count, Section, Text, placeholders_of
from briefing.config.unattended import Unattended

PLACEHOLDERS: Final = ("name", "number", "date", "time")
"""What an output's path may hold in braces."""


class Source(Section):
    """One place that articles come from: exactly one of `path`, `feed` and `page`."""

    path: Text | None = None
    feed: Text | None = None
    page: Text | None = None
    publisher: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if sum(place is not None for place in (self.path, self.feed, self.page)) != 1:
            raise PydanticCustomError("source", "needs exactly one of path, feed and page")
        return self

    @field_validator("feed", "page")
    @classmethod
    def _address(cls, address: str | None) -> str | None:
        if address is not None and not re.match(r"https?://[^\s/]", address, re.IGNORECASE):
            raise PydanticCustomError("address", "must be an address that begins with http:// or https://")
        return address

    @property
    def place(self) -> str:
        """The path or address."""
        return self.path or self.feed or self.page or ""

    @property
    def address(self) -> str | None:
        """The address of a feed or page; None for a path."""
        return self.feed or self.page


class OutputFile(Section):
    """One file that is made of each issue; `path` may hold {name}, {number}, {date} and {time}."""

    path: Text
    template: Text | None = None

    @field_validator("path")
    @classmethod
    def _placeholders(cls, path: str, info: ValidationInfo) -> str:
        if path == "-":
            raise PydanticCustomError("output", "must be a file: standard output cannot be completed after a crash")
        placeholders_of(path, PLACEHOLDERS)
        _known(os.path.splitext(path)[1].lower(), "endings", info)
        return path

    @field_validator("template")
    @classmethod
    def _template(cls, template: str | None, info: ValidationInfo) -> str | None:
        check, path = (info.context or {}).get("template"), info.data.get("path")
        fault = check(path, template) if check and path and template else None
        if fault:
            raise PydanticCustomError("template", "{fault}", {"fault": fault})
        return template


class Style(Section):
    """How the briefing is made: the options of `briefing make`."""

    developments: Count | None = None
    words: Count | None = None
    ranker: Text = "news"
    figures: StrictBool = True

    @field_validator("ranker")
    @classmethod
    def _ranker(cls, ranker: str, info: ValidationInfo) -> str:
        _known(ranker, "rankers", info)
        return ranker


class Limits(Section):
    """What keeps one run within bounds."""

    articles: Count = 500
    """At most so many new articles an issue; the others wait for the next run."""


class Fetch(Section):
    """How feeds and pages are asked for; times are seconds."""

    allow_private: bool | tuple[Text, ...] = False
    """Whether addresses in private networks and on this machine may be asked, or the hosts and networks that may be."""
    user_agent: str | None = None
    pause: Annotated[float, Field(strict=True, ge=0, le=3600)] | None = None
    seconds: Annotated[float, Field(strict=True, gt=0, le=3600)] | None = None
    run_seconds: Annotated[float, Field(strict=True, gt=0, le=86_400)] | None = None
    longest_wait: Annotated[float, Field(strict=True, ge=0, le=3600)] | None = None
    attempts: Annotated[StrictInt, Field(ge=1, le=10)] | None = None
    redirects: Annotated[StrictInt, Field(ge=0, le=20)] | None = None
    megabytes: Annotated[float, Field(strict=True, gt=0, le=1000)] | None = None
    """Of one page or feed, unpacked."""
    entries: Annotated[StrictInt, Field(ge=1, le=10_000)] | None = None
    """Of one feed, the newest first."""

    @field_validator("user_agent")
    @classmethod
    def _header(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[!-~](?:[ -~]{0,198}[!-~])?", value):
            raise PydanticCustomError("header", "must be 1 to 200 ASCII characters on one line, without spaces around")
        return value

    @field_validator("allow_private", mode="before")
    @classmethod
    def _allowed(cls, value: object) -> object:
        if isinstance(value, bool):
            return value
        if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
            return tuple(one.lower() for one in value)
        raise PydanticCustomError("allowed", "must be true, false, or a list of hosts and networks in quotation marks")


class Config(Section):
    """A whole configuration. `name` is the file's own name where it is not given."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")] = ""
    topic: Text
    watch: tuple[Text, ...] = ()
    when_empty: Literal["nothing", "note"] = "nothing"
    archive: Text | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    outputs: Annotated[tuple[OutputFile, ...], Field(min_length=1)]
    briefing: Style = Style()
    limits: Limits = Limits()
    fetch: Fetch = Fetch()
    mail: Mail | None = None
    unattended: Unattended = Unattended()

    @model_validator(mode="after")
    def _told_by_mail(self) -> Self:
        if self.unattended.operator is not None and self.mail is None:
            raise PydanticCustomError("operator", "names an operator to be told by mail, and has no section [mail]")
        return self


def _known(value: str, kind: str, info: ValidationInfo) -> None:
    """Raise where the program told which values there are, and this is none of them."""
    values = (info.context or {}).get(kind, ())
    if values and value not in values:
        near = get_close_matches(value, values, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(values)}"
        words = {"value": repr(value), "kind": kind, "hint": hint}
        raise PydanticCustomError("unknown_value", "{value} is none of the {kind}; {hint}", words)
