"""A picture as PNG, for Word: by resvg, in letters that come with the package, alike everywhere.

Drawing takes a tenth of a second and leaves Python's lock, so it is begun in a thread as soon as a picture is known.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from threading import Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from briefing.render.figures.canvas import Figure

ZOOM: Final = 2.5
"""Pixels of the bitmap a pixel of the drawing: 240 dots an inch on the page."""
FONT: Final = "DejaVuSans.ttf"
_KEPT: Final = 8
"""Bitmaps that are kept: those of one briefing, which may be wanted for Word and for PDF."""


def begin(figure: Figure) -> None:
    """Begin to draw the picture, which `png` will be asked for."""
    _drawing(figure.svg)


def png(figure: Figure) -> bytes:
    """The picture in black on white; it is waited for where it was begun. Raises ValueError for a faulty drawing."""
    return _drawing(figure.svg).bitmap()


class _Drawing:
    """A bitmap on its way."""

    def __init__(self, svg: str) -> None:
        self._svg = svg
        self._bitmap: bytes | None = None
        self._thread = Thread(target=self._draw, daemon=True)
        self._thread.start()

    def bitmap(self) -> bytes:
        """What was drawn. What went wrong in the thread goes wrong again here, where it is told."""
        self._thread.join()
        return self._bitmap if self._bitmap is not None else _drawn(self._svg)

    def _draw(self) -> None:
        try:
            self._bitmap = _drawn(self._svg)
        except (ImportError, ValueError):
            self._bitmap = None


@lru_cache(maxsize=_KEPT)
def _drawing(svg: str) -> _Drawing:
    return _Drawing(svg)


def _drawn(svg: str) -> bytes:
    import resvg_py

    with as_file(files("briefing.render.figures") / "fonts" / FONT) as font:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                background="white",
                zoom=ZOOM,
                skip_system_fonts=True,
                font_files=[str(font)],
                font_family="DejaVu Sans",
                sans_serif_family="DejaVu Sans",
            )
        )
