"""The JSON holds everything, under the names of the contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing.render import render
from briefing.render.as_json import analysis_record, briefing_record, line
from briefing.types import Actor, Analysis, Attribution, Reason, Salience, Sentence, Span

if TYPE_CHECKING:
    from types import ModuleType


def analysis(made: ModuleType) -> Analysis:
    text = made.SEED
    start = text.index("Trump said he was")
    span = Span(start, start + 5)
    sentence = Sentence(article_id=made.ARTICLE.id, index=0, paragraph=0, span=span, text=span.of(text))
    attribution = Attribution(
        speaker=span,
        cue=Span(start + 6, start + 10),
        content=(Span(start + 11, start + 17),),
        kind="indirect",
        stance="states",
        verb="says",
        confidence=0.9,
        actor=Actor(name="Donald Trump", kind="person", role="U.S. President"),
        reasons=(Reason(rule="reader"),),
        target=Span(start + 11, start + 13),
    )
    unclear = Attribution(
        speaker=None, cue=None, content=(span,), kind="direct", stance="states", verb="says", confidence=0.5
    )
    return Analysis(
        article=made.ARTICLE,
        sentences=(sentence,),
        salience=(Salience(sentence=sentence, score=0.5, rank=1),),
        actors=(),
        attributions=(attribution, unclear),
        questions=(),
    )


def test_every_evidence_is_the_slice_of_its_source(made: ModuleType) -> None:
    record = json.loads(render(made.SEED_BRIEFING, "json").data)
    lines = [*record["developments"], *record["open_questions"]]
    lines += [statement for position in record["positions"] for statement in position["statements"]]
    assert len(lines) == 4 + 3 + 8
    for one in lines:
        for evidence in one["evidence"]:
            assert evidence["text"] == made.SEED[evidence["start"] : evidence["end"]]
            assert (evidence["article_id"], evidence["number"]) == (made.ARTICLE.id, 1)


def test_the_document_is_the_record(made: ModuleType) -> None:
    record = briefing_record(made.SEED_BRIEFING)
    document = json.loads(render(made.SEED_BRIEFING, "json").data)
    assert len(document.pop("seal")) == 64
    assert document == json.loads(line(record))
    assert record["schema"] == "briefing/briefing/1"
    assert record["date"] == "2025-09-05T14:00:00+00:00"
    assert record["open_questions"][2]["question"] is None


def test_an_analysis_is_as_the_contract_says(made: ModuleType) -> None:
    record = json.loads(line(analysis_record(analysis(made), made.SEED_BRIEFING)))
    assert record["schema"] == "briefing/analysis/1"
    assert record["article"]["id"] == made.ARTICLE.id
    (sentence,) = record["sentences"]
    assert (sentence["text"], sentence["rank"], sentence["score"]) == ("Trump", 1, 0.5)
    first, unclear = record["attributions"]
    assert (first["speaker"]["text"], first["cue"]["text"], first["content"][0]["text"]) == ("Trump", "said", "he was")
    assert (first["actor"], first["role"], first["kind"], first["confidence"]) == (
        "Donald Trump",
        "U.S. President",
        "indirect",
        0.9,
    )
    assert (first["target"]["text"], first["target"]["start"], unclear["target"]) == (
        "he",
        first["content"][0]["start"],
        None,
    )
    assert (unclear["speaker"], unclear["cue"], unclear["actor"], unclear["role"]) == (None, None, None, None)
    assert record["briefing"]["positions"][0]["actor"] == "Vladimir Putin"


def test_a_line_is_one_line_of_utf8_whatever_the_text(made: ModuleType) -> None:
    text = "a\nb\r\u2028\x00“\ud800"
    data = line(briefing_record(made.hostile(text)))
    assert data.count(b"\n") == 1
    assert json.loads(data.decode("utf-8"))["title"] == text
