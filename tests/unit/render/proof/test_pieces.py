"""A line is taken apart into its evidence's slices, however their white space was folded, and into nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.render.proof.pieces import taken
from briefing.types import Evidence, Span

_WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Z", "C"], exclude_characters="[]"), min_size=1), min_size=1
)
_SPACES = st.text(" \n\t\u00a0\u2009", min_size=1, max_size=3)


def _evidence(text: str) -> Evidence:
    return Evidence(article_id="a", number=1, span=Span(0, len(text)), text=text)


@given(_WORDS, st.lists(_SPACES, min_size=1), st.lists(_SPACES, min_size=1))
def test_white_space_counts_as_equal(words: list[str], held: list[str], shown: list[str]) -> None:
    source, line = words[0], words[0]
    for at, word in enumerate(words[1:]):
        source += held[at % len(held)] + word
        line += shown[at % len(shown)] + word
    assert [piece.kind for piece in taken("", "", line, (_evidence(source),)).pieces] == ["verbatim"]


@given(_WORDS, st.data())
def test_a_character_more_or_less_is_no_slice(words: list[str], data: st.DataObject) -> None:
    line = " ".join(words)
    place = data.draw(st.integers(0, len(line) - 1))
    torn = line[:place] + line[place + 1 :]
    if torn.split() != words:
        assert (
            "unproven" in {piece.kind for piece in taken("", "", torn, (_evidence(line),)).pieces} or not torn.strip()
        )


def test_empty_evidence_stands_nowhere() -> None:
    assert [piece.kind for piece in taken("", "", "a", (_evidence(" "),)).pieces] == ["unproven"]
