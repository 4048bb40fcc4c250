"""The barriers in a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.errors import ProofError
from briefing.render.access.barriers import (
    Barrier,
    Heading,
    alt_barriers,
    contrast_barriers,
    heading_barriers,
    language_barriers,
    link_barriers,
    quoted,
    title_barriers,
    typed_list_barriers,
)
from briefing.render.access.word_styles import (
    USUAL_SIZE,
    Styles,
    colour_of,
    in_list,
    is_on,
    level_of,
    run_property,
    style_of,
)
from briefing.render.proof.package import parsed, relations_of
from briefing.render.proof.word import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.access.barriers import Colour
    from briefing.render.proof.package import Element, Package

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DUBLIN: Final = "{http://purl.org/dc/elements/1.1/}"
_WHITE: Final[Colour] = (1.0, 1.0, 1.0)
_LARGE, _LARGE_BOLD = 36, 28
"""Half-points: 18 points, or 14 in bold."""


def word_barriers(package: Package) -> Iterator[Barrier]:
    """All barriers of the document's body, rule by rule. Raises ProofError for what is damaged."""
    document = package.document
    root = package.xml(document)
    styles = Styles.of(_part(package, document, "styles"))
    paragraphs = list(root.iter(f"{W}p"))
    yield from title_barriers(_title(package))
    yield from language_barriers(_language(styles))
    headings = [
        Heading(level=level, text=_text(one)) for one in paragraphs if (level := level_of(one, styles)) is not None
    ]
    yield from heading_barriers(headings, sum(len(_text(one)) for one in paragraphs))
    for number, table in enumerate(root.iter(f"{W}tbl"), start=1):
        yield from _table(table, f"table {number}")
    yield from _pictures(root)
    for link in root.iter(f"{W}hyperlink"):
        yield from link_barriers(_text(link), link.get(f"{W}tooltip", ""))
    yield from _contrasts(root, styles)
    for group in _outside_lists(root, styles):
        yield from typed_list_barriers(group)
    if next(root.iter(f"{W}txbxContent"), None) is not None:
        message = "It holds a text box, which screen readers skip or read at another place."
        remedy = "Put its text in the body, in a paragraph or a table."
        yield Barrier(rule="text box", place="document", message=message, remedy=remedy)


def _part(package: Package, document: str, kind: str) -> Element:
    """The root of a part that the document relates to, or an empty one where there is none."""
    for relation in package.xml(relations_of(document)):
        if (relation.get("Type") or "").endswith(f"/relationships/{kind}"):
            target = relation.get("Target") or ""
            folder = document.rpartition("/")[0]
            return package.xml(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/"))
    return parsed(b"<none/>", kind)


def _title(package: Package) -> str:
    try:
        found = package.xml("docProps/core.xml").find(f"{_DUBLIN}title")
    except ProofError:
        return ""
    return (found.text or "") if found is not None else ""


def _language(styles: Styles) -> str:
    own = styles.first(styles.basic, f"{W}rPr/{W}lang")
    mark = own if own is not None else styles.defaults.find(f"{W}lang") if styles.defaults is not None else None
    return mark.get(f"{W}val", "") if mark is not None else ""


def _text(element: Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def _table(table: Element, name: str) -> Iterator[Barrier]:
    rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
    if rows and not is_on(rows[0].find(f"{W}trPr/{W}tblHeader")):
        remedy = "Mark its first row: Layout, Repeat Header Rows."
        message = "Its first row is not marked as a header."
        yield Barrier(rule="table header", place=name, message=message, remedy=remedy)
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row.findall(f"{W}tc"), start=1):
            place = f"{name}, row {number}, cell {at}"
            if not _text(cell).strip() and next(cell.iter(f"{W}drawing", f"{W}pict"), None) is None:
                remedy = "Write what belongs there, or a dash."
                yield Barrier(rule="empty cell", place=place, message="The cell is empty.", remedy=remedy)
            if cell.find(f"{W}tcPr/{W}vMerge") is not None or cell.find(f"{W}tcPr/{W}gridSpan") is not None:
                message = "The cell is merged: who hears the table loses the row or column."
                yield Barrier(rule="merged cell", place=place, message=message, remedy="Split it and repeat its text.")


def _pictures(root: Element) -> Iterator[Barrier]:
    number = 0
    for properties in root.iter(f"{_DRAWING}docPr"):
        number += 1
        decorative = next(properties.iter(_DECORATIVE), None)
        if decorative is None or decorative.get("val") not in ("1", "true"):
            yield from alt_barriers(properties.get("descr") or properties.get("title") or "", f"picture {number}")
    for shape in root.iter(f"{_VML}shape"):
        if next(shape.iterancestors(f"{_MARKUP}Fallback"), None) is None and shape.find(f"{_VML}imagedata") is not None:
            number += 1
            yield from alt_barriers(shape.get("alt") or "", f"picture {number}")


def _outside_lists(root: Element, styles: Styles) -> Iterator[list[str]]:
    """Runs of sibling paragraphs that are in no list, as texts."""
    group: list[str] = []
    before = None
    for paragraph in root.iter(f"{W}p"):
        if in_list(paragraph, styles) or (before is not None and paragraph.getprevious() is not before):
            yield group
            group = []
        if not in_list(paragraph, styles):
            group.append(_text(paragraph))
        before = paragraph
    yield group


def _contrasts(root: Element, styles: Styles) -> Iterator[Barrier]:
    """One finding for each pair of colours that is too close."""
    seen = set()
    for paragraph in root.iter(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            ink = colour_of(run_property(run, paragraph, styles, "color"))
            if ink is None or not _text(run).strip():
                continue  # "auto" is black or white, whichever stands out
            pair = (ink, _paper(run, paragraph, styles), _is_large(run, paragraph, styles))
            if pair not in seen:
                seen.add(pair)
                yield from contrast_barriers(pair[0], pair[1], quoted(_text(run)), large=pair[2])


def _is_large(run: Element, paragraph: Element, styles: Styles) -> bool:
    mark = run_property(run, paragraph, styles, "sz")
    text = mark.get(f"{W}val", "") if mark is not None else ""
    size = int(text) if text.isdecimal() else USUAL_SIZE
    return size >= _LARGE or (size >= _LARGE_BOLD and is_on(run_property(run, paragraph, styles, "b")))


def _paper(run: Element, paragraph: Element, styles: Styles) -> Colour:
    """What the run stands on: the shading of itself, its paragraph, its cell or its table's first row, else white."""
    marks = [run_property(run, paragraph, styles, "shd"), paragraph.find(f"{W}pPr/{W}shd")]
    marks.append(styles.first(style_of(paragraph, "p"), f"{W}pPr/{W}shd"))
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is not None:
        marks.append(cell.find(f"{W}tcPr/{W}shd"))
        row, table = next(cell.iterancestors(f"{W}tr")), next(cell.iterancestors(f"{W}tbl"))
        style = style_of(table, "tbl")
        if table.find(f"{W}tr") is row:
            marks.append(styles.first(style, f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd"))
        marks.append(styles.first(style, f"{W}tcPr/{W}shd"))
    return next((colour for mark in marks if (colour := colour_of(mark, "fill")) is not None), _WHITE)
