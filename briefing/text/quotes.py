"""Where quotation marks open and close: pure scanning, in one pass, over any style and any damage.

News text mixes curly and straight marks, British single quotes, guillemets, German low-high marks, quotations that run
over paragraphs (opening mark repeated, closing mark missing) and plain typing errors. Nothing here ever raises: an odd
number of marks ends the quotation at its paragraph's end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.types import Span

# Opening mark -> the marks that may close it. „ is closed by “ (German) or ” (Polish, Dutch).
CLOSERS = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "'": "'", "‹": "›"}
SINGLE = frozenset("‘'")
_PARAGRAPH = re.compile(r"[^\n]+")
_OPEN_BEFORE = frozenset(" \t\u00a0([{—–-/…“‘\"'«„:")
# A quotation in single marks longer than this is almost surely two apostrophes: set by reading British text.
LONGEST_SINGLE = 600
SINGLE_CLOSERS = frozenset("’'")
# What stands for the other sign of a mark that is typed as two: half of a pair, which no decoded text holds.
SECOND = "\udc00"
_DOUBLED = re.compile(r"(?P<opens>``|(?<![^\s(\[—–-])''(?=[^\s]))|''")
# What decides how a quotation in single marks ends: a closer that no letter follows, or a double mark.
_SINGLE_EVENTS = {mark: re.compile(f'{CLOSERS[mark]}(?![^\\W_])|[“”"]') for mark in sorted(SINGLE)}


# Any mark that may open a quotation, and for each what can end it: a closer, or where it is no closer, the mark again.
_OPENING = re.compile("[" + "".join(CLOSERS) + "]")
_EVENTS = {
    mark: re.compile(f"[{re.escape(closers + (mark if mark in '“«‹' else ''))}]") for mark, closers in CLOSERS.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quoted stretch inside one paragraph: `outer` with its marks, `inner` without them (code points).

    `closed` is False where the closing mark is missing; `continues` is True where the same speech goes on from the
    paragraph before (that one was left open, and this one opens again); a `mark` typed as two signs is a straight one.
    """

    outer: Span
    inner: Span
    mark: str
    closed: bool
    continues: bool


def _is_opening(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether the mark at `at` can open a quotation: something follows it, and nothing word-like comes before."""
    mark = text[at]
    after = text[at + 1] if at + 1 < end else " "
    if mark in "“«„‹":
        return True
    if after.isspace():
        return False
    before = text[at - 1] if at > start else " "
    if before == SECOND:
        return False
    if mark in SINGLE:
        return before in _OPEN_BEFORE and (after.isalpha() or after in '“"[…') and _single_close(text, at, end) > 0
    return before in _OPEN_BEFORE or before.isspace() or not before.isalnum()


def _single_close(text: str, at: int, end: int) -> int:
    """The index of the mark that closes the single-mark quotation opened at `at`, or -1.

    An apostrophe looks the same, so one beside punctuation is preferred ("'Go,' she said", "'to go'."), and a plural
    possessive ("the workers' hall") is passed over where a better mark follows.
    """
    straight = text[at] == "'"
    limit = min(end, at + LONGEST_SINGLE)
    fallback = -1
    for found in _SINGLE_EVENTS[text[at]].finditer(text, at + 1, min(end, limit + 1)):
        i = found.start()
        if i >= limit:
            break
        if found.group() in SINGLE_CLOSERS:
            if text[i - 1] in ",.?!…;—" or (i + 1 < end and text[i + 1] in ".,;:?!)"):
                return i
            fallback = i if fallback < 0 else fallback
        elif fallback < 0 and straight:
            return -1
    return fallback


@lru_cache(maxsize=4)  # five steps of an analysis ask for the same article's
def quotations(text: str) -> tuple[Quotation, ...]:
    """Find the outermost quotations of `text`, in order, each inside one paragraph (a line).

    >>> text = "He said: “Stay.” She didn't."
    >>> [quotation.inner.of(text) for quotation in quotations(text)]
    ['Stay.']
    """
    found: list[Quotation] = []
    left_open = False
    plain = _single_signs(text)
    for paragraph in _PARAGRAPH.finditer(plain):
        start, end = paragraph.span()
        here = _scan(plain, start, end, left_open)
        if here:
            found.extend(here)
            left_open = not here[-1].closed
        elif paragraph.group().strip():
            left_open = False
    return tuple(found) if plain is text else tuple(_without_second(plain, one) for one in found)


def _single_signs(text: str) -> str:
    """`text` with each mark that is typed as two signs (wires' `` and '') as a straight mark and SECOND, in place."""
    if "''" not in text and "``" not in text:
        return text
    return _DOUBLED.sub(lambda found: f'"{SECOND}' if found["opens"] else f'{SECOND}"', text)


def _without_second(plain: str, one: Quotation) -> Quotation:
    """The quotation without the second sign of its marks within."""
    start = one.inner.start + (plain[one.inner.start : one.inner.start + 1] == SECOND)
    end = one.inner.end - (plain[one.inner.end - 1 : one.inner.end] == SECOND)
    return replace(one, inner=Span(start=start, end=max(start, end)))


def _scan(text: str, start: int, end: int, left_open: bool) -> list[Quotation]:
    """The quotations of the paragraph [start, end); `left_open` tells that the one before ended inside a quotation."""
    found: list[Quotation] = []
    at = start
    first = True
    while (opening := _OPENING.search(text, at, end)) is not None:
        at, mark = opening.start(), opening.group()
        if not _is_opening(text, at, start, end):
            at += 1
            continue
        close = _single_close(text, at, end) if mark in SINGLE else _close(text, at, end)
        continues = first and left_open and not text[start:at].strip()
        stop = close if close >= 0 else end
        outer_end = close + 1 if close >= 0 else end
        found.append(
            Quotation(
                outer=Span(start=at, end=outer_end),
                inner=Span(start=at + 1, end=stop),
                mark=mark,
                closed=close >= 0,
                continues=continues,
            )
        )
        first = False
        at = outer_end
    return found


def _close(text: str, at: int, end: int) -> int:
    """The index of the mark that closes the quotation opened at `at`, or -1 where the paragraph ends first."""
    closers = CLOSERS[text[at]]
    depth = 1
    for event in _EVENTS[text[at]].finditer(text, at + 1, end):
        i, character = event.start(), event.group()
        if character in closers:
            opens = i + 1 < end and (text[i + 1].isalnum() or text[i + 1] == SECOND)
            if character == '"' and opens and text[i - 1].isspace():
                continue  # a straight mark that opens again inside, as damaged text has it
            depth -= 1
            if not depth:
                return i
        else:
            # A second opening mark: the first quotation was never closed, and ends before it (unless it holds nothing).
            return i - 1 if i - at > 1 else -1
    return -1


def inside(text: str) -> bytearray:
    """One byte a code point of `text`: 1 inside a quotation (its marks included), 0 elsewhere."""
    mask = bytearray(len(text))
    for quotation in quotations(text):
        start, end = quotation.outer.start, quotation.outer.end
        mask[start:end] = b"\x01" * (end - start)
    return mask
