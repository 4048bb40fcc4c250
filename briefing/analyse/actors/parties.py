"""Political parties: which one a text tells of somebody, and where it is another's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.types import Span

# "Jane Doe, R-Utah," or "(D-Ohio)".
_SHORT = re.compile(r",? ?\(?(?P<party>[RD])-(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_MEMBERS = {"R": "Republican", "D": "Democrat"}
# "Jane Doe, a Democrat from Ohio,", "Jane Doe, a first-term Republican who".
_LONG = re.compile(r", (?:an? )?(?:[a-z-]+ ){0,2}(?P<member>[A-Z][a-z]+)(?=[,.]| (?:from|of|who|and|in)\b)")


def is_member(word: str) -> bool:
    """True for who belongs to a party: "Democrat", "tory"; for no party itself."""
    return word.lower() in lexicon("en").table("parties")["members"]


def tells_party(word: str) -> bool:
    """True for a word that tells of a party, member or not: "Democrat", "democratic"."""
    return word.lower() in lexicon("en").table("parties")["party"]


def parties_behind(text: str, mentions: Sequence[Span]) -> list[str]:
    """What stands behind a name of a person's party: "Utah Republican" for "R-Utah", "Democrat" for "a Democrat"."""
    found = []
    for mention in mentions:
        short = _SHORT.match(text, mention.end)
        long = _LONG.match(text, mention.end)
        if short is not None:
            found.append(f"{short['place']} {_MEMBERS[short['party']]}")
        elif long is not None and is_member(long["member"]):
            found.append(long["member"])
    return list(dict.fromkeys(found))


def of_different(some: Iterable[str], others: Iterable[str]) -> bool:
    """True where both words in lower case tell of a party, and not of the same."""
    party: dict[str, str] = lexicon("en").table("parties")["party"]
    asked, known = ({party[word] for word in words if word in party} for words in (some, others))
    return bool(asked and known and not asked & known)
