"""Who is new to a pronoun: "A woman was fined. She said ...", and whom only the words of its bearer name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.descriptions import DEFINITE, Described, gender_of
from briefing.analyse.actors.entities import Entity
from briefing.analyse.actors.phrases import names_role, names_somebody, phrase, singular
from briefing.analyse.actors.pronouns import Candidate, Mention, sentence_at
from briefing.types import Span

if TYPE_CHECKING:
    from briefing.analyse.actors.phrases import Phrase
    from briefing.analyse.actors.scene import Scene

_NEW = frozenset({"a", "an", "one", "another"})
# "My name is Ann Lee," she said.
_INTRODUCES = re.compile(r"\b(?:[Mm]y name(?: is|['’]s)|I am|I['’]m|[Tt]his is)\s+\Z")
# What introduces a name is no longer than this, in characters.
LONGEST_INTRODUCTION = 16
# How many sentences back a stranger is brought in at most.
NEAR = 1


def stranger(scene: Scene, mention: Mention) -> tuple[Span, Phrase] | None:
    """The indefinite subject of a sentence just before `mention` that fits it; nobody is named or speaks since."""
    sentences = scene.context.sentences
    here = sentence_at(sentences, mention.span.start)
    for index in range(here, max(-1, here - NEAR - 1), -1):
        span = sentences[index].span
        if span.start >= mention.span.start or scene.context.quoted[span.start]:
            continue
        found = phrase(scene.words, span)
        if found.head is None or found.determiner not in _NEW or found.rest >= mention.span.start:
            continue
        if not _fits(scene, found, mention.gender) or _taken_over(scene, Span(span.start, found.rest), mention):
            return None
        return Span(span.start, found.rest), found
    return None


def opening_group(scene: Scene, pronoun: Span) -> tuple[Span, Phrase] | None:
    """The people with whom the sentence of "they", or the one before, opens; nobody speaks since: "Mayors met. They".

    Definite ones ("the mayors") are somebody that the text has told of, which this does not look for.
    """
    sentences = scene.context.sentences
    here = sentence_at(sentences, pronoun.start)
    for index in range(here, max(-1, here - NEAR - 1), -1):
        start = _past_joining(scene, sentences[index].span)
        span = Span(start, sentences[index].span.end)
        if start >= pronoun.start or scene.context.quoted[start]:
            continue
        found = phrase(scene.words, span)
        if found.head is None or not found.plural or found.rest >= pronoun.start or found.determiner in DEFINITE:
            continue
        people = names_somebody(scene.words, found.head, scene.lexicon)
        if people and not any(start <= place < pronoun.start for place, _ in scene.context.speakers):
            return Span(start, found.rest), found
    return None


def _past_joining(scene: Scene, sentence: Span) -> int:
    """Where a sentence begins behind its "But" or "Now,"."""
    for word in scene.words.within(sentence):
        if word.tag not in ("CC", "RB", ","):
            return word.span.start
    return sentence.start


def only_quoted(scene: Scene, who: Candidate, mention: Mention) -> bool:
    """True for whom nothing but the quoted words of the pronoun's own bearer names before it.

    "Nobody will choose Lind," he said, and that is not Lind, unless he says "My name is Lind".
    """
    earlier = [at for at in who.mentions if at.start < mention.span.start]
    if scene.context.quoted[mention.span.start] or not earlier:
        return False
    return all(
        scene.context.quoted[at.start]
        and any(one.contains(at) for one in mention.content)
        and not _INTRODUCES.search(scene.text, max(0, at.start - LONGEST_INTRODUCTION), at.start)
        for at in earlier
    )


def told_by_another(scene: Scene, who: Candidate, mention: Mention) -> bool:
    """True where the content names `who` in others' words, and somebody else who fits the pronoun spoke last.

    "We are sick of it," Lund said. Reyes will mend that, he added: that is Lund.
    """
    told = [at for at in who.mentions for one in mention.content if one.contains(at) and at.start < mention.span.start]
    if not told or scene.context.quoted[told[0].start]:
        return False
    spoke = next((who for place, who in reversed(scene.context.speakers) if place < mention.span.start), None)
    gender = getattr(spoke, "gender", None)
    person = isinstance(spoke, Entity) and spoke.kind == "person"
    return person and spoke is not who and gender in ("", mention.gender)


def nearer_in_sentence(scene: Scene, who: Candidate, mention: Mention) -> bool:
    """True where the pronoun's own sentence names before it others who fit, outside its content, and not `who`."""
    start = scene.context.sentences[sentence_at(scene.context.sentences, mention.span.start)].span.start
    near = [
        one
        for place, one in scene.context.person_places
        if start <= place < mention.span.start
        and not scene.context.quoted[place]
        and one.gender in ("", mention.gender)
        and not any(told.start <= place < told.end for told in mention.content)
    ]
    return bool(near) and who not in near


def gender_of_noun(noun: str, scene: Scene) -> str:
    """'f' or 'm' for "woman", "fisherman", "mother"; else ''."""
    if noun.endswith("woman") or noun == "girl":
        return "f"
    return "m" if noun.endswith("man") or noun == "boy" else gender_of(noun, scene.lexicon)


def _fits(scene: Scene, found: Phrase, gender: str) -> bool:
    """True for a noun for people that may be of that gender."""
    if found.head is None or found.head.tag != "NN":
        return False
    noun = singular(scene.words.of(found.head))
    own = gender_of_noun(noun, scene)
    return own == gender if own else names_role(scene.words, found.head, scene.lexicon)


def _taken_over(scene: Scene, described: Span, mention: Mention) -> bool:
    """True where somebody else is named from `described` to the mention, but in its own words, or has spoken there."""
    start, name = described.start, described.of(scene.text)
    spoke = any(
        start < place < mention.span.start and not (isinstance(who, Described) and who.name == name)
        for place, who in scene.context.speakers
    )
    named = (
        place
        for place, _ in scene.context.person_places
        if start <= place < mention.span.start and not any(one.start <= place < one.end for one in mention.content)
    )
    return spoke or any(named)
