"""Statements that leave something open: denials, charges, hearsay, pending events, plans, and what may be so."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from briefing.analyse.questions.context import Worded, is_reporting, lowered
from briefing.analyse.questions.cues import matches
from briefing.analyse.questions.invert import ask, find_clause
from briefing.analyse.questions.tokens import PRONOUNS, clause_end, head, is_noun_phrase, join
from briefing.analyse.questions.wordlists import wordings
from briefing.analyse.verbs import base_form
from briefing.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.invert import Clause
    from briefing.analyse.questions.tokens import Token
    from briefing.types import QuestionKind

_HEARSAY = frozenset({"reportedly", "allegedly", "apparently", "purportedly", "supposedly", "presumably"})
_PENDING = frozenset(
    [
        "expected",
        "scheduled",
        "set",
        "due",
        "pending",
        "planned",
        "continuing",
        "ongoing",
        "continue",
        "continues",
        "continued",
        "underway",
        "slated",
    ]
)
_RULE_KIND: dict[str, QuestionKind] = {
    "expected to": "future", "is to": "future", "intends to": "future", "weighing": "undecided",
    "believed to": "hedged", "past": "hedged",
}  # fmt: skip


def denied(context: Context) -> Worded | None:
    """Turn "She denied taking the files" into "Did she take the files?", with her name in the place of the pronoun."""
    for start, clause in context.clauses:
        if base_form(clause.verbs[0].text, clause.verbs[0].tag) != "deny" or len(clause.verbs) < 2:
            continue
        after = clause.verbs[1:]
        subject = context.phrase(clause.subject, context.matrix_subject(start))
        if after[0].tag == "VBG" and subject is not None:
            done = _gerund(after)
            if done is not None:
                return Worded(f"Did {subject} {done}?", "denied", join(clause.verbs[:2]), "disputed")
    return None


def _gerund(tokens: Sequence[Token]) -> str | None:
    """Turn "taking the files" or "having taken the files" into "take the files"; None for "being"."""
    verb, rest = tokens[0], tokens[1:]
    if verb.lower == "having" and rest and rest[0].tag == "VBN":
        verb, rest = rest[0], rest[1:]
    base = base_form(verb.text, verb.tag)
    second = next((i for i in range(1, len(rest)) if rest[i].tag == "VBG" and rest[i - 1].tag == "CC"), None)
    if base is None or base in ("be", "have") or not rest:
        return None
    if second is None:
        return f"{base} {join(rest)}".strip()
    other = base_form(rest[second].text, "VBG")
    return f"{base} {join(rest[:second])} {other} {join(rest[second + 1 :])}".strip() if other else None


def accused(context: Context) -> Worded | None:
    """Turn "accused the mayor of hiding the report" into "Did the mayor hide the report?"."""
    tokens = context.tokens
    for i, token in enumerate(tokens):
        if not token.tag.startswith("VB") or base_form(token.text, token.tag) not in ("accuse", "suspect"):
            continue
        end = clause_end(tokens, i + 1)
        of = next((k for k in range(i + 1, min(end, i + 12)) if tokens[k].lower == "of"), None)
        if of is None or of + 1 >= end or tokens[of + 1].tag != "VBG":
            continue
        target = tokens[i + 1 : of]
        around = context.clause_around(token.start)
        if not target and around and token.tag == "VBN" and _is_passive(tokens, i):
            target = around.subject
        mutual = [one.lower for one in target] in (["each", "other"], ["one", "another"])
        if not target or mutual or not is_noun_phrase(target) or target[0].lower in PRONOUNS:
            continue
        subject, done = context.phrase(tuple(target), None), _gerund(tokens[of + 1 : end])
        if subject is not None and done is not None:
            return Worded(f"Did {subject} {done}?", "accused", token.text, "disputed")
    return None


def _is_passive(tokens: Sequence[Token], i: int) -> bool:
    """True where a form of "be" stands before the participle at `i`."""
    before = [token.lower for token in tokens[max(0, i - 3) : i] if token.tag != "RB"]
    return bool(before) and before[-1] in ("is", "are", "was", "were", "been", "being")


def hearsay(context: Context) -> Worded | None:
    """Turn "The firm reportedly paid the fine" into "Did the firm pay the fine?"."""
    for start, clause in context.clauses:
        place = context.tokens.index(clause.verbs[0])
        near = [context.tokens[place - 1], *clause.verbs[:3]] if place else list(clause.verbs[:3])
        word = next((token for token in near if token.lower in _HEARSAY), None)
        question = ask(clause, hedged=True) if word else None
        worded = context.finish(question, context.matrix_subject(start)) if question else None
        if worded is not None and word is not None:
            return Worded(worded, "hearsay", word.text, "hedged")
    return None


def claimed(context: Context) -> Worded | None:
    """Turn "He claimed that the vote was rigged" into "Was the vote rigged?"."""
    for i, token in enumerate(context.tokens[:-2]):
        if not is_reporting(token) or base_form(token.text, token.tag) not in wordings("doubtful"):
            continue
        if not _reports(context, i):
            continue
        start = i + 2 if context.tokens[i + 1].lower == "that" else i + 1
        clause = find_clause(context.tokens, start)
        if clause is None or clause.subject[0].tag == "IN" or _has_condition(context, clause):
            continue
        if _is_praise(clause) or _is_of_a_crowd(context, i + 1):
            continue
        question = ask(clause, hedged=True)
        worded = context.finish(question, context.matrix_subject(i + 1)) if question else None
        if worded is not None:
            return Worded(worded, "claimed", token.text, _kind_of_claim(context))
    return None


def _kind_of_claim(context: Context) -> QuestionKind:
    """A claim that the same sentence denies is disputed; any other is only not confirmed."""
    return "disputed" if any(match.cue.name == "denial" for match in matches(context.sentence.text)) else "hedged"


def charged(context: Context) -> Worded | None:
    """Turn "faces charges that he hid the report" into "Did ... hide the report?"."""
    tokens = context.tokens
    for i, token in enumerate(tokens[1:-2], start=1):
        if token.lower != "that" or token.tag != "IN" or tokens[i - 1].lower not in wordings("claims"):
            continue
        # "he charges that ..." and "..., claims that ..." are verbs
        if not tokens[i - 1].tag.startswith("NN") or tokens[i - 2].lower in wordings("refuted"):
            continue
        clause = find_clause(tokens, i + 1)
        around = context.clause_around(tokens[i - 1].start)
        question = ask(clause, hedged=True) if clause and not _has_two_verbs(clause) else None
        worded = context.finish(question, around.subject if around else None) if question else None
        if worded is not None:
            return Worded(worded, "charge", f"{tokens[i - 1].text} that", "disputed")
    return None


def _has_two_verbs(clause: Clause) -> bool:
    """True for "was interested briefly lifted the shares": the second verb has the claim itself for its subject."""
    verbs = [token for token in clause.verbs if token.tag != "RB"]
    return any(
        one.tag == "VBN" and one.lower != "been" and other.tag in ("VBN", "VBD")
        for one, other in itertools.pairwise(verbs[1:])
    )


def _reports(context: Context, i: int) -> bool:
    """False for a speaker's own opinion ("I think") and for a crowd's ("voters who believe"): nothing is open there."""
    verb = context.tokens[i]
    if base_form(verb.text, verb.tag) not in ("think", "believe"):
        return (
            i > 0 and context.tokens[i - 1].tag not in ("WP", "WDT") and context.tokens[i - 1].lower not in ("i", "we")
        )
    around = context.clause_around(verb.start)
    return around is not None and head(around.subject).lower in wordings("experts")


def unsure(context: Context) -> Worded | None:
    """Turn "She is not sure the tower can be saved" into "Can the tower be saved?"."""
    tokens = context.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.lower not in ("sure", "certain"):
            continue
        if {"not", "n't"}.isdisjoint([one.lower for one in tokens[max(0, i - 3) : i]]):
            continue
        start = i + 2 if tokens[i + 1].lower == "that" else i + 1
        clause = find_clause(tokens, start)
        question = (
            ask(clause) if clause and clause.verbs[0].tag == "MD" and not _has_condition(context, clause) else None
        )
        around = context.clause_around(token.start)
        worded = context.finish(question, around.subject if around else None) if question else None
        if worded is not None:
            return Worded(worded, "unsure", f"not {token.text}", "undecided")
    return None


def pending(context: Context) -> Worded | None:
    """Turn "A vote is expected on Tuesday" into "How will the vote on Tuesday end?"."""
    events = lexicon("en").table("question_wording")["events"]
    for _, clause in context.clauses:
        word = head(clause.subject)
        lower = [token.lower for token in clause.verbs[:4]]
        # "had been scheduled" is over; "is expected to ..." has a rule of its own; "will continue" is left to the last.
        if word.lower not in events or not _PENDING.intersection(lower) or {"to", "not", "n't", "had"} & set(lower):
            continue
        core = list(clause.subject)
        if core[0].tag == "PRP$" or core[0].lower in ("no", "another"):
            continue
        if core[0].tag == "DT":
            core = core[1:]
        name = lowered(context, core[0], join(core)) if core else ""
        owned = any(token.tag == "POS" for token in core) and core[0].tag == "NNP"
        return Worded(
            str(events[word.lower]).format(name if owned else f"the {name}"),
            "pending event",
            f"{word.text} {join(clause.verbs[:2])}",
            "future",
        )
    return None


def may_be(context: Context) -> Worded | None:
    """Turn "The court is expected to rule on Friday" into "Will the court rule on Friday?"."""
    for start, clause in context.clauses:
        first = clause.verbs[0].lower
        if clause.verbs[0].tag == "VBD" and any(token.lower == "then" for token in context.tokens):
            continue  # a tale of what followed what
        if first in ("can", "should") or (first in ("could", "must") and not _is_guess(clause)):
            continue
        unreal = first in ("would", "'d") or (
            first in ("could", "might") and clause.verbs[1:2] and clause.verbs[1].lower == "have"
        )
        if _has_condition(context, clause) or (unreal and not _is_reported(context, start, clause)):
            continue
        if first in ("may", "might") and _is_conceded(context, start, clause):
            continue
        if _is_no_event(context, start, clause):
            continue
        if first in ("will", "'ll", "would") and any(token.lower in ("always", "never") for token in clause.verbs[1:3]):
            continue  # a creed, not an event
        question = ask(clause)
        worded = context.finish(question, context.matrix_subject(start)) if question else None
        if worded is None or question is None:
            continue
        matched = join(clause.verbs[:3])
        # "would" that somebody announces is what is to come; by itself its cue is one of doubt.
        announced = question.rule == "modal" and first in ("would", "'d") and question.auxiliary == "Will"
        kind = "future" if announced and not _is_doubted(context) else _RULE_KIND.get(question.rule)
        return Worded(worded, question.rule, matched, kind)
    return None


def _is_doubted(context: Context) -> bool:
    """True where a cue of doubt stands in the sentence beside "would"."""
    return any(match.cue.kind == "hedged" and match.cue.strength > 1 for match in matches(context.sentence.text))


def _is_guess(clause: Clause) -> bool:
    """True where "could" speaks of what may happen, not of what someone was able to do, and "must" of what is due."""
    if clause.verbs[0].lower == "must":
        verbs = [token.lower for token in clause.verbs if token.tag != "RB"]
        return len(verbs) > 2 and verbs[1] == "be" and verbs[2] in wordings("approved")
    senses = ("see", "hear", "feel", "find", "tell", "get", "say", "afford", "stand", "understand", "remember")
    return len(clause.verbs) > 1 and clause.verbs[1].lower not in senses


def _is_reported(context: Context, start: int, clause: Clause) -> bool:
    """True where someone says it: "would" or "might have" alone may tell of habits or of what never was.

    The verb of saying stands before the clause, or right behind it ("would open in May, the mayor said"): what a
    relative clause says elsewhere ("would concern the judge, who told a court ...") is not about it.
    """
    if any(is_reporting(token) for token in context.tokens[:start]):
        return True
    last = clause.verbs[-1].end
    after = [token for token in context.tokens if token.start >= last][:8]
    if not after or after[0].tag != ",":
        return False
    said = next((i for i, token in enumerate(after) if is_reporting(token)), None)
    return said is not None and not any(token.tag in ("WP", "WDT", ".") for token in after[:said])


def _is_no_event(context: Context, start: int, clause: Clause) -> bool:
    """True where what may be is granted, imagined, judged or only the speaker's own view: nothing can settle it."""
    first = clause.verbs[0].lower
    if _is_praise(clause) or _is_of_a_crowd(context, start) or _is_belittled(clause):
        return True
    if first in ("may", "might"):
        return _is_conceded(context, start, clause)
    would = first in ("would", "'d") and (_is_judgement(clause) or _is_imagined(context, start, clause))
    return would or _is_own_opinion(context, start)


def _is_own_opinion(context: Context, start: int) -> bool:
    """True for the clause after "I thought (that)": a speaker's own view, which nobody could settle."""
    before = [token.lower for token in context.tokens[max(0, start - 3) : start] if token.lower != "that"]
    return len(before) > 1 and before[-2] in ("i", "we") and before[-1] == "thought"


def _is_praise(clause: Clause) -> bool:
    """True for "will do an excellent job" and "could be a good time": whether it is, is a matter of taste."""
    return any(token.lower in wordings("judging") and token.text.islower() for token in clause.verbs)


def _is_belittled(clause: Clause) -> bool:
    """True for "may only be a village", which is conceded, and "the safest bet may be ...", which is an opinion."""
    verbs = [token.lower for token in clause.verbs[:4]]
    small = verbs[0] in ("may", "might") and not {"only", "just", "merely"}.isdisjoint(verbs)
    return small or ("be" in verbs[1:3] and any(token.tag == "JJS" for token in clause.subject))


def _is_of_a_crowd(context: Context, start: int) -> bool:
    """True where those who say it are voters or a share of those asked: a poll's answer is no news of what will be."""
    said = next((i for i in range(start - 1, max(-1, start - 4), -1) if is_reporting(context.tokens[i])), None)
    if said is None:
        return False
    return any(token.lower in wordings("crowds") for token in context.tokens[max(0, said - 6) : said])


def _is_judgement(clause: Clause) -> bool:
    """True for "would be better" and "would be wise to wait": an opinion on what is best, no event."""
    verbs = [token for token in clause.verbs if token.tag != "RB"]
    if len(verbs) < 3 or verbs[1].lower != "be" or not verbs[2].tag.startswith("JJ"):
        return False
    return len(verbs) == 3 or verbs[3].tag == "TO"


def _is_imagined(context: Context, start: int, clause: Clause) -> bool:
    """True for "argued that a wall would help": no wall is announced, one is only thought of."""
    said = next((token for token in reversed(context.tokens[:start]) if token.tag.startswith("VB")), None)
    argued = said is not None and base_form(said.text, said.tag) in wordings("arguing")
    return argued and clause.subject[0].lower in ("a", "an", "any", "such")


def _is_conceded(context: Context, start: int, clause: Clause) -> bool:
    """True for "X may be small, but ..." and "while X may be small, ...": what is granted is not what is open."""
    if start and context.tokens[start - 1].lower in ("while", "though", "although"):
        return True
    after = [token.lower for token in context.tokens if token.start >= clause.verbs[-1].end][:2]
    return "but" in after


def _has_condition(context: Context, clause: Clause) -> bool:
    """True where the sentence sets a condition that the clause itself doesn't hold: the question would say too much."""
    own = {token.start for token in clause.verbs}
    if context.tokens[0].lower == "depending":
        return True
    return any(token.lower in ("if", "unless") and token.start not in own for token in context.tokens)
