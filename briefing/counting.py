"""A number with its noun, as messages and briefings tell it; at the bottom, so that every part may use it."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with the words that go with it: `one` for 1, else `many`, which is `one` with an "s" where not given.

    >>> counted(1, "line"), counted(1204, "line"), counted(0, "sentence was", "sentences were")
    ('1 line', '1,204 lines', '0 sentences were')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
