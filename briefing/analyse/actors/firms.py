"""Firms with what they are before their name: "Shipowner Nordvik Lines" is Nordvik Lines, a shipowner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors.entities import Entity, entity_at
from briefing.analyse.actors.phrases import NOUNS
from briefing.types import Span

if TYPE_CHECKING:
    from briefing.analyse.actors.phrases import Words
    from briefing.analyse.actors.scene import Scene
    from briefing.language import Lexicon
    from briefing.types import Word

# What may narrow the noun before a firm's name ("Dutch wind-farm operator").
_NARROWS = NOUNS | {"JJ", "HYPH", "POS", "VBN", "AFX"}


def named_firm(scene: Scene, span: Span) -> Entity | None:
    """The firm that a source names behind what it is; None where its words are not just these two.

    A name that the reader saw in part is taken whole: all that follows the noun in capitals.
    """
    inside = list(scene.words.within(span))
    if inside and inside[0].tag == "DT":
        inside = inside[1:]
    at = next((at for at, word in enumerate(inside[:-1]) if is_firm_noun(scene.words, word, scene.lexicon)), None)
    if at is None or any(word.tag not in _NARROWS for word in inside[:at]):
        return None
    name_words = inside[at + 1 :]
    if not all(word.tag in NOUNS and scene.words.of(word)[0].isupper() for word in name_words):
        return None
    titles = scene.lexicon.words("roles") | scene.lexicon.words("title_words")
    if any(scene.words.of(word).lower() in titles for word in name_words):  # "company CEO"
        return None
    name = Span(name_words[0].span.start, name_words[-1].span.end)
    role = " ".join(scene.text[inside[0].span.start : inside[at].span.end].split())
    return _entity(scene, name, role)


def is_firm_noun(words: Words, word: Word, lexicon: Lexicon) -> bool:
    """True for "carmaker", and for "Carmaker", but not for a word that may begin a name ("Bank")."""
    form = words.of(word)
    return form in lexicon.words("business_nouns") or form.lower() in lexicon.words("firm_nouns")


def _entity(scene: Scene, name: Span, role: str) -> Entity | None:
    """The organisation of that name, made where the reader saw none; None where the words name somebody else too."""
    form = " ".join(name.of(scene.text).split())
    hits = entity_at(scene.entities, name)
    if len(hits) > 1 or (hits and hits[0].kind != "organisation"):
        return None
    known = hits[0] if hits else next((one for one in scene.entities if form in one.forms), None)
    if known is None:
        # A name that nobody knows for a firm's may be a person's: only its last word can tell.
        if form.split()[-1].lower() not in scene.lexicon.words("firm_endings"):
            return None
        known = Entity(name=form, kind="organisation")
        known.add(name, form)
        scene.entities.append(known)
    elif form.startswith(f"{known.name} ") or known.name.endswith(f" {form}"):
        known.name = form
        known.forms[form] += 1
    if role not in known.roles:
        known.roles.append(role)
    return known
