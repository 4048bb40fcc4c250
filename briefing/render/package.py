"""Write an Office package so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can hold."""
_FIRST: Final = "[Content_Types].xml"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of `parts` (name to bytes) with fixed times and order.

    Nothing is compressed: what a compressor makes differs from one zlib to the next, and the parts are small.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            # Otherwise the system that made the zip shows in it.
            entry.create_system = 0
            package.writestr(entry, parts[name])
    return buffer.getvalue()


def repacked(data: bytes) -> bytes:
    """The Office package `data` with fixed times and order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return packed({name: package.read(name) for name in package.namelist() if not name.endswith("/")})
