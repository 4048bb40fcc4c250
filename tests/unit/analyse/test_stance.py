"""Stances by cases: [sentence, cue, stance, verb shown]; the content is what stands behind the cue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.analyse.actors.phrases import Words
from briefing.analyse.stance import STANCES, stance_of, strength_of
from briefing.reader import read
from briefing.types import Article, RawAttribution, Span

CASES = json.loads((Path(__file__).parents[2] / "cases" / "stances.json").read_text("utf-8"))


@pytest.mark.parametrize(("sentence", "cue", "stance", "verb"), CASES, ids=[case[0] for case in CASES])
def test_stance_and_verb(sentence: str, cue: str, stance: str, verb: str) -> None:
    words = Words(sentence, read(Article(id="c", source="c", text=sentence, sha256=""), ()).words)
    start = sentence.index(cue)
    end = start + len(cue)
    raw = RawAttribution(source=None, cue=Span(start, end), content=(Span(end + 1, len(sentence) - 1),), confidence=1.0)
    taken = stance_of(sentence, words, raw)
    assert (taken.stance, taken.verb) == (stance, verb)
    assert taken.reason.detail


def test_every_stance_has_a_strength() -> None:
    assert {strength_of(stance) for stance in (*STANCES, "declines-to-comment")} == {1, 2, 3}
