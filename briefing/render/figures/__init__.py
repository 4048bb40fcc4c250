"""The pictures of a briefing: who takes which stance, and what happened when.

Each is drawn once, as SVG: HTML holds it as it is, Word its PNG. They are static, need no colour, and have a text
that says the same in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.render.figures.canvas import Figure

if TYPE_CHECKING:
    from briefing.types import Briefing

__all__ = ["Figure", "figures"]


def figures(briefing: Briefing) -> tuple[Figure, ...]:
    """The pictures that are worth it: none where the words say as much at a glance."""
    from briefing.render.figures.stances import stances
    from briefing.render.figures.timeline import timeline

    drawn = (timeline(briefing), stances(briefing))
    return tuple(figure for figure in drawn if figure is not None)
