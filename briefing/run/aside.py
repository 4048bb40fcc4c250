"""Inputs that are no articles because this program made them itself: what a briefing's reader is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Failure

MOST_NAMED: Final = 3
"""Inputs that the line names: enough to know which folder they lie in."""


def aside_left_out(aside: Sequence[Failure]) -> tuple[str, ...]:
    """A line for those that were set aside, in plain words; none where there are none."""
    if not aside:
        return ()
    names = ", ".join(one.source for one in aside[:MOST_NAMED]) + (", ..." if len(aside) > MOST_NAMED else "")
    were = counted(len(aside), "input was", "inputs were")
    return (f"{were} left out because briefing had made {'it' if len(aside) == 1 else 'them'} itself: {names}.",)
