"""What content its cue brings in, by cases: the text, its cue, the content as read, and what of it is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.analyse.actors.phrases import Words
from briefing.analyse.content import governed
from briefing.reader import read
from briefing.text.quotes import inside
from briefing.text.sentences import sentences
from briefing.types import Article, RawAttribution, Span

CASES = json.loads((Path(__file__).parents[2] / "cases" / "content.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['cue']}: {case['text']}") for case in CASES])
def test_content_is_the_cues_own(case: dict[str, Any]) -> None:
    text = case["text"]
    cut = sentences("c", text)
    words = Words(text, read(Article(id="c", source="c", text=text, sha256=""), cut).words)
    at = text.index(case["cue"])
    content = tuple(Span(text.index(part), text.index(part) + len(part)) for part in case["content"])
    named = case.get("source", "")
    source = Span(text.index(named), text.index(named) + len(named)) if named else None
    raw = RawAttribution(source=source, cue=Span(at, at + len(case["cue"])), content=content, confidence=1.0)
    kept = governed(raw, words, cut, inside(text), {})
    assert ([span.of(text) for span in kept.content] if kept else []) == case["kept"]
