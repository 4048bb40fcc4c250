"""Several articles: what is one story, which comes first, what differs, what is confirmed, and by how many origins."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.compose.figures import figures
from briefing.compose.several import gathered
from briefing.compose.support import origin, supported
from briefing.text.sentences import sentences as split
from briefing.types import Analysis, Article, Development, Evidence, Salience, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

WIRE = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "functional" / "wire.jsonl").read_text("utf-8").splitlines()
]


def analysis(number: int, text: str, **fields: Any) -> Analysis:
    article = Article(id=f"a{number}", source=f"{number}.txt", text=text, sha256=f"{number}", **fields)
    found = split(article.id, text)
    salience = tuple(Salience(sentence=one, score=0.5, rank=at) for at, one in enumerate(found, start=1))
    return Analysis(article=article, sentences=found, salience=salience, actors=(), attributions=(), questions=())


@pytest.fixture(scope="module")
def wire() -> list[Analysis]:
    return [
        analysis(
            number,
            record["text"],
            title=record["title"],
            publisher=record["publisher"],
            byline=record.get("byline"),
            published=datetime.fromisoformat(record["published"]),
        )
        for number, record in enumerate(WIRE)
    ]


def by_story(analyses: Sequence[Analysis]) -> list[list[str]]:
    found = gathered(analyses)
    return [[str(found.analyses[at].article.publisher) for at in members] for members in found.stories]


def test_stories_are_put_together_the_biggest_first(wire: Sequence[Analysis]) -> None:
    assert by_story(wire) == [
        ["Estuary Gazette", "Ellery Evening Post", "Coast Radio"],
        ["Marlow Courier", "Westfield News"],
        ["Science Weekly"],
        ["Kelm Observer"],
    ]


def test_a_wire_copy_is_shown_as_one_with_its_other_publisher(wire: Sequence[Analysis]) -> None:
    found = gathered(wire)
    assert [[copy.publisher for copy in copies] for copies in found.copies.values()] == [["Northern Mail"]]
    assert list(found.copies) == ["a0"]


def test_the_order_of_the_articles_changes_no_story(wire: Sequence[Analysis]) -> None:
    expected = [sorted(story) for story in by_story(wire)]
    assert [sorted(story) for story in by_story(wire[::-1])] == expected


def test_what_a_paper_prints_below_each_article_makes_no_story() -> None:
    below = """The Harlow Gazette is published by Marlin Media, an independent company in Harlow. Readers can send tips
to the newsroom of the Harlow Gazette. Marlin Media is a member of the Regional Press Council and follows its code.
Support the Harlow Gazette with a subscription and help Marlin Media keep journalism alive in Harlow."""
    fire = """Fire crews put out a blaze in a paint warehouse on Tanner Street, and 80 residents were taken to a school.
"The smoke was very thick," said fire chief Ruth Okafor. The warehouse was empty when the alarm was raised."""
    same = """A paint warehouse burned on Tanner Street in the night, fire chief Ruth Okafor said. Residents of 40 flats
slept in a school while crews fought the blaze. Nobody was in the warehouse, its owner said."""
    ward = """Saint Brigid hospital will open a ward with 24 beds for children in October, director Tomas Vane said.
The ward will cost 9 million pounds. The union of nurses said that staff were still too few."""
    rail = """Trains between Corrin and Delby will not run for two weeks after a landslide buried the track. Buses will
leave every half hour, said spokeswoman Ines Falk. Engineers said that another slide was possible."""
    found = [analysis(at, f"{text}\n\n{below}") for at, text in enumerate((fire, ward, rail, same))]
    assert sorted(map(len, gathered(found).stories)) == [1, 1, 2]
    saliences = [one for each in gathered(found).analyses for one in each.salience]
    assert {one.noise for one in saliences if one.sentence.text in below} == {"footer"}
    assert {one.noise for one in saliences if one.sentence.text not in below} == {None}
    alone = gathered([found[0], found[3]])  # of one story nothing is set aside: it may be what both know
    assert {one.noise for each in alone.analyses for one in each.salience} == {None}
    assert [len(gathered([analysis(at, below) for at in range(2)]).analyses)] == [1]


def test_one_topic_in_other_weeks_is_another_story(wire: Sequence[Analysis]) -> None:
    from dataclasses import replace

    later = replace(wire[5], article=replace(wire[5].article, published=datetime(2026, 6, 1, tzinfo=UTC)))
    assert len(gathered([wire[4], wire[5]]).stories) == 1
    assert len(gathered([wire[4], later]).stories) == 2


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["Three people were killed.", "Five people were killed."],
            {"dead": ["Three people were killed", "Five people were killed"]},
        ),
        (["The crash killed 3.", "Three people died."], {}),
        (
            ["The fire killed at least 1,200.", "The death toll had risen to 2,300 by noon."],
            {"dead": ["killed at least 1,200", "death toll had risen to 2,300"]},
        ),
        (["Three people were killed.", "Three people were killed and 14 injured."], {}),
        (["Two died on Monday. Four died on Friday.", "Five people died."], {}),  # the first gives two figures
        (
            [
                "The tram line to Westfield will cost 480 million crowns.",
                "The tram line to Westfield will cost 520 million crowns.",
            ],
            {"crowns": ["480 million crowns", "520 million crowns"]},
        ),
        (["The line will cost 480 million crowns.", "Albin Foods lost 3 million crowns in milk."], {}),
        (["Police arrested 12.", "Twelve were arrested."], {}),
        (["A man of 40 years waited.", "He waited for 12 years."], {}),
    ],
)
def test_figures_that_differ_stand_side_by_side(texts: Sequence[str], expected: dict[str, list[str]]) -> None:
    found = figures([analysis(number, text) for number, text in enumerate(texts)]).between
    told = {one.subject: [figure.text for figure in one.figures] for one in found}
    assert told == expected


def line(article: Analysis) -> Development:
    first = article.sentences[0]
    evidence = (Evidence(article_id=article.article.id, number=1, span=first.span, text=first.text),)
    return Development(text=first.text, evidence=evidence)


SAID = "The council of Marlow voted to build a tram line to Westfield on Wednesday."


@pytest.mark.parametrize(
    ("others", "numbers", "origins"),
    [
        (["On Wednesday the Marlow council voted to build the tram line to Westfield."], [1, 2], 2),
        (["The council of Marlow did not vote to build a tram line to Westfield on Wednesday."], [1], 0),
        (["Shopkeepers on Long Street oppose the digging."], [1], 0),
        (["The council of Marlow voted 31 to 18 to build a tram line to Westfield on Wednesday."], [1, 2], 2),
        ([SAID, SAID], [1, 2, 3], 3),
    ],
)
def test_a_line_rests_on_every_article_that_says_it(others: Sequence[str], numbers: list[int], origins: int) -> None:
    analyses = [analysis(at, text, publisher=f"Paper {at}") for at, text in enumerate([SAID, *others])]
    (found,) = supported([line(analyses[0])], analyses)
    assert [one.number for one in found.evidence] == numbers
    assert found.origins == origins
    for one in found.evidence:
        assert one.span.of(analyses[one.number - 1].article.text) == one.text


def test_other_figures_confirm_nothing() -> None:
    said = "The council of Marlow voted 31 to 18 to build a tram line to Westfield."
    analyses = [analysis(0, said), analysis(1, said.replace("31 to 18", "29 to 20"))]
    assert [one.number for one in supported([line(analyses[0])], analyses)[0].evidence] == [1]


@pytest.mark.parametrize(
    ("fields", "text", "expected"),
    [
        ({"publisher": "Northern Mail", "byline": "Associated Press"}, "Rain.", "agency:ap"),
        ({"publisher": "Reuters"}, "Rain.", "agency:reuters"),
        ({"publisher": "Northern Mail"}, "OSLO (AP) — Rain fell.", "agency:ap"),
        ({"publisher": "Northern Mail"}, "OSLO — Rain fell.", "northern mail"),
        ({}, "Rain.", "a7"),
    ],
)
def test_the_origin_of_an_article(fields: dict[str, str], text: str, expected: str) -> None:
    article = Article(id="a7", source="7.txt", text=text, sha256="7", **fields)  # type: ignore[arg-type]
    assert origin(article) == expected


def test_spans_are_those_of_the_article(wire: Sequence[Analysis]) -> None:
    for found in figures(wire[:4]).between:
        for figure in found.figures:
            for one in figure.evidence:
                assert Span(one.span.start, one.span.end).of(wire[one.number - 1].article.text) == one.text
