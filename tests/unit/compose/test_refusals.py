"""A refusal is told once: its label and the words beside it do not repeat each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.analyse.attributions import attributions
from briefing.compose.positions import positions
from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Analysis, Article


@pytest.mark.parametrize(
    ("said", "label", "words"),
    [
        ("Karl Lind declined to comment on the arrests.", "declines to comment", "on the arrests"),
        ("Karl Lind refused to comment on the arrests.", "declines to comment", "on the arrests"),
        ("Karl Lind declined to comment on Friday.", "gives no answer", "declined to comment"),
        ("Karl Lind declined to comment.", "gives no answer", "declined to comment"),
        ("Nurses declined to comment on the arrests.", "decline to comment", "on the arrests"),
        (
            "Karl Lind did not respond to a request for comment.",
            "gives no answer",
            "did not respond to a request for comment",
        ),
    ],
)
def test_a_refusal_is_told_once(said: str, label: str, words: str) -> None:
    text = f"Two men were held at the harbour on Thursday. {said}"
    article = Article(id="case", source="case", text=text, sha256="")
    cut = sentences("case", text)
    actors, found = attributions(article, cut, read(article, cut))
    weighed = tuple(replace(one, weight=1.0) for one in found)
    analysis = Analysis(
        article=article, sentences=tuple(cut), salience=(), actors=actors, attributions=weighed, questions=()
    )
    shown = [(one.verb, one.text) for position in positions([analysis]) for one in position.statements]
    assert (label, words) in shown
