"""From ranked sentences to the lines of one article that are printed, and what became of every other sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.analyse.salience.features import cues
from briefing.analyse.salience.select import FEWEST, LEAST_SHARE, TRIED, judged, most_lines, plain_worth, worth_a_line
from briefing.analyse.salience.standalone import Line, Opening, halves, opening
from briefing.analyse.salience.terms import TermVectors, likeness
from briefing.text.quotes import quotations
from briefing.types import Article, Reason, Salience, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    ActorOf = Callable[[Span], str | None] | Mapping[Span, str]

# A line of more words than this is not read in a glance; two sentences are joined only below it.
LONGEST_LINE = 70
# How alike a sentence must be to carry the fact of one that cannot stand alone (terms.likeness): a little below
# select.SAME_FACT, since only the best of them is taken.
SAME_CARRIER = 0.5
# How many sentences an open quotation is followed into.
FURTHEST_QUOTE = 3

FateKind = Literal["line", "part", "swapped", "repeat", "leans", "less", "full", "long", "used", "noise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one sentence: printed as a line, shown as part of one, or lost, and why in plain words.

    `line` is the number from 1, in the order of the text, of the line that it stands in or gave way to.
    """

    kind: FateKind
    detail: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The lines of one article in text order, and the fate of each sentence, parallel to the saliences."""

    lines: tuple[Line, ...]
    saliences: tuple[Salience, ...]
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is shown: `n` lines or `words` words; without either the count follows the scores."""

    n: int | None = None
    words: int | None = None


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
    page = _Page(article, saliences, _teller(actor_of))
    page.fill(Limits(n=n, words=words), whole=False)
    return page.in_text_order()


def choice(
    article: Article, saliences: Sequence[Salience], *, limits: Limits, actor_of: ActorOf | None = None
) -> Choice:
    """The same lines as `developments`, with the fate of every sentence."""
    page = _Page(article, saliences, _teller(actor_of))
    page.fill(limits, whole=True)
    return Choice(lines=page.in_text_order(), saliences=tuple(saliences), fates=page.told())


def _teller(actor_of: ActorOf | None) -> Callable[[Span], str | None]:
    if actor_of is None:
        return lambda _span: None
    return actor_of if callable(actor_of) else actor_of.get


@dataclass(frozen=True, slots=True)
class _Mended:
    text: str
    spans: tuple[Span, ...]
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Lost:
    """A sentence that did not become a line; `to` is the index of the sentence that it gave way to."""

    kind: FateKind
    detail: str
    to: int | None = None


class _Page:
    """The lines chosen so far, and the sentences that they have used up."""

    def __init__(self, article: Article, saliences: Sequence[Salience], tell: Callable[[Span], str | None]) -> None:
        self.article = article
        self.saliences = saliences
        self.sentences = [salience.sentence for salience in saliences]
        self.places = {sentence.index: place for place, sentence in enumerate(self.sentences)}
        self.tell = tell
        self.quoted = quotations(article.text)
        self.halves = halves(article.text, self.sentences)
        self.vectors = TermVectors.of([s.text for s in self.sentences], cues("en").stop_words).vectors
        self.lines: list[Line] = []
        self.chosen: list[Salience] = []
        self.used: dict[int, Line] = {}
        self.lost: dict[int, _Lost] = {}

    def fill(self, limits: Limits, *, whole: bool) -> None:
        """Take the best lines there is room for; with `whole`, judge the others as well, to tell why they lost."""
        n, words = limits.n, limits.words
        limit = n if n is not None else most_lines(self.saliences) if words is None else len(self.saliences)
        left, open_ = words, True
        for salience, twin in judged(self.saliences, TRIED if n is None else max(TRIED, 2 * n)):
            index = self.places[salience.sentence.index]
            if open_ and twin is None and len(self.lines) >= limit:
                open_ = False
            fewer = n is None and words is None and not worth_a_line(salience, self.chosen)
            if open_ and twin is None and fewer:
                open_ = False
            if not open_ and not whole:
                return
            if twin is not None:
                self._lose(index, "repeat", "states the fact of", self.places[twin.sentence.index])
            elif not open_:
                self._judge_late(index, salience, fewer=fewer, limit=limit)
            else:
                left = self._take(index, salience, left)

    def _take(self, index: int, salience: Salience, left: int | None) -> int | None:
        """Put the sentence on the page if it fits; how many words are left then."""
        line = self.line_for(index)
        if line is None:
            return left
        length = len(line.text.split())
        if left is not None and self.lines and length > left:
            self._lose(index, "long", f"{length} words, and {left} of the budget are left")
            return left
        self.add(salience, line)
        return None if left is None else left - length

    def _judge_late(self, index: int, salience: Salience, *, fewer: bool, limit: int) -> None:
        """Why a sentence lost that came when the page was full."""
        if index in self.used:
            return
        mended = self._mend(index)
        if isinstance(mended, str):
            self._lose(index, "leans", mended)
        elif fewer:
            share = plain_worth(salience) / max(1e-9, plain_worth(self.chosen[0]))
            told = f"worth {share:.0%} of the best line, and from line {FEWEST + 1} on {LEAST_SHARE:.0%} is asked"
            self._lose(index, "less", told)
        else:
            self._lose(index, "full", f"the page has its {limit} lines" if limit > 1 else "the page has its one line")

    def _lose(self, index: int, kind: FateKind, detail: str, to: int | None = None) -> None:
        self.lost.setdefault(index, _Lost(kind, detail, to))

    def add(self, salience: Salience, line: Line) -> None:
        """Put a line on the page; its sentences carry no other one."""
        self.lines.append(line)
        self.chosen.append(salience)
        for index, sentence in enumerate(self.sentences):
            if any(span.overlaps(sentence.span) for span in line.spans):
                self.used[index] = line

    def in_text_order(self) -> tuple[Line, ...]:
        """The lines in the order of the text, which tells better than any score what matters most (see `select`)."""
        return tuple(sorted(self.lines, key=lambda line: line.spans[0]))

    def told(self) -> tuple[Fate, ...]:
        """The fate of every sentence."""
        number = {id(line): place for place, line in enumerate(self.in_text_order(), start=1)}
        main = {salience.sentence.index for salience in self.chosen}
        return tuple(self._fate(index, number, main) for index in range(len(self.sentences)))

    def _fate(self, index: int, number: dict[int, int], main: set[int]) -> Fate:
        salience, lost = self.saliences[index], self.lost.get(index)
        if index in self.used and not (lost and lost.kind == "swapped"):
            line = number[id(self.used[index])]
            if salience.sentence.index in main:
                return Fate(kind="line", detail=f"is line {line}", line=line)
            return Fate(kind="part", detail=f"is shown as part of line {line}", line=line)
        if salience.noise is not None:
            return Fate(kind="noise", detail=f"is no news line: {salience.noise}")
        if lost is None:
            return Fate(kind="less", detail=f"is not among the {TRIED} likeliest lines")
        if lost.to is None:
            return Fate(kind=lost.kind, detail=lost.detail)
        place = number[id(self.used[lost.to])] if lost.to in self.used else None
        shown = f"line {place}" if place else f"sentence {lost.to + 1}, which is likelier"
        return Fate(kind=lost.kind, detail=f"{lost.detail} {shown}", line=place)

    def line_for(self, index: int) -> Line | None:
        """The line for one sentence: itself, mended, or another that says the same; None where there is none."""
        if index in self.used:
            return None
        salience, mended = self.saliences[index], self._mend(index)
        if isinstance(mended, _Mended):
            if not self._taken(mended):
                return self._line(salience, mended)
            mended = "stands only with a sentence that another line shows"
        for other in self._carriers(index):
            carrier = self._mend(other)
            if isinstance(carrier, _Mended) and not self._taken(carrier):
                swap = Reason(rule="swap", detail=f"stands alone where sentence {index + 1} does not")
                self._lose(index, "swapped", f"{mended}; its fact is told by", other)
                return self._line(self.saliences[other], carrier, swap)
        self._lose(index, "leans", mended)
        return None

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

    def _mend(self, index: int) -> _Mended | str:
        """The sentence as it may be shown, or in words why it cannot stand alone."""
        first, last = self._whole_quotation(index)
        if first < 0:
            return "holds a part of a quotation that is too long for a line"
        span = Span(self.sentences[first].span.start, self.sentences[last].span.end)
        reason = Reason(rule="quotation", detail="shown with the rest of its quotation") if last > first else None
        found = opening(self.article.text, span, self.tell)
        if found.stands:
            return _Mended(found.text, found.spans, found.reason or reason)
        return self._completed(first, span) or _leaning(found)

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
        found = opening(self.article.text, start, self.tell)
        # A sentence that is all quotation, or another paragraph's, names nobody whom the line could point back to.
        apart = self.sentences[before].paragraph != self.sentences[index].paragraph
        all_quoted = any(q.outer.end >= start.end for q in self.quoted if q.outer.start <= start.start < q.outer.end)
        if not found.stands or apart or all_quoted:
            return None
        reason = Reason(rule="completed", detail="shown with the sentence that it points back to")
        return _Mended(f"{found.text} {span.of(self.article.text)}", (*found.spans, span), reason)


def _leaning(found: Opening) -> str:
    words = " ".join(found.text.split()[:3])
    return f"cannot stand alone: “{words} ...” leans on what comes before"
