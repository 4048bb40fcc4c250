"""Descriptions that come back in another noun: "the groups" after "eleven Muslim organizations"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.descriptions import Described, offices
from briefing.analyse.actors.phrases import Phrase, singular
from briefing.types import Span

if TYPE_CHECKING:
    from briefing.analyse.actors.entities import Entity
    from briefing.analyse.actors.scene import Scene
    from briefing.language import Lexicon

# Farther back than this, in sentences, who was described so is another.
REACH = 6


@cache
def _families(lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(family) for family in lexicon.table("kindred")["families"])


def kindred(scene: Scene, span: Span, found: Phrase) -> Described | None:
    """Whom "the aide" means: the one who spoke last and was described by a kindred noun; None where it may be others.

    The description must be bare, and nobody of such an office be named since.
    """
    bare = found.head is not None and len(found.words) == 1 and found.rest >= span.end
    if not bare or found.head is None or found.determiner not in ("the", "these", "those", "both"):
        return None
    noun = singular(scene.words.of(found.head))
    family = frozenset().union(*(family for family in _families(scene.lexicon) if noun in family))
    here = pronouns.sentence_at(scene.context.sentences, span.start)
    for place, who in reversed(scene.context.speakers):
        if here - pronouns.sentence_at(scene.context.sentences, place) > REACH:
            return None
        if isinstance(who, Described) and (who.kind == "group") is found.plural and who.head in family:
            named = any(_may_be(one, noun, Span(place, span.start), scene.lexicon) for one in scene.people)
            return None if named else who
    return None


def _may_be(person: Entity, noun: str, since: Span, lexicon: Lexicon) -> bool:
    """True for a person named in `since` of whom the article tells an office that `noun` may stand for."""
    return bool(person.offices() & offices(noun, lexicon)) and any(since.contains(at) for at in person.mentions)
