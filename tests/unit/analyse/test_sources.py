"""Whose words they are where no name says it, by cases of our own writing, read by the real reader.

`said`: [actor or null, words]: the statement that holds the words has this actor. `never`: [actor, words]: it hasn't.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.analyse.attributions import attributions
from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Article

CASES = json.loads((Path(__file__).parents[2] / "cases" / "sources.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_actor(case: dict[str, Any]) -> None:
    text = case["text"]
    article = Article(id="case", source="case", text=text, sha256="")
    cut = sentences("case", text)
    _, said = attributions(article, cut, read(article, cut))
    for actor, words in (*case["said"], *case.get("never", ())):
        assert words in text, actor
    found = [(one.actor.name if one.actor else None, " ".join(span.of(text) for span in one.content)) for one in said]
    for actor, words in case["said"]:
        assert actor in [name for name, content in found if words in content]
    for actor, words in case.get("never", ()):
        assert actor not in [name for name, content in found if words in content]
