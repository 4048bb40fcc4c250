"""Open questions: what an article itself shows to be undisclosed, undecided, disputed, hedged, asked or pending.

Cue patterns (language data) and a small classifier find the sentences, `select` keeps one a gap, and `wording` makes a
short question of the sentence's own words, or none where no rule is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.questions.classify import model
from briefing.analyse.questions.cues import matches
from briefing.analyse.questions.features import content_stems, features
from briefing.analyse.questions.select import Candidate, select
from briefing.analyse.questions.wording import word_question
from briefing.types import OpenQuestion, Reason

if TYPE_CHECKING:
    from briefing.analyse.questions.cues import CueMatch
    from briefing.types import Article, Attribution, QuestionKind, Reading, Salience, Sentence

__all__ = ["questions"]

# How much the salience of its best sentence may lift a question in the order of those shown (it never decides which
# are shown): small, because the classifier already sees how central a sentence is.
SALIENCE_LIFT = 0.2
# Where two cues of equal strength speak for different kinds, the more specific kind wins.
KIND_ORDER: tuple[QuestionKind, ...] = ("undisclosed", "undecided", "hedged", "disputed", "future", "asked")


def questions(
    article: Article,
    sentences: tuple[Sentence, ...],
    reading: Reading,
    salience: tuple[Salience, ...] = (),
    attributions: tuple[Attribution, ...] = (),
) -> tuple[OpenQuestion, ...]:
    """The open questions of one article, best first: 0 to 5, no two about the same gap, each with its evidence.

    `salience` is parallel to `sentences` where it is given. `attributions` lend the names of actors to pronouns.
    """
    chosen_model = model()
    rows = features(article, sentences, reading)
    candidates = [
        Candidate(
            place=i,
            probability=chosen_model.probability(rows[i]),
            stems=content_stems(sentence.text, article.language),
        )
        for i, sentence in enumerate(sentences)
    ]
    found: list[OpenQuestion] = []
    for group in select(candidates, chosen_model.threshold):
        lifts = [salience[c.place].score for c in group if c.place < len(salience)]
        score = round(group[0].probability * (1 + SALIENCE_LIFT * max(lifts, default=0.0)) / (1 + SALIENCE_LIFT), 6)
        found.append(_open_question(article, [sentences[c.place] for c in group], reading, attributions, score=score))
    return tuple(sorted(found, key=lambda item: (-item.score, item.evidence[0].span)))


def _open_question(
    article: Article,
    evidence: list[Sentence],
    reading: Reading,
    attributions: tuple[Attribution, ...],
    *,
    score: float,
) -> OpenQuestion:
    """Word the question from its best evidence, or the next best where only that has a safe wording."""
    for place, sentence in enumerate(evidence):
        worded = word_question(article, sentence, reading, attributions)
        if worded is not None:
            ordered = (sentence, *evidence[:place], *evidence[place + 1 :])
            reason = Reason(rule=worded.rule, detail=worded.matched, weight=score)
            cues = _cue_reasons(matches(sentence.text, article.language))
            kind = worded.kind or kind_of(matches(sentence.text, article.language))
            return OpenQuestion(
                question=worded.question, kind=kind, evidence=ordered, score=score, reasons=(reason, *cues)
            )
    found = matches(evidence[0].text, article.language)
    return OpenQuestion(
        question=None, kind=kind_of(found), evidence=tuple(evidence), score=score, reasons=_cue_reasons(found)
    )


def kind_of(found: tuple[CueMatch, ...]) -> QuestionKind:
    """The kind that the strongest cue speaks for; "hedged" where only the classifier saw that something is open."""
    strength = dict.fromkeys(KIND_ORDER, 0)
    for match in found:
        strength[match.cue.kind] = max(strength[match.cue.kind], match.cue.strength)
    best = max(KIND_ORDER, key=lambda kind: (strength[kind], -KIND_ORDER.index(kind)))
    return best if strength[best] else "hedged"


def _cue_reasons(found: tuple[CueMatch, ...]) -> tuple[Reason, ...]:
    ordered = sorted(found, key=lambda match: (-match.cue.strength, match.start))
    return tuple(
        Reason(rule=f"cue: {match.cue.name}", detail=match.text, weight=match.cue.strength / 3) for match in ordered[:3]
    )
