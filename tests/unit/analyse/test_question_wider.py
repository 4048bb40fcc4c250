"""Questions for lines that are shown anyway, by cases: each sentence with the tags that a tagger gave it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.analyse.questions import questions
from briefing.analyse.questions.wider import reword
from briefing.analyse.questions.wording import word
from briefing.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.analyse.questions.context import Context

    ContextOf = Callable[[dict[str, Any]], Context]

CASES = json.loads((Path(__file__).parents[2] / "cases" / "question_wider.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_wording_of_what_is_shown(case: dict[str, Any], context_of: ContextOf) -> None:
    worded = reword(context_of(case), ())
    assert (worded.question if worded else None) == case["question"]
    assert (worded.rule if worded else None) == case.get("rule")
    assert (worded.kind if worded else None) == case.get("kind")


def test_a_third_of_the_cases_are_negative() -> None:
    negative = sum(case["question"] is None for case in CASES)
    assert len(CASES) >= 60
    assert 3 * negative >= len(CASES)
    assert len({case["label"] for case in CASES}) == len({case["input"] for case in CASES}) == len(CASES)


def test_what_is_answered_later_is_not_asked(context_of: ContextOf) -> None:
    case = next(case for case in CASES if case["comment"] == "any of those")
    context = context_of(case)
    told = "The attackers were identified as Carl Orlov and Nina Hale, police said on Friday."
    start = context.sentence.span.end
    later = Sentence(
        article_id=context.article.id, index=1, paragraph=1, span=Span(start, start + len(told)), text=told
    )
    assert reword(context, ()) is not None
    assert reword(context, (later,)) is None


def test_the_wider_rules_choose_no_line(context_of: ContextOf) -> None:
    # The classifier sees only what the first rules saw.
    case = next(case for case in CASES if case["comment"] == "whether at the head")
    context = context_of(case)
    assert word(context) is None
    assert reword(context, ()) is not None


def test_a_line_without_a_question_of_the_first_rules_is_shown_with_one(context_of: ContextOf) -> None:
    case = next(case for case in CASES if case["comment"] == "whether at the head")
    context = context_of(case)
    found = questions(context.article, (context.sentence,), context.reading)
    assert [item.question for item in found] == [case["question"]]
    assert found[0].reasons[0].rule == case["rule"]


def test_a_sentence_with_a_question_leads_its_gap(context_of: ContextOf) -> None:
    # Both speak of one gap; the first says more plainly that it is open, but only of the second a question can be made.
    case = next(case for case in CASES if case["comment"] == "under way")
    silent = "It is still unclear and unexplained, this fire in the harbour."
    context = context_of({**case, "before": silent})
    start = context.article.text.index(silent)
    before = Sentence(
        article_id=context.article.id, index=0, paragraph=0, span=Span(start, start + len(silent)), text=silent
    )
    asked = replace(context.sentence, index=1, paragraph=1)
    found = questions(context.article, (before, asked), context.reading)
    assert [item.evidence for item in found] == [(asked, before)]
    assert found[0].question == case["question"]
