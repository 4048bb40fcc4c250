"""The word lists of the wording rules, from the language data."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@cache
def wordings(name: str) -> frozenset[str]:
    """The list called `name` of question_wording.toml, as a set."""
    return frozenset(lexicon("en").table("question_wording")[name])


@cache
def wording_pattern(name: str, *, ignore_case: bool = True) -> re.Pattern[str]:
    """The patterns called `name` of question_wording.toml, as one."""
    patterns = lexicon("en").table("question_wording")[name]
    return re.compile("|".join(patterns), re.IGNORECASE if ignore_case else 0)


@cache
def wordings_of(name: str) -> Mapping[str, Sequence[str]]:
    """The table called `name` of question_wording.toml: forms by word."""
    table: Mapping[str, Sequence[str]] = lexicon("en").table("question_wording")[name]
    return table


@cache
def pattern_of(table: str, name: str) -> re.Pattern[str] | None:
    """The patterns called `name` in a table of question_wording.toml, as one; None where it has none."""
    patterns = lexicon("en").table("question_wording")[table].get(name)
    return re.compile("|".join(patterns)) if patterns else None
