"""Key developments over several articles: no fact twice, and of two figures for one the later."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.analyse.salience import Line
from briefing.compose.developments import _chosen
from briefing.types import Analysis, Article, Span

THREE = "A gravel barge struck a pier of the bridge in Port Ellery on Tuesday, killing three people."
FIVE = "A gravel barge struck a pier of the bridge in Port Ellery on Tuesday, killing five people."
SAME = "On Tuesday a gravel barge struck a pier of the bridge in Port Ellery, killing three people."
OTHER = "The dairy workers of Kelm ended their strike after the owner agreed to a pay rise."


def chosen(lines: list[tuple[str, int | None]], *, words: int | None = None, limit: int = 5) -> list[str]:
    """The lines that are kept of one line an article, each with the day on which it was published."""
    analyses, ranked = [], []
    for number, (text, day) in enumerate(lines, start=1):
        published = datetime(2026, 3, day, tzinfo=UTC) if day else None
        article = Article(id=f"a{number}", source=f"{number}.txt", text=text, sha256=str(number), published=published)
        analyses.append(Analysis(article=article, sentences=(), salience=(), actors=(), attributions=(), questions=()))
        ranked.append((0, number, Line(text=text, spans=(Span(0, len(text)),), reasons=())))
    return [line.text for line in _chosen(analyses, ranked, limit=limit, words=words)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(THREE, 17), (OTHER, 17)], [THREE, OTHER]),
        ([(THREE, 17), (SAME, 18)], [THREE]),
        ([(THREE, 17), (OTHER, 17), (FIVE, 18)], [FIVE, OTHER]),  # in the place of the earlier figure
        ([(FIVE, 18), (THREE, 17)], [FIVE]),
        ([(THREE, None), (FIVE, 18)], [THREE]),  # which is later is not known
        ([(THREE, 17), (FIVE, 17)], [THREE]),
    ],
)
def test_of_two_lines_on_one_fact_the_later_figures_are_kept(
    lines: list[tuple[str, int | None]], expected: list[str]
) -> None:
    assert chosen(lines) == expected


def test_the_budget_holds_whichever_line_is_kept() -> None:
    longer = FIVE.replace("five people", "five people and two of the divers who came to look for them")
    assert chosen([(THREE, 17), (longer, 18)], words=len(THREE.split())) == [THREE]
    assert chosen([(THREE, 17), (longer, 18)], words=len(longer.split())) == [longer]
    assert chosen([(THREE, 17), (OTHER, 17)], words=len(THREE.split())) == [THREE]
    assert chosen([(THREE, 17), (OTHER, 17)], limit=1) == [THREE]
