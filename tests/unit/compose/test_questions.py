"""Open questions over several articles: answered elsewhere, denied elsewhere, figures that differ."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from briefing.compose.figures import figures
from briefing.compose.questions import question_lines
from briefing.types import Actor, Analysis, Article, Attribution, OpenQuestion, Salience, Sentence, Span


def analysis(*lines: str, day: int | None = None, said: dict[int, tuple[str, str, str]] | None = None) -> Analysis:
    """An article of these sentences; `said` gives, by sentence, the speaker, the cue and the stance."""
    text = "\n".join(lines)
    sha = hashlib.sha256(text.encode()).hexdigest()
    published = None if day is None else datetime(2026, 3, day, tzinfo=UTC)
    article = Article(id=sha[:12], source=f"{sha[:4]}.txt", text=text, sha256=sha, published=published)
    sentences, at = [], 0
    for index, line in enumerate(lines):
        span = Span(at, at + len(line))
        sentences.append(Sentence(article_id=article.id, index=index, paragraph=index, span=span, text=line))
        at = span.end + 1
    attributions = []
    for index, (who, cue, stance) in (said or {}).items():
        home = sentences[index]
        place = home.span.start + home.text.index(cue)
        speaker = home.span.start + home.text.index(who)
        attributions.append(
            Attribution(
                speaker=Span(speaker, speaker + len(who)),
                cue=Span(place, place + len(cue)),
                content=(home.span,),
                kind="indirect",
                stance=stance,  # type: ignore[arg-type]
                verb=cue,
                confidence=1.0,
                actor=Actor(name=who, kind="organisation"),
            )
        )
    return Analysis(
        article=article,
        sentences=tuple(sentences),
        salience=tuple(Salience(sentence=s, score=0.5, rank=s.index + 1) for s in sentences),
        actors=(),
        attributions=tuple(attributions),
        questions=(),
    )


def asking(item: Analysis, place: int, question: str | None, kind: str, **more: Any) -> Analysis:
    from dataclasses import replace

    made = OpenQuestion(question=question, kind=kind, evidence=(item.sentences[place],), score=0.5, **more)  # type: ignore[arg-type]
    return replace(item, questions=(*item.questions, made))


OPEN = ("The ferry left on Monday.", "Blue Line did not say how many passengers were on board.")
TOLD = ("Families waited at the harbour.", "Blue Line said 212 passengers were on board the ferry.")
ASKED = "How many passengers were on board?"


@pytest.mark.parametrize(("day", "other", "left"), [(1, 2, 0), (2, 2, 0), (None, 2, 0), (2, None, 0), (2, 1, 1)])
def test_what_another_article_answers_is_closed_unless_that_is_older(
    day: int | None, other: int | None, left: int
) -> None:
    first = asking(analysis(*OPEN, day=day), 1, ASKED, "undisclosed")
    assert [line.kind for line in question_lines([first])] == ["undisclosed"]
    lines = question_lines([first, analysis(*TOLD, day=other)])
    assert [line.kind for line in lines] == ["undisclosed" if left else "answered"]


def test_a_name_that_was_withheld_is_told_by_another_article() -> None:
    first = asking(analysis("The firm did not name the buyer.", "Shares rose."), 0, "Who is the buyer?", "undisclosed")
    line = question_lines([first, analysis("The buyer was later named as Meridian Rail.", "The deal closed.")])[0]
    assert (line.kind, line.text) == ("answered", "The buyer was later named as Meridian Rail.")


def test_a_negation_elsewhere_answers_nothing() -> None:
    first = asking(analysis(*OPEN), 1, ASKED, "undisclosed")
    other = analysis("Blue Line could not say whether 212 passengers were on board.")
    assert [line.kind for line in question_lines([first, other])] == ["undisclosed"]


CHARGE = ("Mayor Falk accused Blue Line of hiding cracks in the hull of the Aurora.", "The sea was calm.")
DENIAL = ("Blue Line denied hiding cracks in the hull of the Aurora.", "The harbour was closed.")


def test_what_one_article_says_and_another_denies_shows_both_sides() -> None:
    first = analysis(*CHARGE, said={0: ("Mayor Falk", "accused", "accuses")})
    second = analysis(*DENIAL, said={0: ("Blue Line", "denied", "denies")})
    line = question_lines([asking(first, 0, "Did Blue Line hide cracks in the hull?", "hedged"), second])[0]
    assert line.kind == "disputed"
    assert [one.number for one in line.evidence] == [1, 2]
    assert line.text == CHARGE[0]  # a line never joins the words of two sources


def test_a_denial_of_another_matter_makes_no_dispute() -> None:
    first = analysis(*CHARGE, said={0: ("Mayor Falk", "accused", "accuses")})
    second = analysis("Blue Line denied plans to raise fares.", said={0: ("Blue Line", "denied", "denies")})
    line = question_lines([asking(first, 0, "Did Blue Line hide cracks in the hull?", "hedged"), second])[0]
    assert (line.kind, len(line.evidence)) == ("hedged", 1)


def test_both_sides_in_one_article_are_shown() -> None:
    item = analysis(*CHARGE, DENIAL[0])
    line = question_lines(
        [asking(item, 0, "Did Blue Line hide cracks in the hull?", "disputed", other_side=item.sentences[2])]
    )[0]
    assert line.text == f"{CHARGE[0]} [...] {DENIAL[0]}"
    assert len(line.evidence) == 2


def test_figures_that_differ_between_articles_are_a_disputed_question() -> None:
    first = analysis("At least 12 people were killed when the ferry sank off Norland.", "The sea was calm.")
    second = analysis("At least 15 people were killed when the ferry went down off Norland.", "Boats came.")
    lines = question_lines([first, second], figures([first, second]))
    assert [(line.question, line.kind) for line in lines] == [("How many people were killed?", "disputed")]
    assert [one.number for one in lines[0].evidence] == [1, 2]
    assert lines[0].evidence[0].text == first.sentences[0].text


def test_figures_on_which_the_speakers_of_one_article_differ() -> None:
    rows = ("Police said 12 people were killed in the blast at the mill.", "Firms closed.")
    other = "The union said 15 people were killed in the blast at the mill."
    item = analysis(*rows, other, said={0: ("Police", "said", "states"), 2: ("The union", "said", "states")})
    assert [one.text for one in figures([item]).within[0].figures] == ["12 people were killed", "15 people were killed"]
    second = figures([analysis("The mill stands by the river."), item])
    assert [one.number for part in second.within[0].figures for one in part.evidence] == [2, 2]
    assert second.between == ()
    assert question_lines([item], figures([item]))[0].question == "How many people were killed?"


@pytest.mark.parametrize(
    "other",
    [
        "Police said 15 people were killed in the blast at the mill.",
        "The union said 12 people were killed in the blast at the mill.",
        "The union said 15 people were killed in a road accident.",
    ],
)
def test_a_count_that_grows_or_is_of_something_else_is_no_dispute(other: str) -> None:
    who = "Police" if other.startswith("Police") else "The union"
    item = analysis(
        "Police said 12 people were killed in the blast at the mill.",
        other,
        said={0: ("Police", "said", "states"), 1: (who, "said", "states")},
    )
    assert figures([item]).within == ()
