"""Names over the whole article -> entities: full names first, then each short form to the fullest it can stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.analyse.actors.acronyms import with_full_names
from briefing.analyse.actors.parties import tells_party
from briefing.analyse.actors.phrases import singular
from briefing.analyse.actors.whole import NAMED_FOR_SAINT, bare, whole
from briefing.text.names import (
    is_acronym_of,
    is_title,
    likely_gender,
    same_body,
    same_person,
    strip_possessive,
    surname,
)
from briefing.types import NameKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.language import Lexicon
    from briefing.types import Name

ADDRESSES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Sir", "Lady"})
# No person's name ends so: "Reyes Force One".
_NUMBERS = frozenset({"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"})
# Who was named so few characters before, about two sentences, goes on being called by the surname.
JUST_BEFORE = 300
# "Ann Moe, whose husband, the pilot Tom Moe," and "the widow of Tom Moe": the article goes on with Ann.
_RELATIVE_OF = re.compile(
    r"(?:\bwhose (?:\w+ )?(?:husband|wife|son|daughter|father|mother|brother|sister|uncle|aunt|widow|widower)"
    r"|\b(?:husband|wife|son|daughter|father|mother|brother|sister|widow|widower) of),?(?: [\w’'.-]+){0,3} \Z"
)
# What ties a relative's name to them is no longer than this, in characters.
LONGEST_TIE = 60
# No name is longer, in characters: committees of the United Nations have 150.
LONGEST_NAME = 400
# Of so many mentions each is looked at sooner than the place of one is found.
FEW = 16


@dataclass(slots=True, eq=False)
class Entity:
    """One person, organisation or place while the article is being read; becomes an `Actor` at the end.

    `name` is the fullest form, without title; `forms` counts the forms seen; `mentions` are in text order; `called` are
    descriptions that were found to mean it.
    """

    name: str
    kind: NameKind
    forms: Counter[str] = field(default_factory=Counter)
    mentions: list[Span] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    gender: str = ""
    roles: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    background: bool = False
    """True for whom the text names first only to tell of a relative ("whose husband, Tom Moe", "the widow of")."""
    ages: set[str] = field(default_factory=set)

    def offices(self) -> set[str]:
        """The words of the roles and titles, lower case and singular, without forms of address."""
        told = [role for role in (*self.roles, *self.titles) if role.rstrip(".") not in ADDRESSES]
        return {singular(word.strip(".,")) for role in told for word in role.lower().split()}

    def add(self, span: Span, form: str, title: str = "") -> None:
        """Record one mention."""
        insort(self.mentions, span)
        self.forms[form] += 1
        if title and title not in self.titles:
            self.titles.append(title)


def address_before(text: str, place: int) -> str:
    """The form of address right before `place` that was left out of a name ("Ms."), or ""."""
    before = text[max(0, place - 6) : place].split()
    return before[-1] if before and before[-1].rstrip(".") in ADDRESSES else ""


def _kinds(text: str, names: Sequence[Name], lexicon: Lexicon) -> dict[str, NameKind]:
    """One kind a form over the article: a lone word that is the surname of a person named in full is that person."""
    votes: dict[str, Counter[NameKind]] = {}
    surnames: Counter[str] = Counter()
    places = {name.span.start for name in names if name.kind == "place"}
    for name in names:
        _, form = bare(text, name)
        # "Elizabeth, Colorado": what a region follows is a town.
        town = " " not in form and text[name.span.end : name.span.end + 2] == ", " and name.span.end + 2 in places
        votes.setdefault(form, Counter())["place" if town else name.kind] += 1
        if name.kind == "person" and " " in form:
            surnames[surname(form)] += 1
    firms = _firms(votes, lexicon)
    order: list[NameKind] = ["person", "organisation", "place", "other"]
    kinds = {form: max(order, key=lambda kind: (counted[kind], -order.index(kind))) for form, counted in votes.items()}
    for form, kind in list(kinds.items()):
        if form in lexicon.table("metonyms"):
            kinds[form] = "place"
        elif kind == "person" and _names_nobody(form, surnames, lexicon):
            kinds[form] = "other"
        elif NAMED_FOR_SAINT.fullmatch(form) and form not in surnames and kind != "organisation":
            kinds[form] = "place"  # "St. Paul" of the news is the town
        elif form in firms or (kind == "person" and _names_body(form, firms, surnames, lexicon)):
            kinds[form] = "organisation"
        elif form in surnames and " " not in form and kind != "place":
            kinds[form] = "person"
    return kinds


def _names_nobody(form: str, surnames: Counter[str], lexicon: Lexicon) -> bool:
    """True for a supposed person that is a nationality, or a thing with a number ("Reyes Force One")."""
    nation = form in lexicon.table("demonyms") and form not in surnames
    family = form.endswith("s") and form[:-1] in surnames and form not in surnames  # "the Reyeses", "the Moes"
    nation = nation or family
    return nation or (" " in form and form.rsplit(maxsplit=1)[-1] in _NUMBERS)


def _firms(forms: Iterable[str], lexicon: Lexicon) -> list[str]:
    """Those of the names that end as only a firm's does: "Tony Reyes Co."."""
    suffixes = lexicon.words("firm_suffixes")
    return [form for form in forms if " " in form and form.split()[-1].lower().strip(".,") in suffixes]


def _names_body(form: str, firms: Sequence[str], surnames: Counter[str], lexicon: Lexicon) -> bool:
    """True for a supposed person with a body's noun at the end, or the name of an agency, or a firm's first word."""
    words = form.split()
    if len(words) > 1:
        last = words[-1].lower()
        if last in lexicon.words("body_words") or last in lexicon.words("firm_endings"):
            return True
        return form.lower() in lexicon.words("outlets")
    short = any(strip_possessive(firm.split()[0]) == form for firm in firms)
    return form not in surnames and (short or form.lower() in lexicon.words("outlets"))


def entities(text: str, names: Sequence[Name], lexicon: Lexicon) -> list[Entity]:
    """Merge the names of `text` into entities, in order of their first mention."""
    suffixes = lexicon.words("firm_suffixes")
    names = with_full_names(text, whole(text, names, lexicon))
    kinds = _kinds(text, names, lexicon)
    mentions = []
    for name in names:
        title, form = bare(text, name)
        if form and not (name.kind != "person" and is_title(form)):
            title = title or address_before(text, name.span.start) if name.kind == "person" else title
            mentions.append((name.span, title, form, kinds.get(form, name.kind)))
    made: list[Entity] = []
    # Long forms first, so that a headline's "Macron" finds the "Emmanuel Macron" of the text.
    for long in (True, False):
        for span, title, form, kind in mentions:
            if (" " in form) == long:
                _place(made, span, title, form, kind)
        for entity in made if long else ():  # the short forms ask for it
            first = entity.mentions[0].start
            entity.background = _RELATIVE_OF.search(text, max(0, first - LONGEST_TIE), first) is not None
    headline = text.find("\n")
    running = {form for span, _, form, _ in mentions if span.start > headline}
    for entity in made:
        entity.name = _without_headline(entity, running)
        entity.gender = _gender(entity)
    made = _join_acronyms(made, suffixes)
    return sorted(made, key=lambda entity: entity.mentions[0])


def _without_headline(entity: Entity, running: set[str]) -> str:
    """The entity's name as running text has it, where a headline's capitals put a word before it, or took one in.

    That is "Ann Smith" for "Icon Ann Smith", and "Northern Harbour Board" for "Harbour Board" behind "Northern".
    """
    if entity.kind == "place" or entity.name in running:
        return entity.name
    forms = [form for form in entity.forms if form in running and " " in form]
    if entity.kind == "person":
        return max((form for form in forms if entity.name.endswith(f" {form}")), key=len, default=entity.name)
    return max((form for form in forms if form.endswith(f" {entity.name}")), key=len, default=entity.name)


def _place(made: list[Entity], span: Span, title: str, form: str, kind: NameKind) -> None:
    """Add one mention to the entity it names, or to a new one."""
    fitting = [entity for entity in made if _fits(entity, form, kind) and not _other_gender(entity, form, title)]
    if fitting:
        # A headline's short form goes to the first named after.
        before = [entity for entity in fitting if entity.mentions[0] < span]
        before = [entity for entity in before if _foremost(entity, form)] or before
        nearest = _meant(before, span) if before else fitting[0]
        nearest.add(span, form, title)
        spelt = kind == "person" or same_body(nearest.name, form)
        if spelt and len(form.split()) > len(nearest.name.split()):
            nearest.name = form
        return
    entity = Entity(name=form, kind=kind)
    entity.add(span, form, title)
    made.append(entity)


def _meant(bearers: Sequence[Entity], span: Span) -> Entity:
    """Which of several that share a name is meant: the one named last if that was just before, else most often."""
    told_of = [one for one in bearers if not one.background]
    bearers = told_of if len(told_of) == 1 else bearers
    counts = [bisect_left(one.mentions, span.start, key=_start) for one in bearers]
    named = [(count, one.mentions[max(0, count - 1)]) for count, one in zip(counts, bearers, strict=True)]
    near = any(span.start - last.end < JUST_BEFORE for _, last in named)
    best = max(range(len(bearers)), key=lambda at: (0 if near else named[at][0], named[at][1]))
    return bearers[best]


def _start(span: Span) -> int:
    return span.start


def _foremost(entity: Entity, form: str) -> bool:
    """True where others may fit a short form, but hardly before this: "John" is Tom John, and not John Moe.

    News calls people by their surnames, and bodies by the short form that it has used before.
    """
    return surname(entity.name) == form if entity.kind == "person" else form in entity.forms


def _other_gender(entity: Entity, form: str, title: str) -> bool:
    """True where the mention's title tells that it is not this person's: "Mrs. Moe" of Karl Moe."""
    told = likely_gender(f"{title} {form}") if title and entity.kind == "person" else None
    if told is None:
        return False
    known = _gender(entity)
    return bool(known) and told[0] != known


def _fits(entity: Entity, form: str, kind: NameKind) -> bool:
    if form in entity.forms:
        return True
    if kind == "person":
        return entity.kind == "person" and same_person(entity.name, form)
    if entity.kind in ("person", "place") or kind == "place":
        return False
    if tells_party(form):  # and no short form of its committee's name
        return False
    if same_body(entity.name, form):
        return True
    one, other = entity.name.split(), form.split()
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    # "Exxon" for "Exxon Mobil", "Budget Office" for "Congressional Budget Office"; not "House" for "White House Staff".
    return short in (long[: len(short)], long[-len(short) :]) and (len(short) > 1 or short == long[: len(short)])


def _join_acronyms(made: list[Entity], suffixes: frozenset[str]) -> list[Entity]:
    """Fold "WHO" into "World Health Organization" where the article has both."""
    kept: list[Entity] = []
    full = [entity for entity in made if entity.kind != "person" and " " in entity.name]
    for entity in made:
        short = entity.name.replace(".", "")
        owner = None
        if short.isupper() or short[-1:].isupper():
            owner = next((other for other in full if _shortens(entity.name, other.name, suffixes)), None)
        if owner is not None and owner is not entity:
            owner.mentions = sorted([*owner.mentions, *entity.mentions])
            owner.forms.update(entity.forms)
        else:
            kept.append(entity)
    return kept


def _shortens(short: str, name: str, suffixes: frozenset[str]) -> bool:
    """True for an acronym of the name, or of a firm's without its "Inc."."""
    bare, _, last = name.rpartition(" ")
    firm = last.lower().strip(".,") in suffixes
    return is_acronym_of(short, name) or (firm and is_acronym_of(short, bare))


def _gender(entity: Entity) -> str:
    """Tell "f", "m" or "" (not known) from titles and the first name."""
    if entity.kind != "person":
        return ""
    told = [likely_gender(f"{title} {entity.name}") for title in entity.titles] + [likely_gender(entity.name)]
    return next((gender[0] for gender in told if gender), "")


def entity_at(found: Iterable[Entity], span: Span) -> list[Entity]:
    """The entities with a mention that overlaps `span`, in order of that mention."""
    hits = [(mention, entity) for entity in found for mention in overlapping(entity.mentions, span)]
    hits.sort(key=lambda hit: hit[0])
    return list(dict.fromkeys(entity for _, entity in hits))


def overlapping(mentions: Sequence[Span], span: Span) -> list[Span]:
    """Those of the mentions, which are in text order, that overlap `span`."""
    if len(mentions) > FEW:
        first = bisect_left(mentions, span.start - LONGEST_NAME, key=_start)
        mentions = mentions[first : bisect_left(mentions, span.end, first, key=_start)]
    return [mention for mention in mentions if mention.overlaps(span)]
