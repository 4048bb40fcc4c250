"""Who is described first and named after: "A federal judge ordered ... In her order, Judge Ann Lee wrote ..."."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.descriptions import country_of, gender_of, of_other_party, offices
from briefing.analyse.actors.entities import ADDRESSES, Entity
from briefing.analyse.actors.phrases import NOUNS, PROPER, Phrase, singular
from briefing.text.names import surname

if TYPE_CHECKING:
    from briefing.analyse.actors.scene import Scene
    from briefing.language import Lexicon
    from briefing.types import Span

# News names whom its opening sentences describe a few sentences later, and whom it describes elsewhere in the next.
LEAD, FROM_LEAD, NEXT = 2, 4, 2
# Of more people brought in than these, the next sentences are a list.
MOST_NEW = 20
_DETERMINERS = frozenset({"a", "an", "the", "one", "his", "her", "their", "its", ""})
_ANY = frozenset({"every", "each", "any", "no", "another", "other"})
# ", a neighbour" and ", who lives near" behind a name, and "Radio One's" before it, tell who it is: somebody else.
_TOLD_BEHIND = re.compile(r",? (?:\(|(?:an?|the|his|her|their|who|whose|of|from)\b)", re.IGNORECASE)
_TOLD_BEFORE = re.compile(r"['’]s? \Z")
_SET_OFF = re.compile(r"[,:(—–]|--")
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What the whole article tells: `spoken` marks the characters of sources, `bearers` has who holds which office."""

    spoken: bytearray
    bearers: Mapping[str, Sequence[Entity]]


def look_ahead(people: Sequence[Entity], sources: Sequence[Span], length: int) -> Ahead:
    """What a text of `length` characters tells of its `people`, whose roles are known, and of all its sources."""
    spoken = bytearray(length)
    for source in sources:
        spoken[source.start : source.end] = b"\1" * len(source)
    bearers: dict[str, list[Entity]] = {}
    for one in people:
        for noun in one.offices():
            bearers.setdefault(noun, []).append(one)
    return Ahead(spoken=spoken, bearers=bearers)


def named_later(scene: Scene, span: Span, found: Phrase, ahead: Ahead) -> Entity | None:
    """The person whom `found` at `span` describes and the text names after it, without saying again who that is.

    That is the first person brought in after the description, if soon and as one who acts or speaks, of whom the text
    tells either no office at all or the one of the description. None where the description is of several, or of
    somebody who is to stay unnamed ("an official").
    """
    noun = _noun(scene, span, found)
    if not noun:
        return None
    sentences = scene.context.sentences
    here = pronouns.sentence_at(sentences, span.start)
    reach = here + (FROM_LEAD if here < LEAD else NEXT)
    end = sentences[here].span.end if sentences else span.end
    behind = bisect_right(scene.people, end - 1, key=lambda one: _first_named(scene, one).start)
    for one in islice(scene.people, behind, behind + MOST_NEW):
        first = _first_named(scene, one)
        if pronouns.sentence_at(sentences, first.start) > reach:
            break
        told = one.offices()
        if told and not _is_office(told, noun, scene.lexicon):
            continue  # brought in as somebody else
        if noun in ahead.bearers and noun not in told:
            continue  # the text calls another so: "Premier Bruce Hay", and not the leader of the opposition
        if not ahead.spoken[first.start] and (not _opens(scene, first) or (not told and here >= LEAD)):
            continue
        return one if _fits(scene, found, noun, (first, one)) else None
    only = ahead.bearers.get(noun, ()) if here < LEAD else ()
    return only[0] if len(only) == 1 and _is_it(scene, span, found, noun, only[0]) else None


def _is_it(scene: Scene, span: Span, found: Phrase, noun: str, only: Entity) -> bool:
    """True where the only bearer of an office or tie is meant, however far behind: the boy's father of a headline."""
    first = _first_named(scene, only)
    return len(found.words) > 1 and first.start > span.start and _fits(scene, found, noun, (first, only))


def _first_named(scene: Scene, one: Entity) -> Span:
    """The first mention by name, which a description that was found to mean the person is not."""
    return next((mention for mention in one.mentions if mention.of(scene.text) not in one.called), one.mentions[0])


def _noun(scene: Scene, span: Span, found: Phrase) -> str:
    """The noun of a description of one person whom the text may name yet; else ""."""
    if found.head is None or found.plural or found.determiner not in _DETERMINERS:
        return ""
    noun = singular(scene.words.of(found.head))
    if noun != scene.words.of(found.head).lower():
        return ""
    if noun not in scene.lexicon.words("roles") and noun not in scene.lexicon.words("relations"):
        return ""
    others = any(word.tag == "CC" or scene.words.of(word).lower() in _ANY for word in found.words)
    if others or (noun == "head" and found.rest >= span.end):
        return ""
    places = scene.context.person_places
    at = bisect_left(places, found.rest, key=lambda named: named[0])
    named = at < len(places) and places[at][0] < span.end
    if named and _SET_OFF.search(scene.text, found.rest, span.end):
        return ""  # "a lawyer for the paper, Ann Lee"
    sentences = scene.context.sentences
    narrowed = len(found.words) > 1 or found.rest < span.end
    opening = pronouns.sentence_at(sentences, span.start) < LEAD
    # "A friend told the police" is anybody's; "a friend of the skipper" is somebody.
    loose = noun in scene.lexicon.words("relations") or (found.determiner == "the" and not opening)
    return noun if narrowed or not loose else ""


def _opens(scene: Scene, mention: Span) -> bool:
    """True for a name that is the subject with which its sentence opens."""
    start = scene.context.sentences[pronouns.sentence_at(scene.context.sentences, mention.start)].span.start
    before = scene.words.before(mention.start, 1)
    tied = bool(before) and before[0].span.start >= start and before[0].tag in ("IN", "TO", "CC")
    return mention.start - start < pronouns.OPENING and not tied and not _POSSESSIVE.match(scene.text, mention.end)


def _told_what(scene: Scene, found: Phrase, mention: Span) -> bool:
    """True for a name right behind a noun that is in no list of offices and tells what else its bearer is.

    "Goalkeeper Ivan" is not "a club doctor"; "public defender Ann" may be "the public defense counsel".
    """
    before = scene.words.before(mention.start, 2)
    if not before or before[-1].tag not in NOUNS or before[-1].span.end != mention.start - 1:
        return False
    told = {scene.words.of(word).lower() for word in before}
    if told & {scene.words.of(word).lower() for word in found.words}:
        return False
    return scene.text[mention.start - 1] == " " and scene.words.of(before[-1]).rstrip(".") not in ADDRESSES


def _is_office(told: set[str], noun: str, lexicon: Lexicon) -> bool:
    """True where one of the words of a role is what `noun` may stand for, or a leader where leaders are so called."""
    return bool(offices(noun, lexicon) & told) or ("leader" in told and noun in offices("leader", lexicon))


def _fits(scene: Scene, found: Phrase, noun: str, named: tuple[Span, Entity]) -> bool:
    """True where nothing in the text is against the person's being the one described; `named` has the first mention."""
    first, person = named
    gender = gender_of(noun, scene.lexicon)
    if " " not in person.name or (gender and person.gender and person.gender != gender):
        return False
    if of_other_party(scene.words, found, person, scene.lexicon):
        return False
    told = person.offices()
    if not told:
        if surname(person.name) in {scene.words.of(word) for word in found.words}:
            return False  # "Reyes's son" is a Reyes, and the first of the name is more likely the father
        introduced = _TOLD_BEHIND.match(scene.text, first.end) or _TOLD_BEFORE.search(
            scene.text, max(0, first.start - 4), first.start
        )
        return not (introduced or _told_what(scene, found, first)) and noun not in scene.lexicon.words("anonymous")
    own = {
        country_of(word, scene.lexicon)
        for role in (*person.roles, *person.titles)
        for word in role.split()
        if word[0].isupper() and singular(word.strip(".,")) not in offices(noun, scene.lexicon)
    }
    asked = {
        country_of(scene.words.of(word), scene.lexicon)
        for word in found.words
        if word is not found.head and word.tag in PROPER
    }
    return asked <= own or (not own and noun in told)
