"""Paths as SQLite can hold them: the name of a file is bytes, and not always text in UTF-8."""

from __future__ import annotations

import os


def kept(path: str) -> str | bytes:
    """The path as it is to be put into the archive: text, or the bytes of a name that is no text."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def found(value: str | bytes) -> str:
    """The path that `kept` put there."""
    return os.fsdecode(value)
