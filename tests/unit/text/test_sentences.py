"""Sentence boundaries: the cases, and what must hold for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.sentences import LONGEST_SENTENCE, sentences

CASES = json.loads((Path(__file__).parents[2] / "cases" / "sentences.json").read_text("utf-8"))
# Text that is thick with what the rules look at.
PIECES = st.sampled_from(
    [
        "Mr.",
        "U.S.",
        "J.",
        "no.",
        "a.m.",
        "The",
        "Hale",
        "said",
        "“",
        "”",
        '"',
        "'",
        "’",
        "«",
        "»",
        "(",
        ")",
        "[...]",
        "...",
        "…",
        ".",
        "?",
        "!",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\u2028",
        "\xa0",
        "—",
        "•",
        "1",
        "5%",
        "é",
        "。",
        "[3]",
        "al-Sadr",
        "x",
    ]
)
THICK = st.lists(PIECES, max_size=60).map("".join)


def _params() -> list[Any]:
    strict = pytest.mark.xfail(strict=True, reason="a known limit of the rules")
    return [
        pytest.param(case, id=case["label"], marks=[strict] if case.get("expect") == "fail" else []) for case in CASES
    ]


@pytest.mark.parametrize("case", _params())
def test_case(case: dict[str, Any]) -> None:
    assert [sentence.text for sentence in sentences("a", case["text"])] == case["sentences"]


@given(st.one_of(st.text(max_size=300), THICK))
def test_spans_hold_for_any_text(text: str) -> None:
    found = sentences("a", text)
    covered = 0
    for index, sentence in enumerate(found):
        assert sentence.index == index
        assert sentence.article_id == "a"
        assert sentence.text == sentence.span.of(text) == sentence.text.strip() != ""
        assert not text[covered : sentence.span.start].strip()
        covered = sentence.span.end
    assert not text[covered:].strip()


@given(THICK)
def test_paragraphs_count_the_lines_with_text(text: str) -> None:
    numbers = [sentence.paragraph for sentence in sentences("a", text)]
    lines = [line for line in text.splitlines() if line.strip()]
    assert sorted(set(numbers)) == list(range(len(lines)))
    assert numbers == sorted(numbers)


@given(THICK)
def test_a_sentence_lies_in_one_line(text: str) -> None:
    assert all(len(sentence.text.splitlines()) == 1 for sentence in sentences("a", text))


@pytest.mark.parametrize("unit", ["word ", "x", "，"])
def test_a_run_without_end_marks_is_cut(unit: str) -> None:
    text = unit * (3 * LONGEST_SENTENCE)
    found = sentences("a", text)
    assert len(found) > 1
    assert max(len(sentence.text) for sentence in found) <= LONGEST_SENTENCE
    assert "".join(sentence.text for sentence in found).replace(" ", "") == text.replace(" ", "")


def test_a_cut_falls_between_words() -> None:
    found = sentences("a", "word " * 2_000)
    assert {sentence.text[:4] for sentence in found} == {sentence.text[-4:] for sentence in found} == {"word"}


@pytest.mark.parametrize("unit", ["." * 50 + " ", "a. ", '." "', "( ", " ", "'a "])
def test_damage_in_one_long_line_ends(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert sum(len(sentence.text) for sentence in sentences("a", text)) <= len(text)
