"""Steps not taken so far and matters under way: "has not endorsed", "has yet to sign", "is investigating the fire".

For lines that are shown anyway (`wider`): the subject is looked for right before the verb, wherever that stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.questions.context import Worded
from briefing.analyse.questions.tokens import clause_end, head, is_noun_phrase, join, leading_phrase
from briefing.analyse.questions.wordlists import wordings
from briefing.analyse.verbs import base_form

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.tokens import Token

_BEFORE_A_CLAUSE = frozenset({"that", "while", "though", "although", "because", "as", "but", "and", "since", "until"})
_ONLY_SAID = frozenset({"be", "have", "say", "decide", "determine", "know", "see", "happen"})


def not_taken(context: Context) -> Worded | None:
    """Turn "has not endorsed a candidate" into "Will ... endorse a candidate?", "has yet to be signed" likewise."""
    tokens = context.tokens
    if any(token.lower in ("if", "unless") for token in tokens):
        return None
    for i, token in enumerate(tokens[:-3]):
        verb = _step(tokens, i) if token.lower in ("has", "have") else None
        subject = (_subject_before(context, i) or _subject_of(context, i)) if verb is not None else None
        if verb is None or subject is None:
            continue
        asks = _asked_of(tokens, i, verb)
        if asks is not None:
            opening, done = asks
            return Worded(f"{opening} {subject} {done}?", "not taken", join(tokens[i : verb + 1]), "undecided")
    return None


def _step(tokens: Sequence[Token], i: int) -> int | None:
    """The place of the verb in "has not VERBed", "has yet to VERB"; None where the tokens at `i` begin neither."""
    yet = tokens[i + 1].lower == "yet" and tokens[i + 2].tag == "TO"
    if not yet and tokens[i + 1].lower not in ("not", "n't"):
        return None
    start = i + 3 if yet else i + 2
    place = next((k for k in range(start, len(tokens)) if tokens[k].tag != "RB"), None)
    if place is None or tokens[place].tag not in (("VB",) if yet else ("VBN", "VBD")):
        return None
    return place


def _asked_of(tokens: Sequence[Token], i: int, verb: int) -> tuple[str, str] | None:
    """How the question opens, and what it asks for; None where the verb is no step that could be taken."""
    rest = [token for token in tokens[verb + 1 : clause_end(tokens, verb)] if token.lower != "yet"]
    yet = tokens[i + 1].lower == "yet"
    base = base_form(tokens[verb].text, "VB" if yet else "VBN")
    if tokens[verb].lower in ("be", "been"):
        if not rest or rest[0].lower not in wordings("taken"):
            return None
        soon = any(token.lower == "yet" for token in tokens[i : verb + 1]) and rest[0].lower in wordings("timed")
        return ("When will" if soon else "Will"), f"be {join(rest)}"
    # "has not passed a budget in ten years", "has not ruled anyone out"
    no_step = not wordings("long_since").isdisjoint(token.lower for token in rest)
    no_step = no_step or (base == "rule" and any(token.lower == "out" for token in rest))
    if base is None or no_step or base in _ONLY_SAID or base in wordings("telling"):
        return None
    if not (yet and rest) and not (base in wordings("steps") and (rest or base in ("decide", "rule", "vote"))):
        return None
    return "Will", f"{base} {join(rest)}".strip()


def _subject_before(context: Context, place: int) -> str | None:
    """The noun phrase right before the verb at `place`, as a question shows it, where it begins its clause."""
    tokens = context.tokens
    start = place
    while start and tokens[start - 1].tag not in (",", ":", ".") and tokens[start - 1].lower not in _BEFORE_A_CLAUSE:
        start -= 1
    subject = tokens[start:place]
    if subject and subject[0].lower == "who" and start > 1 and tokens[start - 1].tag == ",":
        end = first = start - 1
        while first and tokens[first - 1].tag == "NNP":
            first -= 1
        subject = tokens[first:end]
    if not subject or not is_noun_phrase(subject) or subject[0].lower in ("a", "an", "any", "no", "there"):
        return None
    return context.phrase(tuple(subject), None)


def _subject_of(context: Context, place: int) -> str | None:
    """The subject of the clause whose verbs begin at `place`: "must pass the council and has yet to be signed"."""
    verb = context.tokens[place]
    found = [(start, clause) for start, clause in context.clauses if clause.verbs[0] is verb]
    if not found or found[0][1].subject[0].lower in ("a", "an", "any", "no", "there"):
        return None
    start, clause = found[0]
    return context.phrase(clause.subject, context.matrix_subject(start))


def _first_verb(tokens: Sequence[Token], place: int, beside: Collection[str]) -> int:
    """Where the verbs before `place` begin: behind adverbs and the words of `beside`."""
    while place and (tokens[place - 1].tag == "RB" or tokens[place - 1].lower in beside):
        place -= 1
    return place


def under_way(context: Context) -> Worded | None:
    """Turn "is investigating the fire" into "What will the investigation of the fire find?"."""
    tokens = context.tokens
    for i, token in enumerate(tokens[:-3]):
        if token.lower not in ("is", "are"):
            continue
        place = next((k for k in range(i + 1, len(tokens)) if tokens[k].tag != "RB"), i)
        if tokens[place].lower != "investigating":
            continue
        end = clause_end(tokens, place)
        matter = tokens[place + 1 : end]
        if tokens[end : end + 1] and tokens[end].tag == "," and any(one.tag == "CC" for one in tokens[end : end + 9]):
            return None  # a row: "the sale, the lease and whether ..."
        if not matter or leading_phrase(matter) != len(matter) or matter[0].tag not in ("DT", "NNP"):
            return None
        shown = context.phrase(tuple(matter), None)
        if shown is None or matter[0].lower in ("a", "an"):
            return None
        question = f"What will the investigation of {shown} find?"
        return Worded(question, "under way", join(tokens[i : place + 1]), "asked")
    return None


def denied_part(context: Context) -> Worded | None:
    """Turn "has denied any role in the fire" into "Did ... have a role in the fire?"."""
    tokens = context.tokens
    for i, token in enumerate(tokens[:-3]):
        if not token.tag.startswith("VB") or base_form(token.text, token.tag) != "deny":
            continue
        part = i + 2 if tokens[i + 1].lower in ("any", "a", "all") else i + 1
        if part + 2 >= len(tokens) or tokens[part].lower not in ("role", "involvement", "part", "knowledge"):
            continue
        first = _first_verb(tokens, i, ("has", "have", "had"))
        subject = _subject_before(context, first)
        matter = tokens[part + 2 : clause_end(tokens, part)]
        if subject is None or tokens[part + 1].lower not in ("in", "of") or leading_phrase(matter) != len(matter):
            return None
        if any(token.tag in ("PRP$", "PRP") for token in matter):
            return None  # "denied any part in her flight": whose, was told before
        shown = {"knowledge": "know of", "involvement": "have any involvement in"}.get(tokens[part].lower)
        shown = shown or f"have a {tokens[part].lower} in"
        question = f"Did {subject} {shown} {join(matter)}?"
        return Worded(question, "denied", join(tokens[i : part + 1]), "disputed")
    return None


def kept_back(context: Context) -> Worded | None:
    """Turn "has declined to release any records" into "Will ... release any records?"."""
    tokens = context.tokens
    for i, token in enumerate(tokens[:-3]):
        base = base_form(token.text, token.tag) if token.tag in ("VBD", "VBZ", "VBP", "VBN") else None
        if base not in ("decline", "refuse") or tokens[i + 1].tag != "TO" or tokens[i + 2].tag != "VB":
            continue
        first = _first_verb(tokens, i, ("has", "have", "so", "far"))
        thing = tokens[i + 3 : clause_end(tokens, i + 2)]
        subject = _subject_before(context, first) or _subject_of(context, first)
        if subject is None or not thing or thing[0].tag in ("PRP", "PRP$") or leading_phrase(thing) != len(thing):
            continue
        if tokens[i + 2].lower not in ("release", "disclose", "publish", "provide") or not _is_of_paper(thing):
            continue
        question = f"Will {subject} {tokens[i + 2].lower} {join(thing)}?"
        return Worded(question, "kept back", join(tokens[i : i + 3]), "undisclosed")
    return None


def _is_of_paper(thing: Sequence[Token]) -> bool:
    return head(thing).lower in wordings("documents")


def left_possible(context: Context) -> Worded | None:
    """Turn "did not rule out a meeting" into "Will there be a meeting?"."""
    tokens = context.tokens
    for i, token in enumerate(tokens[:-3]):
        if token.lower not in ("rule", "ruled") or tokens[i + 1].lower != "out":
            continue
        if {"not", "n't"}.isdisjoint(one.lower for one in tokens[max(0, i - 2) : i]):
            continue
        thing = tokens[i + 2 : clause_end(tokens, i + 1)]
        if not thing or thing[0].lower not in ("a", "an") or leading_phrase(thing) != len(thing):
            continue
        matched = join(tokens[max(0, i - 1) : i + 2])
        return Worded(f"Will there be {join(thing)}?", "not ruled out", matched, "undecided")
    return None
