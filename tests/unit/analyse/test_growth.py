"""Texts made to cost time: twice the text must not be four times the work, counted in calls and not by a clock."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from briefing.analyse.actors.entities import entities, entity_at
from briefing.analyse.actors.kinds import complete
from briefing.analyse.actors.phrases import Words
from briefing.language import lexicon
from briefing.types import Name, Span, Word

MOST = 2.6
"""For twice the text: a search in sorted places adds a little to 2, a look at each place makes it 4."""


def named(count: int) -> tuple[str, list[Name]]:
    """A text that names one person and one firm over and over."""
    text = "Reyes met Acme Inc. " * count
    names = []
    for at in range(0, len(text), len("Reyes met Acme Inc. ")):
        names.append(Name(span=Span(at, at + 5), kind="person"))
        names.append(Name(span=Span(at + 10, at + 14), kind="organisation"))
    return text, names


def merged(count: int) -> None:
    text, names = named(count)
    assert [len(one.mentions) for one in entities(text, names, lexicon("en"))] == [count, count]


def missed(count: int) -> None:
    text, names = named(count)
    found = entities(text, names[:1], lexicon("en"))
    starts = range(0, len(text), len("Reyes met Acme Inc. "))
    words = [Word(span=Span(at + first, at + end), tag=tag) for at in starts for first, end, tag in TAGS]
    complete(found, Words(text, tuple(words)))
    assert [len(one.mentions) for one in found] == [count]


TAGS = ((0, 5, "NNP"), (6, 9, "VBD"))


def looked_up(count: int) -> None:
    text, names = named(count)
    found = entities(text, names, lexicon("en"))
    for name in names:
        assert len(entity_at(found, name.span)) == 1


@pytest.mark.parametrize("work", [merged, missed, looked_up])
def test_twice_the_names_are_twice_the_work(work: Any) -> None:
    work(10)  # loads what is loaded once
    assert calls(work, 400) < MOST * calls(work, 200)


def calls(work: Any, count: int) -> int:
    """How many functions `work` calls, built in ones too."""
    made = 0

    def seen(_frame: Any, event: str, _what: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work(count)
    finally:
        sys.setprofile(before)
    return made
