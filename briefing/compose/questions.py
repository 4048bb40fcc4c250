"""Open questions over all articles, best first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefing.compose.answers import CLOSABLE, answer
from briefing.compose.wording import evidence_of, shown_spans, shown_text
from briefing.types import Analysis, Article, Evidence, OpenQuestion, QuestionLine, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = 8
"""A briefing shows so many open questions at most, whatever the number of articles: more is a list, not a briefing."""
MOST_ANSWERED: Final = 3
"""And so many after them that another article answers."""
LOOKED_AT: Final = 30
"""Questions, best first, for which an answer is looked for: many times what is shown."""


def question_lines(analyses: Sequence[Analysis], *, most: int = MOST) -> tuple[QuestionLine, ...]:
    """The questions of all articles by score; one that two articles word alike is shown once, with both as evidence.

    Those that another article answers come last: their text is the answer, and what left them open stands behind it.
    """
    made: dict[str, QuestionLine] = {}
    for question, number in _ranked(analyses):
        line = _line(question, analyses[number - 1].article, number)
        key = (question.question or line.evidence[0].text).lower()
        if key in made:
            made[key] = replace(made[key], evidence=(*made[key].evidence, *line.evidence))
        elif len(made) < LOOKED_AT:
            made[key] = line
    lines = [_closed(line, analyses) for line in made.values()]
    still_open = [line for line in lines if line.kind != "answered"]
    answered = [line for line in lines if line.kind == "answered"]
    return (*still_open[:most], *answered[:MOST_ANSWERED])


def _ranked(analyses: Sequence[Analysis]) -> list[tuple[OpenQuestion, int]]:
    return sorted(
        ((question, number) for number, analysis in enumerate(analyses, start=1) for question in analysis.questions),
        key=lambda item: (-item[0].score, item[1], item[0].evidence[0].span),
    )


def _line(question: OpenQuestion, article: Article, number: int) -> QuestionLine:
    first, *others = (sentence.span for sentence in question.evidence)
    shown = shown_spans(article.text, [first]) or (first,)
    spans = (*shown, *(span for span in others if not any(span.overlaps(part) for part in shown)))
    return QuestionLine(
        question=question.question,
        kind=question.kind,
        text=shown_text(article.text, shown),
        evidence=evidence_of(article.id, number, article.text, spans),
        reasons=question.reasons,
        answerer=question.answerer.name if question.answerer else None,
        due=_due(question, article, number),
    )


def _closed(line: QuestionLine, analyses: Sequence[Analysis]) -> QuestionLine:
    """The line with its answer in the place of what left it open, where another article answers it."""
    if line.question is None or line.kind not in CLOSABLE or len(analyses) < 2:
        return line
    found = answer(line.question, sorted({one.number for one in line.evidence}), analyses)
    if found is None:
        return line
    article, span = analyses[found.number - 1].article, found.sentence.span
    spans = shown_spans(article.text, [span]) or (span,)
    return replace(
        line,
        kind="answered",
        text=shown_text(article.text, spans),
        evidence=(*evidence_of(article.id, found.number, article.text, spans), *line.evidence),
        reasons=(*line.reasons, Reason(rule="answered", detail=f"was {line.kind}")),
        answerer=None,
        due=None,
    )


def _due(question: OpenQuestion, article: Article, number: int) -> Evidence | None:
    if question.due is None:
        return None
    return evidence_of(article.id, number, article.text, [question.due])[0]
