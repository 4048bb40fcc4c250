"""Who stands where: a row an actor, a column a stance, a mark a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Final

from briefing.counting import counted
from briefing.render.escape import shown
from briefing.render.figures.canvas import LETTER, SIZE, WIDTH, Canvas, Figure, broken
from briefing.types import Stance

if TYPE_CHECKING:
    from briefing.types import Briefing, Position, Statement

ORDER: Final[tuple[Stance, ...]] = (
    "supports",
    "praises",
    "commits",
    "demands",
    "states",
    "declines-to-comment",
    "warns",
    "doubts",
    "denies",
    "opposes",
    "accuses",
)
"""The columns, from assent to dissent."""
LABELS: Final = {"states": "says", "declines-to-comment": "declines to comment"}
"""Stances that are shown under another word than their own."""

MOST_ACTORS: Final = 8
"""More rows than that would take more than half a page."""
NAMES: Final = 190
"""The most that the names' column takes, in pixels."""
HEAD: Final = 24
"""Of the columns' names, where they take one line; each further line adds LINE."""
LINE: Final = 15
ROW: Final = 34
FOOT: Final = 34
GAP: Final = 17
"""Between two marks of one cell."""


def stances(briefing: Briefing) -> Figure | None:
    """The picture, or None where fewer than two actors take, between them, two stances that tell them apart."""
    positions = [position for position in briefing.positions if position.statements]
    taken = {statement.stance for position in positions for statement in position.statements}
    columns = [stance for stance in ORDER if stance in taken]
    if len(positions) < 2 or len(columns) < 2:
        return None
    rows, more = positions[:MOST_ACTORS], len(positions) - MOST_ACTORS
    names = [broken(shown(position.actor), width=NAMES, lines=2) for position in rows]
    grid = _Grid(columns=columns, left=_left(names), size=_size(columns, _left(names)))
    heads = [broken(LABELS.get(stance, stance), width=grid.width, lines=3, size=grid.size) for stance in columns]
    top = HEAD + LINE * (max(map(len, heads)) - 1)
    canvas = Canvas(top + ROW * len(rows) + FOOT)
    _heads(canvas, heads, top, grid)
    for number, (position, lines) in enumerate(zip(rows, names, strict=True)):
        _row(canvas, position, lines, top + ROW * number, grid)
    _legend(canvas, top + ROW * len(rows), more)
    return canvas.figure(title="Who stands where", alt=_alt(rows, columns, more))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The columns from `left` on, their names in letters of `size` pixels."""

    columns: Sequence[Stance]
    left: float
    size: float

    @property
    def width(self) -> float:
        return (WIDTH - self.left) / len(self.columns)

    def middle(self, number: int) -> float:
        return self.left + self.width * (number + 0.5)


def _left(names: Sequence[Sequence[str]]) -> float:
    """The width that the longest name takes."""
    return max(len(line) for lines in names for line in lines) * SIZE * LETTER + GAP


def _size(columns: Sequence[Stance], left: float) -> float:
    """The size in which the longest word of the columns' names fits its column, no larger than all else."""
    longest = max(len(word) for stance in columns for word in LABELS.get(stance, stance).split())
    return min(SIZE, floor(10 * (WIDTH - left) / len(columns) / (longest * LETTER)) / 10)


def _heads(canvas: Canvas, heads: Sequence[Sequence[str]], top: int, grid: _Grid) -> None:
    for number, lines in enumerate(heads):
        for index, words in enumerate(lines):
            y = top - 10 - LINE * (len(lines) - 1 - index)
            canvas.text(grid.middle(number), y, words, anchor="middle", bold=True, size=grid.size)
    canvas.line((0, top - 2), (WIDTH, top - 2))


def _row(canvas: Canvas, position: Position, lines: Sequence[str], top: float, grid: _Grid) -> None:
    for index, words in enumerate(lines):
        canvas.text(0, top + ROW / 2 + 4 + LINE * (index - (len(lines) - 1) / 2), words)
    for number, stance in enumerate(grid.columns):
        _cell(canvas, _of(position, stance), grid.middle(number), top + ROW / 2, grid.width)
    canvas.line((0, top + ROW - 1), (WIDTH, top + ROW - 1), faint=True)


def _cell(canvas: Canvas, statements: Sequence[Statement], middle: float, y: float, width: float) -> None:
    """A mark for each statement; where they do not fit, one mark and their number."""
    if len(statements) * GAP > width:
        canvas.mark(middle - 10, y, hollow=all(one.speech != "direct" for one in statements))
        canvas.text(middle + 2, y + 5, f"× {len(statements)}")
        return
    for index, statement in enumerate(statements):
        x = middle + GAP * (index - (len(statements) - 1) / 2)
        canvas.mark(x, y, hollow=statement.speech != "direct")


def _legend(canvas: Canvas, top: float, more: int) -> None:
    y = top + 22
    canvas.mark(8, y - 4)
    canvas.text(20, y, "statement in the speaker’s own words")
    canvas.mark(308, y - 4, hollow=True)
    canvas.text(320, y, "statement as reported")
    if more > 0:
        canvas.text(WIDTH, y, f"and {counted(more, 'more actor')}", anchor="end")


def _of(position: Position, stance: Stance) -> list[Statement]:
    return [statement for statement in position.statements if statement.stance == stance]


def _alt(positions: Sequence[Position], columns: Sequence[Stance], more: int) -> str:
    parts = []
    for position in positions:
        counts = [(LABELS.get(stance, stance), len(_of(position, stance))) for stance in columns]
        said = ", ".join(f"{label} {count}" for label, count in counts if count)
        parts.append(f"{shown(position.actor)}: {said}.")
    rest = f" {more} more actors are not drawn." if more > 0 else ""
    return f"Statements by actor and stance. {' '.join(parts)}{rest}"
