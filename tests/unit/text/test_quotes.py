"""Quotation marks of any style, and damage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.quotes import inside, quotations

MARKED = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            "‘",
            "’",
            '"',
            "'",
            "«",
            "»",
            "„",
            "‹",
            "›",
            "``",
            "''",
            " ",
            "a",
            "word",
            ".",
            ",",
            "?",
            "\n",
            "—",
            "(",
        ]
    ),
    max_size=60,
).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” twice.", ["no"]),
        ('He said "no" twice.', ["no"]),
        ("He said ‘no’ twice.", ["no"]),
        ("He said 'no' twice.", ["no"]),
        ("Il dit «non» encore.", ["non"]),
        ("Er sagte „nein“ dazu.", ["nein"]),
        ("“He called it ‘odd’ today.”", ["He called it ‘odd’ today."]),
        ("The workers' hall isn't Ana's.", []),
        ("‘The workers’ hall is shut,’ she said.", ["The workers’ hall is shut,"]),
        ("‘Don’t go,’ she said.", ["Don’t go,"]),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ("``Go on,'' he said. ``The workers' hall isn't shut.''", ["Go on,", "The workers' hall isn't shut."]),
        ("A ''super fund'' of Ana's may pay, ''if it must.''", ["super fund", "if it must."]),
        ("She sang ''Eye of the Tide.'' ''And now,'' she said, ''go.''", ["Eye of the Tide.", "And now,", "go."]),
        ("He never closed ''it", ["it"]),
        ('An icon \ue000"stays here," she said.', ["stays here,"]),
        ("He said ``stay and she said ``go'' now.", ["stay and she said ``go"]),
        ("No marks here.", []),
        ("", []),
    ],
)
def test_inner_text(text: str, expected: list[str]) -> None:
    assert [quotation.inner.of(text) for quotation in quotations(text)] == expected


def test_a_missing_closing_mark_ends_with_the_paragraph() -> None:
    text = "“We stay\nThe crowd left."
    (quotation,) = quotations(text)
    assert not quotation.closed
    assert quotation.outer.of(text) == "“We stay"


def test_a_speech_over_paragraphs_continues() -> None:
    first, second = quotations("“We stay.\n“We pay,” he said.")
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_a_plain_paragraph_between_breaks_the_speech() -> None:
    assert [q.continues for q in quotations("“We stay.\nThe crowd left.\n“We pay.”")] == [False, False]


def test_a_second_opening_mark_closes_the_first() -> None:
    text = "“We stay, he said. “We pay.”"
    assert [quotation.inner.of(text) for quotation in quotations(text)] == ["We stay, he said.", "We pay."]


def test_inside_marks_the_quotation_with_its_marks() -> None:
    assert bytes(inside("a “b” c")) == b"\x00\x00\x01\x01\x01\x00\x00"


@given(st.one_of(MARKED, st.text(max_size=200)))
def test_quotations_are_in_order_and_inside_one_line(text: str) -> None:
    last = 0
    for quotation in quotations(text):
        assert last <= quotation.outer.start < quotation.outer.end <= len(text)
        assert quotation.outer.contains(quotation.inner)
        assert "\n" not in quotation.outer.of(text)
        assert text.startswith((quotation.mark, "``", "''"), quotation.outer.start)
        last = quotation.outer.end
    assert len(inside(text)) == len(text)
