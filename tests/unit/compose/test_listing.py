"""What an article without a headline is known by."""

from __future__ import annotations

import pytest

from briefing.compose.listing import opening, title_of
from briefing.text.sentences import sentences
from briefing.types import Analysis, Article, Salience


def analysis(text: str, *, title: str | None = None, noise: int = 0) -> Analysis:
    """An article whose first `noise` sentences are noise."""
    article = Article(id="a", source="a.txt", text=text, sha256="a", title=title)
    found = sentences("a", text)
    salience = tuple(
        Salience(sentence=one, score=0.5, rank=at, noise="caption" if at <= noise else None)
        for at, one in enumerate(found, start=1)
    )
    return Analysis(article=article, sentences=found, salience=salience, actors=(), attributions=(), questions=())


@pytest.mark.parametrize(
    ("text", "noise", "expected"),
    [
        ("The dam in the upper valley burst on Friday.", 0, "The dam in the upper valley burst on Friday."),
        ("OSLO, Norway (AP) — The dam in the upper valley burst.", 0, "The dam in the upper valley burst."),
        ("(CNN)The dam in the upper valley burst.", 0, "The dam in the upper valley burst."),
        ("By Ann Lee\n\nThe dam in the upper valley burst.", 0, "The dam in the upper valley burst."),
        ("A picture of the old dam.\n\nThe dam in the upper valley burst.", 1, "The dam in the upper valley burst."),
        ("Rain fell.", 0, "Rain fell."),
        ("", 0, "a.txt"),
        ("The dam " + "in the upper valley " * 9, 0, "The dam in the upper valley in the upper valley in the upper …"),
    ],
)
def test_an_article_is_known_by_its_first_words(text: str, noise: int, expected: str) -> None:
    assert opening(analysis(text, noise=noise)) == expected


def test_the_title_of_one_article_and_of_several() -> None:
    named, unnamed = analysis("The dam of Oslo burst.", title="Dam bursts"), analysis("The dam of Oslo burst.")
    assert title_of([named]) == "Dam bursts"
    assert title_of([unnamed]) == "Briefing: The dam of Oslo burst."
    assert title_of([named, unnamed]) == "Briefing"
