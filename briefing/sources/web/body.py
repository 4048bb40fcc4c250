"""An answer's body, decompressed piece by piece, so that a bomb is stopped at the limit and never unfolds in memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from briefing.sources.web.answer import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEP: Final = 65_536
"""Bytes that one step of decompressing may give."""

_AUTO: Final = zlib.MAX_WBITS | 32  # a gzip or a zlib header, whichever is there


def read_body(pieces: Iterable[bytes], *, encoding: str, limit: int) -> bytes:
    """The whole body. Raises FetchError where it has more than `limit` bytes, or an encoding that was not asked for."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return _plain(pieces, limit)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"it is compressed as {encoding!r}, which was not asked for")
    try:
        return _unpacked(pieces, limit)
    except zlib.error as error:
        raise FetchError(f"its {encoding} compression is damaged", passing=True) from error


def _plain(pieces: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        _check(body, limit)
    return bytes(body)


def _unpacked(pieces: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    unpacker = zlib.decompressobj(_AUTO)
    for piece in pieces:
        rest = piece
        while rest and not unpacker.eof:
            body += unpacker.decompress(rest, _STEP)
            _check(body, limit)
            rest = unpacker.unconsumed_tail
    while not unpacker.eof and (step := unpacker.decompress(unpacker.unconsumed_tail, _STEP)):
        body += step
        _check(body, limit)
    if body and not unpacker.eof:
        raise FetchError("its compressed body ends before its end", passing=True)
    return bytes(body)


def _check(body: bytearray, limit: int) -> None:
    if len(body) > limit:
        raise FetchError(f"it has more than {limit / 1e6:g} MB")
