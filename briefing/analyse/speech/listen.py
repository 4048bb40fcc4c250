"""The forms one after the other, and what they change in the reader's attributions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analyse.speech.letters import letters
from briefing.analyse.speech.opinion import opinion
from briefing.analyse.speech.page import Found, Page, Passage, Spoken
from briefing.analyse.speech.posts import posts
from briefing.analyse.speech.refusals import refusals
from briefing.analyse.speech.turns import turns
from briefing.types import Article, Name, RawAttribution, Reading, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FORMS: tuple[tuple[str, Callable[[Page], Found]], ...] = (
    ("turns", turns),
    ("letters", letters),
    ("posts", posts),
    ("opinion", opinion),
    ("refusals", refusals),
)
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_PLURAL = frozenset({"we", "us", "our"})
_SECOND = frozenset({"you", "your"})


def spoken(
    article: Article, sentences: Sequence[Sentence], reading: Reading
) -> tuple[tuple[Spoken, ...], tuple[Name, ...]]:
    """All attributions of the article, the reader's and those of every form; and its names with those of the labels."""
    page = Page(article, sentences, reading)
    found = [form(page) for _, form in FORMS]
    passages = _apart([passage for one in found for passage in one.passages])
    owners = _Owners(passages)
    kept = (_in_passage(page, raw, owners) for raw in reading.attributions)
    made = [one for one in kept if one is not None]
    for passage in passages:
        made += _statements(passage)
    for one in found:
        made += one.spoken
    return tuple(made), _with_names(reading.names, [name for one in found for name in one.names])


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without those that overlap one of an earlier form: a post in a letter is the letter's."""
    kept: list[Passage] = []
    for passage in passages:
        if passage.under or not any(passage.span.overlaps(other.span) for other in kept if not other.under):
            kept.append(passage)
    return kept


def _statements(passage: Passage) -> list[Spoken]:
    if passage.asker is not None:
        asks = RawAttribution(
            source=passage.label, cue=passage.cue, content=(passage.span,), confidence=passage.confidence
        )
        return [Spoken(raw=asks, named=passage.asker, form="asked")]
    source = passage.label if passage.named is not None else None
    return [
        Spoken(
            raw=RawAttribution(source=source, cue=passage.cue, content=(span,), confidence=passage.confidence),
            named=passage.named,
            form=passage.form,
        )
        for span in passage.statements
    ]


class _Owners:
    """Which passage holds a place; passages don't overlap, but for a whole page, which lies under the others."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._under = next((passage for passage in passages if passage.under), None)
        self._over = sorted((passage for passage in passages if not passage.under), key=lambda passage: passage.span)
        self._starts = [passage.span.start for passage in self._over]
        self.labels = frozenset(passage.label for passage in passages if passage.label is not None)
        self._label_places = frozenset(at for label in self.labels for at in range(label.start, label.end))

    def of(self, span: Span) -> Passage | None:
        """The passage that `span` begins in."""
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and span.start < self._over[at].span.end:
            return self._over[at]
        return self._under if self._under and self._under.span.contains(span) else None

    def touched(self, span: Span) -> list[Passage]:
        """The passage that `span` begins in, and those that begin in it; the page under them where there are none."""
        first = self.of(span)
        begun = self._over[bisect_right(self._starts, span.start) : bisect_left(self._starts, span.end)]
        return [first, *begun] if first is not None else begun

    def is_label(self, span: Span) -> bool:
        """True where `span` touches a label."""
        return any(at in self._label_places for at in range(span.start, span.end))


def _in_passage(page: Page, raw: RawAttribution, owners: _Owners) -> Spoken | None:
    """The reader's `raw` as a passage lets it stand: "I" is its speaker, and nobody outside it speaks in it."""
    source = raw.source
    if source is None:
        return Spoken(raw=raw, named=None)
    if owners.is_label(source):
        return None
    home = owners.of(source)
    if any(owner is not home and not owner.under for content in raw.content for owner in owners.touched(content)):
        return None
    if home is not None and not page.quoted[source.start]:
        return _spoken_in(home, raw, source.of(page.text).strip().lower())
    return Spoken(raw=raw, named=source)


def _spoken_in(home: Passage, raw: RawAttribution, form: str) -> Spoken | None:
    """`raw` whose source, of the lower-case `form`, stands in the passage `home`, outside quotation marks."""
    if form in _PLURAL and not home.we:
        return Spoken(raw=raw, named=None)
    if form in _FIRST:
        return Spoken(raw=raw if home.named else replace(raw, source=None), named=home.named)
    if form in _SECOND and home.form == "turn":
        return None
    return Spoken(raw=raw, named=raw.source)


def _with_names(names: Sequence[Name], added: Sequence[Name]) -> tuple[Name, ...]:
    """The reader's names with `added` in the place of those that they overlap."""
    taken = {at for name in added for at in range(name.span.start, name.span.end)}
    kept = [name for name in names if not any(at in taken for at in range(name.span.start, name.span.end))]
    return tuple(sorted([*kept, *added], key=lambda name: name.span))
