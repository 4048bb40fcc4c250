"""The watch-list: who mentions a term, and which lines it lifts."""

from __future__ import annotations

import pytest

from briefing.analyse.salience.select import WORTH
from briefing.compose import Profile, compose
from briefing.compose.developments import developments
from briefing.compose.watching import LIFT, lifted, watched, watched_terms
from briefing.text.sentences import sentences
from briefing.types import Actor, Analysis, Article, Reason, Salience, Span

TEXT = (
    "The council of Oslo closed the upper bridge on Monday.\n"
    "The bank of Bergen cut its rate by half a point.\n"
    "Anna Lind resigned as head of the port.\n"
    "She will be followed by her deputy in June.\n"
    "Rain kept two thousand people from the fair.\n"
    "Two schools in the north shut their doors.\n"
    "A ferry line to Lerwick was named by the ministry."
)
WORTHS = (0.9, 0.8, 0.7, 0.3, 0.75, 0.65, 0.2)


def _analysis(*, text: str = TEXT, noise: int | None = None) -> Analysis:
    article = Article(id=text[-8:], source="a.txt", text=text, sha256="0" * 64)
    found = sentences(article.id, text)
    assert len(found) == len(WORTHS)
    saliences = tuple(
        Salience(
            sentence=sentence,
            score=worth,
            rank=place + 1,
            noise="caption" if place == noise else None,
            reasons=(Reason(rule=WORTH, weight=worth),),
        )
        for place, (sentence, worth) in enumerate(zip(found, WORTHS, strict=True))
    )
    at, she = TEXT.index("Anna Lind"), TEXT.index("She")
    lind = Actor(name="Anna Lind", kind="person", mentions=(Span(at, at + 9), Span(she, she + 3)))
    return Analysis(article=article, sentences=found, salience=saliences, actors=(lind,), attributions=(), questions=())


def _lifted(analysis: Analysis, *terms: str) -> list[int]:
    return [index for index, one in enumerate(lifted(analysis, terms)) if watched_terms(one.reasons)]


@pytest.mark.parametrize(
    ("term", "indices"),
    [
        ("Bergen", [1]),
        ("lerwick", [6]),
        ("LERWICK", []),
        ("Lerw", []),
        ("ferry  line", [6]),
        ("Anna Lind", [2, 3]),
        ("Lind", [2, 3]),
        ("China", []),
    ],
)
def test_a_term_lifts_the_sentences_that_hold_it_or_mention_its_actor(term: str, indices: list[int]) -> None:
    assert _lifted(_analysis(), term) == indices


def test_noise_is_never_lifted() -> None:
    assert _lifted(_analysis(noise=6), "Lerwick") == []


def test_only_the_first_term_of_a_sentence_lifts_it() -> None:
    reasons = lifted(_analysis(), ("ferry", "Lerwick", "ferry"))[6].reasons[1:]
    assert [(reason.detail, reason.weight) for reason in reasons] == [("ferry", LIFT), ("Lerwick", 0.0)]


def test_a_watched_line_finds_a_place_that_it_would_not_have_had() -> None:
    plain = compose([_analysis()], [], profile=Profile(developments=3))
    watching = compose([_analysis()], [], profile=Profile(developments=3, watch=("Lerwick",)))
    assert not any("Lerwick" in line.text for line in plain.developments)
    assert [line.watched for line in watching.developments] == [(), (), ("Lerwick",)]
    assert "Lerwick" in watching.developments[-1].text


def test_without_a_watch_list_nothing_changes() -> None:
    assert lifted(_analysis(), ()) == _analysis().salience


def test_over_several_articles_watched_lines_are_taken_first() -> None:
    one, other = _analysis(), _analysis(text=TEXT.replace("to Lerwick was named by", "was asked of"))
    lines = developments([other, one], n=2, words=None, watch=("Lerwick",))
    assert not any("Lerwick" in line.text for line in developments([other, one], n=2, words=None))
    assert any("Lerwick" in line.text for line in lines)


def test_each_term_is_told_with_the_articles_that_hold_it() -> None:
    found = watched([_analysis()], ["Lerwick", "China", "Lerwick", " "])
    assert [(one.term, one.sources) for one in found] == [("Lerwick", (1,)), ("China", ())]
