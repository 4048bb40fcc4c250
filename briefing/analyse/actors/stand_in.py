"""Definite descriptions without a stated role: "the singer", "the company", "the newspaper"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.phrases import Phrase, singular
from briefing.analyse.actors.scene import Scene, is_outlet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.actors.entities import Entity
    from briefing.types import Span


def stand_in(scene: Scene, span: Span, found: Phrase, content: tuple[Span, ...]) -> Entity | None:
    """Whom "the singer" or "the company" means where no role says so: the one that stands out.

    A description that says whose it is ("his lawyer", "the mother of two", "the Reyes campaign") brings in somebody
    else.
    """
    if found.head is None or found.plural or found.determiner not in ("the", "this"):
        return None
    tail = scene.text[found.rest : span.end].strip()
    if _belongs(scene, found) or (tail and not tail.startswith(",")):
        return None
    noun = singular(scene.words.of(found.head))
    if noun in scene.lexicon.words("document_nouns"):
        return None
    if noun in scene.lexicon.words("business_nouns") or _is_outlet_noun(scene, noun):
        return _organisation(scene, pronouns.Mention(span=span, gender="", content=content), noun)
    if noun not in scene.lexicon.words("alias_nouns"):
        return None
    female, male = (noun in scene.lexicon.words(f"titles_{gender}") for gender in ("female", "male"))
    gender = "f" if female else "m" if male else ""
    return _standing_out(scene, scene.people, pronouns.Mention(span=span, gender=gender, content=content))


def _belongs(scene: Scene, found: Phrase) -> bool:
    """True for a description narrowed by a possessive or by the name of somebody; a place may narrow any."""
    own = [word for word in found.words if word is not found.head]
    owners = [m for entity in scene.entities if entity.kind != "place" for m in entity.mentions]
    named = any(word.span.overlaps(owner) for word in own for owner in owners if word.tag in ("NNP", "NNPS"))
    return named or any(word.tag == "POS" for word in own)


def _is_outlet_noun(scene: Scene, noun: str) -> bool:
    return noun in scene.lexicon.words("outlets") and noun in scene.lexicon.words("organisation_nouns")


def _organisation(scene: Scene, mention: pronouns.Mention, noun: str) -> Entity | None:
    """The business that stands out before the mention, or the outlet where the noun speaks of one."""
    of_outlets = _is_outlet_noun(scene, noun)
    bodies = scene.lexicon.words("body_words")
    fitting = [
        entity
        for entity in scene.entities
        if entity.kind == "organisation"
        and is_outlet(entity.name, scene.lexicon) is of_outlets
        and not bodies & {word.strip(".,").lower() for word in entity.name.split()}
    ]
    return _standing_out(scene, fitting, mention)


def _standing_out(scene: Scene, candidates: Sequence[Entity], mention: pronouns.Mention) -> Entity | None:
    chosen = pronouns.choose(candidates, mention, scene.context)
    return chosen[0] if chosen is not None and chosen[1] >= pronouns.LEAST_SHARE else None
