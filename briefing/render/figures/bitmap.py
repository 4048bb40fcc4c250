"""A picture as PNG, for Word: by resvg, in letters that come with the package, alike everywhere."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from briefing.render.figures.canvas import Figure

ZOOM: Final = 2.5
"""Pixels of the bitmap a pixel of the drawing: 240 dots an inch on the page."""
FONT: Final = "DejaVuSans.ttf"


def png(figure: Figure) -> bytes:
    """The picture in black on white."""
    import resvg_py

    with as_file(files("briefing.render.figures") / "fonts" / FONT) as font:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=figure.svg,
                background="white",
                zoom=ZOOM,
                skip_system_fonts=True,
                font_files=[str(font)],
                font_family="DejaVu Sans",
                sans_serif_family="DejaVu Sans",
            )
        )
