"""The word lists of the wording rules, from the language data."""

from __future__ import annotations

from functools import cache

from briefing.language.lexicon import lexicon


@cache
def wordings(name: str) -> frozenset[str]:
    """The list called `name` of question_wording.toml, as a set."""
    return frozenset(lexicon("en").table("question_wording")[name])
