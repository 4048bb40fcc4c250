"""What happened when: dated key developments in the order of their dates, and only where they are worth a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from briefing.render.figures import timeline as module
from briefing.render.figures.timeline import Event, label, timeline
from briefing.types import Briefing

BRIEFING = Briefing(title="t", date=None, developments=(), positions=(), open_questions=(), sources=(), version="0")


def dated(monkeypatch: pytest.MonkeyPatch, *days: date | tuple[date, date]) -> None:
    """Give the briefing events on these days; which words of a text make a date is tested elsewhere."""
    spans = [day if isinstance(day, tuple) else (day, day) for day in days]
    events = [
        Event(first=first, last=last, number=number, text=f"Event {number}")
        for number, (first, last) in enumerate(spans, start=1)
    ]
    monkeypatch.setattr(module, "_events", lambda _: iter(events))


def test_events_are_drawn_in_the_order_of_their_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    dated(monkeypatch, date(2026, 3, 9), date(2026, 3, 1), date(2026, 3, 5))
    figure = timeline(BRIEFING)
    assert figure is not None
    places = [figure.svg.index(f"Event {number}") for number in (2, 3, 1)]
    assert places == sorted(places)
    assert figure.alt.startswith("Key developments by their dates. 1 Mar 2026: key development 2, Event 2.")


def test_what_lies_ahead_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    dated(monkeypatch, date(2026, 3, 1), date(2026, 3, 5), date(2026, 4, 1))
    figure = timeline(replace(BRIEFING, date=datetime(2026, 3, 10, tzinfo=UTC)))
    assert figure is not None
    assert "still ahead" in figure.svg
    undated = timeline(BRIEFING)
    assert undated is not None
    assert "still ahead" not in undated.svg


@pytest.mark.parametrize(
    "days",
    [
        [],
        [date(2026, 3, 1), date(2026, 3, 2)],
        [date(2026, 3, 1)] * 3,
    ],
    ids=["none", "two", "all on one day"],
)
def test_nothing_is_drawn_for_few_dates(monkeypatch: pytest.MonkeyPatch, days: list[date]) -> None:
    dated(monkeypatch, *days)
    assert timeline(BRIEFING) is None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 9, 5), date(2025, 9, 5), "5 Sep 2025"),
        (date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        (date(2025, 2, 1), date(2025, 2, 27), "1–27 Feb 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Dec 2025–2 Jan 2026"),
    ],
)
def test_labels_are_as_short_as_they_stay_clear(first: date, last: date, expected: str) -> None:
    assert label(first, last) == expected
