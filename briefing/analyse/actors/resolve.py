"""Each attribution's source -> its actor, over the whole article; where the evidence is not enough, nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.descriptions import DEFINITE, Described, antecedent, describe, shown
from briefing.analyse.actors.entities import Entity, entities, entity_at
from briefing.analyse.actors.phrases import Phrase, Words, phrase, role_after, role_before, singular
from briefing.language import Lexicon, lexicon
from briefing.text.names import split_title
from briefing.text.quotes import inside
from briefing.types import Actor, ActorKind, Article, RawAttribution, Reading, Reason, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS: dict[str, ActorKind] = {
    "person": "person",
    "organisation": "organisation",
    "place": "government",
    "other": "group",
}
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_PLURAL = frozenset({"they", "them"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
# How many sentences back "it" and "they" may find the organisation or group that spoke last.
NEAR = 3
# A title between a description and its name is no longer than this, in characters.
LONGEST_TITLE = 40
# Whose "I" it is outside quotation marks.
AUTHOR = "the author"

Source = Entity | Described


class Resolver:
    """The actors of one article and the speakers found so far; attributions are asked for in text order."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], reading: Reading, words: Lexicon) -> None:
        self.text = article.text
        self.lexicon = words
        self.words = Words(article.text, reading.words)
        self.entities = entities(article.text, reading.names, words)
        self.described: list[Described] = []
        self.speakers: list[tuple[int, object]] = []
        self.people = [entity for entity in self.entities if entity.kind == "person"]
        self.context = pronouns.Context(
            sentences=sentences,
            quoted=inside(article.text),
            person_places=sorted(mention.start for person in self.people for mention in person.mentions),
            speakers=self.speakers,
        )
        for person in self.people:
            self._add_roles(person)

    def _add_roles(self, entity: Entity) -> None:
        """Collect the roles beside the entity's mentions, and learn its gender from them where it is not known."""
        for mention in entity.mentions:
            for found in (
                role_before(self.words, mention, self.lexicon),
                role_after(self.words, mention, self.lexicon),
            ):
                role = " ".join(found.of(self.text).split()) if found else ""
                if role and role not in entity.roles:
                    entity.roles.append(role)
        parts = {word.strip(".,").lower() for role in entity.roles for word in role.split()}
        if not entity.gender:
            female = bool(parts & self.lexicon.words("titles_female"))
            male = bool(parts & self.lexicon.words("titles_male"))
            entity.gender = "f" if female and not male else "m" if male and not female else ""

    def speaker(self, attribution: RawAttribution, enclosing: Source | None) -> tuple[Source | None, Reason]:
        """Whose words `attribution` holds, and by which rule; `enclosing` spoke the quotation it stands in, if any."""
        span = attribution.source
        if span is None:
            return None, Reason(rule="no source", detail="the text names no speaker")
        source, rule = self._resolve(span, enclosing)
        if source is not None and not self.is_first_person(attribution):
            self.speakers.append((attribution.cue.start, source))
            if isinstance(source, Described):
                source.last = span
        return source, Reason(rule=rule, detail=span.of(self.text))

    def is_first_person(self, attribution: RawAttribution) -> bool:
        """True where the source is "I" or "we"."""
        return attribution.source is not None and attribution.source.of(self.text).strip().lower() in _FIRST

    def _resolve(self, span: Span, enclosing: Source | None) -> tuple[Source | None, str]:
        form = span.of(self.text).strip().lower()
        if form in _FIRST:
            return self._first_person(span, enclosing), "first person"
        if form in _RELATIVE:
            return self._before(span, of_person=form in ("who", "whom")), "relative pronoun"
        if form == "it" or form in _PLURAL or form in pronouns.SINGULAR:
            return self._third_person(span, form), "pronoun"
        return self._full(span)

    def _full(self, span: Span) -> tuple[Source | None, str]:
        """The actor of a source that is more than a pronoun: by name, by definite description, or as described."""
        found = phrase(self.words, span)
        named = self._named(span, found)
        if named is not None:
            return named, "name"
        if found.determiner in DEFINITE:
            known: list[Source] = [*self.entities, *self.described]
            meant = antecedent(self.words, span, found, known, self.lexicon) or self._stand_in(span, found)
            if meant is not None:
                return meant, "definite description"
        return self._describe(span, found), "description"

    def _named(self, span: Span, found: Phrase) -> Source | None:
        """The entity that heads the source phrase, or that stands in apposition behind its head."""
        inside_phrase = Span(span.start, found.rest)
        if found.head is None:
            hits = entity_at(self.entities, span)
            return hits[0] if hits else None
        joined = any(word.tag == "CC" for word in found.words)
        hits = entity_at(self.entities, inside_phrase)
        if joined and len(hits) > 1:
            return self._describe(span, found)
        heading = [entity for entity in hits if any(mention.overlaps(found.head.span) for mention in entity.mentions)]
        if heading:
            return heading[0]
        tail = self.text[found.rest : span.end]
        if tail.lstrip().startswith(","):
            behind = [
                entity for entity in entity_at(self.entities, Span(found.rest, span.end)) if entity.kind == "person"
            ]
            if behind and self._follows_comma(behind[0], found.rest):
                return behind[0]
        return None

    def _follows_comma(self, entity: Entity, place: int) -> bool:
        """True where the entity is named right behind a comma, perhaps with a title ("the nominee, Sen. Jane Doe")."""
        for mention in entity.mentions:
            gap = self.text[place : mention.start].strip() if mention.start >= place else ""
            if gap == "," or (
                gap.startswith(",") and len(gap) <= LONGEST_TITLE and split_title(f"{gap[1:].strip()} Doe")[1] == "Doe"
            ):
                return True
        return False

    def _describe(self, span: Span, found: Phrase) -> Described:
        """The source as it is described, the same object where the article repeats the description."""
        name = shown(self.words, span, found)
        for known in self.described:
            if known.name.lower() == name.lower():
                return known
        made = describe(self.words, span, found, self.lexicon)
        self.described.append(made)
        return made

    def _first_person(self, span: Span, enclosing: Source | None) -> Source | None:
        if enclosing is not None:
            return enclosing
        if not self.context.quoted[span.start]:
            return self._author(span)
        earlier = [spoken for spoken in self.speakers if spoken[0] <= span.start]
        if not earlier:
            return None
        place, last = earlier[-1]
        near = self._sentence(span.start) - self._sentence(place) <= 1
        return last if near and isinstance(last, Entity | Described) else None

    def _author(self, span: Span) -> Described:
        for known in self.described:
            if known.name == AUTHOR:
                return known
        made = Described(name=AUTHOR, kind="unnamed", head="author", last=span)
        self.described.append(made)
        return made

    def _third_person(self, span: Span, form: str) -> Source | None:
        if form not in pronouns.SINGULAR:
            return self._last_body(span, plural=form != "it")
        gender = "f" if form in pronouns.FEMALE else "m"
        chosen = pronouns.choose(self.people, span, gender, self.context)
        if chosen is not None and chosen[1] >= pronouns.LEAST_SHARE:
            return chosen[0]
        if chosen is None and self.speakers:
            # No name fits: an unnamed single speaker just before ("a senior official said ... He added").
            place, last = self.speakers[-1]
            near = self._sentence(span.start) - self._sentence(place) <= NEAR
            if near and isinstance(last, Described) and last.kind == "unnamed":
                return last
        return None

    def _stand_in(self, span: Span, found: Phrase) -> Source | None:
        """Whom "the singer" or "the company" means where no role says so: the one that stands out.

        A description that says whose it is ("his lawyer", "the mother of two") brings in somebody else.
        """
        if found.head is None or found.plural or found.determiner not in ("the", "this"):
            return None
        narrowed = any(word.tag == "POS" for word in found.words)
        noun = singular(self.words.of(found.head))
        if narrowed or self.text[found.rest : span.end].strip() or noun not in self.lexicon.words("alias_nouns"):
            return None
        if noun in self.lexicon.words("organisation_nouns"):
            return self._only_organisation(span)
        female, male = (noun in self.lexicon.words(f"titles_{gender}") for gender in ("female", "male"))
        return self._standing_out(self.people, span, "f" if female else "m" if male else "")

    def _only_organisation(self, span: Span) -> Entity | None:
        """The organisation that the article has named so far, if it is the only one: of two, either may be meant."""
        named = [e for e in self.entities if e.kind == "organisation" and e.mentions[0].end <= span.start]
        return named[0] if len(named) == 1 else None

    def _standing_out(self, candidates: Sequence[Entity], span: Span, gender: str) -> Entity | None:
        chosen = pronouns.choose(candidates, span, gender, self.context)
        return chosen[0] if chosen is not None and chosen[1] >= pronouns.LEAST_SHARE else None

    def _last_body(self, span: Span, *, plural: bool) -> Source | None:
        """The organisation, government or group that spoke last, if that was near."""
        here = self._sentence(span.start)
        for place, who in reversed(self.speakers):
            if here - self._sentence(place) > NEAR:
                return None
            if isinstance(who, Described):
                if who.kind in (("group", "organisation") if plural else ("organisation", "government")):
                    return who
            elif isinstance(who, Entity) and who.kind != "person":
                return who
        return None

    def _before(self, span: Span, *, of_person: bool) -> Source | None:
        """What a relative pronoun stands for: the name right before it; "who" is a person, and no other is."""
        for entity in self.entities:
            if (entity.kind == "person") is not of_person:
                continue
            for mention in entity.mentions:
                gap = self.text[mention.end : span.start]
                if mention.end <= span.start and len(gap) <= 3 and gap.strip(" ,—–-") == "":
                    return entity
        return None

    def _sentence(self, place: int) -> int:
        return pronouns.sentence_at(self.context.sentences, place)


def actor_of(source: Source) -> Actor:
    """The frozen actor of an entity or description."""
    if isinstance(source, Described):
        return Actor(name=source.name, kind=source.kind)
    role = source.roles[0] if source.roles else source.titles[0] if source.titles else None
    return Actor(name=source.name, kind=_KINDS[source.kind], role=role, mentions=tuple(source.mentions))


def resolve(
    article: Article, sentences: Sequence[Sentence], reading: Reading, attributions: Sequence[RawAttribution]
) -> tuple[tuple[Actor, ...], tuple[tuple[Actor | None, Reason], ...]]:
    """All actors of the article; and for each of `attributions` (in text order) its actor and the rule that told it."""
    resolver = Resolver(article, sentences, reading, lexicon("en"))
    sources: list[Source | None] = [None] * len(attributions)
    reasons = [Reason(rule="")] * len(attributions)
    # "I think so," he said: whose "I" it is shows only when the speaker of the whole is known, so those come last.
    first_person = [resolver.is_first_person(attribution) for attribution in attributions]
    for later in (False, True):
        for at, attribution in enumerate(attributions):
            if first_person[at] is later:
                enclosing = _enclosing(attribution, attributions, sources) if later else None
                sources[at], reasons[at] = resolver.speaker(attribution, enclosing)
    known: list[Source] = [*resolver.entities, *resolver.described]
    made = {id(source): actor_of(source) for source in known}
    actors = [made[id(source)] for source in known]
    chosen = [made[id(source)] if source is not None else None for source in sources]
    return tuple(actors), tuple(zip(chosen, reasons, strict=True))


def _enclosing(
    attribution: RawAttribution, attributions: Sequence[RawAttribution], sources: Sequence[Source | None]
) -> Source | None:
    """The source of the nearest attribution, resolved before, whose content holds this one's source."""
    span = attribution.source
    if span is None:
        return None
    for other, source in zip(attributions, sources, strict=False):
        if other is not attribution and any(content.contains(span) for content in other.content):
            return source
    return None
