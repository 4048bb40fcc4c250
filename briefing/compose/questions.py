"""Open questions over all articles, best first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.compose.wording import evidence_of, shown_spans, shown_text
from briefing.types import Analysis, Article, Evidence, OpenQuestion, QuestionLine

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        first, *others = (sentence.span for sentence in question.evidence)
        shown = shown_spans(article.text, [first]) or (first,)
        spans = (*shown, *(span for span in others if not any(span.overlaps(part) for part in shown)))
        evidence = evidence_of(article.id, number, article.text, spans)
        key = (question.question or evidence[0].text).lower()
        if key in made:
            made[key] = replace(made[key], evidence=(*made[key].evidence, *evidence))
        elif len(made) < MOST:
            made[key] = QuestionLine(
                question=question.question,
                kind=question.kind,
                text=shown_text(article.text, shown),
                evidence=evidence,
                reasons=question.reasons,
                answerer=question.answerer.name if question.answerer else None,
                due=_due(question, article, number),
            )
    return tuple(made.values())


def _due(question: OpenQuestion, article: Article, number: int) -> Evidence | None:
    if question.due is None:
        return None
    return evidence_of(article.id, number, article.text, [question.due])[0]
