"""Where the lines of a briefing stand in a file, and which of two with the same words a short template shows."""

from __future__ import annotations

import pytest

from briefing.render.proof.locate import located
from briefing.render.proof.manifest import Block
from briefing.render.proof.pieces import Taken

WORDS = "to say who had ordered the work"


def line(number: int, label: str = "") -> Taken:
    return Taken(section="positions", label=label, text=WORDS, references=(number,), pieces=(), support=())


@pytest.mark.parametrize(
    ("lines", "blocks", "expected"),
    [
        ([line(1)], [f"{WORDS} [1]"], [(0, 0)]),
        ([line(1)], [f"Beck\tdeclined\t{WORDS} [1]"], [(0, 14)]),
        ([line(1)], [WORDS], [(0, 0)]),  # a template that shows no references
        ([line(1), line(2)], [f"{WORDS} [1]"], [(0, 0), (-1, 0)]),
        ([line(2), line(1)], [f"{WORDS} [1]", f"{WORDS} [2]"], [(1, 0), (0, 0)]),
        ([line(1, "Lind"), line(1, "Beck")], [f"Beck\t{WORDS} [1]", f"Lind\t{WORDS} [1]"], [(1, 5), (0, 5)]),
        ([line(1)], [f"{WORDS}s [1]"], [(-1, 0)]),
    ],
)
def test_where_lines_stand(lines: list[Taken], blocks: list[str], expected: list[tuple[int, int]]) -> None:
    found = located(lines, [Block(text=text) for text in blocks])
    assert [(one.block, one.at) for one in found] == expected
