"""Letters and readers' comments: what stands between a salutation or heading and a signature is its signer's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.analyse.speech.page import Found, Page, Paragraph, Passage, statements
from briefing.analyse.speech.signatures import Signature, as_name, signature
from briefing.language import lexicon
from briefing.types import Name, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIDENCE = 0.9
# A letter in a newspaper has no more paragraphs than this: a salutation whose signature lies farther off is none.
LONGEST = 40
# A heading that says that letters follow stands among so many first lines.
HEADING = 4
# Lines of a signature below its name: office, body, town, telephone.
SIGNATURE_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter: its body, paragraph by paragraph, and its signature."""

    body: tuple[Span, ...]
    sign: Signature


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data: dict[str, Any] = lexicon("en").table("speech")["letters"]
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in data.items()}


def letters(page: Page) -> Found:
    """Every letter of the article with its signer; a letter that nobody signs is left alone."""
    found = list(_letters(page))
    passages: list[Passage] = []
    names: list[Name] = []
    for letter in found:
        names += as_name(letter.sign)
        for part in letter.body:
            sentences = [
                Span(max(sentence.span.start, part.start), sentence.span.end)
                for paragraph in page.paragraphs
                if paragraph.span.overlaps(part)
                for sentence in paragraph.sentences
                if sentence.span.end > part.start
            ]
            passages.append(
                Passage(
                    span=part,
                    label=letter.sign.name,
                    named=letter.sign.name,
                    cue=letter.sign.mark,
                    statements=statements(page.text, sentences),
                    form="letter",
                    confidence=CONFIDENCE,
                )
            )
    return Found(passages=tuple(passages), names=tuple(names))


def _letters(page: Page) -> Iterator[Letter]:
    """Letters in text order: those that a salutation opens, and under a heading those that only a signature ends."""
    headed = any(_patterns()["heading"].fullmatch(p.span.of(page.text).strip()) for p in page.paragraphs[:HEADING])
    at = 0
    while at < len(page.paragraphs):
        opening = _opening(page, page.paragraphs[at])
        if opening is None and not headed:
            at += 1
            continue
        end = _end(page, at + (opening is not None), headed=headed)
        if end is None:
            at += 1
            continue
        closing, sign, following = end
        body = _body(page, at, closing, opening)
        if body:
            yield Letter(body=body, sign=sign)
        at = following


def _opening(page: Page, paragraph: Paragraph) -> int | None:
    """Where a letter's body begins in a line with a salutation: behind it, or at the line's end."""
    match = _patterns()["salutation"].match(page.text, paragraph.span.start, paragraph.span.end)
    return match.end() if match else None


def _end(page: Page, start: int, *, headed: bool) -> tuple[int, Signature, int] | None:
    """Where the letter that begins at paragraph `start` ends: (its end, its signature, what follows the signature).

    A line is its signature behind a closing ("Yours sincerely,"), behind a dash, or as a known name on a line alone.
    """
    for at in range(start, min(len(page.paragraphs), start + LONGEST)):
        paragraph = page.paragraphs[at]
        if at > start and _opening(page, paragraph) is not None:
            return None
        closes = _patterns()["closing"].fullmatch(page.text, paragraph.span.start, paragraph.span.end) is not None
        if closes and at + 1 < len(page.paragraphs):
            sign = signature(page, page.paragraphs[at + 1])
            return (at, sign, _behind(page, at + 2)) if sign is not None else None
        sign = signature(page, paragraph)
        if sign is not None and at > start and _is_prose(page, page.paragraphs[at - 1]):
            return at, sign, _behind(page, at + 1, headed=headed)
    return None


def _behind(page: Page, at: int, *, headed: bool = False) -> int:
    """The first paragraph behind a signature's further lines (office, town)."""
    end = min(len(page.paragraphs), at + SIGNATURE_LINES)
    while at < end and not headed and not _is_prose(page, page.paragraphs[at]):
        if _opening(page, page.paragraphs[at]) is not None:
            break
        at += 1
    return at


def _body(page: Page, start: int, end: int, opening: int | None) -> tuple[Span, ...]:
    """The paragraphs of prose from `start` (behind its salutation) to `end`; headings are nobody's words."""
    parts = []
    for at in range(start, end):
        span = page.paragraphs[at].span
        if at == start and opening is not None:
            span = Span(min(opening, span.end), span.end)
        if _ends_sentence(span.of(page.text)):
            parts.append(span)
    return tuple(parts)


def _is_prose(page: Page, paragraph: Paragraph) -> bool:
    return _ends_sentence(paragraph.span.of(page.text))


def _ends_sentence(told: str) -> bool:
    return told.rstrip(" \t\"”’')]*_")[-1:] in tuple(".?!…") and len(told.split()) > 1
