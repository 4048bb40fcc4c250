"""A sheet to draw on: lines, marks and short texts, as one SVG of one ink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

FAMILY: Final = "DejaVu Sans, Verdana, sans-serif"
WIDTH: Final = 680
"""Of every picture, in pixels: the width of the text on an A4 page at 96 dots an inch, less its indents."""
SIZE: Final = 13
"""Of the letters, in pixels: 9.8 points on the page."""
LETTER: Final = 0.6
"""Mean width of a letter in sizes, generous for DejaVu Sans (0.55 in English text), so that nothing runs over."""
FAINT: Final = "0.35"
"""Opacity of what only guides the eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture: `svg` is its drawing, `alt` says the same in words, `width` and `height` are in pixels."""

    title: str
    alt: str
    svg: str
    width: int
    height: int


class Canvas:
    """Draws in the ink of what surrounds it: black on paper, light in the dark."""

    def __init__(self, height: int) -> None:
        self._height = height
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "width": str(WIDTH),
            "height": str(height),
            "role": "img",
            "color": "#000000",
            "fill": "currentColor",
            "font-family": FAMILY,
            "font-size": str(SIZE),
        }
        self._root = ET.Element("svg", attributes)

    def text(
        self, x: float, y: float, words: str, *, bold: bool = False, anchor: str = "start", size: float = SIZE
    ) -> None:
        """`words` on a base line at `y`, beginning, centred or ending at `x` (anchor start, middle, end)."""
        attributes = {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor}
        if size != SIZE:
            attributes["font-size"] = f"{size:g}"
        if bold:
            # There is one weight of the letters; a line around them makes the other.
            attributes |= {"stroke": "currentColor", "stroke-width": "0.45"}
        ET.SubElement(self._root, "text", attributes).text = words

    def line(self, start: tuple[float, float], end: tuple[float, float], *, faint: bool = False) -> None:
        """A straight line."""
        attributes = {
            "x1": f"{start[0]:g}",
            "y1": f"{start[1]:g}",
            "x2": f"{end[0]:g}",
            "y2": f"{end[1]:g}",
            "stroke": "currentColor",
            "stroke-width": "1" if faint else "1.5",
        }
        if faint:
            attributes["stroke-opacity"] = FAINT
        ET.SubElement(self._root, "line", attributes)

    def mark(self, x: float, y: float, *, radius: float = 6, hollow: bool = False) -> None:
        """A disc, or a ring where it is hollow."""
        attributes = {
            "cx": f"{x:g}",
            "cy": f"{y:g}",
            "r": f"{radius:g}",
            "stroke": "currentColor",
            "stroke-width": "1.8",
        }
        if hollow:
            attributes["fill"] = "none"
        ET.SubElement(self._root, "circle", attributes)

    def blank(self, x: float, y: float, *, radius: float = 7) -> None:
        """A gap in what was drawn before, for a ring to stand in: the paper's own colour cannot be known."""
        for element in list(self._root.iter("line")):
            if element.get("x1") == element.get("x2") == f"{x:g}":
                self._cut(element, y - radius, y + radius)

    def _cut(self, line: ET.Element, top: float, bottom: float) -> None:
        start, end = float(line.get("y1", "0")), float(line.get("y2", "0"))
        if not start < bottom or not top < end:
            return
        rest = ET.SubElement(self._root, "line", dict(line.attrib))
        line.set("y2", f"{max(top, start):g}")
        rest.set("y1", f"{min(bottom, end):g}")

    def figure(self, *, title: str, alt: str) -> Figure:
        """What was drawn, with its name and what it says in words."""
        self._root.set("aria-label", alt)
        svg = ET.tostring(self._root, encoding="unicode")
        return Figure(title=title, alt=alt, svg=svg, width=WIDTH, height=self._height)


def broken(words: str, *, width: float, lines: int, size: float = SIZE) -> list[str]:
    """`words` in at most so many lines of `width` pixels, the last one cut short with "…" where they do not fit."""
    room = max(int(round(width / (size * LETTER), 3)), 2)
    done: list[str] = []
    rest = words.split()
    while rest and len(done) < lines:
        line = rest.pop(0)
        while rest and len(line) + 1 + len(rest[0]) <= room:
            line += f" {rest.pop(0)}"
        done.append(line)
    if rest:
        done[-1] += " …"
    return [line if len(line) <= room else f"{line[: room - 1].rstrip(' …')}…" for line in done]
