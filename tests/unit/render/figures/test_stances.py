"""Who stands where: what is drawn, what is said of it in words, and when nothing is drawn."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from briefing.render.figures.stances import MOST_ACTORS, ORDER, stances
from briefing.types import Briefing, Evidence, Position, Span, Stance, Statement


def briefing(*said: tuple[str, list[tuple[Stance, str]]]) -> Briefing:
    spot = (Evidence(article_id="a" * 12, number=1, span=Span(0, 1), text="x"),)
    positions = tuple(
        Position(
            actor=actor,
            kind="person",
            role=None,
            statements=tuple(
                Statement(verb=stance, stance=stance, speech=speech, text="x", evidence=spot)  # type: ignore[arg-type]
                for stance, speech in statements
            ),
        )
        for actor, statements in said
    )
    return Briefing(
        title="t", date=None, developments=(), positions=positions, open_questions=(), sources=(), version="0"
    )


def test_each_statement_is_a_mark_and_a_word() -> None:
    figure = stances(
        briefing(("Ida Moe", [("warns", "direct"), ("warns", "indirect")]), ("The council", [("denies", "indirect")]))
    )
    assert figure is not None
    assert figure.alt == "Statements by actor and stance. Ida Moe: warns 2. The council: denies 1."
    assert "Ida Moe" in figure.svg
    drawn = len(re.findall("<circle", figure.svg))
    assert drawn == 3 + 2  # and the legend's two


def test_only_words_that_are_all_the_speakers_own_fill_a_mark() -> None:
    said: list[tuple[Stance, str]] = [("warns", "direct"), ("warns", "mixed"), ("denies", "indirect")]
    figure = stances(briefing(("Ida Moe", said[:1]), ("The council", said[1:])))
    assert figure is not None
    rings = len(re.findall('<circle[^>]*fill="none"', figure.svg))
    assert rings == 2 + 1  # and the legend's one


def test_columns_go_from_assent_to_dissent() -> None:
    figure = stances(briefing(("A", [("accuses", "direct")]), ("B", [("supports", "direct")])))
    assert figure is not None
    assert figure.svg.index(">supports<") < figure.svg.index(">accuses<")


@pytest.mark.parametrize(
    "said",
    [
        [],
        [("A", [("warns", "direct"), ("denies", "direct")])],
        [("A", [("states", "direct")]), ("B", [("states", "direct")])],
        [("A", []), ("B", [("warns", "direct"), ("denies", "direct")])],
    ],
    ids=["nobody", "one actor", "one stance", "one of two says nothing"],
)
def test_nothing_is_drawn_that_words_tell_as_well(said: list[tuple[str, list[tuple[Stance, str]]]]) -> None:
    assert stances(briefing(*said)) is None


def test_more_actors_than_rows_are_counted() -> None:
    said: list[tuple[str, list[tuple[Stance, str]]]] = [
        (f"Actor {number}", [(ORDER[number % 2], "direct")]) for number in range(MOST_ACTORS + 3)
    ]
    figure = stances(briefing(*said))
    assert figure is not None
    assert "and 3 more actors" in figure.svg
    assert figure.alt.endswith("3 more actors are not drawn.")


def test_a_hostile_name_is_text() -> None:
    figure = stances(briefing(("<script>&\x00", [("warns", "direct")]), ("B", [("denies", "direct")])))
    assert figure is not None
    assert "<script" not in figure.svg


def test_every_stance_has_a_column() -> None:
    assert set(ORDER) == set(get_args(Stance))
