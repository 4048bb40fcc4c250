"""Who could answer, when it is due, and the two sides of a dispute: by cases, with the tags that a tagger gave."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.analyse.questions import kind_told
from briefing.analyse.questions.answerer import answerer
from briefing.analyse.questions.answers import answers, asked, is_answered_next
from briefing.analyse.questions.context import Context
from briefing.analyse.questions.cues import leads_nothing, matches, says_open, strongest_cue
from briefing.analyse.questions.disputes import disputes
from briefing.analyse.questions.due import due
from briefing.analyse.questions.look import CLEAR
from briefing.types import Actor, Article, Attribution, Reading, Sentence, Span, Word

CASES = json.loads((Path(__file__).parents[2] / "cases" / "question_details.json").read_text("utf-8"))


def context_of(case: dict[str, Any]) -> Context:
    """The case's sentence alone in its article."""
    text, words, at = case["input"], [], 0
    for item in case["tags"].split(" "):
        word, _, tag = item.rpartition("|")
        at = text.index(word, at)
        words.append(Word(span=Span(at, at + len(word)), tag=tag))
        at += len(word)
    article = Article(id="0" * 12, source="case", text=text, sha256="0" * 64)
    sentence = Sentence(article_id=article.id, index=0, paragraph=0, span=Span(0, len(text)), text=text)
    return Context(article=article, sentence=sentence, reading=Reading(article_id=article.id, words=tuple(words)))


def actor(name: str, kind: str, text: str, mentions: list[str]) -> Actor:
    spans = tuple(Span(text.index(form), text.index(form) + len(form)) for form in mentions)
    return Actor(name=name, kind=kind, mentions=spans)  # type: ignore[arg-type]


def said_in(text: str, whole: str, offset: int, rows: list[list[str]]) -> list[Attribution]:
    """The attributions of one sentence, each given as speaker, actor, cue and stance."""
    made = []
    for speaker, name, cue, stance in rows:
        spans = [Span(offset + text.index(part), offset + text.index(part) + len(part)) for part in (speaker, cue)]
        content = (Span(spans[1].end, offset + len(text)),)
        made.append(
            Attribution(
                speaker=spans[0],
                cue=spans[1],
                content=content,
                kind="indirect",
                stance=stance,  # type: ignore[arg-type]
                verb=cue,
                confidence=1.0,
                actor=Actor(name=name, kind="organisation"),
            )
        )
    assert all(one.cue is not None and one.cue.of(whole) for one in made)
    return made


@pytest.mark.parametrize("case", CASES["answerer"], ids=lambda case: case["label"])
def test_who_could_answer(case: dict[str, Any]) -> None:
    actors = [actor(name, kind, case["input"], mentions) for name, kind, mentions in case["actors"]]
    found = answerer(context_of(case), actors)
    assert (found.name if found else None) == case["expected"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Northbank", True), ("The campaign", False), ("the police", False), ("The Hale campaign", True)],
)
def test_a_refusal_that_the_reader_attributed_names_who_could_answer(name: str, shown: bool) -> None:
    case = next(case for case in CASES["answerer"] if case["label"] == "a50")
    context = context_of(case)
    text = context.sentence.text
    refusal = said_in(text, text, 0, [["The terms", name, "were not disclosed", "declines-to-comment"]])
    told = Context(
        article=context.article, sentence=context.sentence, reading=context.reading, attributions=tuple(refusal)
    )
    found = answerer(told)
    assert (found.name if found else None) == (name if shown else None)


@pytest.mark.parametrize("case", CASES["due"], ids=lambda case: case["label"])
def test_when_it_is_due(case: dict[str, Any]) -> None:
    found = due(context_of(case))
    assert (found.of(case["input"]) if found else None) == case["expected"]


@pytest.mark.parametrize("case", CASES["disputes"], ids=lambda case: case["label"])
def test_the_other_side_of_a_dispute(case: dict[str, Any]) -> None:
    whole = "\n".join(text for text, _ in case["sentences"])
    article = Article(id="0" * 12, source="case", text=whole, sha256="0" * 64)
    sentences, attributions, at = [], [], 0
    for index, (text, rows) in enumerate(case["sentences"]):
        span = Span(at, at + len(text))
        sentences.append(Sentence(article_id=article.id, index=index, paragraph=index, span=span, text=text))
        attributions += said_in(text, whole, at, rows)
        at = span.end + 1
    found = disputes(article, sentences, attributions)
    asked = case["asked"]
    other = found.claim_against(asked) if found.denies(asked) else found.denial_of(asked)
    assert other == case["expected"]


@pytest.mark.parametrize("case", CASES["answers"], ids=lambda case: case["label"])
def test_what_answers_a_question(case: dict[str, Any]) -> None:
    assert answers(asked(case["question"], case["evidence"]), case["input"]) is case["expected"]


@pytest.mark.parametrize("case", CASES["next"], ids=lambda case: case["label"])
def test_what_comes_right_after_may_answer(case: dict[str, Any]) -> None:
    after, at = [], 0
    for index, text in enumerate(case["after"]):
        after.append(
            Sentence(article_id="0" * 12, index=index, paragraph=index, span=Span(at, at + len(text)), text=text)
        )
        at += len(text) + 1
    assert is_answered_next(case["question"], after) is case["expected"]


@pytest.mark.parametrize("case", CASES["leads_nothing"], ids=lambda case: case["label"])
def test_a_cue_that_leads_nothing(case: dict[str, Any]) -> None:
    assert leads_nothing(case["input"]) is case["expected"]


@pytest.mark.parametrize("case", CASES["no_cue"], ids=lambda case: case["label"])
def test_what_only_looks_like_a_cue_is_none(case: dict[str, Any]) -> None:
    assert (strongest_cue(case["input"]) >= CLEAR) is case["expected"]


@pytest.mark.parametrize("case", CASES["kind"], ids=lambda case: case["label"])
def test_the_kind_of_what_is_left_open(case: dict[str, Any]) -> None:
    assert kind_told(case["input"], matches(case["input"])) == case["expected"]


@pytest.mark.parametrize("case", CASES["says_open"], ids=lambda case: case["label"])
def test_what_says_in_so_many_words_that_it_is_open(case: dict[str, Any]) -> None:
    assert says_open(case["input"]) is case["expected"]


def test_a_third_of_the_cases_are_negative() -> None:
    cases = [case for part in CASES.values() for case in part]
    assert sum(case["expected"] is None or case["expected"] is False for case in cases) * 3 >= len(cases)
    assert len({case["label"] for case in cases}) == len(cases)
