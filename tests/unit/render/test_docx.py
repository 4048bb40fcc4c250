"""The Word briefing: its structure, hostile articles and own templates. What it says is in test_golden.py."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.errors import TemplateError
from briefing.render import house, render
from briefing.render.escape import shown
from briefing.render.package import packed
from briefing.render.resources import BUILT_IN, built_in

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def without_tags(dumps: ModuleType, data: bytes) -> Any:
    """The document with nothing but its styles, as a house's letterhead is."""
    document = dumps.opened(data)
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)
    return document


def test_every_reference_leads_to_a_bookmark(made: ModuleType, dumps: ModuleType) -> None:
    root = dumps.opened(render(made.SEED_BRIEFING, "docx").data).element
    anchors = root.xpath("//w:hyperlink/@w:anchor")
    assert len(anchors) == 4 + 8 + 3
    assert set(anchors) == set(root.xpath("//w:bookmarkStart/@w:name")) == {"source_1"}
    assert all(root.xpath("//w:hyperlink/@w:tooltip"))


def test_the_table_is_one_that_can_be_read_out(made: ModuleType, dumps: ModuleType) -> None:
    (table,) = dumps.opened(render(made.SEED_BRIEFING, "docx").data).tables
    element = table._tbl
    assert [bool(row.xpath("./w:trPr/w:tblHeader")) for row in element.tr_lst] == [True] + [False] * 8
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in element.tr_lst)
    assert not element.xpath(".//w:gridSpan | .//w:vMerge | .//w:txbxContent")
    assert all(cell.text.strip() for row in table.rows for cell in row.cells)
    assert element.xpath("./w:tblPr/w:tblDescription/@w:val")


def test_lists_headings_language_and_page_numbers_are_real(made: ModuleType, dumps: ModuleType) -> None:
    document = dumps.opened(render(made.SEED_BRIEFING, "docx").data)
    styles = {style.name: style.element for style in document.styles}
    for name in ("List Number", "List Bullet", "Source"):
        assert styles[name].xpath("./w:pPr/w:numPr/w:numId")
    assert styles["Heading 1"].xpath("./w:pPr/w:outlineLvl/@w:val") == ["0"]
    assert document.styles.element.xpath("./w:docDefaults//w:lang/@w:val") == ["en-GB"]
    footer = document.sections[0].footer._element
    assert [one.strip() for one in footer.xpath(".//w:fldSimple/@w:instr")] == ["TITLE", "PAGE", "NUMPAGES"]
    assert "Putin dismisses" in "".join(footer.itertext())


def test_the_properties_come_from_the_briefing(made: ModuleType, dumps: ModuleType) -> None:
    properties = dumps.opened(render(made.SEED_BRIEFING, "docx").data).core_properties
    assert (properties.title, properties.author) == (made.SEED_BRIEFING.title, "briefing 0.1.0")
    assert str(properties.created) == "2025-09-05 14:00:00+00:00"
    undated = dumps.opened(render(made.empty(), "docx").data).core_properties
    assert undated.created.year == 1980


@pytest.mark.parametrize("sources", [0, 1])
def test_no_heading_stands_without_a_word_beneath(made: ModuleType, dumps: ModuleType, sources: int) -> None:
    lines = list(dumps.styled(render(made.empty(sources=sources), "docx").data))
    heads = [line.startswith("Heading 1") for line in lines]
    assert not heads[-1]
    assert not any(one and two for one, two in pairwise(heads))


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=40))
@example(text="]]><w:t>&amp;\x00\x0b\ud800\uffff")
@example(text="👩‍👩‍👧 שלום עולם \u202eevil")
@example(text="w" * 3000)
@example(text="https://a.example/<b> (c)?d=é")
def test_hostile_text_survives(made: ModuleType, dumps: ModuleType, text: str) -> None:
    document = dumps.opened(render(made.hostile(text), "docx").data)
    rows = document.tables[0].rows
    assert [row.cells[1].text for row in rows[1:]] == [shown(text)] * 2
    assert document.paragraphs[0].text == shown(text)


def test_an_article_on_the_web_is_linked(made: ModuleType, dumps: ModuleType) -> None:
    document = dumps.opened(render(made.hostile("https://a.example/x y"), "docx").data)
    targets = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]
    assert targets == ["https://a.example/x%20y"]


def test_a_house_template_gives_the_look(made: ModuleType, dumps: ModuleType, tmp_path: Path) -> None:
    own = without_tags(dumps, built_in("standard.docx"))
    own.styles["Title"].font.name = "Georgia"
    own.add_paragraph("What stood here before")
    path = tmp_path / "house.docx"
    own.save(str(path))
    document = dumps.opened(render(made.SEED_BRIEFING, "docx", template=path).data)
    assert document.styles["Title"].font.name == "Georgia"
    assert not any("before" in paragraph.text for paragraph in document.paragraphs)


def test_a_template_with_words_own_styles_only_is_enough(made: ModuleType, dumps: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "plain.docx"
    docx.Document().save(str(path))
    lines = list(dumps.styled(render(made.SEED_BRIEFING, "docx", template=path).data))
    assert "table Table Grid" in lines
    # A style that does not number itself is given the number in words, or no reference would find it.
    assert any(line.startswith("Normal: [1] ") for line in lines)


def test_a_missing_style_is_named(made: ModuleType, dumps: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    own = without_tags(dumps, built_in("standard.docx"))
    own.styles["List Number"].delete()
    own.save(str(path))
    with pytest.raises(TemplateError, match="no paragraph style 'List Number'"):
        render(made.SEED_BRIEFING, "docx", template=path)


@pytest.mark.parametrize("data", [b"", b"not a zip", packed({"a.xml": b"<a/>"})], ids=["empty", "text", "zip"])
def test_what_is_no_word_document_is_refused(made: ModuleType, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(data)
    with pytest.raises(TemplateError, match="not a Word document"):
        render(made.SEED_BRIEFING, "docx", template=path)


def test_several_sources_number_themselves_as_the_references_do(made: ModuleType, dumps: ModuleType) -> None:
    (entry,) = made.SEED_BRIEFING.sources
    sources = tuple(replace(entry, number=number) for number in (1, 2, 3))
    document = dumps.opened(render(replace(made.SEED_BRIEFING, sources=sources), "docx").data)
    assert document.element.xpath("//w:bookmarkStart/@w:name") == ["source_1", "source_2", "source_3"]
    numbering = document.part.numbering_part.element
    (number,) = document.styles["Source"].element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    (abstract,) = numbering.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    assert numbering.xpath(f"./w:abstractNum[@w:abstractNumId='{abstract}']//w:lvlText/@w:val") == ["[%1]"]


def test_the_package_bears_no_time_and_no_system(made: ModuleType) -> None:
    with zipfile.ZipFile(io.BytesIO(render(made.SEED_BRIEFING, "docx").data)) as package:
        entries = package.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}


def test_the_committed_templates_are_what_their_source_makes(tmp_path: Path) -> None:
    assert house.main([str(tmp_path)]) == 0
    made_now = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made_now == {f"{name}.docx": built_in(f"{name}.docx") for name in BUILT_IN}
