"""Targets of stances by cases: [sentence, cue, target or null]; the content is what stands behind the cue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.analyse.actors.phrases import Words
from briefing.analyse.stance import stance_of
from briefing.analyse.target import target_of
from briefing.reader import read
from briefing.text.quotes import quotations
from briefing.types import Article, RawAttribution, Span

CASES = json.loads((Path(__file__).parents[2] / "cases" / "targets.json").read_text("utf-8"))


@pytest.mark.parametrize(("sentence", "cue", "target"), CASES, ids=[case[0] for case in CASES])
def test_target_in_the_words_of_the_source(sentence: str, cue: str, target: str | None) -> None:
    words = Words(sentence, read(Article(id="c", source="c", text=sentence, sha256=""), ()).words)
    start = sentence.index(cue)
    end = start + len(cue)
    raw = RawAttribution(source=None, cue=Span(start, end), content=(Span(end + 1, len(sentence) - 1),), confidence=1.0)
    found = target_of(words, raw, stance_of(sentence, words, raw), quotations(sentence))
    assert (found.of(sentence) if found else None) == target


def test_the_speaker_behind_the_cue_is_no_target() -> None:
    sentence = "“You saved us all,” praised the mayor of Lund."
    words = Words(sentence, read(Article(id="c", source="c", text=sentence, sha256=""), ()).words)
    start = sentence.index("praised")
    raw = RawAttribution(source=None, cue=Span(start, start + 7), content=(Span(0, start - 1),), confidence=1.0)
    assert target_of(words, raw, stance_of(sentence, words, raw), quotations(sentence)) is None
