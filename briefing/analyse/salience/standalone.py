"""Make each line fit to stand alone: swap it, mend it, or complete it by the sentence before, verbatim otherwise.

A line must not open with a word that points back ("He", "The move", "That"), join what is not there ("But") or hold
half a quotation. In this order: a leading connective is cut ("[...]"); an opening pronoun is replaced by an editor's
insertion ("[Macron]") where someone who knows tells whose it is; an open quotation is completed by the sentences that
it runs on into, and a line that points back by the sentence before it, as long as both fit in a line; otherwise the
line gives way to the best-ranked sentence that says the same, or to the next best one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from briefing.language.lexicon import lexicon
from briefing.text.quotes import quotations
from briefing.types import Reason, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CUT = "[...]"

# A line that is one quotation and nothing else: nobody is named who says it.
_ALL_QUOTED = re.compile(r"\s*[\"“‘«„][^\"“”«»]*[\"”’»]?\s*")
# The patterns that tell capitals apart.
_CAPITALS_TELL = frozenset({"fragment", "named", "dateline", "object_pronoun"})
_OPENING_MARKS = re.compile(r"[\s\"“‘'«„(\[]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as shown: outside [square brackets] `text` is the slices that `spans` name, in order."""

    text: str
    spans: tuple[Span, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """A line after the mending of its opening; `stands` is False where it still points back."""

    text: str
    spans: tuple[Span, ...]
    stands: bool
    reason: Reason | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = lexicon("en").table("standalone")
    return {name: re.compile(p, 0 if name in _CAPITALS_TELL else re.IGNORECASE) for name, p in table.items()}


def opening(text: str, span: Span, tell: Callable[[Span], str | None]) -> Opening:
    """Mend the opening of the line at `span`, and its end where it only announces a quotation."""
    patterns = _patterns()
    dateline = patterns["dateline"].match(text, span.start, span.end)
    start = dateline.end() if dateline else span.start
    joint = _joint(text, Span(start, span.end))
    stop, tail = _ending(text, span)
    shown = Span(max(start, joint), stop)
    cut = Reason(rule="cut", detail="a leading connective was cut") if joint > start else None
    around = (f"{CUT} " if cut else "", tail)
    at = shown.start + _marks(text, shown)
    as_it_is = Opening(around[0] + shown.of(text) + tail, (shown,), stands=True, reason=cut)
    if (patterns["fragment"].match(text, at, stop) and not cut) or _loose(text, shown):
        return replace(as_it_is, stands=False)
    if at > shown.start:
        return _quoted(text, shown, at, tell, as_it_is)
    pronoun = _pronoun(text, shown)
    if pronoun is not None:
        return _told(text, shown, tell(pronoun), pronoun, around)
    if not any(patterns[name].match(text, at, stop) for name in ("demonstrative", "pointing")):
        return as_it_is
    introduction = patterns["introduction"].match(text, at, stop)
    if introduction:
        rest = Span(introduction.end(), stop)
        cut = Reason(rule="cut", detail="an opening that points back was cut")
        return Opening(f"{CUT} {rest.of(text)}{tail}", (rest,), stands=True, reason=cut)
    return replace(as_it_is, stands=False)


def _joint(text: str, span: Span) -> int:
    """Where the connectives end that open the line, one after the other; its start where there is none."""
    at, patterns = span.start, _patterns()
    while True:
        found = (patterns[name].match(text, at, span.end) for name in ("comma_connective", "connective"))
        ends = [match.end() for match in found if match]
        if not ends or max(ends) >= span.end:
            return at
        at = max(ends)


def _loose(text: str, shown: Span) -> bool:
    """True for a clause without the one that it belongs to, and where what is meant is told nowhere in the line."""
    patterns = _patterns()
    return bool(
        patterns["loose_clause"].match(text, shown.start, shown.end)
        or patterns["no_verb"].match(text, shown.start, shown.end)
        or patterns["object_pronoun"].match(text, shown.start, shown.end)
        or patterns["points_within"].search(text, shown.start, shown.end)
    )


def _quoted(text: str, shown: Span, at: int, tell: Callable[[Span], str | None], as_it_is: Opening) -> Opening:
    """A line that opens with a quotation or a bracket: its first word must not point back, and its speaker be named."""
    patterns = _patterns()
    empty = patterns["empty_it"].match(text, at, shown.end)
    if _ALL_QUOTED.fullmatch(shown.of(text)) or (patterns["quoted_pointing"].match(text, at, shown.end) and not empty):
        return replace(as_it_is, stands=False)
    sayer = patterns["quoted_sayer"].match(text, shown.start, shown.end)
    if sayer is None:
        return as_it_is
    pronoun = Span(*sayer.span("pronoun"))
    prefix, tail = as_it_is.text.split(shown.of(text), 1)
    return _told(text, shown, tell(pronoun), pronoun, (prefix, tail))


def _pronoun(text: str, shown: Span) -> Span | None:
    """The pronoun that the line opens with or leads to, where nobody is named before it."""
    patterns = _patterns()
    if patterns["empty_it"].match(text, shown.start, shown.end):
        return None
    opening = (patterns[name].match(text, shown.start, shown.end) for name in ("pronoun", "possessive"))
    found = next((match for match in opening if match), None)
    if found:
        return Span(*found.span())
    sunk = patterns["sunk_pronoun"].match(text, shown.start, shown.end)
    if sunk:
        return Span(*sunk.span("pronoun"))
    led = patterns["led_pronoun"].match(text, shown.start, shown.end)
    empty = led and patterns["empty_it"].match(text, led.start("pronoun"), shown.end)
    if led and not empty and not patterns["named"].match(text, shown.start, led.start("pronoun")):
        return Span(*led.span("pronoun"))
    return None


def _told(text: str, shown: Span, name: str | None, pronoun: Span, around: tuple[str, str]) -> Opening:
    """The line with its pronoun told: "[Macron]" for "He", "[Macron’s]" for "His"; no `name` where nobody knows it."""
    prefix, tail = around
    if name is None:
        return Opening(prefix + shown.of(text) + tail, (shown,), stands=False)
    own = "’s" if _patterns()["possessive"].fullmatch(pronoun.of(text)) else ""
    before, rest = Span(shown.start, pronoun.start), Span(pronoun.end, shown.end)
    told = Reason(rule="insertion", detail=f"“{pronoun.of(text)}” is told as {name}")
    line = f"{prefix}{before.of(text)}[{name}{own}]{rest.of(text)}{tail}"
    return Opening(line, (before, rest) if len(before) else (rest,), stands=True, reason=told)


def _marks(text: str, span: Span) -> int:
    """How many quotation marks, brackets and spaces open the line."""
    opened = _OPENING_MARKS.match(text, span.start, span.end)
    return opened.end() - span.start if opened else 0


def _ending(text: str, span: Span) -> tuple[int, str]:
    """Where the line ends, and what is put after it: a colon that announces the next line is cut."""
    return (span.end - 1, f" {CUT}") if text[span.end - 1] == ":" else (span.end, "")


def halves(text: str, sentences: Sequence[Sentence]) -> list[tuple[bool, bool]]:
    """For each sentence: does a quotation run into it from before, and does one run out of it."""
    found = [[False, False] for _ in sentences]
    marks = quotations(text)
    at = 0
    for index, sentence in enumerate(sentences):
        start, end = sentence.span.start, sentence.span.end
        while at < len(marks) and marks[at].outer.end <= start:
            at += 1
        for mark in marks[at:]:
            if mark.outer.start >= end:
                break
            if mark.outer.end > start:
                found[index][0] |= mark.outer.start < start
                found[index][1] |= mark.outer.end > end or not mark.closed
    return [(before, after) for before, after in found]
