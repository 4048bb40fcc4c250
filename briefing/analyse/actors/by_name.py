"""Sources that name their actor: which entity a phrase means, and which it only mentions."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.analyse.actors.entities import Entity, entity_at, overlapping
from briefing.analyse.actors.parties import is_member
from briefing.analyse.actors.phrases import PROPER, Phrase, names_role, role_before
from briefing.text.names import is_acronym_of, is_first_name, is_title, split_title, surname
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.analyse.actors.scene import Scene

_HANDLE = re.compile(r"@\w{2,30}")
# Between the names of a list: a comma or "and", titles, and names that the reader did not see.
_GAP = re.compile(r"(?: ?\([\w.,’' -]{1,20}\))?(?:,| and|, and)(?: (?:former|retired|late|then)| [A-Z][\w’'-]*[.,]?)* ")
_TIES = frozenset({"of", "to", "for", "in", "at"})
_OWNERS = frozenset({"his", "her", "its", "their", "the"})
# A title between a description and its name is no longer than this, in characters.
LONGEST_TITLE = 40
# Between a name and the relative pronoun that stands for it are a comma or a dash, and spaces: so many characters.
LONGEST_GAP = 3


def by_name(scene: Scene, span: Span, found: Phrase) -> Entity | None:
    """The entity that heads the source phrase, or that stands in apposition behind its head."""
    if (owner := _by_handle(scene, span)) is not None:
        return owner
    hits = entity_at(scene.entities, Span(span.start, found.rest))
    if found.head is None:
        whole = entity_at(scene.entities, span)
        return whole[0] if whole else _by_form(scene, span, found)
    known = _by_form(scene, span, found) or _title_holder(scene, span)
    if known is not None:
        return known
    heading = [entity for entity in hits if overlapping(entity.mentions, found.head.span)]
    if heading and heading[0].kind == "place":
        # "CNN Mexico" is of CNN.
        place = overlapping(heading[0].mentions, found.head.span)[0]
        body = [e for e in hits if e.kind == "organisation" and any(m.end == place.start - 1 for m in e.mentions)]
        heading = body or heading
    if heading and not _only_describes(scene, heading[0], span, found) and not _are_some(heading[0], found):
        return heading[0]
    return _in_apposition(scene, span, found)


def with_name(scene: Scene, span: Span) -> Span:
    """A source that is a title alone, cut off at its full stop ("Rep."), with the name behind it."""
    if not is_title(span.of(scene.text).strip()):
        return span
    behind = (at for one in scene.people for at in one.mentions if at.start <= span.end + 1 and at.end > span.end)
    return Span(span.start, max((at.end for at in behind if at.start >= span.start), default=span.end))


def _by_handle(scene: Scene, span: Span) -> Entity | None:
    """Whose account a handle is, where the text sets it behind their name: "Ann Smith (@ann)"."""
    handle = _HANDLE.fullmatch(scene.text, span.start, span.end)
    if handle is None:
        return None
    behind = f"(@{handle.group()[1:]})".casefold()
    for entity in scene.entities:
        for mention in entity.mentions:
            if scene.text[mention.end : mention.end + len(behind) + 1].strip().casefold().startswith(behind):
                return entity
    return None


def names_several(scene: Scene, span: Span, found: Phrase) -> bool:
    """True for a source that joins two names ("Reyes and Lund"): it is neither of them.

    One with two roles ("the Ohio senator and Republican candidate") is one.
    """
    hits = entity_at(scene.entities, Span(span.start, found.rest))
    mentions = [mention for one in hits for mention in one.mentions]
    for before, word, behind in zip(found.words, found.words[1:], found.words[2:], strict=False):
        if word.tag != "CC" or any(mention.contains(word.span) for mention in mentions):
            continue
        # One of the two may be a name that the reader did not take for one.
        if before.tag in PROPER and (behind.tag in PROPER or len(hits) > 1):
            return True
        if scene.words.of(behind).lower() == "both" or (before.tag == "NNS" and behind.tag == "DT"):
            return True
        if len(hits) > 1 and behind.tag in ("DT", "PDT", "PRP$"):
            return True
    return _lists_names(scene, span)


def _lists_names(scene: Scene, span: Span) -> bool:
    """True for names in a row: "Moe, Lund and Gov. Ann Lee", "Berlin, Paris and other capitals"."""
    people = _named_in(scene.people, span)
    gaps = [scene.text[one.end : other.start] for one, other in pairwise(people)]
    if gaps and " and " in gaps[-1] and all(_GAP.fullmatch(gap) for gap in gaps):
        return True
    places = _named_in((one for one in scene.entities if one.kind == "place"), span)
    row = any(scene.text[one.end : other.start] == ", " for one, other in pairwise(places))
    return row and places[0].start == span.start and " and " in scene.text[places[1].end : span.end]


def _named_in(entities: Iterable[Entity], span: Span) -> list[Span]:
    """Where the entities are named within `span`, in text order."""
    return sorted(at for one in entities for at in overlapping(one.mentions, span) if span.contains(at))


def _in_apposition(scene: Scene, span: Span, found: Phrase) -> Entity | None:
    """The person named behind the source's description and a comma; behind what a firm is, the firm."""
    place = _comma(scene, span, found)
    if place is None or found.head is None:
        return None
    firm = scene.words.of(found.head).lower() in scene.lexicon.words("business_nouns")
    known = [one for one in scene.entities if one.kind == ("organisation" if firm else "person")]
    behind = entity_at(known, Span(place, span.end))
    return behind[0] if behind and _follows_comma(scene, behind[0], place) else None


def _comma(scene: Scene, span: Span, found: Phrase) -> int | None:
    """Where the comma behind a description stands, perhaps behind the place or body that it is of; or None.

    An office there ("a spokesman for the mayor, Ann Lee") leaves open who is named; a name ("an uncle of Karl Moe, Per
    Moe") does not.
    """
    comma = scene.text.find(",", found.rest, span.end)
    if comma < 0:
        return None
    tail = scene.text[found.rest : comma]
    owners = [one for one in scene.entities for mention in one.mentions if mention.end == comma]
    own = len(owners) == 1 and owners[0].kind in ("place", "organisation", "person") and not found.plural
    own = own or own_body(scene, tail)
    ties = tail.count(" of ") + tail.count(" to ") + tail.count(" for ") + tail.count(" in ") + tail.count(" at ")
    return comma if not tail.strip() or (own and ties == 1 and tail.lstrip()[:3].strip() in _TIES) else None


def own_body(scene: Scene, tail: str) -> bool:
    """True for "of his former club": a body that is somebody's, and named by a noun alone."""
    words = tail.lower().split()
    return len(words) > 2 and words[1] in _OWNERS and words[-1] in scene.lexicon.words("organisation_nouns")


def _by_form(scene: Scene, span: Span, found: Phrase) -> Entity | None:
    """The entity that has the source's words as its name or acronym, where the reader took them for no name."""
    form = scene.text[span.start : found.rest].removeprefix("the ").removeprefix("The ")
    if not form[:1].isupper() or entity_at(scene.entities, span):
        return None
    for entity in scene.entities:
        known = entity.kind == "person" and form in (surname(entity.name), _family_name_first(entity.name))
        short = entity.kind != "person" and form.isupper() and is_acronym_of(form, entity.name)
        if form in entity.forms or short or known:
            return entity
    return None


def _family_name_first(name: str) -> str:
    """The first word of a name, where that is no given name: "Park" of "Park Ji-won"."""
    first = name.partition(" ")[0]
    return "" if is_first_name(first) else first


def _title_holder(scene: Scene, span: Span) -> Entity | None:
    """The person whom a source names behind a role, at its end or before a comma.

    That is "Port of Oslo Director Kari Lund", "Pine County (Ore.) Sheriff Kari Lund, a former guard".
    """
    whole = span.of(scene.text)
    ends = (span.start + len(whole.rstrip(" ,")), span.start + len(whole.partition(",")[0].rstrip()))
    for person in entity_at(scene.people, span):
        mention = overlapping(person.mentions, span)[0]
        if mention.end in ends and mention.start > span.start and "," not in scene.text[span.start : mention.start]:
            role = role_before(scene.words, mention, scene.lexicon)
            if role is not None and role.end > span.start and not _of_another(scene, Span(span.start, role.start)):
                return person
    return None


def _of_another(scene: Scene, before: Span) -> bool:
    """True where the words before a title bring in somebody else: "the wife of", "lawyers representing"."""
    inside = scene.words.within(before)
    bodies = [mention for one in scene.entities if one.kind == "organisation" for mention in one.mentions]
    for left, word in pairwise(inside):
        if any(mention.contains(word.span) for mention in bodies):  # "Friends of the Earth director Ann Lee"
            continue
        plain = left.tag in ("NN", "NNS") or names_role(scene.words, left, scene.lexicon)
        if word.tag.startswith("VB") or (word.tag in ("IN", "TO") and plain):
            return True
    return False


def _only_describes(scene: Scene, entity: Entity, span: Span, found: Phrase) -> bool:
    """True where a name only tells of what kind or place a described actor is.

    "The Ohio Republican" is a person, "the Basel, Switzerland, maker of drugs" a firm.
    """
    if found.determiner not in ("the", "this", "a", "an", "another", "one"):
        return False
    tail = scene.text[found.rest : span.end].lstrip()
    if entity.kind == "place" and tail.startswith(",") and " " in tail:
        return True
    if found.plural or found.head is None:
        return False
    head = scene.words.of(found.head)
    if entity.kind != "person" and entity.name in scene.lexicon.table("state_demonyms"):
        return True
    # One of a party, and not the party.
    partisan = head[:1].isupper() and is_member(head)
    return partisan or (entity.kind == "other" and head in scene.lexicon.table("demonyms"))


def _are_some(entity: Entity, found: Phrase) -> bool:
    """True for "some Democrats", "two Republicans", "rural Democrats": a part of those whom the name means."""
    if not found.plural or found.head is None or entity.kind == "person":
        return False
    own = [word for word in found.words if not any(mention.contains(word.span) for mention in entity.mentions)]
    return found.determiner not in ("", "the") or any(word.tag in ("JJ", "NN", "NNP", "VBN") for word in own)


def _follows_comma(scene: Scene, entity: Entity, place: int) -> bool:
    """True where the entity is named right behind a comma, perhaps with a title ("the nominee, Sen. Jane Doe")."""
    for mention in entity.mentions:
        gap = scene.text[place : mention.start].strip() if mention.start >= place else ""
        if gap == "," or (
            gap.startswith(",") and len(gap) <= LONGEST_TITLE and split_title(f"{gap[1:].strip()} Doe")[1] == "Doe"
        ):
            return True
    return False


def right_before(scene: Scene, span: Span, *, of_person: bool) -> Entity | None:
    """What a relative pronoun stands for: the name right before it; "who" is a person, and no other is."""
    for entity in scene.entities:
        if (entity.kind == "person") is not of_person:
            continue
        for mention in entity.mentions:
            near = 0 <= span.start - mention.end <= LONGEST_GAP
            if near and not scene.text[mention.end : span.start].strip(" ,(—–-"):
                return entity
    return None
