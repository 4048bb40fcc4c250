"""Who is only asked to say something, by cases: [sentence, source, cue, whether it is not said yet]."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.analyse.actors.phrases import Words
from briefing.analyse.actors.unsaid import is_unsaid
from briefing.language import lexicon
from briefing.reader import read
from briefing.types import Article, RawAttribution, Span

CASES = json.loads((Path(__file__).parents[2] / "cases" / "unsaid.json").read_text("utf-8"))


@pytest.mark.parametrize(("sentence", "source", "cue", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_asked_for_is_not_said(sentence: str, source: str, cue: str, expected: bool) -> None:
    words = Words(sentence, read(Article(id="c", source="c", text=sentence, sha256=""), ()).words)
    start = sentence.index(source)
    at = sentence.index(cue, start + len(source))
    raw = RawAttribution(
        source=Span(start, start + len(source)),
        cue=Span(at, at + len(cue)),
        content=(Span(at + len(cue) + 1, len(sentence) - 1),),
        confidence=1.0,
    )
    assert is_unsaid(words, raw, lexicon("en")) is expected
