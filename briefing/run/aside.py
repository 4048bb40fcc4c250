"""Inputs that are no articles because this program made them itself, or are known to be none: what readers are told."""

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
    were = counted(len(aside), "input was", "inputs were")
    them = "it" if len(aside) == 1 else "them"
    return (f"{were} left out because briefing had made {them} itself: {_names(aside)}.",)


def known_left_out(known: Sequence[Failure]) -> tuple[str, ...]:
    """A line for those that could not be used by an earlier run either, which named them with the reason."""
    if not known:
        return ()
    return (f"{counted(len(known), 'input')} could not be used, as was told before: {_names(known)}.",)


def _names(failures: Sequence[Failure]) -> str:
    return ", ".join(one.source for one in failures[:MOST_NAMED]) + (", ..." if len(failures) > MOST_NAMED else "")
