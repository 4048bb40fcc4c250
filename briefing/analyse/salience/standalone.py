"""Make each line fit to stand alone: swap it, mend it, or complete it by the sentence before, verbatim otherwise.

A line must not open with a word that points back ("He", "The move", "That"), join what is not there ("But") or hold
half a quotation. In this order: a leading connective is cut ("[...]"); an opening pronoun is replaced by an editor's
insertion ("[Macron]") where someone who knows tells whose it is; an open quotation is completed by the sentences that
it runs on into, and a line that points back by the sentence before it, as long as both fit in a line; otherwise the
line gives way to the best-ranked sentence that says the same, or to the next best one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.analyse.salience.features import cues
from briefing.analyse.salience.select import TRIED, candidates, most_lines, worth_a_line
from briefing.analyse.salience.terms import TermVectors, likeness
from briefing.language.lexicon import lexicon
from briefing.text.quotes import quotations
from briefing.types import Article, Reason, Salience, Sentence, Span

CUT = "[...]"
# A line of more words than this is not read in a glance; two sentences are joined only below it.
LONGEST_LINE = 70
# How alike a sentence must be to carry the fact of one that cannot stand alone (terms.likeness): a little below
# select.SAME_FACT, since only the best of them is taken.
SAME_CARRIER = 0.5
# How many sentences an open quotation is followed into.
FURTHEST_QUOTE = 3

# A line that is one quotation and nothing else: nobody is named who says it.
_ALL_QUOTED = re.compile(r"\s*[\"“‘«„][^\"“”«»]*[\"”’»]?\s*")
# The patterns that tell capitals apart.
_CAPITALS_TELL = frozenset({"fragment", "named", "dateline"})
_OPENING_MARKS = re.compile(r"[\s\"“‘'«„(\[]*")

ActorOf = Callable[[Span], str | None] | Mapping[Span, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as shown: outside [square brackets] `text` is the slices that `spans` name, in order."""

    text: str
    spans: tuple[Span, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mended:
    text: str
    spans: tuple[Span, ...]
    reason: Reason | None = None


def developments(
    article: Article,
    saliences: Sequence[Salience],
    *,
    n: int | None = None,
    words: int | None = None,
    actor_of: ActorOf | None = None,
) -> tuple[Line, ...]:
    """The key developments of one article as lines that stand alone, in text order.

    `n` and `words` as in `select`. `actor_of` tells the name to put for an opening pronoun, given its span, or None
    where that is not known.
    """
    tell = _teller(actor_of)
    limit = n if n is not None else most_lines(saliences) if words is None else len(saliences)
    page = _Page(article, saliences, tell)
    left = words
    for salience in candidates(saliences, TRIED if n is None else max(TRIED, 2 * n)):
        if len(page.lines) >= limit or (n is None and words is None and not worth_a_line(salience, page.chosen)):
            break
        line = page.line_for(salience)
        if line is None:
            continue
        length = len(line.text.split())
        if left is not None and page.lines and length > left:
            continue
        page.add(salience, line)
        left = None if left is None else left - length
    return page.in_text_order()


class _Page:
    """The lines chosen so far, and the sentences that they have used up."""

    def __init__(self, article: Article, saliences: Sequence[Salience], tell: Callable[[Span], str | None]) -> None:
        self.article = article
        self.saliences = saliences
        self.sentences = [salience.sentence for salience in saliences]
        self.tell = tell
        self.quoted = quotations(article.text)
        self.halves = _halves(article.text, self.sentences)
        self.vectors = TermVectors.of([s.text for s in self.sentences], cues("en").stop_words).vectors
        self.lines: list[Line] = []
        self.chosen: list[Salience] = []
        self.used: set[int] = set()

    def add(self, salience: Salience, line: Line) -> None:
        """Put a line on the page; its sentences carry no other one."""
        self.lines.append(line)
        self.chosen.append(salience)
        self.used.update(
            index for index, s in enumerate(self.sentences) if any(span.overlaps(s.span) for span in line.spans)
        )

    def in_text_order(self) -> tuple[Line, ...]:
        """The lines in the order of the text, which tells better than any score what matters most (see `select`)."""
        return tuple(sorted(self.lines, key=lambda line: line.spans[0]))

    def line_for(self, salience: Salience) -> Line | None:
        """The line for one sentence: itself, mended, or another that says the same; None where there is none."""
        index = self._place(salience)
        if index in self.used:
            return None
        mended = self._mend(index)
        if mended is not None and not self._taken(mended):
            return self._line(salience, mended)
        for other in self._carriers(index):
            mended = self._mend(other)
            if mended is not None and not self._taken(mended):
                swap = Reason(rule="swap", detail=f"stands alone where sentence {index + 1} does not")
                return self._line(self.saliences[other], mended, swap)
        return None

    def _place(self, salience: Salience) -> int:
        return next(i for i, other in enumerate(self.saliences) if other.sentence.index == salience.sentence.index)

    def _taken(self, mended: _Mended) -> bool:
        return any(self.sentences[index].span.overlaps(span) for index in self.used for span in mended.spans)

    def _carriers(self, index: int) -> list[int]:
        """Other sentences that state the same fact, best first."""
        alike = [
            (self.saliences[other].rank, other)
            for other in range(len(self.sentences))
            if other != index
            and other not in self.used
            and self.saliences[other].noise is None
            and likeness(self.vectors[index], self.vectors[other]) >= SAME_CARRIER
        ]
        return [other for _, other in sorted(alike)]

    def _line(self, salience: Salience, mended: _Mended, *more: Reason) -> Line:
        added = tuple(reason for reason in (mended.reason, *more) if reason is not None)
        return Line(mended.text, mended.spans, salience.reasons + added)

    def _mend(self, index: int) -> _Mended | None:
        """The sentence as it may be shown, or None where it cannot stand alone."""
        first, last = self._whole_quotation(index)
        if first < 0:
            return None
        span = Span(self.sentences[first].span.start, self.sentences[last].span.end)
        reason = Reason(rule="quotation", detail="shown with the rest of its quotation") if last > first else None
        opening = _opening(self.article.text, span, self.tell)
        if opening.stands:
            return _Mended(opening.text, opening.spans, opening.reason or reason)
        return self._completed(first, span)

    def _whole_quotation(self, index: int) -> tuple[int, int]:
        """The first and last sentence over which the quotations of this one run, or -1 where they run too far."""
        first = last = index
        while self.halves[first][0] and first > 0 and index - first < FURTHEST_QUOTE:
            first -= 1
        while self.halves[last][1] and last + 1 < len(self.sentences) and last - index < FURTHEST_QUOTE:
            last += 1
        words = sum(len(self.sentences[i].text.split()) for i in range(first, last + 1))
        whole = not self.halves[first][0] and not self.halves[last][1]
        return (first, last) if whole and (first == last or words <= LONGEST_LINE) else (-1, -1)

    def _completed(self, index: int, span: Span) -> _Mended | None:
        """The line with the sentence before it, where that one stands alone and both together are short enough."""
        before = index - 1
        if before < 0 or before in self.used or self.saliences[before].noise is not None:
            return None
        start = self.sentences[before].span
        if any(self.halves[before]) or len(self.article.text[start.start : span.end].split()) > LONGEST_LINE:
            return None
        opening = _opening(self.article.text, start, self.tell)
        # A sentence that is all quotation, or another paragraph's, names nobody whom the line could point back to.
        apart = self.sentences[before].paragraph != self.sentences[index].paragraph
        all_quoted = any(q.outer.end >= start.end for q in self.quoted if q.outer.start <= start.start < q.outer.end)
        if not opening.stands or apart or all_quoted:
            return None
        reason = Reason(rule="completed", detail="shown with the sentence that it points back to")
        return _Mended(f"{opening.text} {span.of(self.article.text)}", (*opening.spans, span), reason)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line after the mending of its opening; `stands` is False where it still points back."""

    text: str
    spans: tuple[Span, ...]
    stands: bool
    reason: Reason | None = None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = lexicon("en").table("standalone")
    return {name: re.compile(p, 0 if name in _CAPITALS_TELL else re.IGNORECASE) for name, p in table.items()}


def _opening(text: str, span: Span, tell: Callable[[Span], str | None]) -> _Opening:
    """Mend the opening of the line at `span`, and its end where it only announces a quotation."""
    patterns = _patterns()
    dateline = patterns["dateline"].match(text, span.start, span.end)
    start = dateline.end() if dateline else span.start
    joint = patterns["connective"].match(text, start, span.end)
    stop, tail = _ending(text, span)
    shown = Span(joint.end() if joint else start, stop)
    cut = Reason(rule="cut", detail="a leading connective was cut") if joint else None
    prefix = f"{CUT} " if joint else ""
    at = shown.start + _marks(text, shown)
    if patterns["fragment"].match(text, at, stop) and not joint:
        return _Opening(shown.of(text) + tail, (shown,), stands=False)
    if at > shown.start:
        alone = not _ALL_QUOTED.fullmatch(shown.of(text))
        return _Opening(prefix + shown.of(text) + tail, (shown,), stands=alone, reason=cut)
    pronoun = _pronoun(text, shown)
    if pronoun is not None:
        return _told(text, shown, tell(pronoun), pronoun, (prefix, tail))
    if not any(patterns[name].match(text, at, stop) for name in ("demonstrative", "pointing")):
        return _Opening(prefix + shown.of(text) + tail, (shown,), stands=True, reason=cut)
    introduction = patterns["introduction"].match(text, at, stop)
    if introduction:
        rest = Span(introduction.end(), stop)
        cut = Reason(rule="cut", detail="an opening that points back was cut")
        return _Opening(f"{CUT} {rest.of(text)}{tail}", (rest,), stands=True, reason=cut)
    return _Opening(prefix + shown.of(text) + tail, (shown,), stands=False)


def _pronoun(text: str, shown: Span) -> Span | None:
    """The pronoun that the line opens with or leads to, where nobody is named before it."""
    patterns = _patterns()
    if patterns["empty_it"].match(text, shown.start, shown.end):
        return None
    opening = (patterns[name].match(text, shown.start, shown.end) for name in ("pronoun", "possessive"))
    found = next((match for match in opening if match), None)
    if found:
        return Span(*found.span())
    led = patterns["led_pronoun"].match(text, shown.start, shown.end)
    if led and not patterns["named"].match(text, shown.start, led.start("pronoun")):
        return Span(*led.span("pronoun"))
    return None


def _told(text: str, shown: Span, name: str | None, pronoun: Span, around: tuple[str, str]) -> _Opening:
    """The line with its pronoun told: "[Macron]" for "He", "[Macron’s]" for "His"; no `name` where nobody knows it."""
    prefix, tail = around
    if name is None:
        return _Opening(prefix + shown.of(text) + tail, (shown,), stands=False)
    own = "’s" if _patterns()["possessive"].fullmatch(pronoun.of(text)) else ""
    before, rest = Span(shown.start, pronoun.start), Span(pronoun.end, shown.end)
    told = Reason(rule="insertion", detail=f"“{pronoun.of(text)}” is told as {name}")
    line = f"{prefix}{before.of(text)}[{name}{own}]{rest.of(text)}{tail}"
    return _Opening(line, (before, rest) if len(before) else (rest,), stands=True, reason=told)


def _marks(text: str, span: Span) -> int:
    """How many quotation marks, brackets and spaces open the line."""
    opened = _OPENING_MARKS.match(text, span.start, span.end)
    return opened.end() - span.start if opened else 0


def _ending(text: str, span: Span) -> tuple[int, str]:
    """Where the line ends, and what is put after it: a colon that announces the next line is cut."""
    return (span.end - 1, f" {CUT}") if text[span.end - 1] == ":" else (span.end, "")


def _halves(text: str, sentences: Sequence[Sentence]) -> list[tuple[bool, bool]]:
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


def _teller(actor_of: ActorOf | None) -> Callable[[Span], str | None]:
    if actor_of is None:
        return lambda _span: None
    return actor_of.get if isinstance(actor_of, Mapping) else actor_of
