"""Who could answer: the actor who has not said or not decided, where the sentence names one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.questions.tokens import PRONOUNS, head, join
from briefing.analyse.questions.wordlists import wordings
from briefing.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.tokens import Token
    from briefing.types import Actor

_RELATIVE = frozenset({"who", "which"})
_SEVERAL = frozenset({"neither", "either", "both", "none", "nobody", "no"})


def answerer(context: Context, actors: Sequence[Actor] = ()) -> Actor | None:
    """The one actor whom the sentence shows keeping something back or still to decide; None where it is not one.

    `actors` are those of the whole article. An unnamed source is nobody whom a reader could ask.
    """
    found = {actor.name: actor for actor in (*_silent(context, actors), *_refusing(context))}
    return next(iter(found.values())) if len(found) == 1 else None


def _refusing(context: Context) -> Iterator[Actor]:
    """The actors to whom the reader attributed a refusal in this sentence."""
    for said in context.attributions:
        inside = said.cue is not None and context.sentence.span.contains(said.cue)
        if not inside or said.stance != "declines-to-comment" or not _can_be_asked(said.actor):
            continue
        if said.actor is not None and not _holds(context, said.cue.start if said.cue else 0):
            yield said.actor


def _silent(context: Context, actors: Sequence[Actor]) -> Iterator[Actor]:
    """The subjects of "declined to say", "has yet to decide" and the like, as far as they are known actors."""
    for start, clause in context.clauses:
        verbs = join(clause.verbs).replace("’", "'")
        if _silence().match(verbs) is None or _holds(context, clause.verbs[0].start):
            continue
        subject = clause.subject
        if subject[0].lower in wordings("nobody") or subject[0].lower in _SEVERAL:
            continue
        actor = _actor_of(context, subject, actors) or _as_matrix(context, start, subject, actors)
        if actor is not None and _can_be_asked(actor):
            yield actor
    yield from _relative(context, actors)


def _relative(context: Context, actors: Sequence[Actor]) -> Iterator[Actor]:
    """The name before ", who declined to say": the relative clause is no clause of its own to `find_clause`."""
    tokens = context.tokens
    for i in range(2, len(tokens) - 2):
        if tokens[i].lower not in _RELATIVE or tokens[i - 1].tag != ",":
            continue
        if _silence().match(join(tokens[i + 1 :]).replace("’", "'")) is None:
            continue
        named = next((actor for actor in actors if _ends_at(actor, tokens[i - 2])), None)
        if named is not None and _can_be_asked(named):
            yield named


def _actor_of(context: Context, subject: Sequence[Token], actors: Sequence[Actor]) -> Actor | None:
    """The actor that the subject was resolved to as a speaker, or whose name heads it."""
    first, last = subject[0].start, subject[-1].end
    for said in context.attributions:
        if said.speaker is not None and said.speaker.start < last and first < said.speaker.end:
            return said.actor
    core = head(subject)
    if not core.tag.startswith("NNP") or any(token.tag == "CC" for token in subject):
        return None
    return next((a for a in actors if any(m.start <= core.start < m.end for m in a.mentions)), None)


def _as_matrix(context: Context, start: int, subject: Sequence[Token], actors: Sequence[Actor]) -> Actor | None:
    """Of "Hale said he had yet to decide" the actor of the verb of saying, where the pronoun can be no other."""
    if len(subject) != 1 or subject[0].lower not in PRONOUNS or not start:
        return None
    matrix = context.matrix_subject(start)
    if matrix is None or (len(matrix) == 1 and matrix[0].lower in PRONOUNS):
        return None
    return _actor_of(context, matrix, actors) if context.phrase(tuple(subject), matrix) is not None else None


def _holds(context: Context, place: int) -> bool:
    """True where a condition or a "whether" right before the clause takes back that anything was withheld."""
    before = [token.lower for token in context.tokens if token.start < place][-8:]
    return "if" in before or "unless" in before


def _ends_at(actor: Actor, token: Token) -> bool:
    return any(mention.start <= token.start < mention.end for mention in actor.mentions)


def _can_be_asked(actor: Actor | None) -> bool:
    """False for unnamed sources and for a bare pronoun that stayed unresolved."""
    if actor is None or actor.kind == "unnamed" or actor.name.lower() in wordings("no_actor"):
        return False
    first = actor.name.lower().split()[0]
    if first == "the" and not any(word[0].isupper() for word in actor.name.split()[1:]):
        return False  # "the campaign": whose, was told elsewhere
    counted = first in lexicon("en").table("figures")["numbers"] or first.isdigit() or "others" in actor.name.lower()
    return not counted and first not in _SEVERAL and first not in wordings("vague")


@cache
def _silence() -> re.Pattern[str]:
    patterns = lexicon("en").table("question_wording")["silence"]["patterns"]
    return re.compile(r"(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)
