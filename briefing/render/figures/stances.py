"""Who stands where: a row an actor, a column a stance, a mark a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.render.escape import shown
from briefing.render.figures.canvas import WIDTH, Canvas, Figure, broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Briefing, Position, Stance, Statement

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

MOST_ACTORS: Final = 10
"""More rows than that would take more than half a page."""
NAMES: Final = 190
"""Width of the names' column, in pixels."""
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
    width = (WIDTH - NAMES) / len(columns)
    heads = [broken(LABELS.get(stance, stance), width=width, lines=3) for stance in columns]
    top = HEAD + LINE * (max(map(len, heads)) - 1)
    canvas = Canvas(top + ROW * len(rows) + FOOT)
    _heads(canvas, heads, top, width)
    for number, position in enumerate(rows):
        _row(canvas, position, top + ROW * number, columns, width)
    _legend(canvas, top + ROW * len(rows), more)
    return canvas.figure(title="Who stands where", alt=_alt(rows, columns, more))


def _heads(canvas: Canvas, heads: Sequence[Sequence[str]], top: int, width: float) -> None:
    for number, lines in enumerate(heads):
        middle = NAMES + width * (number + 0.5)
        for index, words in enumerate(lines):
            canvas.text(middle, top - 10 - LINE * (len(lines) - 1 - index), words, anchor="middle", bold=True)
    canvas.line((0, top - 2), (WIDTH, top - 2))


def _row(canvas: Canvas, position: Position, top: float, columns: Sequence[Stance], width: float) -> None:
    lines = broken(shown(position.actor), width=NAMES, lines=2)
    for index, words in enumerate(lines):
        canvas.text(0, top + ROW / 2 + 4 + LINE * (index - (len(lines) - 1) / 2), words)
    for number, stance in enumerate(columns):
        _cell(canvas, _of(position, stance), NAMES + width * (number + 0.5), top + ROW / 2, width)
    canvas.line((0, top + ROW - 1), (WIDTH, top + ROW - 1), faint=True)


def _cell(canvas: Canvas, statements: Sequence[Statement], middle: float, y: float, width: float) -> None:
    """A mark for each statement; where they do not fit, one mark and their number."""
    if len(statements) * GAP > width:
        canvas.mark(middle - 10, y, hollow=all(one.speech == "indirect" for one in statements))
        canvas.text(middle + 2, y + 5, f"× {len(statements)}")
        return
    for index, statement in enumerate(statements):
        x = middle + GAP * (index - (len(statements) - 1) / 2)
        canvas.mark(x, y, hollow=statement.speech == "indirect")


def _legend(canvas: Canvas, top: float, more: int) -> None:
    y = top + 22
    canvas.mark(8, y - 4)
    canvas.text(20, y, "statement in the speaker’s own words")
    canvas.mark(308, y - 4, hollow=True)
    canvas.text(320, y, "statement as reported")
    if more > 0:
        canvas.text(WIDTH, y, f"and {more} more {'actor' if more == 1 else 'actors'}", anchor="end")


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
