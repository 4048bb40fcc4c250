"""Whom "she", "it" and "they" mean, and the descriptions that may be meant besides the names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.descriptions import Described, describe
from briefing.analyse.actors.entities import Entity
from briefing.analyse.actors.naming import shown
from briefing.analyse.actors.parties import is_member
from briefing.analyse.actors.phrases import singular
from briefing.analyse.actors.scene import Scene
from briefing.analyse.actors.strangers import nearer_in_sentence, only_quoted, opening_group, stranger, told_by_another
from briefing.types import Span

if TYPE_CHECKING:
    from briefing.analyse.actors.phrases import Phrase

_SUBJECTS = frozenset({"he", "she"})
# How many sentences back "it" and "they" may find the organisation or group that spoke last.
NEAR = 3
# Bodies that are their people: "the family said they", where a company is "it".
COLLECTIVE = frozenset(
    {"police", "people", "family", "couple", "team", "crew", "band", "jury", "staff", "clergy", "duo"}
)

Source = Entity | Described


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whom the article has told of so far by a description, and whom it tells of by name at all."""

    scene: Scene
    told_of: Sequence[Entity]
    """The persons but those who only wrote the article."""
    described: list[Described] = field(default_factory=list)

    def keep(self, source: Described | None) -> Described | None:
        """`source`, or the one of that name that is known."""
        if source is None:
            return None
        for known in self.described:
            if known.name == source.name:
                return known
        self.described.append(source)
        return source

    def describe(self, span: Span, found: Phrase, filled: str | None = None) -> Described:
        """The source as it is described, or as `filled`; the same object where the article repeats the description."""
        name = filled or shown(self.scene.words, span, found)
        for known in self.described:
            if known.name.lower() == name.lower():
                return known
        made = describe(self.scene.words, span, found, self.scene.lexicon)
        made.name = name
        self.described.append(made)
        return made

    def singles(self) -> list[Source]:
        """Whom "he" or "she" may mean: the persons that the article tells of, and single unnamed speakers."""
        papers = self.scene.lexicon.words("document_nouns")
        unnamed = [who for who in self.described if who.kind == "unnamed" and who.head not in papers]
        return [*self.told_of, *unnamed]


def third_person(known: Known, span: Span, form: str, content: tuple[Span, ...]) -> Source | None:
    """Whom the pronoun `form` at `span` means, whose bearer says `content`; None where the text leaves it open."""
    scene = known.scene
    if form not in pronouns.SINGULAR:
        plural = form != "it"
        group = opening_group(scene, span) if plural else None
        return known.describe(*group) if group is not None else _last_body(scene, span, plural=plural)
    gender = "f" if form in pronouns.FEMALE else "m"
    mention = pronouns.Mention(span=span, gender=gender, content=content)
    new = stranger(scene, mention)
    if new is not None:
        return known.describe(*new)
    singles = [
        who
        for who in known.singles()
        if not _describes_speaker(scene, who, mention)
        and (form not in _SUBJECTS or not _named_behind(scene, who, mention))
    ]
    first = pronouns.choose(singles, mention, scene.context)
    if first is None or only_quoted(scene, first[0], mention):
        return None
    told = [who for who in singles if not only_quoted(scene, who, mention)]
    chosen = first if len(told) == len(singles) else pronouns.choose(told, mention, scene.context)
    if chosen is None or chosen[1] < pronouns.LEAST_SHARE:
        return None
    unsure = (
        _opens_content(scene, chosen[0], mention)
        or nearer_in_sentence(scene, chosen[0], mention)
        or told_by_another(scene, chosen[0], mention)
    )
    return None if unsure else chosen[0]


def _describes_speaker(scene: Scene, who: Source, mention: pronouns.Mention) -> bool:
    """True for Reyes where "a cousin of Reyes" spoke last, and Reyes was not named since: the cousin goes on."""
    spoke = scene.context.speakers[-1][1] if scene.context.speakers else None
    if not isinstance(spoke, Described) or spoke.kind != "unnamed" or spoke is who:
        return False
    if not any(spoke.head in scene.lexicon.words(kind) for kind in ("roles", "relations")):
        return False  # "Reyes himself", "Reyes's speech", "the Reyes campaign"
    at = bisect_left(who.mentions, mention.span)
    return at > 0 and spoke.last.contains(who.mentions[at - 1])


def _named_behind(scene: Scene, who: Source, mention: pronouns.Mention) -> bool:
    """True where the pronoun's own clause goes on to name `who`: in "he said that Reyes must go", he is not Reyes.

    In a quotation somebody may name himself. (Binding theory, principle C; Chomsky 1981.)
    """
    return any(
        at.start > mention.span.end and one.start > mention.span.end and one.contains(at)
        for one in mention.content
        for at in who.mentions
        if not scene.context.quoted[at.start]
    )


def _opens_content(scene: Scene, chosen: Source, mention: pronouns.Mention) -> bool:
    """True where what is told before it begins with somebody else whom it fits: "Lee is due in May, she said"."""
    starts = [
        one.start for one in mention.content if one.end <= mention.span.start and not scene.context.quoted[one.start]
    ]
    here = pronouns.sentence_at(scene.context.sentences, mention.span.start)
    return any(
        place == start and who is not chosen and who.gender == mention.gender
        for start in starts
        if pronouns.sentence_at(scene.context.sentences, start) == here
        for place, who in scene.context.person_places
    )


def _last_body(scene: Scene, span: Span, *, plural: bool) -> Source | None:
    """The organisation, government or group that spoke last, if that was near and can be called "it", or "they"."""
    sentences = scene.context.sentences
    here = pronouns.sentence_at(sentences, span.start)
    papers = scene.lexicon.words("document_nouns")
    for place, who in reversed(scene.context.speakers):
        near = here - pronouns.sentence_at(sentences, place) <= NEAR
        if not near or (not plural and _thing_between(scene, Span(place, span.start))):
            return None
        if isinstance(who, Described):
            fits = who.kind in (("group", "organisation") if plural else ("organisation", "government"))
            if fits and who.head not in papers:
                return who if not plural or who.kind == "group" or who.head in COLLECTIVE else None
        elif isinstance(who, Entity) and who.kind != "person":
            return who if _is_several(scene, who) is plural else None
    return None


def _is_several(scene: Scene, who: Entity) -> bool:
    """True for a name in the plural: "Republicans", "Londoners", "Harrow police"."""
    last = who.name.split()[-1]
    one = singular(last)
    if last.lower() in COLLECTIVE or one in scene.lexicon.words("roles") or is_member(one):
        return True
    if last.endswith("s") and last[:-1] in scene.lexicon.table("demonyms"):
        return True
    named = scene.words.within(who.mentions[0])
    people = who.kind in ("place", "other") and who.name not in scene.lexicon.words("countries")
    return people and bool(named) and named[-1].tag == "NNPS"


def _thing_between(scene: Scene, span: Span) -> bool:
    """True where the text tells of a picture or the like there: "it" may be that, and says what stands on it."""
    things = scene.lexicon.words("document_nouns") - scene.lexicon.words("issued_nouns")
    return any(word.tag == "NN" and scene.words.of(word).lower() in things for word in scene.words.within(span))
