"""Inputs that could not be used, on standard error: each in a line, but of one archive's many parts only the first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from briefing.cli.terminal import Terminal, fail, say
from briefing.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.types import Failure

MOST_TOLD: Final = 5
"""Failed parts of one archive that are told: enough to see what they have in common, and they fit on a screen."""


class Failures:
    """Tells of failures as they come; `end` sums up what was not told. With -v all are told."""

    def __init__(self, terminal: Terminal) -> None:
        """`terminal` knows how much is to be said."""
        self._most = None if terminal.level > 0 else MOST_TOLD
        self._seen: Counter[str] = Counter()

    def tell(self, failure: Failure) -> None:
        """Tell of one, but where too many of its archive were told."""
        if failure.within and self._most is not None:
            self._seen[failure.within] += 1
            if self._seen[failure.within] > self._most:
                return
        fail(failure)

    def end(self) -> None:
        """Sum up the others, a line for each archive."""
        for within, count in self._seen.items():
            if count > MOST_TOLD:
                more = counted(count - MOST_TOLD, "more part")
                say(f"briefing: {more} of {within} could not be used; -v tells each.")


def tell_all(terminal: Terminal, failures: Iterable[Failure]) -> None:
    """Tell of all failures of one run."""
    told = Failures(terminal)
    for failure in failures:
        told.tell(failure)
    told.end()
