"""Each attribution's source -> its actor, over the whole article; where the evidence is not enough, nobody."""

from __future__ import annotations

import re
from bisect import insort
from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.ages import ages_beside
from briefing.analyse.actors.apposition import apposed
from briefing.analyse.actors.by_name import by_name, names_several, right_before, with_name
from briefing.analyse.actors.descriptions import (
    DEFINITE,
    Described,
    antecedent,
    by_role,
    by_role_alone,
)
from briefing.analyse.actors.documents import earlier_issuer, is_document, named_issuer
from briefing.analyse.actors.elided import is_anybody, is_quantifier, of_whom, pair_of, same_one, spokesman_of
from briefing.analyse.actors.entities import ADDRESSES, Entity, address_before, entities, entity_at
from briefing.analyse.actors.firms import named_firm
from briefing.analyse.actors.kindred import kindred
from briefing.analyse.actors.kinds import complete, settle_kinds
from briefing.analyse.actors.named_later import look_ahead, named_later
from briefing.analyse.actors.naming import shown, without_seat, without_time
from briefing.analyse.actors.nobody import is_share, names_nobody
from briefing.analyse.actors.parties import parties_behind
from briefing.analyse.actors.phrases import Phrase, Words, names_role, role_after, role_before, role_set_off_before
from briefing.analyse.actors.scene import Scene, in_byline, is_outlet
from briefing.analyse.actors.sources import phrase_before
from briefing.analyse.actors.stand_in import hailing_from, stand_in
from briefing.analyse.actors.third_person import Known, Source, third_person
from briefing.analyse.actors.unsaid import is_unsaid
from briefing.language import Lexicon, lexicon
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
_SINGULAR_FIRST = frozenset({"i", "me", "my"})
_PLURAL = frozenset({"they", "them"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
# "Oslo (CNN)", "PARIS (Reuters) - ", at the beginning of a line.
_DATELINE = re.compile(r"[A-Z][\w.,’' -]{1,40}\((?:[A-Z]{2,6}|Reuters|Bloomberg|Xinhua)\)[ \t]*(?:--|[-–—])?[ \t]*")
# A relative clause that another, joined to it by "and", goes on from; and how long it is at most, in characters.
_JOINED_RELATIVE = re.compile(r"\b(?P<first>who|which)\b[^.;:?!\n]*?,? +(?:and|but|or) +\Z")
LONGEST_RELATIVE = 160
# Whose "I" it is outside quotation marks, where the article's data name no one writer.
AUTHOR = "the author"
_ONE_WRITER = re.compile(r"(?:[Bb]y )?(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3})")


class Resolver:
    """The actors of one article and the speakers found so far; attributions are asked for in text order."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        reading: Reading,
        words: Lexicon,
        sources: Sequence[Span] = (),
    ) -> None:
        self.text = article.text
        self.byline = article.byline or ""
        self.lexicon = words
        self.words = Words(article.text, reading.words)
        self.entities = entities(article.text, reading.names, words)
        complete(self.entities, self.words)
        settle_kinds(self.entities, self.words, words)
        self.speakers: list[tuple[int, object]] = []
        self.reported: list[tuple[Span, object]] = []
        self.people = [entity for entity in self.entities if entity.kind == "person"]
        # Who wrote the article is nobody that it tells of, unless it does.
        told_of = [who for who in self.people if not all(in_byline(self.text, at) for at in who.mentions)]
        self.context = pronouns.Context(
            sentences=sentences,
            quoted=inside(article.text),
            person_places=sorted(
                ((mention.start, person) for person in self.people for mention in person.mentions),
                key=lambda named: named[0],
            ),
            speakers=self.speakers,
            reported=self.reported,
        )
        self.scene = Scene(
            text=self.text,
            words=self.words,
            lexicon=words,
            entities=self.entities,
            people=self.people,
            context=self.context,
        )
        self.known = Known(scene=self.scene, told_of=told_of)
        self.described = self.known.described
        for person in self.people:
            self._add_roles(person)
        self.ahead = look_ahead(self.people, sources, len(article.text))

    def _add_roles(self, entity: Entity) -> None:
        """Collect the roles beside the entity's mentions, and learn its gender from them where it is not known."""
        for mention in entity.mentions:
            for found in (
                role_before(self.words, mention, self.lexicon),
                role_after(self.words, mention, self.lexicon),
                role_set_off_before(self.words, mention, self.lexicon),
            ):
                role = " ".join(found.of(self.text).split()) if found else ""
                if role and role not in entity.roles:
                    entity.roles.append(role)
        entity.called += parties_behind(self.text, entity.mentions)
        entity.ages |= ages_beside(self.text, entity.mentions)
        said = [*entity.roles, *(address_before(self.text, mention.start) for mention in entity.mentions)]
        parts = {word.strip(".,").lower() for role in said for word in role.split()}
        if not entity.gender:
            female = bool(parts & self.lexicon.words("titles_female"))
            male = bool(parts & self.lexicon.words("titles_male"))
            entity.gender = "f" if female and not male else "m" if male and not female else ""

    def speaker(self, attribution: RawAttribution, enclosing: Source | None) -> tuple[Source | None, Reason]:
        """Whose words `attribution` holds, and by which rule; `enclosing` spoke the quotation it stands in, if any."""
        span = attribution.source
        if span is None:
            return None, Reason(rule="no source", detail="the text names no speaker")
        if is_unsaid(self.words, attribution, self.lexicon):
            return None, Reason(rule="not said", detail=span.of(self.text))
        source: Source | None = apposed(self.scene, span, attribution.cue)
        rule = "name"
        if source is None:
            source, rule = self._resolve(span, enclosing, attribution.content)
        if is_share(span.of(self.text)) or (source is not None and names_nobody(source.name, self.lexicon)):
            return None, Reason(rule="no speaker", detail=span.of(self.text))
        if source is not None and not self.is_first_person(attribution):
            self.hear(attribution, span, source)
        return source, Reason(rule=rule, detail=span.of(self.text))

    def hear(self, attribution: RawAttribution, span: Span, source: Source) -> None:
        """Take note that `source`, called as in `span`, speaks in `attribution`."""
        self.speakers.append((attribution.cue.start, source))
        self.reported += [(content, source) for content in attribution.content]
        if isinstance(source, Described):
            source.last = span
            if span.of(self.text).strip().lower() not in pronouns.SINGULAR:
                insort(source.mentions, span)

    def is_first_person(self, attribution: RawAttribution) -> bool:
        """True where the source is "I" or "we"."""
        return attribution.source is not None and attribution.source.of(self.text).strip().lower() in _FIRST

    def _resolve(self, span: Span, enclosing: Source | None, content: tuple[Span, ...]) -> tuple[Source | None, str]:
        span = with_name(self.scene, without_dateline(self.text, span))
        form = span.of(self.text).strip().lower()
        if form.partition(" ")[0] in _RELATIVE and not span.of(self.text).startswith("WHO"):
            return self._antecedent_of_relative(span, form, content)
        if form in _FIRST:
            return self._first_person(span, enclosing), "first person"
        if form == "it" or form in _PLURAL or form in pronouns.SINGULAR:
            return third_person(self.known, span, form, content), "pronoun"
        return self._full(span, content)

    def _antecedent_of_relative(self, span: Span, form: str, content: tuple[Span, ...]) -> tuple[Source | None, str]:
        """What "who" or "which" stands for: the name or noun phrase right before it; unclear where there is none."""
        person = form.startswith("who")
        # "The nurses, who are tired and who have asked to leave": the second stands for whom the first does.
        joined = _JOINED_RELATIVE.search(self.text, max(0, span.start - LONGEST_RELATIVE), span.start)
        if joined is not None and form in ("who", "which") and joined["first"] == form:
            first = Span(*joined.span("first"))
            return self._antecedent_of_relative(first, form, content)
        named = right_before(self.scene, span, of_person=person)
        before = None if named else phrase_before(self.words, span.start)
        if person and before is not None and not names_role(self.words, self.words.within(before)[-1], self.lexicon):
            before = phrase_before(self.words, span.start, of_person=True)
        if named is None and before is not None:
            return self._full(before, content)[0], "relative pronoun"
        return named, "relative pronoun"

    def _full(self, span: Span, content: tuple[Span, ...]) -> tuple[Source | None, str]:
        """The actor of a source that is more than a pronoun: by name, by definite description, or as described."""
        span = without_time(self.text, span)
        found = without_seat(self.words, span)
        if is_quantifier(self.text, span):
            return self.known.keep(of_whom(self.scene, span, self.speakers)), "quantifier"
        if is_anybody(self.scene, found):
            return same_one(self.scene, span), "definite description"
        writer = self._writer(span, found, content)
        if writer is not None:
            return writer, "document"
        if names_several(self.scene, span, found):
            row = " and " in self.text[found.rest : span.end]
            several = self.known.describe(span, found, " ".join(span.of(self.text).split()) if row else None)
            if several.kind == "unnamed":  # a body may have an "and" in its name
                several.kind = "group"
            return several, "description"
        named = named_firm(self.scene, span) or by_name(self.scene, span, found)
        return (named, "name") if named is not None else self._by_description(span, found, content)

    def _by_description(self, span: Span, found: Phrase, content: tuple[Span, ...]) -> tuple[Source, str]:
        """Whom a description means, by what the text says of somebody, or else itself."""
        owned = self._owned(span, found, content)
        meant = self._meant(span, found, content)
        # "His office" is not "her office" of before.
        if meant is not None and not (owned and isinstance(meant, Described)):
            return meant, "definite description"
        named = found.determiner in DEFINITE or found.determiner == "another"
        held = None if named else by_role(self.words, found, self.people, self.lexicon)
        if held is not None:
            return held, "role"
        later = named_later(self.scene, span, found, self.ahead)
        if later is not None:
            # Who is described here counts as named: "the judge" and "she" of the next sentence come back to them.
            insort(later.mentions, Span(span.start, found.rest))
            later.called.append(Span(found.words[0].span.start, found.rest).of(self.text))
            return later, "named later"
        filled = owned or spokesman_of(self.scene, span, found) or pair_of(self.scene, span, found)
        return self.known.describe(span, found, filled), "description"

    def _owned(self, span: Span, found: Phrase, content: tuple[Span, ...]) -> str | None:
        """What to call "her office" where it is sure whose it is: "[Ann Lee’s] office"."""
        if found.determiner not in ("his", "her"):
            return None
        pronoun = Span(span.start, span.start + len(found.determiner))
        owner = third_person(self.known, pronoun, found.determiner, content)
        # "His lawyer" after a lawyer: hardly the lawyer's own.
        own = isinstance(owner, Entity) and not by_role_alone(self.words, found, owner)
        return f"[{owner.name}’s]{shown(self.words, span, found)[len(pronoun) :]}" if owner and own else None

    def _meant(self, span: Span, found: Phrase, content: tuple[Span, ...]) -> Source | None:
        """Whom a definite description means: one with that role or description, else one who stands out."""
        known: list[Source] = [*self.entities, *self.described]
        hailing = hailing_from(self.scene, span, found)
        if hailing is not None:
            return hailing
        told = found.determiner in DEFINITE
        meant = antecedent(self.words, span, found, known, self.lexicon) if told else None
        if meant is not None:
            return meant
        akin = kindred(self.scene, span, found)
        if akin is not None:
            return akin
        chosen = stand_in(self.scene, span, found, content)
        if chosen is not None and found.words:
            chosen.called.append(Span(found.words[0].span.start, found.rest).of(self.text))
        return chosen

    def _writer(self, span: Span, found: Phrase, content: tuple[Span, ...]) -> Source | None:
        """Whose words a document holds where its description says so: "Reyes's letter", "their statement"."""
        if not is_document(self.scene, found):
            return None
        if found.determiner in ("his", "her", "their", "its"):
            form = "it" if found.determiner == "its" else "they" if found.determiner == "their" else found.determiner
            return third_person(self.known, Span(span.start, span.start + len(found.determiner)), form, content)
        owned = next((word for word in found.words if word.tag == "POS"), None)
        owners = entity_at(self.entities, Span(span.start, owned.span.start)) if owned else []
        if owners and owners[-1].kind in ("person", "organisation"):
            return owners[-1]
        issuer = named_issuer(self.scene, span, found)
        if issuer is not None:
            return self._full(issuer, content)[0]
        return self._told_before(span, found, content)

    def _told_before(self, span: Span, found: Phrase, content: tuple[Span, ...]) -> Source | None:
        """Who issued "the statement", by the sentence that brought it in."""
        issuer, place = earlier_issuer(self.scene, span, found)
        if issuer is not None:
            form = issuer.of(self.text).strip().lower()
            if form in pronouns.SINGULAR or form == "it" or form in _PLURAL:
                return third_person(self.known, issuer, form, content)
            return self._full(issuer, content)[0]
        if place is None:
            return None
        at = self._sentence(place)
        spoke = [who for cue, who in self.speakers if self._sentence(cue) == at and isinstance(who, Entity | Described)]
        own = [who for who in spoke if not is_outlet(who.name, self.lexicon)]
        heard = own or spoke
        return heard[-1] if heard else None

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

    def _author(self, span: Span) -> Source:
        """The writer: named by the article's data where it is one, and "I" is said."""
        writer = _ONE_WRITER.fullmatch(" ".join(self.byline.split()))
        one = writer is not None and span.of(self.text).strip().lower() in _SINGULAR_FIRST
        name = writer["name"] if writer is not None and one and " and " not in writer["name"] else AUTHOR
        sources: list[Source] = [*self.people, *self.described]
        for known in sources:
            if known.name == name:
                return known
        made = Described(name=name, kind="unnamed" if name == AUTHOR else "person", head="author", last=span)
        self.described.append(made)
        return made

    def _sentence(self, place: int) -> int:
        return pronouns.sentence_at(self.context.sentences, place)


def without_dateline(text: str, span: Span) -> Span:
    """`span` without the place and agency with which an article may begin ("OSLO (AP) — ")."""
    dateline = _DATELINE.match(text, text.rfind("\n", 0, span.start) + 1)
    return Span(dateline.end(), span.end) if dateline and span.start < dateline.end() < span.end else span


def actor_of(source: Source) -> Actor:
    """The frozen actor of an entity or description."""
    if isinstance(source, Described):
        return Actor(name=source.name, kind=source.kind)
    return Actor(name=source.name, kind=_KINDS[source.kind], role=_role(source), mentions=tuple(source.mentions))


def _role(entity: Entity) -> str | None:
    """The first role that the text gives, as far as it tells it: "spokesman" is a "spokesman of Kettle Power"."""
    if not entity.roles:
        return next((title for title in entity.titles if title.rstrip(".") not in ADDRESSES), None)
    first = entity.roles[0]
    return next((role for role in entity.roles if role.startswith((f"{first} of ", f"{first} for "))), first)


def resolve(
    article: Article, sentences: Sequence[Sentence], reading: Reading, attributions: Sequence[RawAttribution]
) -> tuple[tuple[Actor, ...], tuple[tuple[Actor | None, Reason], ...]]:
    """All actors of the article; and for each of `attributions` (in text order) its actor and the rule that told it."""
    spans = [raw.source for raw in attributions if raw.source is not None]
    resolver = Resolver(article, sentences, reading, lexicon("en"), spans)
    sources: list[Source | None] = [None] * len(attributions)
    reasons = [Reason(rule="")] * len(attributions)
    # "I think so," he said: whose "I" it is shows only when the speaker of the whole is known, so those come last.
    first_person = [resolver.is_first_person(attribution) for attribution in attributions]
    for later in (False, True):
        for at, attribution in enumerate(attributions):
            if first_person[at] is later:
                enclosing = _enclosing(attribution, attributions, sources) if later else None
                sources[at], reasons[at] = resolver.speaker(attribution, enclosing)
    # What stands for nobody ("52 percent of voters", a lone mark) is no actor, though it was described.
    described = (one for one in resolver.described if not names_nobody(one.name, resolver.lexicon))
    known: list[Source] = [*resolver.entities, *described]
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
