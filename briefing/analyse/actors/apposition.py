"""Who is named behind a description: "The firm, Orlov Bau, said", "a doctor I know, Irene Salz, said"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.by_name import own_body
from briefing.analyse.actors.entities import Entity, entity_at
from briefing.analyse.actors.firms import is_firm_noun
from briefing.analyse.actors.phrases import SUBJECTS, names_role, phrase
from briefing.analyse.actors.pronouns import sentence_at
from briefing.text.names import split_title
from briefing.types import Span

if TYPE_CHECKING:
    from briefing.analyse.actors.scene import Scene

_DETERMINERS = frozenset({"the", "a", "an", "one", "another", "this", "his", "her", "its", "their"})
# A clause between a description and its comma is no longer than this, in words ("a nurse who treated them, Ann Lee,").
LONGEST_CLAUSE = 8
# The name that a comma sets off, up to the mark that closes it; a second name would begin with "and".
_SET_OFF = re.compile(r",\s+(?P<name>[^\W\d_a-z][^,;:()\n“”\"]{2,50}?)(?=,(?! (?:and|or) )|\.?[\s”\"]*\Z)")
# "A fisherman named Olaf Bry".
_NAMED = re.compile(r" (?:named|called) (?P<name>[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,3})")
_PLACED = frozenset({"in", "on", "at", "from", "with"})
_OF_SOMEBODY = frozenset({"of mine", "of his", "of hers", "of ours", "of theirs"})


def apposed(scene: Scene, span: Span, cue: Span) -> Entity | None:
    """The actor that the text names in apposition behind the description `span`, before the cue or the sentence's end.

    A description of a person is followed by a person, and that of a firm by an organisation.
    """
    found = phrase(scene.words, span)
    if found.head is None or found.plural or found.head.tag != "NN" or found.determiner not in _DETERMINERS:
        return None
    sentences = scene.context.sentences
    end = cue.start if cue.start > span.start else sentences[sentence_at(sentences, span.start)].span.end
    comma = scene.text.find(",", found.rest, end)
    named = _NAMED.match(scene.text, found.rest, end)
    if named is None and comma >= 0 and _may_precede(scene, Span(found.rest, comma)):
        named = _SET_OFF.match(scene.text, comma, end)
    if named is None:
        return None
    noun = scene.words.of(found.head)
    if is_firm_noun(scene.words, found.head, scene.lexicon):
        kind = "organisation"
    elif names_role(scene.words, found.head, scene.lexicon) or noun in scene.lexicon.words("alias_nouns"):
        kind = "person"
    elif noun in scene.lexicon.words("document_nouns") | scene.lexicon.words("organisation_nouns"):
        return None
    elif " " in named["name"]:  # a friend, a fisherman: a full name tells that it is a person
        kind = "person"
    else:
        return None
    return _of_kind(scene, Span(*named.span("name")), kind)


def _may_precede(scene: Scene, between: Span) -> bool:
    """True for nothing, "of his club", or a relative clause that names nobody else."""
    inside = scene.words.within(between)
    if not inside or own_body(scene, between.of(scene.text)) or between.of(scene.text).strip() in _OF_SOMEBODY:
        return True
    if inside[0].tag == "IN" and scene.words.of(inside[0]).lower() in _PLACED:
        # "Another delegate on the council, Ann Lee," but "a guard at the house of the mayor, Ann Lee,".
        last = inside[-1]
        somebody = names_role(scene.words, last, scene.lexicon) and scene.words.of(last).islower()
        return not somebody and len(inside) <= LONGEST_CLAUSE and not entity_at(_ending(scene, between), between)
    clause = inside[0].tag in ("WP", "WDT") or scene.words.of(inside[0]).lower() in SUBJECTS
    return clause and len(inside) <= LONGEST_CLAUSE and not entity_at(scene.people, between)


def _ending(scene: Scene, between: Span) -> list[Entity]:
    """The persons whose name `between` ends with: they may be who is named behind the comma."""
    return [one for one in scene.people if any(at.end == between.end for at in one.mentions)]


def _of_kind(scene: Scene, name: Span, kind: str) -> Entity | None:
    """The one entity of that kind which `name` is, perhaps behind a title."""
    hits = entity_at(scene.entities, name)
    if len(hits) != 1 or hits[0].kind != kind:
        return None
    mention = next(at for at in hits[0].mentions if at.overlaps(name))
    lead = scene.text[name.start : max(name.start, mention.start)]
    titled = not lead or split_title(f"{lead.strip()} Doe")[1] == "Doe"
    return hits[0] if titled and mention.end >= name.end else None
