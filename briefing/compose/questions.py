"""Open questions over all articles, best first; what one article answers or denies for another is seen here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefing.analyse.questions.disputes import Disputes, disputes
from briefing.compose.answers import CLOSABLE, answer
from briefing.compose.figures import Figures
from briefing.compose.wording import CUT, evidence_of, shown_spans, shown_text
from briefing.language import lexicon
from briefing.types import Analysis, Article, Evidence, OpenQuestion, QuestionLine, Reason, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = 8
"""A briefing shows so many open questions at most, whatever the number of articles: more is a list, not a briefing."""
MOST_ANSWERED: Final = 3
"""And so many after them that another article answers."""
LOOKED_AT: Final = 30
"""Questions, best first, for which an answer is looked for: many times what is shown."""
MOST_FIGURES: Final = 2
"""Of them about figures that differ: all of those stand side by side in a section of their own."""


def question_lines(
    analyses: Sequence[Analysis], differing: Figures | None = None, *, most: int = MOST
) -> tuple[QuestionLine, ...]:
    """The questions of all articles by score; one that two articles word alike is shown once, with both as evidence.

    What one article says and another denies is disputed, with both as evidence; so are the figures for one thing that
    are `differing`, and they lead. Those that another article answers come last: their text is
    the answer, and what left them open stands behind it.
    """
    sides = [disputes(one.article, one.sentences, one.attributions) for one in analyses] if len(analyses) > 1 else []
    made = {str(line.question).lower(): line for line in _figures(analyses, differing or Figures())}
    for question, number in _ranked(analyses):
        line = _line(question, analyses[number - 1].article, number)
        key = (line.question or line.evidence[0].text).lower()
        if key not in made and len(made) >= LOOKED_AT:
            continue  # so that the other side is looked for a bounded number of times, however many articles there are
        line = _with_the_other_side(line, question, analyses, sides)
        if key in made:
            made[key] = replace(made[key], evidence=(*made[key].evidence, *line.evidence))
        else:
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
    """The line of one question; of a dispute inside the article both sides are shown, in the order of the text."""
    first, *others = (sentence.span for sentence in question.evidence)
    sides = [first] if question.other_side is None else [first, question.other_side.span]
    shown = shown_spans(article.text, sides) or (first,)
    spans = (*shown, *(span for span in others if not any(span.overlaps(part) for part in shown)))
    return QuestionLine(
        question=question.question,
        kind=question.kind,
        text=shown_text(article.text, shown),
        evidence=evidence_of(article.id, number, article.text, spans),
        reasons=question.reasons,
        answerer=question.answerer.name if question.answerer else None,
        due=evidence_of(article.id, number, article.text, [question.due])[0] if question.due else None,
    )


def _with_the_other_side(
    line: QuestionLine, question: OpenQuestion, analyses: Sequence[Analysis], sides: Sequence[Disputes]
) -> QuestionLine:
    """The line as a dispute where another article has the other side of it, which its own article does not tell."""
    if question.other_side is not None or question.kind in CLOSABLE:
        return line
    number = line.evidence[0].number
    for at, other in enumerate(analyses, start=1):
        if at == number:
            continue
        place = sides[number - 1].across(question.evidence[0].index, sides[at - 1])
        if place is not None:
            # A line never joins the words of two sources: the other side is named behind it.
            more = evidence_of(other.article.id, at, other.article.text, [other.sentences[place].span])
            return replace(line, kind="disputed", evidence=(*line.evidence, *more))
    return line


def _figures(analyses: Sequence[Analysis], differing: Figures) -> list[QuestionLine]:
    """Figures for what befell people that differ between articles, or between those who give them in one article."""
    asked = {name: table["asked"] for name, table in lexicon("en").table("figures")["subjects"].items()}
    made: dict[str, QuestionLine] = {}
    for difference in (*differing.between, *differing.within):
        if difference.subject not in asked or difference.subject in made or len(made) == MOST_FIGURES:
            continue
        evidence = tuple(_sentence_of(figure.evidence[0], analyses) for figure in difference.figures)
        # What is shown comes first, and is of one source.
        evidence = tuple({(one.number, one.span): one for one in evidence}.values())
        evidence = tuple(sorted(evidence, key=lambda one: one.number != evidence[0].number))
        made[difference.subject] = QuestionLine(
            question=asked[difference.subject],
            kind="disputed",
            text=CUT.join(" ".join(one.text.split()) for one in evidence if one.number == evidence[0].number),
            evidence=evidence,
            reasons=(
                Reason(
                    rule="figures differ", detail="; ".join(figure.text for figure in difference.figures), weight=1.0
                ),
            ),
        )
    return list(made.values())


def _sentence_of(evidence: Evidence, analyses: Sequence[Analysis]) -> Evidence:
    """The whole sentence in which the evidence stands."""
    analysis = analyses[evidence.number - 1]
    home: Span = next((s.span for s in analysis.sentences if s.span.contains(evidence.span)), evidence.span)
    return evidence_of(evidence.article_id, evidence.number, analysis.article.text, [home])[0]


def _closed(line: QuestionLine, analyses: Sequence[Analysis]) -> QuestionLine:
    """The line with its answer in the place of what left it open, where another article answers it."""
    if line.question is None or line.kind not in CLOSABLE or len(analyses) < 2:
        return line
    found = answer(line.question, line.evidence[0].text, sorted({one.number for one in line.evidence}), analyses)
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
