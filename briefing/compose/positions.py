"""Positions by actor over all articles: whose statements are shown, which, in what words and in what order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.analyse.stance import DECLINES
from briefing.compose.wording import evidence_of, shown_spans, shown_text
from briefing.text.names import same_person
from briefing.text.quotes import quotations
from briefing.types import Actor, Analysis, Attribution, Evidence, Position, Reason, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

# A statement of less weight is not shown. Cross-validated on the annotated articles, F1 is the same from 0.35 to 0.5
# (0.79), and the share of right actors rises from 0.90 to 0.93: the worst error decides.
LEAST_WEIGHT = 0.5
# At most so many statements of one actor over several articles, and in one article alone, where a long interview or
# speech has more to say (F1 0.788 against 0.775); and in all: two pages hold no more.
MOST_OF_ONE, MOST_OF_ONE_ALONE, MOST_IN_ALL = 6, 10, 24
# Two statements of one actor that share this much of the smaller one's words say the same.
SAME_WORDS = 0.7
_WORD = re.compile(r"[^\W_]+")
# What introduces a refusal in its own words ("did not respond to a request for comment").
NO_ANSWER = "gives no answer"
# The words of a refusal that its label says already, before what it is about.
_REFUSED = re.compile(
    r"(?:(?:has|have|had) )?(?:(?:\w+ly|also|again) )?(?:(?:declin|refus)(?:e|es|ed|ing) to comment"
    r"|(?:would|did|does|do)(?: not|n['’]t) comment)"
    r"(?: (?:further|publicly|directly|\w+day))? "
    r"(?=(?:on(?! \w+day\b)|about|regarding|over|beyond|when|if|whether)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A statement that may be shown: its actor, its spans, its weight in [0, 1] and its article's number."""

    attribution: Attribution
    actor: Actor
    spans: tuple[Span, ...]
    text: str
    weight: float
    number: int
    analysis: Analysis
    repeated: tuple[Candidate, ...] = ()
    """The same statement in other articles."""


def positions(analyses: Sequence[Analysis]) -> tuple[Position, ...]:
    """All actors with what they say, most involved first; statements in the order of the text."""
    found = [
        candidate
        for number, analysis in enumerate(analyses, start=1)
        for candidate in candidates(analysis, number)
        if candidate.weight >= LEAST_WEIGHT
    ]
    groups = _by_actor(found)
    most = MOST_OF_ONE if len(analyses) > 1 else MOST_OF_ONE_ALONE
    chosen = [(actor, _without_repeats(group)[:most]) for actor, group in groups]
    chosen.sort(key=lambda pair: (-round(sum(c.weight for c in pair[1]), 6), _place(pair[1][0])))
    made: list[Position] = []
    left = MOST_IN_ALL
    for actor, group in chosen:
        kept = sorted(group[:left], key=_place)
        left -= len(kept)
        if kept:
            statements = tuple(_statement(candidate) for candidate in kept)
            made.append(Position(actor=actor.name, kind=actor.kind, role=actor.role, statements=statements))
    return tuple(made)


def candidates(analysis: Analysis, number: int = 1) -> list[Candidate]:
    """Every statement of one article that has an actor and words to show, in text order, with its weight."""
    text = analysis.article.text
    marks = quotations(text)
    made = []
    for attribution in analysis.attributions:
        if attribution.actor is None:
            continue
        spans = shown_spans(text, _content(attribution, text), marks)
        if spans and not _says_nothing(attribution, text, spans):
            made.append(
                Candidate(
                    attribution=attribution,
                    actor=attribution.actor,
                    spans=spans,
                    text=shown_text(text, spans),
                    weight=attribution.weight,
                    number=number,
                    analysis=analysis,
                )
            )
    return made


def _content(attribution: Attribution, text: str) -> list[Span]:
    """What is shown of a statement: its content; of a refusal, its own words too, where the label has not said them.

    "declines to comment: on the report", and not "declines to comment: declined to comment on the report".
    """
    first, *others = attribution.content
    if not _refuses(attribution) or attribution.cue is None:
        return [first, *others]
    whole = Span(min(attribution.cue.start, first.start), max(attribution.cue.end, first.end))
    said = _REFUSED.match(text, whole.start, whole.end)
    return [Span(said.end(), whole.end) if said else whole, *others]


def _refuses(attribution: Attribution) -> bool:
    """True where the label is "declines to comment", or "decline to comment" of several."""
    return attribution.verb in (DECLINES, DECLINES.replace("declines", "decline"))


def _label(candidate: Candidate) -> str:
    """What introduces the words; a refusal whose own words follow whole is told in others."""
    verb = candidate.attribution.verb
    cue = candidate.attribution.cue
    if not _refuses(candidate.attribution) or cue is None or not any(one.overlaps(cue) for one in candidate.spans):
        return verb
    return NO_ANSWER if verb == DECLINES else NO_ANSWER.replace("gives", "give")


def _says_nothing(attribution: Attribution, text: str, spans: Sequence[Span]) -> bool:
    """True for a lone pronoun or word ("denied it"): nothing that a reader could use without the article."""
    words = [word for span in spans for word in _WORD.findall(span.of(text))]
    return len(words) < 2 and attribution.kind == "indirect" and attribution.stance != "declines-to-comment"


def _place(candidate: Candidate) -> tuple[int, Span]:
    return candidate.number, candidate.spans[0]


def _by_actor(found: Sequence[Candidate]) -> list[tuple[Actor, list[Candidate]]]:
    """The candidates grouped by actor; over several articles one person's full names are merged."""
    groups: list[tuple[Actor, list[Candidate]]] = []
    for candidate in found:
        for at, (actor, group) in enumerate(groups):
            if _one_actor(actor, candidate.actor, same_article=group[0].number == candidate.number):
                group.append(candidate)
                if actor.role is None and candidate.actor.role:
                    groups[at] = (candidate.actor, group)
                break
        else:
            groups.append((candidate.actor, [candidate]))
    return groups


def _one_actor(one: Actor, other: Actor, *, same_article: bool) -> bool:
    """True where the two are one: in one article by name; across articles only a full name is enough.

    "A police spokesman", "critics" or "Smith" of two articles may well be two.
    """
    if one.kind != other.kind:
        return False
    if same_article:
        return one.name == other.name
    if one.kind == "person":
        return " " in one.name and " " in other.name and same_person(one.name, other.name)
    return bool(one.name == other.name and one.mentions and other.mentions)


def _without_repeats(group: Sequence[Candidate]) -> list[Candidate]:
    """The group by weight, without statements whose words another of the group has already.

    One that another article gives in the same words is added to the one kept: it is no repeat, it confirms.
    """
    kept: list[Candidate] = []
    bags: list[frozenset[str]] = []
    for candidate in sorted(group, key=lambda c: (-c.weight, _place(c))):
        bag = frozenset(_WORD.findall(candidate.text.lower()))
        same = next((at for at, other in enumerate(bags) if _same_words(bag, other)), None)
        if same is None:
            kept.append(candidate)
            bags.append(bag)
        elif candidate.number not in {kept[same].number, *(other.number for other in kept[same].repeated)}:
            kept[same] = replace(kept[same], repeated=(*kept[same].repeated, candidate))
    return kept


def _same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= SAME_WORDS * min(len(one), len(other))


def _statement(candidate: Candidate) -> Statement:
    attribution = candidate.attribution
    article = candidate.analysis.article
    aimed = (attribution.target,) if attribution.target else ()
    target = evidence_of(article.id, candidate.number, article.text, aimed)
    return Statement(
        verb=_label(candidate),
        stance=attribution.stance,
        speech=attribution.kind,
        text=candidate.text,
        evidence=tuple(evidence for one in (candidate, *candidate.repeated) for evidence in _evidence(one)),
        reasons=(*attribution.reasons, Reason(rule="weight", weight=candidate.weight)),
        target=target[0] if target else None,
    )


def _evidence(candidate: Candidate) -> tuple[Evidence, ...]:
    article = candidate.analysis.article
    return evidence_of(article.id, candidate.number, article.text, candidate.spans)
