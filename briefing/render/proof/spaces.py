"""White space as the proof counts it."""

from __future__ import annotations

import re
from typing import Final

_RUN: Final = re.compile("[ \n\r\f\v]*[\t][ \n\r\f\v\t]*|[ \n\r\f\v]+")
_ANY: Final = re.compile(r"\s+")


def collapsed(text: str) -> str:
    r"""`text` with runs of spaces and line ends as one space, and those with a tab, which parts cells, as one tab.

    >>> collapsed("  a\n b \t c ")
    'a b\tc'
    """
    return _RUN.sub(lambda run: "\t" if "\t" in run.group() else " ", text).strip(" \n\r\f\v")


def folded(text: str) -> str:
    r"""`text` with every run of white space of any kind as one space, and none at its ends.

    >>> folded(" a\u00a0 b\n")
    'a b'
    """
    return _ANY.sub(" ", text).strip()
