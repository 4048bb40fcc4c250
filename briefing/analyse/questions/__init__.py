"""Open questions: what an article itself shows to be undisclosed, undecided, disputed, hedged, asked or pending.

Cue patterns (language data) and a small classifier find the sentences, `select` keeps one a gap, and `wording` makes a
short question of the sentence's own words, or none where no rule is safe.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analyse.questions.abstain import is_fit, not_done
from briefing.analyse.questions.answerer import answerer
from briefing.analyse.questions.classify import model
from briefing.analyse.questions.cues import asks, inquires, matches
from briefing.analyse.questions.due import due
from briefing.analyse.questions.look import MILD, look
from briefing.analyse.questions.select import select, shown
from briefing.analyse.questions.wider import reword
from briefing.types import OpenQuestion, Reason

if TYPE_CHECKING:
    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.cues import CueMatch
    from briefing.analyse.questions.disputes import Disputes
    from briefing.analyse.questions.wording import Worded
    from briefing.types import Actor, Article, Attribution, QuestionKind, Reading, Salience, Sentence

__all__ = ["questions"]

# How much the salience of its best sentence may lift a question in the order of those shown (it never decides which
# are shown): small, because the classifier already sees how central a sentence is.
SALIENCE_LIFT = 0.2
# These say themselves that something is open, whoever else denies it.
UNDISPUTED = ("undisclosed", "undecided", "future", "asked")
# Where two cues of equal strength speak for different kinds, the more specific kind wins.
KIND_ORDER: tuple[QuestionKind, ...] = ("undisclosed", "undecided", "hedged", "disputed", "future", "asked")


def questions(
    article: Article,
    sentences: tuple[Sentence, ...],
    reading: Reading,
    salience: tuple[Salience, ...] = (),
    attributions: tuple[Attribution, ...] = (),
    actors: tuple[Actor, ...] = (),
) -> tuple[OpenQuestion, ...]:
    """The open questions of one article, best first: 0 to 5, no two about the same gap, each with its evidence.

    `salience` is parallel to `sentences` where it is given. `attributions` lend the names of actors to pronouns.
    """
    seen = look(article, sentences, reading, attributions)
    read = len(reading.vectors) == len(sentences) > 0
    chosen_model = model("read" if read else "plain")
    probabilities = chosen_model.probabilities(seen.rows, reading.vectors if read else ())
    candidates = seen.candidates(probabilities)
    found: list[OpenQuestion] = []
    for group in select(candidates, chosen_model.threshold):
        lifts = [salience[c.place].score for c in group if c.place < len(salience)]
        score = round(group[0].probability * (1 + SALIENCE_LIFT * max(lifts, default=0.0)) / (1 + SALIENCE_LIFT), 6)
        first = shown(group)
        ordered = (first, *(c for c in group if c is not first))
        evidence = _led_by_a_question([(seen.contexts[c.place], seen.worded[c.place]) for c in ordered], sentences)
        made = _open_question(evidence, actors, score)
        found.append(_with_both_sides(made, sentences, seen.sides))
    return tuple(sorted(found, key=lambda item: (-item.score, item.evidence[0].span)))


def _led_by_a_question(
    evidence: list[tuple[Context, Worded | None]], sentences: tuple[Sentence, ...]
) -> list[tuple[Context, Worded | None]]:
    """The evidence of one gap with the first sentence of which a question that can be shown was made, at its head.

    What only tells a plan or a chance (`MILD`) takes no other sentence's place.
    """
    for place, (context, worded) in enumerate(evidence):
        after = sentences[context.sentence.index + 1 :]
        fit = worded if worded is not None and is_fit(worded, context) else reword(context, after)
        if fit is not None and (place == 0 or fit.rule not in MILD):
            return [(context, fit), *evidence[:place], *evidence[place + 1 :]]
    return evidence


def _open_question(
    evidence: list[tuple[Context, Worded | None]], actors: tuple[Actor, ...], score: float
) -> OpenQuestion:
    """The question of the first evidence, which the others stand behind."""
    (context, worded), *others = evidence
    found = matches(context.sentence.text, context.article.language)
    reasons = _cue_reasons(found)
    if worded is not None:
        reasons = (Reason(rule=worded.rule, detail=worded.matched, weight=score), *reasons)
    kind = (worded.kind if worded else None) or kind_told(context.plain, found, context.article.language)
    return OpenQuestion(
        question=worded.question if worded is not None and is_fit(worded, context) else None,
        kind=kind,
        evidence=(context.sentence, *(other.sentence for other, _ in others)),
        score=score,
        reasons=reasons or (Reason(rule="classifier", detail="no cue of its own", weight=score),),
        answerer=answerer(context, actors),
        due=due(context) if kind == "future" else None,
    )


def _with_both_sides(question: OpenQuestion, sentences: tuple[Sentence, ...], sides: Disputes) -> OpenQuestion:
    """The question with the other side beside its first evidence, where the text has one: then it is disputed.

    An accusation that nobody in the article disputes is a claim, and hedged.
    """
    place = question.evidence[0].index
    shown = {sentence.index for sentence in question.evidence}
    denied = sides.denies(place)
    other = sides.claim_against(place) if denied else None if question.kind in UNDISPUTED else sides.denial_of(place)
    if other is None:
        if question.kind == "disputed" and not any(sides.denies(at) for at in shown):
            return replace(question, kind="hedged")
        return question
    first, *more = question.evidence
    kept = [sentence for sentence in more if sentence.index != other]
    kind = question.kind if question.kind in UNDISPUTED else "disputed"
    other_side = sentences[other] if kind == "disputed" else None
    return replace(question, kind=kind, evidence=(first, sentences[other], *kept), other_side=other_side)


def kind_of(found: tuple[CueMatch, ...]) -> QuestionKind:
    """The kind that the strongest cue speaks for; "hedged" where only the classifier saw that something is open."""
    strength = dict.fromkeys(KIND_ORDER, 0)
    for match in found:
        strength[match.cue.kind] = max(strength[match.cue.kind], match.cue.strength)
    best = max(KIND_ORDER, key=lambda kind: (strength[kind], -KIND_ORDER.index(kind)))
    return best if strength[best] else "hedged"


def kind_told(plain: str, found: tuple[CueMatch, ...], language: str = "en") -> QuestionKind:
    """The kind by the cues `found` in a sentence (straight marks).

    "Had not opened an investigation" leaves a step undecided, though its cue is one of asking. Nothing is asked without
    a question: what is investigated is pending, and a concern is a guess. A question in which somebody "might" is one.
    """
    kind = kind_of(found)
    if kind == "hedged" and plain.rstrip(" \"'").endswith("?"):
        return "asked"
    if kind != "asked":
        return kind
    if not_done(plain):
        return "undecided"
    if asks(plain, language):
        return "asked"
    return "future" if inquires(plain, language) else "hedged"


def _cue_reasons(found: tuple[CueMatch, ...]) -> tuple[Reason, ...]:
    ordered = sorted(found, key=lambda match: (-match.cue.strength, match.start))
    return tuple(
        Reason(rule=f"cue: {match.cue.name}", detail=match.text, weight=match.cue.strength / 3) for match in ordered[:3]
    )
