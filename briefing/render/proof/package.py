"""Open files that anyone may have made: zips and XML within bounds, and nothing that reaches outside the file."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from briefing.errors import ProofError

if TYPE_CHECKING:
    from collections.abc import Iterator

Element: TypeAlias = Any
"""An element of lxml's, which comes without types."""

MAX_BYTES: Final = 50_000_000
"""Of a file: a briefing has some ten thousand bytes, with pictures and articles beside it a few million."""
MAX_PARTS: Final = 2_000
MAX_UNPACKED: Final = 100_000_000
"""Of all parts that are read, in bytes: a bomb stops here."""

_DAMAGED: Final = "Open it in Word or LibreOffice and save it again, or make the briefing again."


class Package:
    """The parts of an Office package, unpacked when they are asked for and counted against MAX_UNPACKED."""

    def __init__(self, data: bytes) -> None:
        """Raises ProofError for what is no zip or holds more parts than any document."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise ProofError("It is no Word document: its package cannot be opened.", hint=_DAMAGED) from error
        if len(self._zip.infolist()) > MAX_PARTS:
            raise ProofError(f"It holds more than {MAX_PARTS} parts: no briefing does.")
        self._left = MAX_UNPACKED

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names, in the zip's order."""
        return tuple(self._zip.namelist())

    @property
    def document(self) -> str:
        """The name of the part that holds the text. Raises ProofError where the package names none."""
        for relation in self.xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/relationships/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
        raise ProofError("It is no Word document: it names no text.", hint=_DAMAGED)

    def read(self, name: str) -> bytes:
        """One part. Raises ProofError where it is missing, damaged, encrypted or unpacks to too much."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except KeyError as error:
            raise ProofError(f"It is no Word document: it has no part {name!r}.", hint=_DAMAGED) from error
        except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, NotImplementedError, zlib.error) as error:
            raise ProofError(f"Its part {name[:80]!r} cannot be unpacked: {error}.", hint=_DAMAGED) from error
        self._left -= len(data)
        if self._left < 0:
            raise ProofError(f"It unpacks to more than {MAX_UNPACKED / 1e6:g} MB: no briefing does.")
        return data

    def xml(self, name: str) -> Element:
        """The root element of one part; raises as `read`, and for what is not well-formed or declares entities."""
        return parsed(self.read(name), name)

    def xml_parts(self, folder: str) -> Iterator[tuple[str, Element]]:
        """The name and root element of each XML part directly in a folder, damaged ones left out."""
        for name in self.names:
            if name.startswith(folder) and name.endswith(".xml") and "/" not in name[len(folder) :]:
                try:
                    yield name, self.xml(name)
                except ProofError:
                    continue


def relations_of(name: str) -> str:
    """The part that holds the relations of a part.

    >>> relations_of("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def parsed(data: bytes, name: str) -> Element:
    """The root element of XML in `data`. Raises ProofError for what is damaged or declares entities."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ProofError(f"Its part {name[:80]!r} is damaged: {error}.", hint=_DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise ProofError(f"Its part {name[:80]!r} declares a document type, which no Word document does.")
    return root
