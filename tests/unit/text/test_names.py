"""Names: titles, surnames, acronyms, and whether two mentions can be one person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.language import lexicon
from briefing.text.names import (
    acronym,
    given_name,
    is_acronym_of,
    likely_gender,
    same_person,
    split_title,
    strip_possessive,
    surname,
)

CASES = json.loads((Path(__file__).parents[2] / "cases" / "same_person.json").read_text("utf-8"))
NAMES = st.lists(
    st.sampled_from(
        [
            "Mr.",
            "Sen.",
            "President",
            "Ana",
            "Robert",
            "Hale",
            "von",
            "der",
            "al-Sadr",
            "Jr.",
            "R.",
            "Kim",
            "’s",
            ",",
            "-",
            ".",
        ]
    ),
    max_size=6,
).map(" ".join)


def _params() -> list[Any]:
    strict = pytest.mark.xfail(strict=True, reason="a known limit of the rules")
    return [
        pytest.param(case, id=case["label"], marks=[strict] if case.get("expect") == "fail" else []) for case in CASES
    ]


@pytest.mark.parametrize("case", _params())
def test_same_person(case: dict[str, Any]) -> None:
    assert same_person(case["one"], case["other"]) is case["expected"]


@given(NAMES, NAMES)
def test_same_person_is_symmetric(one: str, other: str) -> None:
    assert same_person(one, other) is same_person(other, one)


@given(st.one_of(NAMES, st.text(max_size=40)))
def test_split_title_keeps_every_word(name: str) -> None:
    title, bare = split_title(name)
    assert f"{title} {bare}".split() == name.split()


@given(st.text(max_size=40))
def test_nothing_raises(name: str) -> None:
    for helper in (strip_possessive, surname, given_name, acronym, likely_gender):
        helper(name)
    is_acronym_of(name, name)


@pytest.mark.parametrize(
    ("name", "title", "bare"),
    [
        ("Russian President Vladimir Putin", "Russian President", "Vladimir Putin"),
        ("U.S. Sen. Tom Reyes", "U.S. Sen.", "Tom Reyes"),
        ("former first deputy prime minister Ana Hale", "former first deputy prime minister", "Ana Hale"),
        ("then-Senate Majority Leader Lee", "then-Senate Majority Leader", "Lee"),
        ("ousted President Ana Hale", "ousted President", "Ana Hale"),
        ("self-proclaimed President Ana Hale", "self-proclaimed President", "Ana Hale"),
        ("ex-President Hale", "ex-President", "Hale"),
        ("Prime Minister", "Prime Minister", ""),
        ("Will Marshal", "", "Will Marshal"),
        ("American Hale", "", "American Hale"),
        ("Steve King", "", "Steve King"),
        ("", "", ""),
    ],
)
def test_split_title(name: str, title: str, bare: str) -> None:
    assert split_title(name) == (title, bare)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ursula von der Leyen", "von der Leyen"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Bashar al-Assad", "al-Assad"),
        ("Robert Hale Jr.", "Hale"),
        ("Robert Hale III", "Hale"),
        ("Xi Jinping", "Xi"),
        ("Hale’s", "Hale"),
        ("President Reyes", "Reyes"),
        ("", ""),
    ],
)
def test_surname(name: str, expected: str) -> None:
    assert surname(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Macron's", "Macron"),
        ("Macron’s", "Macron"),
        ("James’", "James"),
        ("James's", "James"),
        ("O’Hara", "O’Hara"),
        ("Paris", "Paris"),
    ],
)
def test_strip_possessive(name: str, expected: str) -> None:
    assert strip_possessive(name) == expected


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("WHO", "World Health Organization", True),
        ("FBI", "Federal Bureau of Investigation", True),
        ("DOJ", "Department of Justice", True),
        ("U.N.", "United Nations", True),
        ("WTO", "World Health Organization", False),
        ("W", "World", False),
    ],
)
def test_is_acronym_of(short: str, name: str, *, expected: bool) -> None:
    assert is_acronym_of(short, name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mrs. Hale", "female"),
        ("Sir Pat Hale", "male"),
        ("Ana Hale", "female"),
        ("Robert Hale", "male"),
        ("Hale", None),
        ("Zzyx Hale", None),
    ],
)
def test_likely_gender(name: str, expected: str | None) -> None:
    assert likely_gender(name) == expected


def test_first_names_tell_one_gender() -> None:
    data = lexicon("en")
    female, male = data.words("first_names_female"), data.words("first_names_male")
    assert not female & male
    assert min(len(female), len(male)) > 300


def test_demonyms_name_countries_that_are_listed() -> None:
    data = lexicon("en")
    former = {"Greenland", "Tibet"}
    assert set(data.table("demonyms").values()) - data.words("countries") <= former


def test_metonyms_that_stand_for_a_government_name_a_country_or_institution() -> None:
    table = lexicon("en").table("metonyms")
    assert {entry["kind"] for entry in table.values()} == {"government", "organisation", "group"}
    assert table["Kremlin"]["name"] == "Russia"
    assert not table["Kremlin"]["place"]
    assert table["Washington"]["place"]
