"""Content stays with what its cue can govern; the cases were found by reading real output."""

from __future__ import annotations

import pytest

from briefing.analyse.attributions import attributions, speech_kind
from briefing.analyse.content import _JOINING
from briefing.reader import read
from briefing.text.quotes import inside
from briefing.text.sentences import sentences
from briefing.types import Article, Attribution, Name, RawAttribution, Reading, Span


def attributed(text: str, source: str, cue: str, *content: str, tagged: bool = False) -> tuple[Attribution, ...]:
    """The attributions of `text` when the reader gives `content` to `cue` and `cue` to `source`.

    Parts of speech are there only where they are asked for.
    """

    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    raw = RawAttribution(
        source=span(source), cue=span(cue), content=tuple(span(part) for part in content), confidence=0.9
    )
    article = Article(id="a", source="a", text=text, sha256="")
    names = (Name(span=span(source), kind="person"),)
    words = read(article, ()).words if tagged else ()
    reading = Reading(article_id="a", attributions=(raw,), names=names, words=words)
    return attributions(article, sentences("a", text), reading)[1]


def shown(found: tuple[Attribution, ...], text: str) -> list[list[str]]:
    return [[span.of(text) for span in item.content] for item in found]


def test_indirect_content_of_another_sentence_is_not_the_speakers() -> None:
    text = "Ida Moe said the bridge was safe.\nI think the council was right to act."
    found = attributed(text, "Ida Moe", "said", "the bridge was safe", "the council was right to act")
    assert shown(found, text) == [["the bridge was safe"]]


def test_nothing_is_left_where_all_content_lies_elsewhere() -> None:
    text = "Ida Moe said so. The council was right to act."
    assert attributed(text, "Ida Moe", "said", "The council was right to act") == ()


def test_a_quotation_in_the_next_paragraph_stays() -> None:
    text = "Ida Moe doubted its use:\n“I see no point. It is too late.”"
    found = attributed(text, "Ida Moe", "doubted", "its use", "“I see no point. It is too late.”")
    assert shown(found, text) == [["its use", "“I see no point. It is too late.”"]]


def test_kinds_of_speech() -> None:
    text = "Ida Moe said “Go now” to the “old guard” that met here on Monday night."
    quoted = inside(text)

    def kind(part: str) -> str:
        start = text.index(part)
        raw = RawAttribution(source=None, cue=Span(8, 12), content=(Span(start, start + len(part)),), confidence=1.0)
        return speech_kind(raw, quoted)

    assert kind("“Go now”") == "direct"
    assert kind("that met here") == "indirect"
    assert kind("the “old guard” that met here on Monday night") == "mixed"


def test_what_the_reporter_sets_against_a_quotation_is_not_the_speakers() -> None:
    text = "“Not before spring,” Ida Moe warned, even though no closure of the bridge has been planned."
    found = attributed(text, "Ida Moe", "warned", "“Not before spring,”", "no closure of the bridge has been planned")
    assert shown(found, text) == [["“Not before spring,”"]]


def test_a_concession_within_what_is_said_stays() -> None:
    text = "Ida Moe warned that although no closure was planned, drivers should take care."
    found = attributed(text, "Ida Moe", "warned", "although no closure was planned, drivers should take care")
    assert shown(found, text) == [["although no closure was planned, drivers should take care"]]


def test_quoted_words_behind_a_concession_stay() -> None:
    text = "“Not before spring,” Ida Moe warned, despite “all our hopes.”"
    found = attributed(text, "Ida Moe", "warned", "“Not before spring,”", "“all our hopes.”")
    assert shown(found, text) == [["“Not before spring,”", "“all our hopes.”"]]


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ("Monday the bridge was safe", "the bridge was safe"),
        ("late Monday night she would wait", "she would wait"),
        ("on Tuesday there was no hurry", "there was no hurry"),
        ("Monday was too late", "Monday was too late"),
        ("Sunday school was dull", "Sunday school was dull"),
        ("Tuesday’s vote was fair", "Tuesday’s vote was fair"),
        ("late trains were the rule", "late trains were the rule"),
        ("last of all the bridge was safe", "last of all the bridge was safe"),
    ],
)
def test_the_day_on_which_it_was_said_is_no_content(content: str, left: str) -> None:
    text = f"Ida Moe said {content}."
    assert shown(attributed(text, "Ida Moe", "said", content, tagged=True), text) == [[left]]


def test_the_subject_of_the_next_statement_is_no_content() -> None:
    text = "Ida Moe said both had promised to stay -- but only he kept his word."
    span = {part: Span(text.index(part), text.index(part) + len(part)) for part in ("Ida Moe", "said", "he", "kept")}
    outer = Span(text.index("both"), span["he"].end)
    raws = (
        RawAttribution(source=span["Ida Moe"], cue=span["said"], content=(outer,), confidence=0.9),
        RawAttribution(
            source=span["he"], cue=span["kept"], content=(Span(text.index("his"), len(text) - 1),), confidence=0.9
        ),
    )
    article = Article(id="a", source="a", text=text, sha256="")
    _, found = attributions(article, sentences("a", text), Reading(article_id="a", attributions=raws))
    assert ["both had promised to stay"] in shown(found, text)


@pytest.mark.parametrize(
    ("scrap", "left"),
    [("the absent mayor", False), ("as the mayor left", True), ("of all the old and worn things", True)],
)
def test_a_scrap_beside_a_quotation_is_no_content(scrap: str, left: bool) -> None:
    text = f"“I may have to leave the stage,” Ida Moe joked, mocking {scrap}."
    found = attributed(text, "Ida Moe", "joked", "“I may have to leave the stage,”", scrap, tagged=True)
    assert shown(found, text) == [["“I may have to leave the stage,”", *([scrap] if left else [])]]


@pytest.mark.parametrize(
    ("cue", "rest", "named"),
    [
        ("is expected", "to close in May", False),
        ("is expected", "by Ida Moe to close in May", True),
        ("expects", "to close in May", True),
    ],
)
def test_a_passive_tells_nobody_from_another_sentence(cue: str, rest: str, named: bool) -> None:
    text = f"Ida Moe left the hall. The ferry line {cue} {rest}."
    found = attributed(text, "Ida Moe", cue, rest, tagged=True)
    assert [one.speaker is not None for one in found] == [named]


def test_a_rule_of_dashes_takes_no_time() -> None:
    text = f"they kept the {'-' * 60}x word"
    assert _JOINING.sub("", text) == text
    assert _JOINING.sub("", "the vote -- but only") == "the vote"
