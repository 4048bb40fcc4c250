"""The checker on Word documents: each rule on a document that breaks it and nothing else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from briefing.errors import ProofError, UsageError
from briefing.render import render
from briefing.render.access import barriers_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

# A picture of one dot.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000"
    "000049454e44ae426082"
)


def no_title(document: Any) -> None:
    document.core_properties.title = ""


def no_language(document: Any) -> None:
    (mark,) = document.styles.element.xpath("./w:docDefaults//w:lang")
    mark.getparent().remove(mark)


def skipped_level(document: Any) -> None:
    (mark,) = document.styles["Heading 2"].element.xpath("./w:pPr/w:outlineLvl")
    mark.set(qn("w:val"), "2")
    document.add_heading("A detail", level=2)
    document.add_paragraph("Its text.")


def empty_heading(document: Any) -> None:
    document.add_heading("", level=1)


def no_header_row(document: Any) -> None:
    for mark in document.element.xpath("//w:tblHeader"):
        mark.getparent().remove(mark)


def empty_cell(document: Any) -> None:
    document.tables[0].rows[1].cells[1].paragraphs[0].clear()


def merged_cell(document: Any) -> None:
    mark = OxmlElement("w:vMerge")
    document.tables[0].rows[1].cells[1]._tc.get_or_add_tcPr().append(mark)


def picture(document: Any, alt: str = "") -> None:
    document.add_picture(io.BytesIO(DOT))
    properties = document.element.xpath("//wp:docPr")[-1]
    properties.set("descr", alt)


def named_picture(document: Any) -> None:
    picture(document, "image1.png")


def bare_link(document: Any) -> None:
    for link in document.element.xpath("//w:hyperlink"):
        del link.attrib[qn("w:tooltip")]


def pale_text(document: Any) -> None:
    document.add_paragraph("").add_run("A note in pale grey").font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)


def typed_list(document: Any) -> None:
    document.add_paragraph("- one thing")
    document.add_paragraph("- another thing")


def text_box(document: Any) -> None:
    run = document.add_paragraph("A box: ").add_run()._r
    picture, content = OxmlElement("w:pict"), OxmlElement("w:txbxContent")
    picture.append(content)
    run.append(picture)


BREAKS: list[tuple[str, Callable[[Any], None]]] = [
    ("title", no_title),
    ("language", no_language),
    ("headings", skipped_level),
    ("headings", empty_heading),
    ("table header", no_header_row),
    ("empty cell", empty_cell),
    ("merged cell", merged_cell),
    ("alt text", picture),
    ("alt text", named_picture),
    ("link text", bare_link),
    ("contrast", pale_text),
    ("list", typed_list),
    ("text box", text_box),
]


@pytest.fixture
def document(made: ModuleType) -> Any:
    return docx.Document(io.BytesIO(render(made.SEED_BRIEFING, "docx").data))


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_briefing_has_no_barrier(made: ModuleType) -> None:
    for briefing in (made.SEED_BRIEFING, made.empty(), made.empty(sources=0)):
        assert barriers_in(render(briefing, "docx").data) == ()


@pytest.mark.parametrize(("rule", "break_it"), BREAKS, ids=[one.__name__ for _, one in BREAKS])
def test_each_barrier_is_found_and_nothing_else(document: Any, rule: str, break_it: Callable[[Any], None]) -> None:
    break_it(document)
    found = barriers_in(saved(document))
    assert {barrier.rule for barrier in found} == {rule}
    assert all(barrier.message and barrier.remedy and barrier.place for barrier in found)


def test_a_described_or_decorative_picture_is_none(document: Any) -> None:
    picture(document, "A harbour with two ferries at the quay")
    assert barriers_in(saved(document)) == ()
    properties = document.element.xpath("//wp:docPr")[-1]
    properties.set("descr", "")
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    properties.append(properties.makeelement(f"{{{space}}}decorative", {"val": "1"}))
    assert barriers_in(saved(document)) == ()


def test_white_text_on_a_dark_cell_is_no_barrier_and_dark_text_there_is(document: Any) -> None:
    cell = document.tables[0].rows[0].cells[0]
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), "1F2A44")
    cell._tc.get_or_add_tcPr().append(shade)
    (finding,) = barriers_in(saved(document))
    assert finding.rule == "contrast"
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    assert barriers_in(saved(document)) == ()


def test_a_sentence_that_begins_with_a_dash_is_no_list(document: Any) -> None:
    document.add_paragraph("– That was all, she said.")
    document.add_paragraph("Nobody asked again.")
    assert barriers_in(saved(document)) == ()


def test_other_files_are_refused() -> None:
    with pytest.raises(UsageError, match="neither"):
        barriers_in(b"# A Markdown file")
    with pytest.raises(ProofError, match="no Word document"):
        barriers_in(b"PK\x03\x04 and nothing else")
