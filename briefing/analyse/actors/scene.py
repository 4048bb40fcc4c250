"""What resolving looks at: the article's text, tagged words and entities, and who has spoken so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.analyse.actors.entities import Entity
from briefing.analyse.actors.phrases import Words
from briefing.analyse.actors.pronouns import Context
from briefing.language import Lexicon

if TYPE_CHECKING:
    from briefing.types import Span

# An American station: "KUTV", "WSVN-TV".
_CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?:-(?:TV|FM|AM))?")
# "By Ann Smith and Bob Crane, Staff Writers", on a line of its own.
_BYLINE = re.compile(r"[ \t*_]*(?:By|BY):? [^\W\d_a-z][^\n.!?]{2,100}\.?[ \t*_]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One article while its speakers are being resolved."""

    text: str
    words: Words
    lexicon: Lexicon
    entities: list[Entity]
    people: list[Entity]
    """Those of `entities` that are persons, in the order in which they are first named."""
    context: Context


def is_outlet(name: str, lexicon: Lexicon) -> bool:
    """True for the name of a newspaper, agency or station, which passes on what others say."""
    words = name.lower().replace("’s", "").replace("'s", "").split()
    known = lexicon.words("outlets")
    if _CALL_SIGN.fullmatch(name):
        return True
    if len(words) > 1 and words[-1].isdigit():  # "Fox 35"
        words = words[:-1]
    return bool(words) and (words[-1].strip(".,") in known or " ".join(words) in known)


def in_byline(text: str, span: Span) -> bool:
    """True for a name in a line that tells who wrote the article."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return bool(_BYLINE.match(text, start, end if end >= 0 else len(text)))
