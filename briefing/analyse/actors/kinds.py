"""Names that the reader took for persons, and that their surroundings show to be firms or places."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from briefing.analyse.actors.firms import is_firm_noun
from briefing.analyse.actors.phrases import PROPER
from briefing.analyse.actors.sources import phrase_before
from briefing.text.names import is_first_name

if TYPE_CHECKING:
    from briefing.analyse.actors.entities import Entity
    from briefing.analyse.actors.phrases import Words
    from briefing.language import Lexicon
    from briefing.types import Span

# One may trust in Reyes, and then the word before tells it; but one lives near and travels across a town.
_IN_PLACE = frozenset({"in", "near", "outside", "across", "throughout", "around"})
_TRUSTS = frozenset({"trust", "confidence", "faith", "interest", "interested", "believe", "believes", "believed"})
# What leads "to" a place: ways, vehicles and their verbs.
_LEADS = frozenset(
    {"go", "goes", "going", "went", "gone", "travel", "travels", "travelled", "traveled", "drive", "drives", "drove"}
    | {"fly", "flies", "flew", "sail", "sails", "sailed", "move", "moved", "fled", "commute", "commuted", "walked"}
    | {"ferry", "road", "train", "bus", "bridge", "way", "trip", "flight", "journey", "route", "tram", "tunnel"}
)


def settle_kinds(found: list[Entity], words: Words, lexicon: Lexicon) -> None:
    """Make firms and places of the supposed persons of `found` that the text sets among them."""
    for entity in found:
        if entity.kind != "person" or entity.titles:
            continue
        if any(_is_firm(words, mention, lexicon) for mention in entity.mentions):
            entity.kind, entity.gender = "organisation", ""
        elif " " not in entity.name and not entity.gender and _is_place(words, entity.mentions):
            entity.kind = "place"


def _is_firm(words: Words, mention: Span, lexicon: Lexicon) -> bool:
    """True for a name set off behind what a firm is: "The carmaker, Orlov Bau,"; a first name makes it a person's."""
    before = words.before(mention.start, 2)
    if len(before) < 2 or words.of(before[1]) != "," or words.text[mention.end : mention.end + 1] not in (",", "."):
        return False
    given = is_first_name(mention.of(words.text).split()[0])
    known = before[0].tag == "NN" and is_firm_noun(words, before[0], lexicon)
    whole = phrase_before(words, mention.start)
    # "The head of the company, Ann Lee," is no company.
    tied = words.before(whole.start, 1) if whole else ()
    return known and not given and not (tied and tied[0].tag in ("IN", "TO"))


def _is_place(words: Words, mentions: list[Span]) -> bool:
    """True where each mention hangs on a preposition, and one of them on such as only places have."""
    tied = [words.before(mention.start, 2) for mention in mentions]
    if not all(before and before[-1].tag in ("IN", "TO") for before in tied):
        return False
    return any(
        _leads_to_place(words.of(before[-1]).lower(), words.of(before[0]).lower() if len(before) > 1 else "")
        and not words.text[mention.end : mention.end + 2].startswith(("'s", "’s"))
        for before, mention in zip(tied, mentions, strict=True)
    )


def _leads_to_place(preposition: str, before: str) -> bool:
    if preposition == "to":
        return before in _LEADS
    return preposition in _IN_PLACE and before not in _TRUSTS


def complete(found: list[Entity], words: Words) -> None:
    """Add to the persons of `found` the places where the reader missed the name that it knows elsewhere."""
    taken = bytearray(len(words.text))
    for entity in found:
        for mention in entity.mentions:
            taken[mention.start : mention.end] = b"\1" * len(mention)
    owners: dict[str, list[Entity]] = {}
    for entity in found:
        for form in entity.forms if entity.kind == "person" else ():
            if " " not in form:
                owners.setdefault(form, []).append(entity)
    for at, word in enumerate(words.words):
        bearers = owners.get(words.of(word), [])
        if len(bearers) == 1 and word.tag == "NNP" and not taken[word.span.start] and _stands_alone(words, at):
            insort(bearers[0].mentions, word.span)


def _stands_alone(words: Words, at: int) -> bool:
    """True for a name that no other word in capitals touches: "Ban demurred", not "Ban Treaty"."""
    beside = words.words[max(0, at - 1) : at] + words.words[at + 1 : at + 2]
    return not any(word.tag in PROPER for word in beside)
