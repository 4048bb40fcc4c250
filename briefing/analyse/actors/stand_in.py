"""Definite descriptions without a stated role: "the singer", "the company", "the newspaper"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.ages import AGED, of_age
from briefing.analyse.actors.descriptions import gender_of, of_other_country, of_other_party, of_other_rank, offices
from briefing.analyse.actors.parties import tells_party
from briefing.analyse.actors.phrases import Phrase, Words, singular, tied_head
from briefing.analyse.actors.scene import Scene, is_outlet
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.actors.entities import Entity
    from briefing.types import Sentence

# Whom a place does not tell apart from others of the office: "the Ohio secretary of state" is no member of a cabinet.
_OF_MANY_PLACES = frozenset({"secretary", "minister", "judge", "prosecutor", "speaker", "president"})
# Leaders of a chamber's parties, whom news names so without having said it before.
_OF_CHAMBER = frozenset({"minority", "majority"})
# "(The star said) that she was ill", in indirect speech.
_OPENING = re.compile(r"(?:that )?(?P<pronoun>he|she)\b")
_GENDERS = {"he": "m", "she": "f"}
_CHILDREN = frozenset({"boy", "girl", "child", "son", "daughter", "brother", "sister"})
# An office stands for somebody named so many sentences before at most.
NEAR = 2
# Under this share of the candidates' probability a description stays itself: read on 1,247 articles, of those between
# it and 0.7 two in ten were wrong, and of those between 0.5 and it half.
LEAST_SHARE = 0.6
# And under this where the text tells nobody's age, and "the 24-year-old" may be whom it has only described.
LEAST_UNTOLD = 0.9


def stand_in(scene: Scene, span: Span, found: Phrase, content: tuple[Span, ...]) -> Entity | None:
    """Whom "the singer" or "the company" means where no role says so: the one that stands out.

    A description that says whose it is ("his lawyer", "the mother of two", "the Reyes campaign") brings in somebody
    else.
    """
    if found.head is None or found.plural or not _is_definite(scene.words, found):
        return None
    noun, tied = singular(scene.words.of(found.head)), singular(tied_head(scene.words, found))
    if tied in scene.lexicon.words("alias_nouns") or tied in scene.lexicon.words("business_nouns"):
        noun = tied
    mention = pronouns.Mention(span=span, gender=gender_of(noun, scene.lexicon), content=content)
    tail = scene.text[found.rest : span.end].strip()
    if noun in ("leader", "whip") and _OF_CHAMBER & {scene.words.of(word).lower() for word in found.words}:
        return (
            None if tail or found.determiner != "the" else _holder(scene, mention, found, frozenset({"leader", "whip"}))
        )
    if noun in scene.lexicon.words("held_offices") and _is_alias_of_office(scene, span, found):
        return _holder(scene, mention, found, offices(noun, scene.lexicon))
    apart = bool(tail) and not tail.startswith(",")
    if apart or _belongs(scene, found) or noun in scene.lexicon.words("document_nouns"):
        return None
    if noun in scene.lexicon.words("business_nouns") or _is_outlet_noun(scene, noun):
        return _organisation(scene, mention, noun)
    return _by_alias(scene, found, noun, mention)


def _by_alias(scene: Scene, found: Phrase, noun: str, mention: pronouns.Mention) -> Entity | None:
    """The person whom news goes on to call "the singer" or "the 34-year-old", where one stands out."""
    # "The Norwegian Star" is a paper.
    alias = (
        noun in scene.lexicon.words("alias_nouns") and found.head is not None and scene.words.of(found.head).islower()
    )
    # "The 46-year-old" and "the 71-year-old diplomat", who is no boy.
    aged = AGED.search(scene.text, mention.span.start, found.rest)
    if not (alias or (aged is not None and noun not in _CHILDREN)):
        return None
    people = [
        who
        for who in scene.people
        if not _is_another(scene, found, who) and not of_other_rank(scene.words, found, who, scene.lexicon)
    ]
    people = people if aged is None else of_age(people, aged["age"])
    told = aged is None or any(aged["age"] in one.ages for one in people)
    return _person(scene, people, mention, least=LEAST_SHARE if told else LEAST_UNTOLD)


def _is_another(scene: Scene, found: Phrase, who: Entity) -> bool:
    """True where the description tells of another party or country than the article does."""
    other = of_other_party(scene.words, found, who, scene.lexicon)
    return other or of_other_country(scene.words, found, who, scene.lexicon)


def hailing_from(scene: Scene, span: Span, found: Phrase) -> Entity | None:
    """The one person named before whom the article calls a Texas senator, "R-Texas" or the like, for "the Texan"."""
    form = scene.text[found.words[0].span.start : found.rest] if found.words else ""
    state = scene.lexicon.table("state_demonyms").get(form)
    if state is None or found.determiner != "the":
        return None
    holders = [
        one
        for one in scene.people
        if one.mentions[0] < span and any(state in told for told in (*one.roles, *one.titles, *one.called))
    ]
    return holders[0] if len(holders) == 1 else None


def _is_definite(words: Words, found: Phrase) -> bool:
    """True for "the singer", and for "Norway's largest shipowner": whose place owns it."""
    if found.determiner:
        return found.determiner in ("the", "this")
    superlative = any(word.tag == "JJS" or words.of(word).endswith("est") for word in found.words)
    return superlative and any(word.tag == "POS" for word in found.words)


def _is_alias_of_office(scene: Scene, span: Span, found: Phrase) -> bool:
    """True for an office that news names somebody by whom all know to have held it.

    That is "the former mayor", "the Ohio senator", "the Republican governor": a nationality or an owner ("the French
    minister", "the city's mayor") brings in somebody else as often.
    """
    if found.determiner != "the" or any(word.tag == "POS" for word in found.words):
        return False
    behind = scene.text[found.rest : span.end].strip()
    own = [scene.words.of(word).lower() for word in found.words if word is not found.head]
    if behind and not behind.startswith((",", "of state")):
        return False
    places = [mention for entity in scene.entities if entity.kind == "place" for mention in entity.mentions]
    placed = any(word.tag in ("NNP", "NNPS") and word.span.overlaps(m) for word in found.words for m in places)
    noun = singular(scene.words.of(found.head)) if found.head is not None else ""
    return (placed and noun not in _OF_MANY_PLACES) or any(word == "former" or tells_party(word) for word in own)


def _holder(scene: Scene, mention: pronouns.Mention, found: Phrase, wanted: frozenset[str]) -> Entity | None:
    """The person who stands out and was named just before, if the text gives them no other office, nor it to others.

    Nor may it give them another party than the description has.
    """
    chosen = _person(scene, scene.people, mention)
    if chosen is None or _is_another(scene, found, chosen):
        return None
    last = max((m for m in chosen.mentions if m < mention.span), default=None)
    sentences = scene.context.sentences
    if last is None or sentence_gap(sentences, last.start, mention.span.start) > NEAR:
        return None
    others = [one for one in scene.people if one is not chosen and one.mentions[0] < mention.span]
    if any(wanted & person.offices() for person in others):
        return None
    own = chosen.offices()
    held = any(offices(office, scene.lexicon) & own for office in scene.lexicon.words("held_offices"))
    return chosen if wanted & own or not held else None


def sentence_gap(sentences: Sequence[Sentence], one: int, other: int) -> int:
    """How many sentences lie between two places."""
    return pronouns.sentence_at(sentences, other) - pronouns.sentence_at(sentences, one)


def _belongs(scene: Scene, found: Phrase) -> bool:
    """True for a description narrowed by a possessive or by the name of somebody; a place may narrow any."""
    own = [word for word in found.words if word is not found.head]
    owners = [m for entity in scene.entities if entity.kind in ("person", "organisation") for m in entity.mentions]
    named = any(word.span.overlaps(owner) for word in own for owner in owners if word.tag in ("NNP", "NNPS"))
    places = [m for entity in scene.entities if entity.kind == "place" for m in entity.mentions]
    owned = next((word for word in own if word.tag == "POS"), None)
    by_place = owned is not None and any(place.start < owned.span.start <= place.end + 1 for place in places)
    return named or (owned is not None and not by_place)


def _is_outlet_noun(scene: Scene, noun: str) -> bool:
    return noun in scene.lexicon.words("outlets") and noun in scene.lexicon.words("organisation_nouns")


def _organisation(scene: Scene, mention: pronouns.Mention, noun: str) -> Entity | None:
    """The business that stands out before the mention, or the outlet where the noun speaks of one."""
    of_outlets = _is_outlet_noun(scene, noun)
    bodies = scene.lexicon.words("body_words")
    bodied = [
        entity
        for entity in scene.entities
        if _may_be_business(entity) and not bodies & {word.strip(".,").lower() for word in entity.name.split()}
    ]
    fitting = [entity for entity in bodied if is_outlet(entity.name, scene.lexicon) is of_outlets]
    if of_outlets and not fitting:
        fitting = bodied  # no outlet that the list knows: "the magazine" is one that it doesn't
    return _standing_out(scene, fitting, mention)


def _may_be_business(entity: Entity) -> bool:
    """True for an organisation, and for a lone word that the reader took for a person: a firm's name often looks so."""
    lone = entity.kind == "person" and " " not in entity.name
    return entity.kind == "organisation" or (lone and not (entity.roles or entity.titles or entity.gender))


def _person(
    scene: Scene, people: Sequence[Entity], mention: pronouns.Mention, *, least: float = LEAST_SHARE
) -> Entity | None:
    """The person of `people` who stands out, and whom the sentence does not go on to name.

    None where what is said opens with the pronoun of another gender: "the 19-year-old said she" is of no man.
    """
    free = [one for one in people if not _goes_on_to(scene, one, mention)]
    chosen = _standing_out(scene, free, mention, least=least)
    opening = _OPENING.match(scene.text, mention.content[0].start) if mention.content else None
    gender = "" if opening is None else _GENDERS[opening["pronoun"]]
    return None if chosen is not None and {gender, chosen.gender} == {"f", "m"} else chosen


def _standing_out(
    scene: Scene, candidates: Sequence[Entity], mention: pronouns.Mention, *, least: float = LEAST_SHARE
) -> Entity | None:
    """The candidate with most of the probability; a lone name that may be a person's or a firm's needs more of it."""
    chosen = pronouns.choose(candidates, mention, scene.context)
    if chosen is None:
        return None
    if chosen[0].kind == "person" and _in_content(chosen[0], mention):
        return None
    unsure = chosen[0].kind == "person" and " " not in chosen[0].name
    return chosen[0] if chosen[1] >= (max(least, pronouns.LEAST_SHARE) if unsure else least) else None


def _in_content(candidate: Entity, mention: pronouns.Mention) -> bool:
    """True where what is said names the candidate: hardly anybody names themselves, as firms do."""
    return any(one.contains(at) for one in mention.content for at in candidate.mentions)


def _goes_on_to(scene: Scene, candidate: Entity, mention: pronouns.Mention) -> bool:
    """True where the sentence goes on to name the person: "the 68-year-old gave it to Reyes" is not of Reyes.

    (Binding theory, principle C; Chomsky 1981.)
    """
    if not scene.context.sentences:
        return False
    end = scene.context.sentences[pronouns.sentence_at(scene.context.sentences, mention.span.start)].span.end
    at = bisect_left(candidate.mentions, Span(mention.span.end, mention.span.end))
    return at < len(candidate.mentions) and candidate.mentions[at].end <= end
