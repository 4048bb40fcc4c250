"""Paths and arguments as they may be printed anywhere."""

from __future__ import annotations

import os
import re
from typing import Final

STDIN: Final = "-"
STDIN_NAME: Final = "standard input"


_PASSWORD: Final = re.compile(r"(?i)^(https?://[^/\s:@]*):[^/\s@]*@")


def shown(path: str) -> str:
    """A path or address as it may be printed anywhere, without a password in it."""
    return STDIN_NAME if path == STDIN else _PASSWORD.sub(r"\1:***@", printable(path))


def printable(argument: str) -> str:
    r"""A path or argument as UTF-8 text whatever the locale, with \x.. for bytes and characters that do not print."""
    text = os.fsencode(argument).decode("utf-8", "backslashreplace") if _from_system(argument) else argument
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def _from_system(argument: str) -> bool:
    """Whether the name can have come from the system; names in archives may hold characters that it has none for."""
    try:
        os.fsencode(argument)
    except UnicodeEncodeError:
        return False
    return True
