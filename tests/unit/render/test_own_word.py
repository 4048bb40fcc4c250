"""Word documents that a house brings: its own tags, and its faults told by the paragraph they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import docx
import pytest

from briefing.errors import TemplateError
from briefing.render import render
from briefing.render.copies import copy_of
from briefing.render.resources import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def own(folder: Path, *paragraphs: str, table: list[list[str]] | None = None) -> Path:
    document: Any = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    path = folder / "house é.docx"
    document.save(str(path))
    return path


def texts(data: bytes, dumps: ModuleType) -> list[str]:
    return [paragraph.text for paragraph in dumps.opened(data).paragraphs]


def test_tags_in_paragraphs_are_filled(made: ModuleType, dumps: ModuleType, tmp_path: Path) -> None:
    path = own(tmp_path, "Ministry: {{ title }}", "{%p for line in developments %}", "{{ line.text }}", "{%p endfor %}")
    lines = texts(render(made.SEED_BRIEFING, "docx", template=path).data, dumps)
    assert lines == [f"Ministry: {made.SEED_BRIEFING.title}"] + [line.text for line in made.SEED_BRIEFING.developments]


def test_tags_in_a_table_make_its_rows(made: ModuleType, dumps: ModuleType, tmp_path: Path) -> None:
    rows = [["Who", "What"], ["{%tr for one in positions %}", ""], ["{{ one.actor }}", "{{ one.role }}"]]
    path = own(tmp_path, "{{ title }}", table=[*rows, ["{%tr endfor %}", ""]])
    (table,) = dumps.opened(render(made.SEED_BRIEFING, "docx", template=path).data).tables
    assert [row.cells[0].text for row in table.rows] == ["Who", *(one.actor for one in made.SEED_BRIEFING.positions)]


def test_an_article_cannot_write_tags(made: ModuleType, dumps: ModuleType, tmp_path: Path) -> None:
    path = own(tmp_path, "{{ title }}", "{{ developments[0].text }}")
    lines = texts(render(made.hostile("{{ 7 * 7 }} {% for x in y %} </w:t>"), "docx", template=path).data, dumps)
    assert lines == ["{{ 7 * 7 }} {% for x in y %} </w:t>"] * 2


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("Dear {{ titel }}", ("Dear {{ titel }}", "did you mean 'title'")),
        ("{{ developments[0].words }}", ("there is no field 'words' here", "references")),
        ("{% for line in developments %}", ("fault in",)),
        ("{% include 'x' %}", ("stands alone",)),
        ("{{ title.__class__ }}", ("Python's own",)),
    ],
)
def test_a_wrong_tag_is_told_with_its_paragraph(
    made: ModuleType, tmp_path: Path, tag: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(TemplateError) as caught:
        render(made.SEED_BRIEFING, "docx", template=own(tmp_path, "A letterhead", tag))
    for word in (*words, "house é.docx"):
        assert word in str(caught.value)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_copy_fills_as_the_built_in_one(made: ModuleType, tmp_path: Path, name: str) -> None:
    for ending, form in ((".docx", "docx"), (".md.j2", "markdown"), (".html.j2", "html")):
        path = tmp_path / f"own{ending}"
        path.write_bytes(copy_of(name, path))
        one, other = (render(made.SEED_BRIEFING, form, template=template).data for template in (name, path))
        assert one == other
