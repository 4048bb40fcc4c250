"""Speech without a reporting verb, by cases of our own writing (tests/cases/speech_*.json), read by the real reader.

`said`: [actor or null, words]: an attribution holds the words and has this actor. `unsaid`: words that no statement of
a form holds. `never`: [actor, words]: the actor is not given the words. `silent`: no form finds anything at all.
`verb` and `stance`: [words, value] of the statement that holds the words.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from briefing.analyse.attributions import attributions
from briefing.analyse.speech.page import Form
from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Article, Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence


def marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []


CASES = [
    pytest.param(case, id=case["label"], marks=marks(case))
    for path in sorted((Path(__file__).parents[3] / "cases").glob("speech_*.json"))
    for case in json.loads(path.read_text("utf-8"))
]


@cache
def found(text: str) -> tuple[Attribution, ...]:
    article = Article(id="case", source="case", text=text, sha256="")
    cut = sentences("case", text)
    return attributions(article, cut, read(article, cut))[1]


def of_form(said: Sequence[Attribution]) -> list[Attribution]:
    return [one for one in said if any(reason.rule in get_args(Form) for reason in one.reasons)]


def holding(said: Sequence[Attribution], text: str, words: str) -> list[Attribution]:
    assert words in text
    return [one for one in said if words in " ".join(span.of(text) for span in one.content)]


def asked(one: Attribution) -> bool:
    """True for what an interviewer asks, which is listed and takes no position."""
    return any(reason.rule == "asked" for reason in one.reasons)


def name(one: Attribution) -> str | None:
    return one.actor.name if one.actor else None


@pytest.mark.parametrize("case", CASES)
def test_speech_belongs_to_its_speaker(case: dict[str, Any]) -> None:
    text = case["text"]
    said = found(text)
    for actor, words in case.get("said", ()):
        holders = holding(said, text, words)
        assert actor in [name(one) for one in holders], words
        if case.get("strict", True):
            assert {name(one) for one in holders} <= {actor, None}, words
    for words in case.get("unsaid", ()):
        assert not [one for one in holding(of_form(said), text, words) if not asked(one)]
    for actor, words in case.get("asked", ()):
        assert [name(one) for one in holding(said, text, words) if asked(one)] == [actor]
    for actor, words in case.get("never", ()):
        assert actor not in [name(one) for one in holding(said, text, words)]
    for words, stance in case.get("stance", ()):
        assert stance in [one.stance for one in holding(said, text, words)]
    if case.get("silent"):
        assert of_form(said) == []
