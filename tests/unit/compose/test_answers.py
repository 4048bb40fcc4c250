"""Which sentence of another article answers an open question, and which only sounds like it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.compose.answers import is_answer
from briefing.compose.questions import question_lines
from briefing.types import Analysis, Article, OpenQuestion, Salience, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = json.loads((Path(__file__).parents[2] / "cases" / "answers.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_answers(case: dict[str, str]) -> None:
    assert is_answer(case["question"], case["sentence"]) == case["expected"]


ASKED = "It is not known how many cars went into the water."
QUESTION = "How many cars went into the water?"


def analysis(name: str, texts: Sequence[str], *, day: int | None = None, asks: str | None = None) -> Analysis:
    """An article of these sentences, that leaves open what its sentence `asks` says."""
    sentences, start = [], 0
    for index, text in enumerate(texts):
        span = Span(start, start + len(text))
        sentences.append(Sentence(article_id=name, index=index, paragraph=0, span=span, text=text))
        start += len(text) + 1
    published = datetime(2026, 3, day, tzinfo=UTC) if day else None
    article = Article(id=name, source=name, text=" ".join(texts), sha256=name, published=published)
    found = [one for one in sentences if one.text == asks]
    questions = tuple(OpenQuestion(question=QUESTION, kind="undisclosed", evidence=(one,), score=0.9) for one in found)
    salience = tuple(Salience(sentence=one, score=0.5, rank=at) for at, one in enumerate(sentences, start=1))
    return Analysis(
        article=article, sentences=tuple(sentences), salience=salience, actors=(), attributions=(), questions=questions
    )


TOLD = "Seven cars went into the water, police said."


def test_an_answer_takes_the_place_of_what_left_the_question_open() -> None:
    (line,) = question_lines([analysis("a", [ASKED], asks=ASKED), analysis("b", ["A barge hit the bridge.", TOLD])])
    assert (line.question, line.kind, line.text) == (QUESTION, "answered", TOLD)
    assert [(one.number, one.text) for one in line.evidence] == [(2, TOLD), (1, ASKED)]


@pytest.mark.parametrize(
    ("asked", "told", "kind"), [(18, 17, "undisclosed"), (17, 18, "answered"), (None, 1, "answered")]
)
def test_an_older_article_answers_nothing(asked: int | None, told: int, kind: str) -> None:
    (line,) = question_lines([analysis("a", [ASKED], day=asked, asks=ASKED), analysis("b", [TOLD], day=told)])
    assert line.kind == kind


def test_an_article_does_not_answer_itself() -> None:
    (line,) = question_lines([analysis("a", [ASKED, TOLD], asks=ASKED), analysis("b", ["A barge hit the bridge."])])
    assert (line.kind, line.text) == ("undisclosed", ASKED)
