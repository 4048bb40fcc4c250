"""Find the lines of a briefing in what a file shows, whatever its template made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefing.render.proof.manifest import Block, Line
from briefing.render.proof.spaces import collapsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.render.proof.pieces import Taken

_MARKS: Final = re.compile(r"(?:[\s↪]{0,9}\[\d{1,6}\])+")
"""References as the built-in templates set them; in HTML the ways to a line's further places stand before them."""
_NUMBER: Final = re.compile(r"\d+")

Place = tuple[int, int]


def located(lines: Iterable[Taken], blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Each line with its place in `blocks`: where its references follow and its label leads, else its first place.

    Where other references follow, another line has the same words.
    """
    made = []
    claimed: set[Place] = set()
    for taken in lines:
        text = collapsed(taken.text.replace("\t", " "))
        block, at = _place(taken, text, blocks, claimed) if text else (-1, 0)
        claimed.add((block, at))
        made.append(
            Line(
                section=taken.section,
                block=block,
                at=at,
                length=len(text) if block >= 0 else 0,
                references=taken.references,
                pieces=taken.pieces,
                support=taken.support,
            )
        )
    return tuple(made)


def marks_at(text: str, at: int) -> tuple[int, ...]:
    """The numbers of the references [1] that stand in `text` from `at` on.

    >>> marks_at("They met. [2] [3] and", 9)
    (2, 3)
    """
    run = _MARKS.match(text, at)
    return tuple(int(number) for number in _NUMBER.findall(run.group())) if run else ()


def _place(taken: Taken, text: str, blocks: Sequence[Block], claimed: set[Place]) -> Place:
    best: tuple[int, int, int] = (-1, -1, 0)
    for number, block in enumerate(blocks):
        for at in _whole(text, block.text):
            if (number, at) in claimed:
                continue
            marks = marks_at(block.text, at + len(text))
            if marks and marks != taken.references:
                continue  # the same words in another line: a short template need not show this one
            cited = bool(marks)
            whole = at == 0 or block.text[at - 1] == "\t"  # and not a part of another line
            fit = 4 * cited + 2 * (bool(taken.label) and taken.label in block.text[:at]) + whole
            if fit > best[0]:
                best = (fit, number, at)
    return best[1], best[2]


def _whole(text: str, within: str) -> Iterable[int]:
    """Where `text` stands in `within` without cutting into a word."""
    at = within.find(text)
    while at >= 0:
        before, after = within[at - 1 : at], within[at + len(text) : at + len(text) + 1]
        if not (before.isalnum() and text[0].isalnum()) and not (after.isalnum() and text[-1].isalnum()):
            yield at
        at = within.find(text, at + 1)
