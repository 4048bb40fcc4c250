"""What a Word document shows: a block for each paragraph and table row, with its tracked changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from briefing.render.proof.manifest import Block
from briefing.render.proof.spaces import collapsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.proof.package import Element, Package

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_MARKS: Final = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "sym": "\ufffd"}
_INSERTED: Final = {"ins", "moveTo"}
_DELETED: Final = {"del", "moveFrom"}
_UNSHOWN: Final = {"pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr"}
_HEADINGS: Final = ("Heading", "Title")


@dataclass(slots=True)
class _Found:
    """What was found in one paragraph or row."""

    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    tracked: list[str] = field(default_factory=list)

    def block(self, place: str) -> Block:
        return Block(
            text=collapsed("".join(self.words)), links=tuple(self.links), place=place, tracked=tuple(self.tracked)
        )


def word_blocks(package: Package) -> tuple[tuple[Block, ...], frozenset[str]]:
    """The blocks of the document's body in order, and the names of its bookmarks.

    Tracked changes are read as if they were accepted. Headers, footers, notes and comments are not read. Raises
    ProofError where the document cannot be read.
    """
    root = package.xml(package.document)
    anchors = frozenset(root.xpath("//*[local-name()='bookmarkStart']/@*[local-name()='name']"))
    blocks = tuple(block for block in _blocks(root) if block.text)
    return blocks, anchors


def _blocks(root: Element) -> Iterator[Block]:
    heading, paragraphs, tables = "", 0, 0
    for item in _items(root):
        if _name(item) == "p":
            if _is_heading(item):
                heading, paragraphs = collapsed("".join(_read(item).words)), 0
                yield _read(item).block(f"heading “{heading}”")
                continue
            paragraphs += 1
            yield _read(item).block(_under(heading, f"paragraph {paragraphs}"))
            continue
        tables += 1
        for number, row in enumerate(item.iter(f"{W}tr"), start=1):
            yield _row(row).block(_under(heading, f"table {tables}, row {number}"))


def _items(element: Element) -> Iterator[Element]:
    """Paragraphs and tables, in order, through whatever wraps them."""
    for child in element:
        name = _name(child)
        if name in ("p", "tbl"):
            yield child
        elif name and name not in _DELETED | _UNSHOWN:
            yield from _items(child)


def _row(row: Element) -> _Found:
    """The row with its cells parted by tabs, which survive as the only tabs of a block."""
    whole = _Found()
    if row.find(f"{W}trPr/{W}del") is not None:
        whole.tracked.append("this row is deleted, as a tracked change")
    cells = []
    for cell in (one for one in row.iter(f"{W}tc") if _nearest(one, "tr") is row):
        found = _read(cell)
        cells.append(collapsed("".join(found.words)))
        whole.links += found.links
        whole.tracked += found.tracked
    whole.words = ["\t".join(cells)]
    return whole


def _nearest(element: Element, name: str) -> Element:
    return next(element.iterancestors(f"{W}{name}"), None)


def _read(element: Element) -> _Found:
    found = _Found()
    _collect(element, found)
    return found


def _collect(element: Element, found: _Found) -> None:
    for child in element:
        name = _name(child)
        if name == "t":
            found.words.append((child.text or "").replace("\t", " "))
        elif name in _MARKS:
            found.words.append(_MARKS[name])
        elif name in _DELETED:
            found.tracked.append(_change("deleted", child))
        elif name == "hyperlink" and child.get(f"{W}anchor"):
            start = len(found.words)
            _collect(child, found)
            found.links.append((collapsed("".join(found.words[start:])), "#" + child.get(f"{W}anchor")))
        elif name and name not in _UNSHOWN and not _hidden(child):
            if name in _INSERTED:
                found.tracked.append(_change("inserted", child))
            if name == "p":
                found.words.append(" ")
            _collect(child, found)


def _change(what: str, element: Element) -> str:
    words = collapsed("".join(element.itertext(f"{W}t", f"{W}delText")))
    return f"{what} “{words}” by {element.get(f'{W}author') or 'unknown'}, as a tracked change"


def _hidden(element: Element) -> bool:
    """True for a run in hidden text, and for the second telling of what a newer Word shows in another way."""
    if element.tag == f"{_MARKUP}Fallback":
        return True
    mark = element.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "off")


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and (style.get(f"{W}val") or "").startswith(_HEADINGS)


def _under(heading: str, place: str) -> str:
    return f"“{heading}”, {place}" if heading else place


def _name(element: Element) -> str:
    """The element's local name; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
