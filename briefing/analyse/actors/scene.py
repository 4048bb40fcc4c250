"""What resolving looks at: the article's text, tagged words and entities, and who has spoken so far."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.analyse.actors.entities import Entity
from briefing.analyse.actors.phrases import Words
from briefing.analyse.actors.pronouns import Context
from briefing.language import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One article while its speakers are being resolved."""

    text: str
    words: Words
    lexicon: Lexicon
    entities: list[Entity]
    people: list[Entity]
    """Those of `entities` that are persons."""
    context: Context


def is_outlet(name: str, lexicon: Lexicon) -> bool:
    """True for the name of a newspaper, agency or station, which passes on what others say."""
    words = name.lower().replace("’s", "").replace("'s", "").split()
    known = lexicon.words("outlets")
    return bool(words) and (words[-1].strip(".,") in known or " ".join(words) in known)
