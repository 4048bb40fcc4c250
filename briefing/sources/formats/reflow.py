"""Lines of printed pages -> paragraphs: running heads and page numbers go, lines and split words are joined."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REPEATS: Final = 3
"""Pages on which a line must stand at the edge to be a running head."""

EDGE: Final = 2
"""Lines at the top and at the foot of a page that can be running heads."""

SHORT: Final = 0.75
"""Share of the usual line's length below which a line that ends a sentence ends a paragraph. In justified and ragged
columns full lines have 0.85 and more."""

HEADING: Final = 0.6
"""Share below which a line ends a paragraph without an end mark, as headings do."""

_PAGE_NUMBER: Final = re.compile(r"(?i)^(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?$")
_DIGITS: Final = re.compile(r"\d+")
_SPLIT: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u00ad\u2010]$")
_ENDS: Final = re.compile(r"[.!?…:][\"”’')\]]*$")
_STARTS: Final = re.compile(r"[\"“‘'(\[]*[A-Z\d•–—-]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def reflowed(pages: Sequence[str]) -> str:
    r"""The text of all pages in paragraphs, with a blank line between them.

    >>> reflowed(["The council has post-\nponed its vote\non the ferry.\n\nNobody spoke."])
    'The council has postponed its vote on the ferry.\n\nNobody spoke.'
    """
    lines = list(_lines([page.replace("\r\n", "\n").replace("\r", "\n").split("\n") for page in pages]))
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    known = Counter(word.lower() for line in lines for word in _WORD.findall(line))
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line:
            paragraphs.append([])
            continue
        if paragraphs[-1] and _breaks(paragraphs[-1][-1], line, usual):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return "\n\n".join(_joined(paragraph, known) for paragraph in paragraphs if paragraph)


def _lines(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """All lines without running heads and page numbers; a paragraph that goes over a page's end stays whole."""
    clean = [_trimmed([" ".join(line.split()) for line in page]) for page in pages]
    edges = Counter(mark for page in clean for mark in {_mark(line) for line in [*page[:EDGE], *page[-EDGE:]]})
    for page in clean:
        for number, line in enumerate(page):
            at_edge = number < EDGE or number >= len(page) - EDGE
            if at_edge and (_PAGE_NUMBER.match(line) or (line and edges[_mark(line)] >= REPEATS)):
                continue
            yield line


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _mark(line: str) -> str:
    return _DIGITS.sub("#", line)


def _breaks(before: str, line: str, usual: int) -> bool:
    """Whether a paragraph ends between two lines."""
    if not _STARTS.match(line):
        return False
    if _ENDS.search(before):
        return len(before) < SHORT * usual
    return len(before) < HEADING * usual and before[-1] not in ",;-"


def _joined(lines: Sequence[str], known: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        split = _SPLIT.search(text)
        rest = re.match(r"[^\W\d_]+", line)
        if split and rest and rest.group()[0].islower():
            whole, hyphened = (f"{split.group(1)}{mark}{rest.group()}".lower() for mark in ("", "-"))
            text = text[:-1] + ("-" if known[hyphened] > known[whole] else "") + line
        else:
            text = f"{text} {line}"
    return text
