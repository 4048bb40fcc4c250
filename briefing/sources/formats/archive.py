"""Zip archives, read in memory and in bounds; nothing is ever written, so their path names can do no harm."""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from briefing.errors import InputError
from briefing.sources.desk import Origin
from briefing.sources.names import printable
from briefing.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.sources.desk import Desk

_ENCRYPTED: Final = 0x1
_LEFT_OUT: Final = ("__MACOSX/", "META-INF/")

_DOCUMENTS: Final = (
    (frozenset({"mimetype", "content.xml"}), "an OpenDocument file, as LibreOffice writes"),
    (frozenset({"mimetype", "META-INF/container.xml"}), "an e-book (EPUB)"),
    (frozenset({"xl/workbook.xml"}), "an Excel workbook"),
    (frozenset({"ppt/presentation.xml"}), "a PowerPoint presentation"),
    (frozenset({"Index/Document.iwa"}), "a Pages, Numbers or Keynote file"),
)
"""Files by which a zip archive is one document of a kind that is not read, and what it is called."""


def members(data: bytes, origin: Origin, desk: Desk) -> Iterator[tuple[bytes, Origin] | Failure]:
    """The files in the archive, in name order, hidden ones left out; a failure for each that cannot be read."""
    if origin.depth >= desk.limits.depth:
        raise InputError(f"{origin.source} lies too deep in other archives.", hint="Unpack it and give the files.")
    with _opened(data, origin.source) as archive:
        _refuse_document(set(archive.namelist()), origin.source)
        infos = sorted((info for info in archive.infolist() if _wanted(info)), key=lambda info: info.filename)
        if not infos:
            raise InputError(f"{origin.source} is a zip archive without files to read.")
        for info in infos[: desk.limits.members]:
            source = f"{origin.source}/{printable(info.filename)}"
            try:
                yield _member(archive, info, source, origin), origin_of_part(origin, source)
            except InputError as error:
                yield Failure(source=source, reason=str(error))
        if len(infos) > desk.limits.members:
            reason = f"{origin.source} holds {len(infos)} files; only the first {desk.limits.members} were read."
            yield Failure(source=origin.source, reason=f"{reason} Split it.")


def origin_of_part(origin: Origin, source: str) -> Origin:
    """Where a part of something comes from: one level deeper, and without leave to fetch."""
    return Origin(source=source, budget=origin.budget, depth=origin.depth + 1)


def part(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, *, source: str, limit: int) -> bytes:
    """One file of an archive, of at most `limit` bytes whatever its header says. Raises InputError otherwise."""
    try:
        with archive.open(name) as file:
            data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise InputError(f"{source} is damaged: it cannot be unpacked.", hint="Get it anew.") from error
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or compressed in a way that Python lacks
        message = f"{source} is encrypted or compressed in an unusual way."
        raise InputError(message, hint="Unpack it and give the files.") from error
    if len(data) > limit:
        message = f"{source} unpacks to more than {limit / 1e6:.3g} MB: it may be an archive made to do harm."
        raise InputError(message, hint="Unpack it and give the files.")
    return data


def _opened(data: bytes, source: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(f"{source} is a damaged zip archive.", hint="Get it anew.") from error


def _refuse_document(names: set[str], source: str) -> None:
    """A document's parts are no articles, though the format packs them as a zip archive does."""
    for marks, kind in _DOCUMENTS:
        if marks <= names:
            raise InputError(f"{source} is {kind}.", hint="Save it as DOCX, PDF or plain text first.")


def _wanted(info: zipfile.ZipInfo) -> bool:
    names = info.filename.replace("\\", "/").split("/")
    hidden = any(name.startswith(".") and name not in (".", "..") for name in names)
    return not (info.is_dir() or hidden or info.filename.startswith(_LEFT_OUT))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: str, origin: Origin) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise InputError(f"{source} is encrypted.", hint="Unpack it and give the files.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise InputError(f"{source} is a link to another file.", hint="Give that file.")
    data = part(archive, info, source=source, limit=max(origin.budget.left, 0))
    origin.budget.take(len(data), source)
    return data
