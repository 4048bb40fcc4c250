"""Noise rules against their cases: each line with the rule's name, or null where it is news."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.analyse.salience.noise import noise, noise_of
from briefing.types import Article, Sentence, Span

CASES = json.loads((Path(__file__).parents[2] / "cases" / "noise.json").read_text("utf-8"))


def _parameter(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_a_line_is_named_by_its_rule(case: dict[str, Any]) -> None:
    assert noise_of(case["input"]) == case["expected"]


def test_the_first_line_may_be_a_title_without_a_stop() -> None:
    assert noise_of("Dam bursts in the upper valley", first=True) is None
    assert noise_of("Dam bursts in the upper valley") == "heading"


def test_a_caption_marks_the_rest_of_its_paragraph_and_no_more() -> None:
    lines = [
        "The dam burst on Friday, officials said.",
        "Photo: The valley",
        "The river is seen here on Monday.",
        "Two villages were evacuated at night.",
    ]
    text, paragraphs = "", [0, 1, 1, 2]
    sentences = []
    for index, (line, paragraph) in enumerate(zip(lines, paragraphs, strict=True)):
        start = len(text)
        text += line + "\n"
        span = Span(start, start + len(line))
        sentences.append(Sentence(article_id="a", index=index, paragraph=paragraph, span=span, text=line))
    article = Article(id="a", source="a", text=text, sha256="", title="Dam bursts")
    assert noise(article, sentences) == [None, "caption", "caption", None]
