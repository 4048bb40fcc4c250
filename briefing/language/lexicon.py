"""Read a language's data files once, on first use of each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.errors import BriefingError


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The data of one language, by the names of its files."""

    language: str

    def words(self, name: str) -> frozenset[str]:
        """The entries of `name.txt`, as a set."""
        return _set(self.language, name)

    def listing(self, name: str) -> tuple[str, ...]:
        """The entries of `name.txt`, in the file's order."""
        return _lines(self.language, name)

    def table(self, name: str) -> dict[str, Any]:
        """The contents of `name.toml`; shared, so never change it."""
        return _table(self.language, name)


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language, by its two-letter code. Raises BriefingError where there is none."""
    if not (files("briefing.language") / language).is_dir():
        raise BriefingError(f"There is no language data for {language!r}.", hint="Only English ('en') is supported.")
    return Lexicon(language)


@cache
def _lines(language: str, name: str) -> tuple[str, ...]:
    raw = (files("briefing.language") / language / f"{name}.txt").read_text("utf-8")
    cut = (line.split("#", 1)[0].strip() for line in raw.splitlines())
    return tuple(line for line in cut if line)


@cache
def _set(language: str, name: str) -> frozenset[str]:
    return frozenset(_lines(language, name))


@cache
def _table(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads((files("briefing.language") / language / f"{name}.toml").read_text("utf-8"))
