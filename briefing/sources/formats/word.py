"""Word files (DOCX): the main part's paragraphs as they read with all changes accepted."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from briefing.errors import InputError
from briefing.sources.article import Facts
from briefing.sources.formats.archive import part
from briefing.sources.headline import headline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from briefing.sources.desk import Desk, Origin

MAX_XML: Final = 20_000_000
"""Bytes of the main part; a long report has 2 MB."""

_PROGRAMS: Final = ("python-docx", "Microsoft Office User", "User", "Apache POI", "Unknown")
"""What stands in for an author where no one gave one."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _MC_FALLBACK))
_BREAKS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CORE: Final = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "creator": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
}


def read(data: bytes, origin: Origin, _desk: Desk) -> tuple[str, Facts]:
    """The document's paragraphs, with a blank line between them, and what its properties tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = part(archive, "word/document.xml", source=origin.source, limit=MAX_XML)
            names = archive.namelist()
            core = b""
            if "docProps/core.xml" in names:
                core = part(archive, "docProps/core.xml", source=origin.source, limit=MAX_XML // 20)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError(f"{origin.source} is a damaged Word file.", hint="Save it anew, or as text.") from error
    origin.budget.take(len(main), origin.source)
    styled = list(_paragraphs(_parsed(main, origin.source)))
    text = "\n\n".join(words for words, _ in styled)
    if not text:
        raise InputError(f"{origin.source} is a Word file without text.", hint="Pictures of text are not read.")
    title = next((words for words, style in styled if style in ("title", "heading1")), None)
    facts = _facts(core, origin.source) if core else Facts()
    return text, Facts(title=title or headline(text)).over(facts)


def _parsed(xml: bytes, source: str) -> _Element:
    """The XML, with entities, the network and external parts off."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{source} is a damaged Word file.", hint="Save it anew, or as text.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"{source} is a Word file made to do harm: it declares XML entities.")
    return root


def _paragraphs(root: _Element) -> Iterator[tuple[str, str]]:
    """Each paragraph's words and its style's name, in reading order; empty ones left out."""
    for paragraph in root.iter(f"{_W}p"):
        words = "".join(_words(paragraph)).strip()
        if words:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            yield words, (style.get(f"{_W}val", "") if style is not None else "").lower()


def _words(paragraph: _Element) -> Iterator[str]:
    """The text of a paragraph, without deleted runs, and without paragraphs inside it (text boxes): they come later."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _BREAKS:
            yield _BREAKS[element.tag]
        elif element.tag != f"{_W}p" and element.tag not in _SKIPPED:
            stack.extend(reversed(element))


def _facts(core: bytes, source: str) -> Facts:
    """What the properties tell; when the file was made is left alone, as that is not when the article was published."""
    root = _parsed(core, source)
    told = {name: root.findtext(tag) for name, tag in _CORE.items()}
    byline = told["creator"]
    return Facts(title=told["title"], byline=None if byline in _PROGRAMS else byline, language=told["language"])
