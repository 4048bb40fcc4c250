"""Patterns made quick must find what a plain search finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.lexicon import lexicon
from briefing.text.patterns import PatternSet, alternatives, joined, minds_case, one_of, openings, small, straight

CUES = [entry["patterns"] for entry in lexicon("en").table("questions")["cue"]]
SALIENCE = [pattern for several in lexicon("en").table("salience")["cues"].values() for pattern in several]
ASKED = [lexicon("en").table("questions")[name] for name in ("says_open", "no_lead")]
ASKED.append(lexicon("en").table("disputes")["denial"])

SALIENCE_SET = PatternSet(SALIENCE)
CUE_SET = PatternSet([joined(patterns) for patterns in CUES], ignore_case=True)
PLAIN_CUES = [re.compile("|".join(patterns), re.IGNORECASE) for patterns in CUES]
QUICK = [(re.compile(one_of(patterns)), re.compile("|".join(patterns), re.IGNORECASE)) for patterns in ASKED]

# Words that the patterns are about, and what stands between them in news.
_TALK = (
    "The May may MIGHT not n't didn't has have yet to be seen decided denied Denies that the in of is are was expected "
    "set to will Will would 1998 20 percent $5 unclear Unknown still missing said according warned us su won wins "
    "accused of whether if or said 's no decision deadlock he'd you're ſaid kıll İs of course such as"
)
_WORDS = st.sampled_from(_TALK.split())
_TEXTS = st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=40)


@given(_TEXTS)
def test_a_set_finds_what_each_of_its_patterns_finds(text: str) -> None:
    expected = [(i, m.span()) for i, each in enumerate(SALIENCE) for m in re.finditer(each, text.lower())]
    assert sorted((i, m.span()) for i, m in SALIENCE_SET.found(text.lower())) == expected


@given(_TEXTS)
def test_case_is_ignored_as_the_compiler_does_it(text: str) -> None:
    expected = [(i, m.span()) for i, each in enumerate(PLAIN_CUES) for m in each.finditer(text)]
    assert sorted((i, m.span()) for i, m in CUE_SET.found(text)) == expected


@given(_TEXTS)
def test_one_of_several_is_found_where_any_is(text: str) -> None:
    for quick, plain in QUICK:
        assert (quick.search(small(text)) is None) == (plain.search(text) is None)


def test_what_is_held_against_small_letters_has_no_capitals() -> None:
    assert not any(minds_case(pattern) for patterns in ASKED for pattern in patterns)
    assert minds_case(r"\b(?-i:may)\b")
    assert minds_case(r"\bMay\b")
    assert not minds_case(r"\Bmay\S+")


@given(st.text())
def test_straight_and_small_keep_each_place(text: str) -> None:
    assert len(small(straight(text))) == len(text)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:declin|refus)(?:e|es|ed)\b", {"dec", "ref"}),
        (r"(?<!not )(?<!n't )\bdenials?\b", {"den"}),
        (r"\bof course|\bd[io]es?\b", {"of ", "die", "doe"}),
        (r"\b(?:1[89]|20)\d\d\b", {"0"}),
        (r"\b\d+ dead\b", {"0"}),
        (r"\b(?:un)?known\b", {"unk", "kno"}),  # the group may be missing
        (r"(?:\bnot|n't|\bno)(?: yet)? (?:said|seen)", {"not", "n't", "no "}),
        (r"\b(?:(?-i:may)|might)\b", {"may", "mig"}),
        (r"\b(?:un)*known\b", None),
        (r"\b\d?x\b", None),
        (r"\bno?thing\b", {"not", "nth"}),
        (r"\bx*thing\b", None),
        (r"\bif\b", None),  # shorter than an opening
        (r"\b[^a]bc\b", None),
        (r"\bone|two\b", None),  # "two" may stand inside a word
        (r"\b one\b", None),  # a word's end is a limit too
        (r"\b(?=one)\w+", None),
    ],
)
def test_openings(pattern: str, expected: set[str] | None) -> None:
    assert openings(pattern) == expected


def test_neighbours_share_a_limit_in_their_order() -> None:
    assert joined([r"\bone|\btwo", "n't", r"\bthree"]) == r"\b(?:one|two)|n't|\b(?:three)"
    assert alternatives(r"a(?:b|c)\||[]|]d|e") == [r"a(?:b|c)\|", "[]|]d", "e"]
