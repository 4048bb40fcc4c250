"""Sources resolved to actors, by cases of our own writing; names are given, parts of speech come from the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from briefing.analyse.actors.resolve import resolve
from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Article, Name, RawAttribution, Reading, Span

IN_TURN = json.loads((Path(__file__).parents[2] / "cases" / "actors_in_turn.json").read_text("utf-8"))
CASES = json.loads((Path(__file__).parents[2] / "cases" / "actors.json").read_text("utf-8"))


def names_of(text: str, given: dict[str, str]) -> tuple[Name, ...]:
    """Every occurrence of the given names, longest first where they overlap."""
    pattern = "|".join(re.escape(name) for name in sorted(given, key=len, reverse=True))
    if not pattern:
        return ()
    return tuple(Name(span=Span(*m.span()), kind=given[m.group()]) for m in re.finditer(rf"\b(?:{pattern})\b", text))


def case_marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []


@pytest.mark.parametrize("case", [pytest.param(c, id=c["label"], marks=case_marks(c)) for c in CASES])
def test_source_is_resolved(case: dict[str, Any]) -> None:
    text = case["text"]
    article = Article(id="case", source="case", text=text, sha256="", byline=case.get("byline"))
    found = sentences("case", text)
    start = text.index(case["source"]) + case["source"].index(case["span"])
    span = Span(start, start + len(case["span"]))
    cue = Span(text.index("said", span.end), text.index("said", span.end) + 4)
    said = RawAttribution(source=span, cue=cue, content=(Span(cue.end + 1, len(text) - 1),), confidence=1.0)
    reading = Reading(
        article_id="case", names=names_of(text, case["names"]), words=read(article, found).words, attributions=(said,)
    )
    _, resolved = resolve(article, found, reading, [said])
    actor, reason = resolved[0]
    assert reason.rule
    assert (actor.name if actor else None) == case["actor"]
    if actor is not None:
        assert actor.kind == case["kind"]
        if "role" in case:
            assert actor.role == case["role"]
            assert case["role"] in text


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in IN_TURN])
def test_speakers_in_turn(case: dict[str, Any]) -> None:
    text = case["text"]
    article = Article(id="case", source="case", text=text, sha256="")
    found = sentences("case", text)
    said, place = [], 0
    for source, cue, content in case["said"]:
        place = text.index(f"{source} {cue}", place)
        spans = [Span(text.index(part, place), text.index(part, place) + len(part)) for part in (source, cue, content)]
        said.append(RawAttribution(source=spans[0], cue=spans[1], content=(spans[2],), confidence=1.0))
    reading = Reading(article_id="case", names=names_of(text, case["names"]), words=read(article, found).words)
    _, resolved = resolve(article, found, reading, said)
    assert [actor.name if actor else None for actor, _ in resolved] == case["actors"]


def test_first_person_belongs_to_the_speaker_of_the_quotation() -> None:
    text = "“I think we should go,” Ida Moe said. Karl Lind left."
    article = Article(id="case", source="case", text=text, sha256="")
    found = sentences("case", text)
    inner = RawAttribution(source=Span(1, 2), cue=Span(3, 8), content=(Span(9, 21),), confidence=1.0)
    outer = RawAttribution(source=Span(24, 31), cue=Span(32, 36), content=(Span(0, 23),), confidence=1.0)
    reading = Reading(
        article_id="case",
        names=names_of(text, {"Ida Moe": "person", "Karl Lind": "person"}),
        words=read(article, found).words,
    )
    _, resolved = resolve(article, found, reading, [outer, inner])
    assert [actor.name for actor, _ in resolved if actor] == ["Ida Moe", "Ida Moe"]
