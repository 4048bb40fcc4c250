"""What became of every sentence, and the formula's terms add up to the worth."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from briefing.analyse.salience import Limits, choice, developments, rank
from briefing.analyse.salience.news import TIMES
from briefing.analyse.salience.select import WORTH
from briefing.text.sentences import sentences
from briefing.types import Article, Salience

SEED = (Path(__file__).parents[3] / "seeds" / "reassurance-force.txt").read_text("utf-8")
OWN = (
    "The harbour council closed the northern ferry line on Tuesday after a storm broke the quay.\n"
    "They had warned of it.\n"
    "By Anna Muster\n"
    "The northern ferry line was closed on Tuesday by the harbour council after the quay broke in a storm.\n"
    "“We will build the quay again. It will take a year,” said Mayor Alice Thornbury.\n"
    "The repair of the quay will cost 12 million dollars over three years, the council said.\n"
    "Read more: Ferries of the north\n"
    "Northern Lines, the operator, asked the state for 3 million dollars to keep its crews.\n"
    "Its crews number 240.\n"
    "Photo: The broken quay\n"
    "Two islands have no other link to the mainland, and their school was shut on Wednesday.\n"
    "The state government sent two boats with food and medicine on Thursday morning.\n"
)


def _ranked(text: str, *, formula: bool = False) -> tuple[Article, tuple[Salience, ...]]:
    article = Article(id="a", source="a", text=text, sha256="")
    return article, rank("news", article, sentences("a", text), None, formula=formula)


LIMITS = [Limits(), Limits(n=2), Limits(n=40), Limits(words=60), Limits(words=3)]


@pytest.mark.parametrize("text", [SEED, OWN, "He left.\n", ""], ids=["seed", "own", "one", "empty"])
@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_to_explain_a_page_does_not_change_it(text: str, limits: Limits) -> None:
    article, saliences = _ranked(text)
    found = choice(article, saliences, limits=limits)
    assert found.lines == developments(article, saliences, n=limits.n, words=limits.words)
    assert len(found.fates) == len(saliences)


@pytest.mark.parametrize("text", [SEED, OWN], ids=["seed", "own"])
@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_every_sentence_has_the_fate_that_the_page_shows(text: str, limits: Limits) -> None:
    article, saliences = _ranked(text)
    found = choice(article, saliences, limits=limits)
    for salience, fate in zip(saliences, found.fates, strict=True):
        holding = [
            number
            for number, line in enumerate(found.lines, start=1)
            if any(span.overlaps(salience.sentence.span) for span in line.spans)
        ]
        assert (fate.kind in ("line", "part")) == bool(holding)
        assert fate.kind not in ("line", "part") or [fate.line] == holding
        assert (fate.kind == "noise") == (salience.noise is not None and not holding)
        assert fate.detail


def test_why_sentences_lost() -> None:
    article, saliences = _ranked(OWN)
    kinds = {index: fate.kind for index, fate in enumerate(choice(article, saliences, limits=Limits(n=2)).fates)}
    assert kinds[2] == "noise"
    twins = {place for place, salience in enumerate(saliences) if "northern ferry line" in salience.sentence.text}
    assert {kinds[place] for place in twins} == {"line", "repeat"}
    assert "full" in kinds.values()
    assert "long" in {fate.kind for fate in choice(article, saliences, limits=Limits(words=30)).fates}


def test_a_sentence_that_leans_is_told_so() -> None:
    text = "They agreed on it at once.\nRain fell.\nThe council of Oslo closed the bridge on Monday."
    article, saliences = _ranked(text)
    fate = choice(article, saliences, limits=Limits()).fates[0]
    assert fate.kind == "leans"
    assert "They agreed on" in fate.detail


@pytest.mark.parametrize("text", [SEED, OWN], ids=["seed", "own"])
def test_the_terms_add_up_to_the_worth(text: str) -> None:
    _, saliences = _ranked(text, formula=True)
    for salience in saliences:
        added, factor, worth = 0.0, 1.0, None
        for reason in salience.reasons:
            if reason.rule == WORTH:
                worth = reason.weight
            elif reason.rule == TIMES:
                factor = reason.weight
            elif reason.rule not in ("noise", "repeat"):
                added += reason.weight
        assert worth == pytest.approx(factor / (1 + math.exp(-added)), abs=1e-4)


def test_the_formula_changes_no_score() -> None:
    _, plain = _ranked(OWN)
    _, told = _ranked(OWN, formula=True)
    assert [(one.score, one.rank) for one in plain] == [(one.score, one.rank) for one in told]
    assert all(len(one.reasons) < len(other.reasons) for one, other in zip(plain, told, strict=True))
