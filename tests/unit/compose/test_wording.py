"""What is shown is verbatim, without half a quotation, and joined by [...] where something is left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.compose.wording import CUT, evidence_of, shown_spans, shown_text
from briefing.types import Span

CASES = [
    ("Berg said that the port was shut.", ["that the port was shut"], "the port was shut"),
    ("That supports the view that it was shut.", ["That supports the view"], "That supports the view"),
    ("Berg said that same day it was shut.", ["that same day it was shut"], "that same day it was shut"),
    ("Berg said that was wrong.", ["that was wrong"], "that was wrong"),
    ("Berg praised “bold steps” today.", ["bold steps” today"], "“bold steps” today"),
    ("Berg said: “Go now.”", [": “Go now.”"], "“Go now.”"),
    ("“We wait,” Berg said. “We hope.”", ["“We wait,”", "“We hope.”"], "“We wait,” [...] “We hope.”"),
    ("Berg said the port,\nthe quay and the lock were shut,", ["the port,\nthe quay and the lock were shut,"],
     "the port, the quay and the lock were shut"),
    ("“We wait.”\n“We hope,” Berg said.", ["“We wait.”", "“We hope,”"], "“We wait.” “We hope,”"),
    ("The panel held Pagliani in contempt.", ["Pagli", "in conte"], "Pagliani in contempt"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts", "expected"), CASES)
def test_words_shown(text: str, parts: list[str], expected: str) -> None:
    content = [Span(text.index(part), text.index(part) + len(part)) for part in parts]
    assert shown_text(text, shown_spans(text, content)) == expected


@given(
    st.text(alphabet="ab “”\"',.\n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_every_piece_is_a_slice(text: str, places: list[tuple[int, int]]) -> None:
    content = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in places]
    spans = shown_spans(text, content)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end < two.start for one, two in pairwise(spans))
    for evidence in evidence_of("id", 1, text, spans):
        assert evidence.text == text[evidence.span.start : evidence.span.end]
    assert shown_text(text, spans).count(CUT) == max(0, len(spans) - 1)
