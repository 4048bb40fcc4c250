"""Expressions of time -> days: "on Friday", "last month", "in March", "March 3, 2015".

What the text does not tell in full is reckoned from the day of publication, where that is known, and only where the
answer is sure: a weekday whose verb does not tell whether it lies behind or ahead has none, nor has "last Friday" on a
Saturday, nor what is said inside a quotation, which may be of another day. Days are those of UTC. The reckoning is
python-dateutil's. dateparser, which reads more kinds of dates, always gives one (the past for "on Friday", whatever the
verb), and takes 0.4 seconds to import.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from briefing.language import lexicon
from briefing.text.quotes import inside
from briefing.text.tense import Direction, direction, part_of_name
from briefing.types import Dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Days = tuple[date, date]

NIGHT: Final = 8
"""Before this hour (UTC) it is still the day before in the Americas: what "today" means is not known then."""
WHOLE: Final = frozenset({"iso", "day", "month", "year"})
"""Kinds of expressions that tell their year themselves."""
OWNS: Final = ("’s", "'s")
LONGEST: Final = 2000
"""A line of more characters is no sentence, and is not looked at: the work grows with the square of what it names."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An expression where it stands: what was matched, the day of publication, and where its verb points."""

    words: dict[str, str]
    today: date
    night: bool
    points: Direction


@dataclass(frozen=True, slots=True)
class _Names:
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    near_days: dict[str, int]
    named_days: frozenset[tuple[int, int]]
    expressions: tuple[tuple[str, re.Pattern[str]], ...]
    """Each kind with its pattern, the first that matches at a place counts."""


def dates(text: str, published: datetime | None = None) -> tuple[Dated, ...]:
    """The days that one line of text names: the most exact first, then in the order of the text, each once.

    Without `published` only what tells its year itself has a day, and a line beyond LONGEST has none.

    >>> dates("The court ruled on Friday.", datetime(2026, 3, 24, tzinfo=UTC))
    (Dated(text='Friday', first=datetime.date(2026, 3, 20), last=datetime.date(2026, 3, 20), resolved=True),)
    """
    found: dict[Days, Dated] = {}
    for kind, match in _expressions(text) if len(text) <= LONGEST else ():
        days = _days(text, match, kind, published)
        if days is not None:
            made = Dated(text=match.group(), first=days[0], last=days[1], resolved=kind not in WHOLE)
            found.setdefault(days, made)
    return tuple(sorted(found.values(), key=lambda one: one.last - one.first))


def _expressions(text: str) -> list[tuple[str, re.Match[str]]]:
    """Every expression with its kind, in the order of the text.

    What depends on the day on which it was said is left out inside quotation marks, and as the owner of something
    ("Friday's vote"), which no verb places.
    """
    found: list[tuple[str, re.Match[str]]] = []
    for kind, pattern in _names("en").expressions:
        for match in pattern.finditer(text):
            if all(match.end() <= other.start() or other.end() <= match.start() for _, other in found):
                found.append((kind, match))
    found.sort(key=lambda item: item[1].start())
    if all(kind in WHOLE for kind, _ in found):
        return found
    quoted = inside(text)
    return [
        (kind, match)
        for kind, match in found
        if kind in WHOLE or not (quoted[match.start()] or text.startswith(OWNS, match.end()))
    ]


def _days(text: str, match: re.Match[str], kind: str, published: datetime | None) -> Days | None:
    words = {name: value for name, value in match.groupdict().items() if value}
    try:
        if kind in WHOLE:
            return _WHOLE[kind](words)
        if published is None or part_of_name(text, match.start()):
            return None
        when = published.astimezone(UTC)
        night = 0 < when.hour * 3600 + when.minute * 60 + when.second < NIGHT * 3600
        place = _Place(words, when.date(), night, direction(text, match.start(), match.end()))
        return _RECKONED[kind](place)
    except (ValueError, OverflowError):  # 31 February, or a year that there is not
        return None


# --- kinds that tell their year ----------------------------------------------------------------


def _iso(words: dict[str, str]) -> Days:
    return _one(date(int(words["year"]), int(words["month_number"]), int(words["day"])))


def _day(words: dict[str, str]) -> Days | None:
    found = date(int(words["year"]), _month_number(words), int(words["day"]))
    wrong = "weekday" in words and found.weekday() != _weekday_number(words)
    return None if wrong else _one(found)


def _month(words: dict[str, str]) -> Days:
    return _whole_month(date(int(words["year"]), _month_number(words), 1))


def _year(words: dict[str, str]) -> Days:
    return date(int(words["year"]), 1, 1), date(int(words["year"]), 12, 31)


# --- kinds that are reckoned from the day of publication ---------------------------------------


def _day_of_year(place: _Place) -> Days | None:
    """A day and month: in the year in which its weekday, where that is told, and the verb put it."""
    month, day = _month_number(place.words), int(place.words["day"])
    if (month, day) in _names("en").named_days:
        return None
    years = [place.today.year + shift for shift in (-1, 0, 1)]
    options = [date(year, month, day) for year in years if (month, day) != (2, 29) or year % 4 == 0]
    if "weekday" in place.words:
        options = [one for one in options if one.weekday() == _weekday_number(place.words)]
        return _one(options[0]) if len(options) == 1 else None
    if place.points == "past":
        return _one(max(one for one in options if one <= place.today))
    if place.points == "future":
        return _one(min(one for one in options if one >= place.today))
    return None


def _weekday(place: _Place) -> Days | None:
    from dateutil.relativedelta import relativedelta, weekday

    day, here = _weekday_number(place.words), place.today.weekday()
    at_home = (here - 1) % 7  # the day of publication, where in the Americas it is still the one before
    if place.points == "past" and not (place.night and day == here):
        return _one(place.today + relativedelta(weekday=weekday(day)(-1)))
    # On a Friday, "on Friday" may be a week ahead.
    if place.points == "future" and day != here and not (place.night and day == at_home):
        return _one(place.today + relativedelta(weekday=weekday(day)(+1)))
    return None


def _weekday_of(place: _Place) -> Days | None:
    """The last and the next Friday, where the nearest one is in another week; "this past" and "this coming" Friday."""
    from dateutil.relativedelta import relativedelta, weekday

    day, which = _weekday_number(place.words), place.words["which"].lower()
    if which in ("last", "this past"):
        found = place.today - timedelta(days=1) + relativedelta(weekday=weekday(day)(-1))
    else:
        found = place.today + timedelta(days=1) + relativedelta(weekday=weekday(day)(+1))
    sure = which.startswith("this") or _monday(found) != _monday(place.today)
    return _one(found) if sure else None


def _weekday_this(place: _Place) -> Days:
    return _one(_monday(place.today) + timedelta(days=_weekday_number(place.words)))


def _near_day(place: _Place) -> Days | None:
    """Yesterday, today, tomorrow; "today" that no verb puts behind or ahead may mean "nowadays"."""
    away = _names("en").near_days[place.words["near_day"].lower()]
    if place.night or (away == 0 and place.points == "neither"):
        return None
    return _one(place.today + timedelta(days=away))


def _unit(place: _Place) -> Days | None:
    """The last, this or the next week, month or year; on a Sunday, which week it is depends on where one lives."""
    from dateutil.relativedelta import relativedelta

    shift = {"last": -1, "this": 0, "next": 1}[place.words["which"].lower()]
    unit = place.words["unit"].lower()
    if unit == "week":
        monday = _monday(place.today) + timedelta(weeks=shift)
        return None if place.today.weekday() == 6 else (monday, monday + timedelta(days=6))
    if unit == "month":
        return _whole_month(place.today.replace(day=1) + relativedelta(months=shift))
    return _year({"year": str(place.today.year + shift)})


def _ago(place: _Place) -> Days | None:
    from dateutil.relativedelta import relativedelta

    number, unit = _number(place.words["number"]), place.words["unit"].lower()
    if unit == "day":
        return None if place.night else _one(place.today - timedelta(days=number))
    if unit == "month":
        return _whole_month(place.today.replace(day=1) - relativedelta(months=number))
    return _year({"year": str(place.today.year - number)})


def _month_of_year(place: _Place) -> Days | None:
    """A month: the last or the next March; in a March itself it may be this one or another."""
    month = _month_number(place.words)
    if month == place.today.month or place.points == "neither":
        return None
    shift = -1 if place.points == "past" and month > place.today.month else 0
    shift = 1 if place.points == "future" and month < place.today.month else shift
    return _whole_month(date(place.today.year + shift, month, 1))


_WHOLE: Final[dict[str, Callable[[dict[str, str]], Days | None]]] = {
    "iso": _iso,
    "day": _day,
    "month": _month,
    "year": _year,
}
_RECKONED: Final[dict[str, Callable[[_Place], Days | None]]] = {
    "day_of_year": _day_of_year,
    "stretch": lambda _place: None,
    "weekday": _weekday,
    "weekday_of": _weekday_of,
    "weekday_this": _weekday_this,
    "near_day": _near_day,
    "unit": _unit,
    "ago": _ago,
    "month_of_year": _month_of_year,
}


# --- names and numbers -------------------------------------------------------------------------


def _one(day: date) -> Days:
    return day, day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _whole_month(first: date) -> Days:
    from dateutil.relativedelta import relativedelta

    return first, first + relativedelta(months=1, days=-1)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _names("en").numbers[word.lower()]


def _month_number(words: dict[str, str]) -> int:
    return _names("en").months[words["month"].lower()]


def _weekday_number(words: dict[str, str]) -> int:
    return _names("en").weekdays[words["weekday"].lower()]


@cache
def _names(language: str) -> _Names:
    """The names of one language, and the patterns of its expressions."""
    table = lexicon(language).table("dates")
    months = _numbered(table["months"], table["short_months"], first=1)
    weekdays = _numbered(table["weekdays"], table["short_weekdays"], first=0)
    filled = {
        "{month}": f"(?P<month>{_either(months)})",
        "{weekday}": f"(?P<weekday>{_either(weekdays)})",
        "{any_weekday}": f"(?:{_either(weekdays)})",
        "{number}": f"(?P<number>\\d{{1,3}}|{_either(table['numbers'], capital=False)})",
        "{near_day}": f"(?P<near_day>{_either(table['near_days'], capital=False)})",
        "{day}": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)",
    }
    made = []
    for entry in table["expression"]:
        pattern = entry["pattern"]
        for name, group in filled.items():
            pattern = pattern.replace(name, group)
        made.append((entry["kind"], re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")))
    return _Names(
        months=months,
        weekdays=weekdays,
        numbers=table["numbers"],
        near_days=table["near_days"],
        named_days=frozenset((month, day) for month, day in table["named_days"]),
        expressions=tuple(made),
    )


def _numbered(full: Sequence[str], short: Sequence[str], *, first: int) -> dict[str, int]:
    """Full and short names, the latter with their point, in lower case -> their number."""
    numbers = {name: number for number, name in enumerate(full, start=first)}
    shortened = {
        name: number
        for name in short
        for number, whole in enumerate(full, start=first)
        if whole.startswith(name.rstrip("."))
    }
    return shortened | numbers


def _either(names: Iterable[str], *, capital: bool = True) -> str:
    """A pattern of the names, the longest first: with a capital, or with one or without."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    starts = (name[0].upper() if capital else f"[{name[0].upper()}{name[0]}]" for name in ordered)
    return "|".join(start + re.escape(name[1:]) for start, name in zip(starts, ordered, strict=True))
