"""A short question from a sentence's own words, or None: a missing question is better than a broken one.

The rules stand in order, the most telling first; the first whose question passes the checks wins.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions import direct, embedded, statements, withheld
from briefing.analyse.questions.context import Context, Worded
from briefing.analyse.questions.wordlists import wording_pattern, wordings

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.types import Article, Attribution, Reading, Sentence

__all__ = ["Worded", "word", "word_question"]

SHORTEST, LONGEST = 3, 20
"""Words of a question: beyond 20 it is no longer short, below 3 it says nothing."""

LONGEST_SENTENCE = 90
"""Tokens: a longer one is a list or damaged text, and no rule of one clause is safe there."""

RULES: tuple[tuple[str, Callable[[Context], Worded | None]], ...] = (
    ("indirect", embedded.indirect),
    ("not told", withheld.not_told),
    ("yet to", withheld.yet_to),
    ("left untold", withheld.left_untold),
    ("not ruled out", withheld.not_ruled_out),
    ("direct", direct.direct),
    ("unsure", statements.unsure),
    ("denied", statements.denied),
    ("accused", statements.accused),
    ("charged", statements.charged),
    ("hearsay", statements.hearsay),
    ("claimed", statements.claimed),
    ("pending", statements.pending),
    ("may be", statements.may_be),
)

STATED = ("claimed", "may be", "charged")
"""Rules for what a sentence states, not asks."""

_BAD = re.compile(r"[\"“”‘«»;:!()\[\]…]|\.\.|--|—|–|\s'|'\s|\s,")
_SAYING = re.compile(r"\b(?:said|says|told|according|i|reportedly|allegedly)\b", re.IGNORECASE)


def word_question(
    article: Article, sentence: Sentence, reading: Reading, attributions: tuple[Attribution, ...] = ()
) -> Worded | None:
    """The question that `sentence` leaves open, in its own words, or None where no rule is safe."""
    return word(Context(article=article, sentence=sentence, reading=reading, attributions=attributions))


def word(context: Context) -> Worded | None:
    """The question of a sentence that stands ready in its context, or None."""
    if not 0 < len(context.tokens) <= LONGEST_SENTENCE:
        return None
    asking = context.plain.rstrip(" \"')").endswith("?")
    for name, rule in RULES:
        if asking and name in STATED:
            continue  # what a question supposes is not what it leaves open
        worded = rule(context)
        verbatim = worded is not None and worded.kind == "asked" and worded.matched == "?"
        if worded is not None and is_sound(worded.question, context, verbatim=verbatim):
            return worded
    return None


def is_sound(question: str, context: Context, *, verbatim: bool = False) -> bool:
    """Check a question by its words: length, opening, no loose ends, nobody's "I", one clause only.

    One that the text asks `verbatim` has the clauses that its author gave it.
    """
    words = question[:-1].replace("’", "'").split()
    lower = [word.lower().strip(",") for word in words]
    return (
        _is_shaped(question, lower)
        and _has_no_loose_end(question, lower, stranded=context.wide)
        and not _lost_its_pair(lower, context.plain)
        and (verbatim or (_one_clause(lower, context) and _is_complete(lower, context)))
        and _pronouns_have_antecedents(question, lower, context)
    )


def _is_shaped(question: str, lower: list[str]) -> bool:
    """Length, opening word, marks, and no words of a speaker."""
    if not SHORTEST <= len(lower) <= LONGEST or lower[0] not in wordings("openers"):
        return False
    if not question.endswith("?") or question.count("?") != 1 or _BAD.search(question) or _SAYING.search(question):
        return False
    return wordings("personal").isdisjoint(lower) and wordings("unclear").isdisjoint(lower)


def _has_no_loose_end(question: str, lower: list[str], *, stranded: bool) -> bool:
    """False where the question begins or ends with a word that needs another, or is negated.

    `stranded` lets "Who will she vote for?" pass.
    """
    if stranded and lower[0] in ("who", "what", "which") and lower[-1] in ("for", "with", "about", "from"):
        return _has_no_loose_end(question, lower[:-1], stranded=False)
    this_year = lower[1] == "this" and lower[2].removesuffix("'s") in wordings("calendar")
    if (lower[1] in wordings("loose_start") and not this_year) or lower[2] in ("he", "she", "it", "they"):
        return False
    in_may = question.endswith(" May?")
    if (lower[-1] in wordings("loose_end") and not in_may) or lower[-1].endswith("'"):
        return False
    return not any(word.endswith("n't") for word in lower[1:])


def _pronouns_have_antecedents(question: str, lower: list[str], context: Context) -> bool:
    """False where "he" or "her" stands in a question that names nobody before it, or "them" near its beginning."""
    theirs = next((i for i, word in enumerate(lower) if word == "their"), len(lower))
    if theirs < len(lower) and not any(_is_many(word, context) for word in lower[1:theirs]):
        return False
    first = next((i for i, word in enumerate(lower) if word in wordings("third_persons")), None)
    if first is None:
        return not {"it", "them", "they", "itself", "themselves"}.intersection(lower[:3])
    before = " ".join(question[:-1].split()[:first])
    text = context.article.text
    named = set(before.split())
    people = any(
        name.kind != "place" and named.issuperset(name.span.of(text).split()) for name in context.reading.names
    )
    actors = any(name in before for name in context.actor_names.values())
    return people or actors or bool(wordings("people").intersection(lower[:first]))


def _is_many(word: str, context: Context) -> bool:
    """True for a word that "their" can mean: a plural, one of several names, or a body of people."""
    tags = {token.tag for token in context.tokens if token.lower.removesuffix(".") == word.removesuffix(".")}
    return not tags.isdisjoint({"NNS", "NNP", "NNPS", "CD"}) or word in (
        "and",
        "people",
        "police",
        "everyone",
        "anyone",
    )


def _lost_its_pair(lower: list[str], sentence: str) -> bool:
    """True where "between one and another" has been cut before its second part."""
    if "between" not in lower or "and" in lower[lower.index("between") :]:
        return False
    return " and " in sentence[sentence.lower().find("between") :]


def _is_complete(lower: list[str], context: Context) -> bool:
    """False where a part of the question has lost what belongs to it, or was made of a headline."""
    tags: dict[str, set[str]] = {}
    for token in context.tokens:
        tags.setdefault(token.lower, set()).add(token.tag)
    return not (
        _lost_its_clause(lower, tags)
        or _lost_what_is_said(lower, tags)
        or _lost_its_noun(lower, tags)
        or _ends_in_a_bare_verb(lower, tags)
        or _ends_in_a_number(lower)
        or _is_headline(context)
        or _points_back(lower, context)
    )


def _lost_its_clause(lower: list[str], tags: dict[str, set[str]]) -> bool:
    """True where "that", "who", "whether", "when" or "in case" comes without its verb, or "not only" without "but"."""
    finite = {word for word, seen in tags.items() if not seen.isdisjoint(FINITE)}
    opening = {word for word in ("that", "who", "which", "whether", "if", "because") if tags.get(word, set()) - {"DT"}}
    opening |= {word for word in ("when", "where", "why", "how") if tags.get(word, set()) == {"WRB"}}
    places = [i for i, word in enumerate(lower) if i and word in opening and lower[i + 1 : i + 2] != ["of"]]
    if places and finite.isdisjoint(lower[places[-1] + 1 :]):
        return True
    if _lost_its_relative(lower, tags, finite):
        return True
    joined = " ".join(lower)
    if "in case " in joined and finite.isdisjoint(joined.partition("in case ")[2].split()):
        return True
    return "not only" in joined and " but " not in joined


def _lost_its_relative(lower: list[str], tags: dict[str, set[str]], finite: set[str]) -> bool:
    """True for "in a series of moves the port?", of "moves the port and its owners have made"."""
    nouns = {"NN", "NNS"}
    if not wordings("two_objects").isdisjoint(lower) or tags.get(lower[-1], set()).isdisjoint({"NNP", "NNPS", *nouns}):
        return False
    ends = (i for i in range(2, len(lower) - 1) if lower[i + 1] == "the" and tags.get(lower[i], {"?"}) <= nouns)
    return any(finite.isdisjoint(lower[i + 2 :]) for i in ends)


def _lost_what_is_said(lower: list[str], tags: dict[str, set[str]]) -> bool:
    """True for "Will the bank announce on Monday?"."""
    for word, after in zip(lower, [*lower[1:], ""], strict=True):
        bare = not after or (after != "that" and "IN" in tags.get(after, set()))
        if bare and word in wordings("reporting") and "VB" in tags.get(word, set()):
            return True
    return False


def _lost_its_noun(lower: list[str], tags: dict[str, set[str]]) -> bool:
    """True for "Did it come in a lighthearted?", and for "the leave the union camp", which lost its quotation marks."""
    verbs = {"VB", "VBP", "VBD", "VBZ", "MD", "DT", "IN"}
    pairs = itertools.pairwise(lower)
    if any(one in ("the", "a", "an") and tags.get(other) and tags[other] <= verbs for one, other in pairs):
        return True
    if lower[-1] in wordings("needs_clause"):
        return True  # "Are the owners concerned?": of what, was told behind it
    last_is_adjective = tags.get(lower[-1], set()) == {"JJ"}
    if last_is_adjective and tags.get(lower[-2], set()) == {"VB"} and lower[-2] not in wordings("linking"):
        return True  # "Will the ships conduct magnetic?", of "magnetic, acoustic and other sweeps"
    return last_is_adjective and ("IN" in tags.get(lower[-2], set()) or lower[-2] in ("a", "an", "the"))


def _points_back(lower: list[str], context: Context) -> bool:
    """True for "that promise", "the same rule", "there as well": what they point at was told before."""
    if wording_pattern("points_back", ignore_case=False).search(" ".join(lower)):
        return True
    pointed = {
        (token.lower, after.lower)
        for token, after in itertools.pairwise(context.tokens)
        if token.lower in ("this", "that", "these", "those")
        and token.tag == "DT"
        and after.tag.startswith(("NN", "JJ", "VBN"))
        and after.lower not in wordings("calendar")
    }
    if any(pair in pointed for pair in itertools.pairwise(lower)):
        return True
    there = any(token.lower == "there" and token.tag == "RB" for token in context.tokens)
    return there and "there" in lower[2:]


def _is_headline(context: Context) -> bool:
    """True where a verb inside the sentence begins great: a headline's words are not cased as a sentence's are."""
    great = [token for token in context.tokens[1:] if token.tag in (*FINITE, "VB") and token.text[0].isupper()]
    names = [name.span for name in context.reading.names]
    return any(token.lower in wordings("auxiliaries") for token in great) or len(great) > 1 + sum(
        any(span.start <= token.start < span.end for span in names) for token in great
    )


def _ends_in_a_bare_verb(lower: list[str], tags: dict[str, set[str]]) -> bool:
    """True for "Will the firm oversee?": a verb that needs an object ends the question, which so lost it."""
    return (
        lower[0] in wordings("auxiliaries")
        and tags.get(lower[-1], set()) == {"VB"}
        and lower[-1] in wordings("needs_object")
    )


def _ends_in_a_number(lower: list[str]) -> bool:
    """True for "Will she win at least 42?": what is counted was told before."""
    return lower[-1].replace(",", "").isdigit() and lower[-2] in ("least", "most", "than", "about", "nearly", "only")


def _one_clause(lower: list[str], context: Context) -> bool:
    """False where a second finite verb comes without a word that could open its clause."""
    finite = {token.lower for token in context.tokens if token.tag in ("MD", "VBZ", "VBP", "VBD")}
    other = {token.lower for token in context.tokens if token.tag != "VBD"}
    told = {token.lower for token in context.tokens if token.tag == "VBD"} - other
    openers = wordings("clause_openers")
    opened = lower[0] not in wordings("auxiliaries") and not wordings("auxiliaries").intersection(lower[1:2])
    # After a question word the inverted auxiliary is still to come: it closes what the question word opened.
    for word in lower[1 if opened else 2 :]:
        opened = opened or word in openers
        if word not in finite or (word not in wordings("strictly_finite") and word not in told):
            continue
        if not opened:
            return False
        opened = False
    return True
