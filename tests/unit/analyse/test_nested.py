"""The second layer of speech, by cases of our own writing; the outer layer is given, the words come from the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.analyse.nested import nested, relays
from briefing.language import lexicon
from briefing.reader import read
from briefing.text.quotes import inside
from briefing.text.sentences import sentences
from briefing.types import Article, RawAttribution, Span

CASES = json.loads((Path(__file__).parents[2] / "cases" / "nested.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_inner_layer(case: dict[str, Any]) -> None:
    text = case["text"]
    article = Article(id="case", source="case", text=text, sha256="")
    source, cue, content = (Span(text.index(part), text.index(part) + len(part)) for part in case["outer"])
    outer = RawAttribution(source=source, cue=cue, content=(content,), confidence=0.8)
    found = nested(article, sentences("case", text), read(article, ()), [outer], inside(text), lexicon("en"))
    told = [[raw.source.of(text) if raw.source else None, raw.cue.of(text), raw.content[0].of(text)] for raw in found]
    assert told == ([case["inner"]] if case["inner"] else [])
    assert all(raw.confidence < outer.confidence for raw in found)


def test_who_passes_on_what_another_says_takes_no_stand() -> None:
    text = "“I will pay the bill,” Karl Lind said, according to the Harbour Post. It is late, Ida Moe said."

    def said(source: str, cue: str, content: str) -> RawAttribution:
        spans = [Span(text.index(part), text.index(part) + len(part)) for part in (source, cue, content)]
        return RawAttribution(source=spans[0], cue=spans[1], content=(spans[2],), confidence=0.8)

    inner = said("Karl Lind", "said", "“I will pay the bill,”")
    wide = said("the Harbour Post", "according to", "“I will pay the bill,” Karl Lind said")
    same = said("the Harbour Post", "according to", "“I will pay the bill,”")
    apart = said("Ida Moe", "said", "It is late")
    assert relays(wide, [inner, wide, apart], text)
    assert relays(same, [inner, same, apart], text)
    assert not relays(inner, [inner, wide, apart], text)
    assert not relays(same, [same, apart], text)
