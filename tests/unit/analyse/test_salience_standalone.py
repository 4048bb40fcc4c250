"""Lines that stand alone: each case gives an article's sentences, the one to show, and the line it becomes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.analyse.salience import developments
from briefing.types import Article, Salience, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = json.loads((Path(__file__).parents[2] / "cases" / "standalone.json").read_text("utf-8"))


def _article(lines: Sequence[str]) -> tuple[Article, tuple[Sentence, ...]]:
    text, sentences = "", []
    for index, line in enumerate(lines):
        start = len(text)
        text += line + " "
        span = Span(start, start + len(line))
        sentences.append(Sentence(article_id="a", index=index, paragraph=0, span=span, text=line))
    return Article(id="a", source="a", text=text, sha256=""), tuple(sentences)


def _saliences(sentences: Sequence[Sentence], best: int) -> tuple[Salience, ...]:
    """The sentence `best` alone is worth a line; all others are held back as noise, but may complete it."""
    return tuple(
        Salience(sentence=s, score=1.0 if s.index == best else 0.1, rank=1 if s.index == best else 2 + s.index)
        for s in sentences
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_a_line_is_mended(case: dict[str, Any]) -> None:
    article, sentences = _article(case["input"])

    def actor_of(span: Span) -> str | None:
        return case["names"].get(span.of(article.text))

    lines = developments(article, _saliences(sentences, case["line"]), n=1, actor_of=actor_of)
    assert (lines[0].text if lines else None) == case["expected"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_outside_brackets_a_line_is_its_spans(case: dict[str, Any]) -> None:
    article, sentences = _article(case["input"])
    for line in developments(article, _saliences(sentences, case["line"]), actor_of=lambda _span: "Lind"):
        shown = re.sub(r"\[[^\]]*\]", "", line.text).split()
        assert shown == " ".join(span.of(article.text) for span in line.spans).split()


def test_a_line_that_cannot_stand_gives_way_to_one_that_says_the_same() -> None:
    article, sentences = _article(
        [
            "They agreed that the upper dam will be closed for repair in May.",
            "Rain fell all week.",
            "The upper dam will be closed for repair in May, the council said.",
        ]
    )
    (line,) = developments(article, _saliences(sentences, 0), n=1)
    assert line.text == sentences[2].text
    assert any(reason.rule == "swap" for reason in line.reasons)


def test_no_sentence_is_shown_twice() -> None:
    article, sentences = _article(
        [
            "Anna Lind spoke in Oslo.",
            "She rejected the offer of the three banks.",
            "The port of Bergen closed on Monday.",
        ]
    )
    saliences = tuple(
        Salience(sentence=s, score=0.9 - 0.1 * i, rank=r)
        for s, i, r in zip(sentences, (1, 0, 2), (2, 1, 3), strict=True)
    )
    lines = developments(article, saliences, n=3)
    spans = [span for line in lines for span in line.spans]
    assert len(lines) == 2
    assert not any(one.overlaps(other) for i, one in enumerate(spans) for other in spans[i + 1 :])
