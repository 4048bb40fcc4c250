"""The barriers in an HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.render.access.barriers import (
    Barrier,
    Heading,
    alt_barriers,
    heading_barriers,
    language_barriers,
    link_barriers,
    title_barriers,
    typed_list_barriers,
)
from briefing.render.access.page_look import contrasts
from briefing.render.proof.web import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.proof.package import Element

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNREAD: Final = frozenset({"script", "style", "template", "head"})


def page_barriers(root: Element) -> Iterator[Barrier]:
    """All barriers of the page, rule by rule."""
    yield from title_barriers("".join(root.xpath("//head/title/text()")))
    yield from language_barriers(root.get("lang") or "")
    headings = [Heading(level=int(one.tag[1]), text=words(one)) for one in root.iter(*_HEADINGS) if not _unread(one)]
    yield from heading_barriers(headings, len(words(root)))
    for number, table in enumerate(root.iter("table"), start=1):
        yield from _table(table, f"table {number}")
    yield from _pictures(root)
    for link in root.iter("a"):
        if link.get("href") is not None and not _unread(link):
            yield from _link(link)
    yield from contrasts(root)
    for group in _outside_lists(root):
        yield from typed_list_barriers(group)


def words(element: Element) -> str:
    """The text in an element, as it is read out, but without the texts of pictures."""
    found = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNREAD:
            found.append(" " if child.tag == "br" else words(child))
        found.append(child.tail or "")
    return "".join(found)


def _unread(element: Element) -> bool:
    """True for what no reader meets."""
    chain = (element, *element.iterancestors())
    return any(one.tag in _UNREAD or one.get("hidden") is not None or one.get("aria-hidden") == "true" for one in chain)


def _link(link: Element) -> Iterator[Barrier]:
    described = link.get("aria-label") or link.get("title") or ""
    labels = (link.get("aria-labelledby") or "").split()
    if labels:
        found = [words(one) for label in labels for one in link.getroottree().getroot().xpath("//*[@id=$id]", id=label)]
        described = " ".join(found) or described
    pictures = " ".join(one.get("alt") or "" for one in link.iter("img"))
    yield from link_barriers(f"{words(link)} {pictures}".strip(), described)


def _table(table: Element, name: str) -> Iterator[Barrier]:
    if table.get("role") in ("presentation", "none"):
        return
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    if rows and not rows[0].findall("th"):
        remedy = 'Write the cells of its first row as <th scope="col">.'
        message = "Its first row holds no header cells."
        yield Barrier(rule="table header", place=name, message=message, remedy=remedy)
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate((one for one in row if one.tag in ("td", "th")), start=1):
            place = f"{name}, row {number}, cell {at}"
            if not words(cell).strip() and next(cell.iter("img", "svg"), None) is None:
                remedy = "Write what belongs there, or a dash."
                yield Barrier(rule="empty cell", place=place, message="The cell is empty.", remedy=remedy)


def _pictures(root: Element) -> Iterator[Barrier]:
    number = 0
    for picture in root.iter("img", "svg"):
        if _unread(picture) or picture.get("role") in ("presentation", "none"):
            continue
        number += 1
        alt = picture.get("aria-label") or ""
        labels = (picture.get("aria-labelledby") or "").split()
        for label in labels:
            found = root.xpath("//*[@id=$id]", id=label)
            alt = f"{alt} {' '.join(''.join(one.itertext()) for one in found)}"
        if picture.tag == "img":
            if picture.get("alt") == "" and not alt.strip():
                continue  # marked as decorative
            alt = alt or picture.get("alt") or ""
        elif not alt.strip():
            alt = "".join(one.text or "" for one in picture.findall("title"))
        yield from alt_barriers(alt, f"picture {number}")


def _outside_lists(root: Element) -> Iterator[list[str]]:
    """Runs of sibling paragraphs that are in no list, and the lines of each paragraph that <br> parts, as texts.

    An article shown beside a briefing is left out: its paragraphs are its own, marks and all.
    """
    group: list[str] = []
    before = None
    for paragraph in root.xpath(f"//p[not(ancestor::*[@{ARTICLE}])]"):
        if before is not None and paragraph.getprevious() is not before:
            yield group
            group = []
        group.append(words(paragraph).strip())
        before = paragraph
        lines = [paragraph.text or ""] + [one.tail or "" for one in paragraph if one.tag == "br"]
        if len(lines) > 1:
            yield [line.strip() for line in lines]
    yield group
