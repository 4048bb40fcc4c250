"""Sources that are no name and no pronoun: "the French leader", "a White House official", "the company", "critics"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.actors.naming import shown
from briefing.analyse.actors.parties import of_different
from briefing.analyse.actors.phrases import NOUNS, Phrase, Words, singular, tied_head
from briefing.types import ActorKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.analyse.actors.entities import Entity
    from briefing.language import Lexicon

DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})


# "Her lawyer," before a name is no longer than this, in characters.
LONGEST_OWNED = 60
_DEPUTIES = frozenset({"vice", "deputy", "shadow"})
_QUANTITIES = frozenset(
    {
        "number",
        "group",
        "couple",
        "handful",
        "majority",
        "minority",
        "score",
        "host",
        "crowd",
        "bunch",
        "series",
        "pair",
    }
)
# Who holds an office is not its deputy, and who leads the majority not the minority.
_RANKS = frozenset(
    {"minority", "majority", "opposition", "vice", "deputy", "assistant", "associate", "lieutenant", "shadow"}
)


@dataclass(slots=True, eq=False)
class Described:
    """A source known only by a description; later definite mentions ("the official") come back to it."""

    name: str
    kind: ActorKind
    head: str
    last: Span
    mentions: list[Span] = field(default_factory=list)
    """Where it speaks under this or another description, in text order."""
    gender: str = ""


@cache
def _demonyms(lexicon: Lexicon) -> dict[str, str]:
    """Nationality -> country, both as `_plain` spells words."""
    return {key.lower().replace(".", ""): str(value).lower() for key, value in lexicon.table("demonyms").items()}


def country_of(word: str, lexicon: Lexicon) -> str:
    """The word in lower case without full stops, a nationality as its country: "Norwegian" -> "norway"."""
    form = word.lower().replace(".", "").strip(",")
    return _demonyms(lexicon).get(form, form)


def describe(words: Words, span: Span, found: Phrase, lexicon: Lexicon) -> Described:
    """The description as an actor of its own: "senior White House official", kept in the article's words."""
    head = words.of(found.head).lower() if found.head else ""
    name = shown(words, span, found)
    # Whether one or many write under a handle, nobody can tell.
    kind = "unnamed" if name.startswith("@") else kind_of(words, found, lexicon)
    return Described(name=name, kind=kind, head=singular(head), last=span, gender=gender_of(singular(head), lexicon))


def gender_of(noun: str, lexicon: Lexicon) -> str:
    """'f' or 'm' where a noun for people tells it, else ''."""
    return next((gender[0] for gender in ("female", "male") if noun in lexicon.words(f"titles_{gender}")), "")


def kind_of(words: Words, found: Phrase, lexicon: Lexicon) -> ActorKind:
    """Person-like heads are unnamed sources, plural ones groups, institutions organisations."""
    head = words.of(found.head).lower() if found.head else ""
    one = singular(head)
    if _is_name(words, found) and (
        head.rstrip(".") in lexicon.words("firm_suffixes") or (found.plural and head in lexicon.words("firm_endings"))
    ):
        return "organisation"
    if found.plural or (one != head and one in lexicon.words("roles")) or _counts_several(words, found, one):
        return "group"
    if found.determiner in ("those", "these"):
        return "group"
    if head in lexicon.words("organisation_nouns"):
        return (
            "government"
            if head in ("government", "administration", "cabinet", "regime", "ministry")
            else "organisation"
        )
    return "unnamed"


def _counts_several(words: Words, found: Phrase, head: str) -> bool:
    """True for "a number of families", "a group of nurses": not one, nor a body."""
    behind = words.after(found.rest, 6)
    several = any(word.tag in ("NNS", "NNPS") for word in behind[1:])
    return (
        found.determiner in ("a", "")
        and head in _QUANTITIES
        and len(behind) > 1
        and words.of(behind[0]).lower() == "of"
        and several
    )


def _is_name(words: Words, found: Phrase) -> bool:
    """True for several words, all in capitals and none of them a determiner: "Nordvik Lines"."""
    return (
        not found.determiner and len(found.words) > 1 and not any(words.of(word)[0].islower() for word in found.words)
    )


def modifiers(words: Words, found: Phrase, lexicon: Lexicon) -> frozenset[str]:
    """What narrows the head, in lower case, nationalities turned into their country ("french" -> "france")."""
    demonyms = _demonyms(lexicon)
    tied = frozenset(tied_head(words, found).split("-")[:-1])
    kept = set()
    for word in found.words:
        if word is not found.head and words.of(word).lower() not in tied and word.tag in NOUNS | {"JJ", "VBN"}:
            form = words.of(word).lower().replace(".", "")
            kept.add(demonyms.get(form, form))
    return frozenset(kept)


def antecedent(
    words: Words, span: Span, found: Phrase, known: list[Entity | Described], lexicon: Lexicon
) -> Entity | Described | None:
    """Whom a definite description means, or None where the article does not say it clearly.

    The nearest earlier entity whose role, name or own description has the same head noun (or office), and no modifier
    against it.
    """
    if found.head is None:
        return None
    nouns = {singular(words.of(found.head)), singular(tied_head(words, found))} - {""}
    below = _below({*narrowed_words(words, found), *tied_head(words, found).split("-")})
    wanted = frozenset(f"{below}{office}" for noun in nouns for office in offices(noun, lexicon))
    narrowed = modifiers(words, found, lexicon)
    bodies = lexicon.words("organisation_nouns") - lexicon.words("roles")
    best: tuple[tuple[int, int], Entity | Described] | None = None
    for candidate in known:
        last = _last_before(candidate, span.start)
        if last is None:
            continue
        if _disagrees(words, candidate, found) or (nouns & bodies and _is_person(candidate)):
            continue
        grade = _grade(candidate, wanted, narrowed, lexicon)
        if grade and (best is None or (grade, last) > best[0]):
            best = ((grade, last), candidate)
    if best is not None:
        return best[1]
    others = [who for who in known if not _of_other(who, narrowed)]
    own = {words.of(word) for word in found.words if word is not found.head and word.tag in ("NNP", "NNPS")}
    placed = bool(own - lexicon.table("demonyms").keys())
    return _only_holder(found, wanted, others, span.start, placed=placed)


def _is_person(candidate: Entity | Described) -> bool:
    """True for a named person, who is no campaign, committee or firm however they are tied to one."""
    return not isinstance(candidate, Described) and candidate.kind == "person"


def _disagrees(words: Words, candidate: Entity | Described, found: Phrase) -> bool:
    """True where one is plural and the other not ("her doctor", "doctors"), or each is of somebody else."""
    if isinstance(candidate, Described):
        return found.plural is not (candidate.kind == "group")
    # Whatever its tag: a tagger often takes "negotiators" for a singular.
    head = words.of(found.head).lower() if found.head is not None else ""
    several = found.plural or singular(head) != head
    if _of_another_owner(words, candidate, found) or (several and candidate.kind == "person"):
        return True
    lone = " " not in candidate.name and candidate.kind != "person"
    return lone and not found.plural and candidate.name.endswith("s") and not candidate.name.endswith("ss")


def _of_another_owner(words: Words, candidate: Entity | Described, found: Phrase) -> bool:
    """True where "his lawyer" is asked for, and "her lawyer, Ann Lee," was how the text brought the candidate in."""
    other = {"his": "her", "her": "his"}.get(found.determiner)
    if other is None or found.head is None or isinstance(candidate, Described):
        return False
    owned = re.compile(rf"\b{other} (?:[\w-]+ ){{0,4}}{re.escape(words.of(found.head))},? \Z", re.IGNORECASE)
    return any(owned.search(words.text, max(0, at.start - LONGEST_OWNED), at.start) for at in candidate.mentions)


def _only_holder(
    found: Phrase, wanted: frozenset[str], known: list[Entity | Described], place: int, *, placed: bool
) -> Entity | Described | None:
    """The one person named before `place` who holds the office, where nothing but a place or party narrows it.

    News goes on with what it has not said yet: "the Ohio senator" is the only senator of the article.
    """
    narrowing = [word for word in found.words if word is not found.head and word.tag != "POS"]
    if (
        found.determiner in ("his", "her", "its", "their")
        or any(word.tag not in ("NNP", "NNPS", "JJ", "NN") for word in narrowing)
        or found.plural
    ):
        return None
    # Each state has its secretary of state, and the article's is the country's.
    if "secretary" in wanted and placed:
        return None
    holders = [
        candidate
        for candidate in known
        if not isinstance(candidate, Described)
        and candidate.kind == "person"
        and candidate.mentions[0].start < place
        and wanted & {singular(head) for text in (*candidate.roles, *candidate.titles) for head in _heads(text)}
    ]
    return holders[0] if len(holders) == 1 else None


def offices(noun: str, lexicon: Lexicon) -> frozenset[str]:
    """The role nouns that `noun` may stand for: "the leader" may be a president, "the senator" a "Sen."."""
    return frozenset((noun, *lexicon.table("offices").get(noun, ())))


def by_role(words: Words, found: Phrase, people: list[Entity], lexicon: Lexicon) -> Entity | None:
    """The one person of the article whose stated role is just what an indefinite description says.

    "A Kremlin spokesman" is Dmitry Peskov in an article that calls him "Kremlin spokesman Dmitry Peskov". A bare noun
    ("an official") and a description that fits two are nobody in particular.
    """
    narrowed = modifiers(words, found, lexicon)
    if found.head is None or found.plural or not narrowed:
        return None
    below = _below(narrowed_words(words, found))
    wanted = {f"{below}{office}" for office in offices(singular(words.of(found.head)), lexicon)}
    fitting = []
    for person in people:
        for role in (*person.roles, *person.titles):
            own = {_demonyms(lexicon).get(word, word) for word in _plain(role)}
            if narrowed <= own and wanted & {singular(head) for head in _heads(role)}:
                fitting.append(person)
                break
    return fitting[0] if len(fitting) == 1 else None


def by_role_alone(words: Words, found: Phrase, person: Entity) -> bool:
    """True where the head noun of the description is one of the person's own offices."""
    if found.head is None:
        return False
    noun = singular(words.of(found.head))
    return any(noun == singular(head) for role in (*person.roles, *person.titles) for head in _heads(role))


def _last_before(candidate: Entity | Described, place: int) -> int | None:
    if isinstance(candidate, Described):
        return candidate.last.start if candidate.last.start < place else None
    earlier = [mention.start for mention in candidate.mentions if mention.start < place]
    return earlier[-1] if earlier else None


def _grade(candidate: Entity | Described, wanted: frozenset[str], narrowed: frozenset[str], lexicon: Lexicon) -> int:
    """0 for no match, 1 for the head alone, 2 where a modifier agrees too."""
    demonyms = _demonyms(lexicon)
    if isinstance(candidate, Described):
        if f"{_below(candidate.name.lower().split())}{candidate.head}" not in wanted:
            return 0
        own = {demonyms.get(word, word) for word in candidate.name.lower().split()}
        return 2 if narrowed & own else 0 if narrowed else 1
    own_words = [*candidate.roles, *candidate.titles] if candidate.kind == "person" else [candidate.name]
    described = [*own_words, *candidate.called]
    own = {demonyms.get(word, word) for text in described for word in _plain(text)}
    singulars = {singular(word) for word in own}
    if not wanted & {singular(head) for text in described for head in _heads(text)}:
        return 0
    agreeing = narrowed & (own | singulars)
    if of_different(narrowed, own):
        return 0
    if narrowed - {"former", "own", "old", "new"} and not agreeing:
        return 0
    return 2 if agreeing else 1


def of_other_party(words: Words, found: Phrase, candidate: Entity, lexicon: Lexicon) -> bool:
    """True where the description names a party, and the article tells of the candidate's that it is another."""
    return of_different(modifiers(words, found, lexicon), _told(candidate))


def of_other_rank(words: Words, found: Phrase, candidate: Entity, lexicon: Lexicon) -> bool:
    """True where the description names a rank ("deputy") that the article does not tell of the candidate."""
    return bool(modifiers(words, found, lexicon) & _RANKS - _told(candidate))


def of_other_country(words: Words, found: Phrase, candidate: Entity, lexicon: Lexicon) -> bool:
    """True where the description names a country, and what the article tells of the candidate only others."""
    countries = frozenset(_demonyms(lexicon).values())
    own = {country_of(word, lexicon) for told in (*candidate.roles, *candidate.called) for word in told.split()}
    asked = modifiers(words, found, lexicon) & countries
    return bool(asked and own & countries and not asked & own)


def _of_other(candidate: Entity | Described, narrowed: frozenset[str]) -> bool:
    if isinstance(candidate, Described):
        return False
    told = _told(candidate)
    return of_different(narrowed, told) or bool((narrowed & _RANKS) - told)


def _told(candidate: Entity) -> set[str]:
    """The words that the article has for the candidate besides the name."""
    return {word for text in (*candidate.roles, *candidate.titles, *candidate.called) for word in _plain(text)}


def _plain(text: str) -> list[str]:
    return text.lower().replace("-", " ").replace(".", "").split()


def _heads(text: str) -> list[str]:
    """The head nouns of a role or name: the last word before an "of" or "for", on each side of an "and"."""
    heads = []
    for part in text.lower().split(" and "):
        for marker in (" of ", " for ", " at ", " in ", ","):
            part = part.split(marker, 1)[0]  # noqa: PLW2901 (cut step by step)
        plain = _plain(part)
        heads += [f"{_below(plain[:-1])}{head}" for head in plain[-1:]]
    return heads


def narrowed_words(words: Words, found: Phrase) -> frozenset[str]:
    """The words before the head, in lower case."""
    return frozenset(words.of(word).lower() for word in found.words if word is not found.head)


def _below(told: Iterable[str]) -> str:
    """The word, and a space, that makes an office another's deputy: the vice president is no president; or ""."""
    return next((f"{word} " for word in told if word in _DEPUTIES), "")
