"""Sources that leave out what the reader knows from before: "another", "a spokesman", "the two companies".

What is filled in stands in [square brackets]; where the text does not give it, nothing is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.descriptions import Described
from briefing.analyse.actors.naming import shown
from briefing.analyse.actors.phrases import Phrase, singular
from briefing.analyse.actors.scene import Scene, is_outlet
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ONE = frozenset({"another", "one", "a second", "a third", "the other", "each", "the first", "the second"})
SEVERAL = frozenset({"some", "others", "many", "several", "most", "few", "both", "two", "three", "four", "five", "all"})
SEVERAL |= {"dozens", "hundreds", "thousands", "a few"}
SEVERAL |= {"many others", "some others", "still others", "two others", "several others"}
# After a single speaker these are as likely to be anybody else: "a nurse said ... Some say".
_ANYBODY = frozenset({"some", "many", "most", "several", "few", "a few", "others", "many others", "all", "both"})
# Who spoke so many sentences before may be meant by "others"; a paragraph has about as many.
REACH = 3
PAIR = 2
_JOINED = re.compile(r"[A-Z][^,]*? and [A-Z][^,]*")


def is_quantifier(text: str, span: Span) -> bool:
    """True for "some", "another": a source that says how many, and not of whom."""
    form = " ".join(span.of(text).lower().split())
    return form in ONE or form in SEVERAL


def of_whom(scene: Scene, span: Span, speakers: Sequence[tuple[int, object]]) -> Described | None:
    """The source with what it counts, by the last who spoke that can be counted: "another [nurse]"; or None."""
    form = " ".join(span.of(scene.text).lower().split())
    for who in _spoke_before(scene, span, speakers):
        if isinstance(who, Described) and who.kind in ("group", "unnamed") and _is_people(scene, who.head):
            one = form in ONE
            if form in _ANYBODY and who.kind != "group":
                return None
            noun = _as_printed(who.head if one else plural(who.head), scene)
            name = f"{span.of(scene.text)} [{noun}]"
            return Described(name=name, kind="unnamed" if one else "group", head=who.head, last=span)
    return None


def _spoke_before(scene: Scene, span: Span, speakers: Sequence[tuple[int, object]]) -> Iterator[object]:
    """Who spoke at most REACH sentences before `span`, the last one first."""
    here = pronouns.sentence_at(scene.context.sentences, span.start)
    for place, who in reversed(speakers):
        if here - pronouns.sentence_at(scene.context.sentences, place) > REACH:
            return
        yield who


def _as_printed(noun: str, scene: Scene) -> str:
    """The noun with the capital of a nationality: "both [Norwegians]"."""
    capital = noun.capitalize()
    return capital if singular(noun).capitalize() in scene.lexicon.table("demonyms") else noun


def same_one(scene: Scene, span: Span) -> Described | None:
    """Whom "this person" means: the unnamed one who spoke last, where that was just before; or None."""
    described = (who for who in _spoke_before(scene, span, scene.context.speakers) if isinstance(who, Described))
    last = next(described, None)
    return last if last is not None and last.kind == "unnamed" else None


def is_anybody(scene: Scene, found: Phrase) -> bool:
    """True for "this person" and "that individual", which tell nothing of whom they mean."""
    lone = found.head is not None and len(found.words) == 1 and found.determiner in ("this", "that", "the")
    return lone and scene.words.of(found.words[0]).lower() in ("person", "individual")


def _is_people(scene: Scene, noun: str) -> bool:
    """False for a paper ("the tweets") and for what is no word."""
    return noun.isalpha() and noun not in scene.lexicon.words("document_nouns") and noun not in ("author", "official")


def spokesman_of(scene: Scene, span: Span, found: Phrase) -> str | None:
    """What to call a lone spokesman: "A spokesman [for Northgate Lines]", where the text has named one firm only."""
    if found.head is None or found.determiner not in ("a", "the") or found.rest < span.end:
        return None
    own = [word for word in found.words if word is not found.head]
    noun = scene.words.of(found.head).lower()
    if noun not in ("spokesman", "spokeswoman", "spokesperson"):
        return None
    if any(singular(scene.words.of(word)) not in scene.lexicon.words("business_nouns") for word in own):
        return None
    firms = _firms_before(scene, span)
    return f"{span.of(scene.text)} [for {firms[0]}]" if len(firms) == 1 else None


def pair_of(scene: Scene, span: Span, found: Phrase) -> str | None:
    """What to call two firms at once: "The companies [A and B]", where the text has named just two."""
    if found.head is None or not found.plural or found.determiner not in ("the", "both") or found.rest < span.end:
        return None
    if singular(scene.words.of(found.head)) not in scene.lexicon.words("business_nouns"):
        return None
    if any(scene.words.of(word).lower() != "two" for word in found.words if word is not found.head):
        return None
    whole = shown(scene.words, span, found)
    joined = _joined_before(scene, span)
    if joined is not None:
        return f"{whole} [{joined}]"
    firms = _firms_before(scene, span)
    return f"{whole} [{firms[0]} and {firms[1]}]" if len(firms) == PAIR else None


def _joined_before(scene: Scene, span: Span) -> str | None:
    """The two names that spoke together just before ("Nordvik and Kettle Power said"); None where others did."""
    for who in _spoke_before(scene, span, scene.context.speakers):
        if isinstance(who, Described) and who.kind == "group" and _JOINED.fullmatch(who.name):
            return who.name
    return None


def _firms_before(scene: Scene, span: Span) -> list[str]:
    """The organisations named before `span` that are neither outlets nor public bodies.

    None at all where a word looks like a name and is known for none: it may be one more.
    """
    before = scene.words.within(Span(0, span.start))
    known = [mention for entity in scene.entities for mention in entity.mentions if mention.start < span.start]
    covered = bytearray(span.start)
    for mention in known:
        covered[mention.start : mention.end] = b"\1" * (min(mention.end, span.start) - mention.start)
    calendar = scene.lexicon.words("months") | scene.lexicon.words("weekdays") | scene.lexicon.words("title_words")
    for word in before:
        form = scene.words.of(word).strip(".").lower()
        capital = word.tag in ("NN", "NNS") and scene.words.of(word)[0].isupper() and word is not before[0]
        name_like = capital or word.tag in ("NNP", "NNPS")
        if name_like and not covered[word.span.start] and form and form not in calendar:
            return []
    bodies = scene.lexicon.words("body_words")
    return [
        entity.name
        for entity in scene.entities
        if entity.kind == "organisation"
        and entity.mentions[0].start < span.start
        and not is_outlet(entity.name, scene.lexicon)
        and not bodies & {word.strip(".,").lower() for word in entity.name.split()}
    ]


def plural(noun: str) -> str:
    """The plural of a lower-case noun for people.

    >>> plural("nurse"), plural("policeman"), plural("secretary"), plural("boss")
    ('nurses', 'policemen', 'secretaries', 'bosses')
    """
    if noun == "person":
        return "people"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
