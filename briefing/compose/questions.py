"""Open questions over all articles, best first."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.compose.wording import evidence_of, shown_text
from briefing.types import Analysis, QuestionLine

# A briefing shows this many open questions at most, whatever the number of articles: more is a list, not a briefing.
MOST = 8


def question_lines(analyses: Sequence[Analysis]) -> tuple[QuestionLine, ...]:
    """The questions of all articles by score; one that two articles word alike is shown once, with both as evidence."""
    ranked = sorted(
        ((question, number) for number, analysis in enumerate(analyses, start=1) for question in analysis.questions),
        key=lambda item: (-item[0].score, item[1], item[0].evidence[0].span),
    )
    made: dict[str, QuestionLine] = {}
    for question, number in ranked:
        article = analyses[number - 1].article
        spans = tuple(sentence.span for sentence in question.evidence)
        evidence = evidence_of(article.id, number, article.text, spans)
        key = (question.question or evidence[0].text).lower()
        if key in made:
            first = made[key]
            evidence = (*first.evidence, *evidence)
            made[key] = QuestionLine(
                question=first.question, kind=first.kind, text=first.text, evidence=evidence, reasons=first.reasons
            )
        elif len(made) < MOST:
            made[key] = QuestionLine(
                question=question.question,
                kind=question.kind,
                text=shown_text(article.text, spans[:1]),
                evidence=evidence,
                reasons=question.reasons,
            )
    return tuple(made.values())
