"""The one context that every format and every template is filled from: dictionaries and tuples of plain strings.

`docs/templates.md` lists its fields. All labels that are the program's own words are made here, once for all formats.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from briefing.counting import counted
from briefing.render.escape import shown, web_link
from briefing.render.marked import line_anchors, places
from briefing.render.stories import stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.types import (
        Article,
        Briefing,
        Development,
        Difference,
        Evidence,
        Failure,
        Position,
        QuestionLine,
        SourceEntry,
        Statement,
        Watched,
    )

Value: TypeAlias = "str | dict[str, Value] | tuple[Value, ...]"
Fields: TypeAlias = dict[str, Value]

# Python's own month names follow the locale; a briefing does not.
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_KINDS: Final = {"future": "pending", "answered": "answered by another article"}
"""Kinds of question that are shown under another word than their own."""

HEADINGS: Final = {
    "developments": "Key developments",
    "positions": "Positions by actor",
    "open_questions": "Open questions",
    "differences": "Figures that differ",
    "watched": "Watch-list",
    "answerer": "who could answer",
    "due": "due",
    "issue": "Issue",
    "sources": "Sources",
    "failures": "Inputs that could not be read",
    "about": "About this briefing",
    "actor": "Actor",
    "position": "Position",
    "words": "In the source’s words",
    "articles": "The articles, with what was used marked",
    "bottom_line": "Bottom line",
    "contents": "Contents",
    "in_brief": "In brief",
    "cut": "This is the short form; the standard template shows every line.",
}
LEFT_OPEN: Final = "Left open"
"""Stands in the place of a question for which no safe wording was found."""


def context(briefing: Briefing, articles: Sequence[Article] = ()) -> Fields:
    """All that a template may show of `briefing`; every string is on one line and free of control characters.

    Where `articles` are given, each line names its places in them. `figures` and `articles` are left empty: what they
    hold depends on the format, which puts it there. Raises ValueError where the sources are not numbered 1, 2, 3 ...:
    a reference would then point to the wrong one.
    """
    if [entry.number for entry in briefing.sources] != list(range(1, len(briefing.sources) + 1)):
        raise ValueError("the sources of a briefing are numbered from 1 without a gap")
    titles = {entry.number: entry.title for entry in briefing.sources}
    lines = _Lines(briefing, articles)
    said: dict[str, tuple[Value, ...]] = {
        "developments": tuple(_developments(briefing, lines, titles)),
        "differences": tuple(_difference(one, titles) for one in briefing.differences),
        "positions": tuple(
            _position(position, lines, titles) for position in briefing.positions if position.statements
        ),
        "open_questions": tuple(_question(line, lines, titles) for line in briefing.open_questions),
    }
    return {
        **said,
        "title": shown(briefing.title),
        "date": moment(briefing.date),
        "coverage": shown(coverage(briefing.sources)),
        "warnings": (*(shown(notice) for notice in briefing.notices), *_warnings(briefing)),
        "headings": dict(HEADINGS),
        "issue": "" if briefing.issue is None else str(briefing.issue),
        "watched": tuple(_watched(one, titles) for one in briefing.watched),
        "stories": stories(briefing, said, _numbered(titles, titles)),
        "figures": (),
        "sources": tuple(_source(entry) for entry in briefing.sources),
        "articles": (),
        "failures": tuple(_failure(one) for one in briefing.failures),
        "empty": _empty(len(briefing.sources), tried=not briefing.notices),
        "method": tuple(_method(briefing)),
        "left_out": tuple(shown(line) for line in briefing.left_out),
        "ranker": shown(briefing.ranker),
        "version": shown(briefing.version),
    }


def moment(when: datetime | None) -> str:
    """`when` as "5 September 2025, 14:00 UTC", the time left out at midnight; an empty string for None.

    >>> moment(datetime(2025, 9, 5, 14, 0, tzinfo=UTC)), moment(datetime(2025, 9, 5, tzinfo=UTC)), moment(None)
    ('5 September 2025, 14:00 UTC', '5 September 2025', '')
    """
    if when is None:
        return ""
    when = when.astimezone(UTC)
    day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{day}, {when:%H:%M} UTC" if (when.hour, when.minute) != (0, 0) else day


def days(first: date, last: date) -> str:
    """A day, a whole month, a whole year, or the first and the last of several days.

    >>> days(date(2026, 3, 20), date(2026, 3, 20)), days(date(2026, 3, 9), date(2026, 3, 15))
    ('20 March 2026', '9 March 2026 to 15 March 2026')
    >>> days(date(2026, 3, 1), date(2026, 3, 31)), days(date(2025, 1, 1), date(2025, 12, 31))
    ('March 2026', '2025')
    """
    if first == last:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year}"
    whole = first.day == 1 and last.month != (last + timedelta(days=1)).month and first.year == last.year
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year)
    if whole and first.month == last.month:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{days(first, first)} to {days(last, last)}"


def coverage(sources: tuple[SourceEntry, ...]) -> str:
    """How many articles from how many publishers, as far as the publishers are known; near-copies stand apart."""
    copies = sum(len(entry.copies) for entry in sources)
    return _coverage(sources) + (f", and {counted(copies, 'near-copy', 'near-copies')}" if copies else "")


def _coverage(sources: tuple[SourceEntry, ...]) -> str:
    articles = counted(len(sources), "article")
    known = {entry.publisher for entry in sources if entry.publisher}
    if not known:
        return articles
    if all(entry.publisher for entry in sources):
        return f"{articles} from {min(known) if len(known) == 1 else counted(len(known), 'publisher')}"
    return f"{articles} from at least {counted(len(known), 'publisher')}"


def _warnings(briefing: Briefing) -> Iterable[str]:
    failed = len(briefing.failures)
    if not failed:
        return
    if briefing.notices and not briefing.sources:
        which = counted(failed, "input")  # of a note that nothing is new: how many were read is told there
    else:
        read = sum(1 + len(entry.copies) for entry in briefing.sources)
        which = f"{failed} of {counted(failed + read, 'input')}"
    yield f"{which} could not be read; {'it is' if failed == 1 else 'they are'} listed at the end."


def _failure(failure: Failure) -> Fields:
    """The source and the reason, which need not name the source once more."""
    source, reason = shown(failure.source), shown(failure.reason)
    return {"source": source, "reason": reason.removeprefix(f"{source} ")}


class _Lines:
    """Goes through the lines in their order and gives each what it is known by: anchor, references, places."""

    def __init__(self, briefing: Briefing, articles: Sequence[Article]) -> None:
        self._anchors = iter(line_anchors(briefing))
        self._places = places(briefing, articles)

    def next(self, evidence: tuple[Evidence, ...], titles: dict[int, str]) -> Fields:
        anchor, _, _ = next(self._anchors)
        found = [place for place in self._places if place.line == anchor]
        return {
            "anchor": anchor,
            "number": anchor.rpartition("_")[2],
            "references": _references(evidence, titles),
            "places": tuple({"anchor": place.anchor, "number": str(place.number)} for place in found),
        }


def _references(evidence: tuple[Evidence, ...], titles: dict[int, str]) -> tuple[Value, ...]:
    """One reference for each article that a line rests on, in the order in which the line uses them."""
    return _numbered((one.number for one in evidence), titles)


def _numbered(numbers: Iterable[int], titles: dict[int, str]) -> tuple[Value, ...]:
    return tuple(
        {"number": str(number), "anchor": f"source_{number}", "title": shown(titles[number])}
        for number in dict.fromkeys(numbers)
    )


def _developments(briefing: Briefing, lines: _Lines, titles: dict[int, str]) -> Iterable[Fields]:
    """The lines; the first of each story bears its title, where there are several stories."""
    begins: dict[int, str] = {}
    count = 0
    for story in briefing.stories:
        begins.setdefault(count, shown(story.title))
        count += len(story.developments)
    for index, line in enumerate(briefing.developments):
        yield {
            "text": shown(line.text),
            **lines.next(line.evidence, titles),
            "story": begins.get(index, ""),
            "note": "; ".join(_notes(line)),
        }


def _notes(line: Development) -> Iterable[str]:
    if line.origins > 1:
        yield f"{line.origins} independent sources"
    if line.watched:
        yield f"watched: {', '.join(map(shown, line.watched))}"
    for one in line.dates:
        if one.resolved:
            yield f"{shown(one.text)} = {days(one.first, one.last)}"


def _difference(difference: Difference, titles: dict[int, str]) -> Fields:
    return {
        "subject": shown(difference.subject),
        "figures": tuple(
            {"text": shown(figure.text), "references": _references(figure.evidence, titles)}
            for figure in difference.figures
        ),
    }


def _watched(watched: Watched, titles: dict[int, str]) -> Fields:
    return {
        "term": shown(watched.term),
        "references": _numbered(watched.sources, titles),
        "note": "" if watched.sources else "not mentioned",
    }


def _position(position: Position, lines: _Lines, titles: dict[int, str]) -> Fields:
    return {
        "actor": shown(position.actor),
        "role": shown(position.role or ""),
        "kind": position.kind,
        "statements": tuple(_statement(statement, lines, titles) for statement in position.statements),
    }


def _statement(statement: Statement, lines: _Lines, titles: dict[int, str]) -> Fields:
    return {
        "verb": shown(statement.verb),
        "stance": statement.stance,
        "target": shown(statement.target.text) if statement.target else "",
        "speech": statement.speech,
        "text": shown(statement.text),
        **lines.next(statement.evidence, titles),
    }


def _question(line: QuestionLine, lines: _Lines, titles: dict[int, str]) -> Fields:
    return {
        "question": shown(line.question or "") or LEFT_OPEN,
        "kind": _KINDS.get(line.kind, line.kind),
        "text": shown(line.text),
        **lines.next(line.evidence, titles),
        "answerer": shown(line.answerer or ""),
        "due": shown(line.due.text) if line.due else "",
    }


def _source(entry: SourceEntry) -> Fields:
    return {
        "number": str(entry.number),
        "anchor": f"source_{entry.number}",
        "title": shown(entry.title) or shown(entry.source),
        "publisher": shown(entry.publisher or ""),
        "published": moment(entry.published),
        "source": shown(entry.source),
        "link": web_link(entry.link or "") or web_link(entry.source),
        "use": _use(entry),
        "notes": (*(shown(note) for note in entry.notes), *_copies(entry)),
    }


def _copies(entry: SourceEntry) -> Iterable[str]:
    if entry.copies:
        names = dict.fromkeys(shown(copy.publisher or copy.source) for copy in entry.copies)
        yield f"nearly the same text: {', '.join(names)}"


def _use(entry: SourceEntry) -> str:
    counts = (
        (entry.developments, "key development"),
        (entry.statements, "statement"),
        (entry.questions, "open question"),
    )
    parts = [counted(count, noun) for count, noun in counts if count]
    if not parts:
        return "not used"
    return "used for " + (f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0])


def _empty(articles: int, *, tried: bool = True) -> Fields:
    """What stands in a section that has nothing to show: no section is ever left without a word."""
    if not articles and not tried:
        return dict.fromkeys(("developments", "positions", "open_questions", "sources"), "Nothing new.")
    if not articles:
        return dict.fromkeys(("developments", "positions", "open_questions", "sources"), "No input could be read.")
    where = "article" if articles == 1 else "articles"
    leaves = f"leave{'s' * (articles == 1)} no question open that {'it marks' if articles == 1 else 'they mark'}"
    return {
        "developments": f"No sentence that can stand alone as a key development was found in the {where}.",
        "positions": f"No statement that can safely be given to an actor was found in the {where}.",
        "open_questions": f"The {where} {leaves} as such.",
        "sources": "",
    }


def _method(briefing: Briefing) -> Iterable[str]:
    yield (
        "Developments, statements and evidence are the sources’ own words, character for character; only [...] and "
        "words in [square brackets] are an editor’s. Headings, labels and the wording of questions are the program’s."
    )
    made = shown(f"briefing {briefing.version}")
    fetched = any(entry.source.startswith(("http://", "https://")) for entry in briefing.sources)
    network = "with the network used only to fetch articles" if fetched else "without a network"
    yield (
        f"Made by {made} {network}: sentences ranked by “{shown(briefing.ranker)}”, statements attributed by "
        "a learned reader. The same inputs and options give the same file."
    )
