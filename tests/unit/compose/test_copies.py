"""Near-copies: found whatever the order, told apart from other reports, without comparing each with each."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from briefing.compose import copies
from briefing.compose.copies import near_copies, share
from briefing.types import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = [f"word{number}" for number in range(4000)]
WIRE = (
    "A gravel barge struck a pier of the Harbour Bridge in Port Ellery early on Tuesday, killing three people and "
    "throwing several cars into the water, police said. The bridge, which carries 40,000 vehicles a day, was closed in "
    "both directions after two spans fell into the estuary. Divers were still searching the water near the second pier "
    "in the evening, and a temporary ferry was promised for Thursday."
)
OTHER = (
    "Five people were killed when a barge brought down two spans of a bridge at Port Ellery, the city hospital said on "
    "Tuesday evening. The transport minister promised a ferry for Thursday; the bridge, used by 40,000 vehicles a day, "
    "is closed. Opposition leaders accused the ministry of ignoring two letters that warned of cracks in a pier."
)


def articles(texts: Sequence[str]) -> list[Article]:
    return [Article(id=str(at), source=f"{at}.txt", text=text, sha256=str(at)) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], ()),
        ([WIRE], (0,)),
        ([WIRE, WIRE.upper()], (0, 0)),
        ([WIRE, f"PORT ELLERY (AP) - {WIRE} Copyright Daily Copy."], (0, 0)),
        ([WIRE, WIRE[: len(WIRE) * 6 // 10]], (0, 0)),
        ([WIRE[: len(WIRE) * 6 // 10], WIRE], (0, 0)),
        ([WIRE, OTHER], (0, 1)),
        ([WIRE, OTHER, f"{OTHER} More follows.", f"Update: {WIRE}"], (0, 1, 1, 0)),
        (["Read more here.", "Read more here."], (0, 1)),  # too short to be called a copy
        (["", ""], (0, 1)),
    ],
)
def test_near_copies(texts: Sequence[str], expected: tuple[int, ...]) -> None:
    assert near_copies(articles(texts)) == expected


def test_how_much_of_one_stands_in_another() -> None:
    one, other, longer = articles([WIRE, OTHER, f"{WIRE} {OTHER}"])
    assert share(one, longer) == 1
    assert 0.3 < share(longer, one) < 0.7
    assert share(one, other) < 0.1


def test_the_pairs_that_are_looked_at_grow_with_the_articles_not_with_their_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(3)  # noqa: S311 - the same texts each time
    texts = [" ".join(chance.choices(WORDS, k=60)) for _ in range(900)]
    texts += [f"{text} more follows" for text in texts[:100]]
    looked_at = 0
    checked = copies._is_copy

    def counted(one: frozenset[str], other: frozenset[str]) -> bool:
        nonlocal looked_at
        looked_at += 1
        return checked(one, other)

    monkeypatch.setattr(copies, "_is_copy", counted)
    found = near_copies(articles(texts))
    assert found == (*range(900), *range(100))
    assert looked_at < 2 * len(texts)  # of half a million pairs


def test_many_copies_of_one_text_are_not_each_compared_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    checked = copies._is_copy

    def counted(one: frozenset[str], other: frozenset[str]) -> bool:
        nonlocal looked_at
        looked_at += 1
        return checked(one, other)

    monkeypatch.setattr(copies, "_is_copy", counted)
    assert set(near_copies(articles([f"{WIRE} Copy {number}." for number in range(300)]))) == {0}
    assert looked_at < 2 * 300
