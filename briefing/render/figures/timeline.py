"""What happened when: the dated key developments in the order of their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from briefing.counting import counted
from briefing.render.escape import shown
from briefing.render.figures.canvas import WIDTH, Canvas, Figure, broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.types import Briefing

FEWEST: Final = 3
"""Events with a date from which a line of time tells more than the lines do."""
MOST: Final = 8
AXIS: Final = 126
"""Where the line stands, in pixels: the longest label, "30 Aug 2025–2 Sep 2026", takes two lines before it."""
TEXT: Final = 146
ROW: Final = 44
HEAD: Final = 14
FOOT: Final = 30

VAGUE: Final = timedelta(days=31)
"""What lasts longer than a month is drawn on no line of time."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A key development on the day or days that it names; `number` is its place in the briefing, from 1."""

    first: date
    last: date
    number: int
    text: str


def timeline(briefing: Briefing) -> Figure | None:
    """The picture, or None where fewer than three events bear a date, or all bear the same."""
    events = sorted(_events(briefing), key=lambda event: (event.first, event.last, event.number))
    if len(events) < FEWEST or len({(event.first, event.last) for event in events}) < 2:
        return None
    drawn, more = events[:MOST], len(events) - MOST
    now = _now(briefing)
    ahead = now is not None and drawn[-1].first > now
    canvas = Canvas(HEAD + ROW * len(drawn) + (FOOT if ahead or more > 0 else 0))
    canvas.line((AXIS, HEAD + 8), (AXIS, HEAD + 8 + ROW * (len(drawn) - 1)))
    for index, event in enumerate(drawn):
        _draw(canvas, event, HEAD + ROW * index + 8, ahead=now is not None and event.first > now)
    _legend(canvas, HEAD + ROW * len(drawn) + 14, ahead=ahead, more=more)
    return canvas.figure(title="What happened when", alt=_alt(drawn, more))


def label(first: date, last: date) -> str:
    """A day, a month, a year or a stretch of days, as short as it stays clear.

    >>> label(date(2025, 9, 5), date(2025, 9, 5)), label(date(2025, 9, 1), date(2025, 9, 30))
    ('5 Sep 2025', 'Sep 2025')
    >>> label(date(2025, 1, 1), date(2025, 12, 31)), label(date(2025, 8, 30), date(2025, 9, 2))
    ('2025', '30 Aug–2 Sep 2025')
    """
    month = _MONTHS[last.month - 1]
    if first == last:
        return f"{last.day} {month} {last.year}"
    whole = first.day == 1 and (date.fromordinal(last.toordinal() + 1).day == 1) and first.year == last.year
    if whole and (first.month, last.month) == (1, 12):
        return str(last.year)
    if whole and first.month == last.month:
        return f"{month} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {month} {last.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {_MONTHS[first.month - 1]}{year}–{last.day} {month} {last.year}"


def _events(briefing: Briefing) -> Iterator[Event]:
    """Each line on the first of its most exact dates; one that names no more than a year has no place on a line."""
    for number, line in enumerate(briefing.developments, start=1):
        for dated in line.dates[:1]:
            if dated.last - dated.first >= VAGUE:
                continue
            yield Event(first=dated.first, last=dated.last, number=number, text=shown(line.text))


def _now(briefing: Briefing) -> date | None:
    """The day from which a date lies ahead: the briefing's, or that of its latest article, as far as they are known."""
    if briefing.date is not None:
        return briefing.date.date()
    days = [entry.published.date() for entry in briefing.sources if entry.published is not None]
    return max(days, default=None)


def _draw(canvas: Canvas, event: Event, y: float, *, ahead: bool) -> None:
    when = broken(label(event.first, event.last), width=AXIS - 12, lines=2)
    for index, words in enumerate(when):
        canvas.text(AXIS - 16, y + 5 + 15 * index, words, anchor="end", bold=True)
    if ahead:
        canvas.blank(AXIS, y)
    canvas.mark(AXIS, y, hollow=ahead)
    for index, words in enumerate(broken(event.text, width=WIDTH - TEXT, lines=2)):
        canvas.text(TEXT, y + 5 + 15 * index, words)


def _legend(canvas: Canvas, y: float, *, ahead: bool, more: int) -> None:
    if ahead:
        canvas.mark(AXIS, y - 4, hollow=True)
        canvas.text(TEXT, y, "still ahead")
    if more > 0:
        canvas.text(WIDTH, y, f"and {counted(more, 'more dated line')}", anchor="end")


def _alt(events: Sequence[Event], more: int) -> str:
    told = " ".join(
        f"{label(event.first, event.last)}: key development {event.number}, {event.text.rstrip('.')}."
        for event in events
    )
    return f"Key developments by their dates. {told}" + (f" {more} more are not drawn." if more > 0 else "")
