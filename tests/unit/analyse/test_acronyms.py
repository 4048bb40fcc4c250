"""Names made whole by their acronym."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analyse.actors.acronyms import MOST, with_full_names
from briefing.types import Name, Span

UNION = "Union of Harbour and Dock Workers"
BOARD = "Harbour Safety Board"
CASES = [
    ("cut at a small word", f"The {UNION} (UHDW) met.", ["Union", "Dock Workers"], UNION),
    ("an acronym that stands alone", f"The {BOARD} met. HSB said no.", ["Harbour", "HSB"], BOARD),
    ("letters that spell nothing", "The Harbour Board met. NKL said no.", ["Harbour Board", "NKL"], None),
    ("small letters spell nothing", "The harbour safety board met. HSB said no.", ["HSB"], None),
    ("a name that is whole already", f"The Northern {BOARD} met. HSB said no.", [f"Northern {BOARD}", "HSB"], None),
    (
        "no name over two paragraphs",
        "Harbour Safety\n\nBoard members met. HSB said no.",
        ["Harbour Safety", "HSB"],
        None,
    ),
]


def names_in(text: str, forms: list[str]) -> list[Name]:
    return sorted(
        (Name(span=Span(text.index(form), text.index(form) + len(form)), kind="organisation") for form in forms),
        key=lambda name: name.span,
    )


@pytest.mark.parametrize(("text", "forms", "whole"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_a_name_is_whole(text: str, forms: list[str], whole: str | None) -> None:
    names = names_in(text, forms)
    made = with_full_names(text, names)
    told = [name.span.of(text) for name in made]
    if whole is None:
        assert made == names
    else:
        assert whole in told
        assert not any(form in whole and form in told for form in forms)


@given(st.lists(st.sampled_from(["Ab", "of", "Cd", "(ACE)", "ACE", "Ef", "and", ".", "ABC", "\n"]), max_size=60))
def test_names_never_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    names = [
        Name(span=Span(at, at + 3), kind="organisation")
        for at in range(len(text))
        if text[at : at + 3] in ("ACE", "ABC")
    ]
    made = with_full_names(text, names)
    assert all(one.span.end <= other.span.start for one, other in pairwise(made))


def test_very_many_acronyms_take_no_more_time() -> None:
    letters = "ABCDEFGHIJ"
    forms = [f"({a}{b}{c})" for a in letters for b in letters for c in letters]
    assert len(forms) > MOST
    assert with_full_names(" ".join(forms) + " xyz" * 3000, []) == []


def test_a_word_without_end_is_no_part_of_a_name() -> None:
    harbour = "Harbour" + "'Ha" * 40
    assert with_full_names(f"The {harbour} Safety Board met. HSB said no.", []) == []
