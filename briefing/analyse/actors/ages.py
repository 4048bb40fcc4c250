"""How old a text says somebody is: whom "the 45-year-old" means, and whom it cannot mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.analyse.actors.entities import Entity
    from briefing.types import Span

_YEARS = r"(?P<age>[1-9]\d)"
# "The 45-year-old".
AGED = re.compile(rf"\b{_YEARS}[- ]year[- ]old\b")
# "Ann Lee, 45," and "Ann Lee (45)".
_BEHIND = re.compile(rf"(?:, {_YEARS}(?=[,.;:\n]| (?:and|of|from|who)\b)| \((?P<bracketed>[1-9]\d)\))")
# "45-year-old Ann Lee", "the 45-year-old bus driver, Ann Lee"; not "the 45-year-old told Lee".
_BEFORE = re.compile(rf"\b{_YEARS}[- ]year[- ]old(?:(?: [\w-]+){{0,3}},)? \Z")
# What stands between an age and the name behind it is no longer than this, in characters.
LONGEST_BEFORE = 60


def ages_beside(text: str, mentions: Sequence[Span]) -> set[str]:
    """The ages that stand beside somebody's `mentions`, in digits."""
    found = set()
    for mention in mentions:
        behind = _BEHIND.match(text, mention.end)
        before = _BEFORE.search(text, max(0, mention.start - LONGEST_BEFORE), mention.start)
        if behind is not None:
            found.add(behind["age"] or behind["bracketed"])
        if before is not None:
            found.add(before["age"])
    return found


def of_age(people: Iterable[Entity], age: str) -> list[Entity]:
    """Those of the `people` who are told to be of the age; where nobody is, those of whom the text tells none."""
    candidates = list(people)
    return [one for one in candidates if age in one.ages] or [one for one in candidates if not one.ages]
