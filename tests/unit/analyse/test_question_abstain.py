"""When a question is not fit to be shown, by cases: each sentence with the tags that a tagger gave it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.analyse.questions import kind_of, kind_told, questions
from briefing.analyse.questions.abstain import is_fit, not_done
from briefing.analyse.questions.cues import matches
from briefing.analyse.questions.wording import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.analyse.questions.context import Context

CASES = json.loads((Path(__file__).parents[2] / "cases" / "question_abstain.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_only_what_reads_well_and_is_open_is_fit(
    case: dict[str, Any], context_of: Callable[[dict[str, Any]], Context]
) -> None:
    context = context_of(case)
    worded = word(context)
    assert worded is not None
    assert worded.question == case["question"]
    assert is_fit(worded, context) is case["fit"]


def test_half_the_cases_are_fit() -> None:
    fit = sum(case["fit"] for case in CASES)
    assert len(CASES) >= 40
    assert 0.4 <= fit / len(CASES) <= 0.6


@pytest.mark.parametrize("comment", ["warmly as what", "warmly as whom"])
def test_what_is_not_fit_stands_in_its_own_words(comment: str, context_of: Callable[[dict[str, Any]], Context]) -> None:
    case = next(case for case in CASES if case["comment"] == comment)
    context = context_of(case)
    found = questions(context.article, (context.sentence,), context.reading)
    assert [item.question for item in found] == [case["question"] if case["fit"] else None]
    assert all(item.evidence == (context.sentence,) for item in found)


def test_what_was_worded_badly_needs_as_much_as_what_was_not_worded(
    context_of: Callable[[dict[str, Any]], Context],
) -> None:
    case = next(case for case in CASES if case["comment"] == "a row of doings")
    context = context_of(case)
    assert case["fit"] is False
    assert questions(context.article, (context.sentence,), context.reading) == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("They were examining the case but had not opened an investigation.", True),
        ("The court hasn't yet scheduled a hearing.", True),
        ("They had opened an investigation.", False),
        ("They had not heard of the investigation.", False),
    ],
)
def test_a_step_not_taken(text: str, left: bool) -> None:
    assert not_done(text) is left


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They were examining the case but had not opened an investigation.", "undecided"),
        ("They had opened an investigation.", "future"),
    ],
)
def test_a_step_not_taken_is_undecided_though_its_cue_asks(text: str, kind: str) -> None:
    found = matches(text)
    assert kind_of(found) == "asked"
    assert kind_told(text, found) == kind
