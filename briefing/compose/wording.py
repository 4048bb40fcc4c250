"""Spans -> the words that are shown: verbatim slices, joined by [...], never half a quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.quotes import Quotation, quotations
from briefing.types import Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

CUT = " [...] "
# "That" that only joins: in lower case, and neither the subject ("that is wrong") nor a pointer ("that same day").
_NOT_JOINING = "is|was|has|had|will|would|can|could|may|might|must|should|does|did|wo|isn|wasn|same|day|very"
_LEADING = re.compile(rf"that\s+(?!(?:{_NOT_JOINING})\b)(?=\S)|[\s,;:.—–-]+")
# A clause that ends in one of these goes on elsewhere: the word is left off.
_TRAILING = re.compile(
    r"[\s,;:—–-]+(?:and|but|or|though|although|while|who|which|that|as|because|when|where|whether|if|the|an?)$",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


def shown_spans(text: str, content: Iterable[Span], marks: tuple[Quotation, ...] | None = None) -> tuple[Span, ...]:
    """The content's spans as they are shown: a leading "that" and loose marks off, quotations whole, in text order."""
    marks = quotations(text) if marks is None else marks
    tidied: list[Span] = []
    for span in sorted(content):
        whole = _whole_quotations(_whole_words(text, _trimmed(text, span)), marks)
        if not any(character.isalnum() for character in whole.of(text)):
            continue
        # Where nothing but white space lies between two, nothing is left out, and no [...] may say so.
        if tidied and (whole.start <= tidied[-1].end or not text[tidied[-1].end : whole.start].strip()):
            tidied[-1] = Span(tidied[-1].start, max(whole.end, tidied[-1].end))
        else:
            tidied.append(whole)
    return tuple(tidied)


def _whole_words(text: str, span: Span) -> Span:
    """`span` widened to the ends of the words that it cuts."""
    start, end = span.start, span.end
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    leading = _LEADING.match(text, start, end)
    if leading and text.startswith(("that ", " ", ",", ":", ";", "—", "–"), start, end):
        start = leading.end()
    while start < end and text[end - 1] in " \t\r\n,;:—–":
        end -= 1
    trailing = _TRAILING.search(text[start:end])
    if trailing and trailing.start() > 0:
        end = start + trailing.start()
    return Span(start, end)


def _whole_quotations(span: Span, marks: tuple[Quotation, ...]) -> Span:
    """`span` with every quotation that it cuts taken in whole, or left out where it holds only a mark of it."""
    start, end = span.start, span.end
    for mark in marks:
        outer = mark.outer
        if outer.end <= start or outer.start >= end:
            continue
        if outer.start < start:
            start = outer.start if min(end, outer.end) - start > 1 else outer.end
        if outer.end > end:
            end = outer.end if end - max(start, outer.start) > 1 else outer.start
    return Span(start, max(start, end))


def shown_text(text: str, spans: Iterable[Span]) -> str:
    """The slices of `spans`, line breaks folded to a space, with [...] between two that don't touch."""
    return CUT.join(_SPACE.sub(" ", span.of(text)) for span in spans)


def evidence_of(article_id: str, number: int, text: str, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """One Evidence a span."""
    return tuple(Evidence(article_id=article_id, number=number, span=span, text=span.of(text)) for span in spans)
