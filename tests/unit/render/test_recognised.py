"""What is rendered is recognised as the program's own when it comes back as an input, whatever it is called."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from briefing.render import render
from briefing.sources.collect import collect, read
from briefing.sources.desk import new_desk
from briefing.sources.kinds import kind_of
from briefing.sources.own import is_own
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from briefing.render import Format

FORMS: tuple[Format, ...] = ("markdown", "html", "docx", "json")
NEWS = "The council of Marden closed the old bridge to lorries on Tuesday after divers found cracks in two piers.\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("template", ["standard", "bluf"])
def test_every_output_is_recognised(made: ModuleType, form: Format, template: str) -> None:
    data = render(made.SEED_BRIEFING, form, template=None if form == "json" else template).data
    assert is_own(data, kind_of(data))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_pdf_is_recognised_by_its_author(made: ModuleType) -> None:
    data = render(made.SEED_BRIEFING, "pdf").data
    assert is_own(data, kind_of(data))


def test_a_json_briefing_that_was_laid_out_anew_is_recognised(made: ModuleType) -> None:
    record = json.loads(render(made.SEED_BRIEFING, "json").data)
    data = json.dumps(record, sort_keys=True, indent=4).encode()
    assert is_own(data, kind_of(data))


@pytest.mark.parametrize(
    "data",
    [
        NEWS.encode(),
        (NEWS + "It ends with a comment that begins with <!-- briefing-manifest -->, as its manual says.\n").encode(),
        (NEWS + "\n<!-- briefing-manifest\nno record\n-->\n").encode(),
        b"<!DOCTYPE html><html><body><article><p>id=briefing-manifest</p></article></body></html>",
        json.dumps({"title": "A", "text": '"schema":"briefing/briefing/1" ' + NEWS}).encode(),
        b"PK\x03\x04word/document.xml, and then nothing",
        b"%PDF-1.7\n1 0 obj<</Author(briefing room) /Title(briefing 0.1.0)>>",
        b"%PDF-1.7\n1 0 obj<</Author<FEFF006200720069006500660069006E006700200072>>>",
    ],
)
def test_an_article_is_none_of_ours(data: bytes) -> None:
    assert not is_own(data, kind_of(data))


def test_a_damaged_part_of_a_word_file_is_left_to_its_reader() -> None:
    """LZMA has an error of its own, which must not end the program."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("customXml/item1.xml", bytes(range(256)) * 40)
    data = bytearray(buffer.getvalue())
    for at in range(75, 200):
        data[at] ^= 0xFF
    assert not is_own(bytes(data), "word")


def test_a_page_of_tags_without_an_end_is_seen_through_at_once() -> None:
    """Where each tag was read to the end of the page, its time grew with the square: this one took minutes."""
    assert not is_own(b"<html>" + b"<script " * 60_000, "html")


def test_in_a_folder_it_is_set_aside_and_where_it_is_named_it_is_a_fault(made: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(render(made.SEED_BRIEFING, "markdown").data)
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("old", render(made.SEED_BRIEFING, "html").data)
    harvest = collect(str(tmp_path), new_desk())
    assert ([one.text for one in harvest.articles], harvest.failures) == ([NEWS], ())
    assert [one.source for one in harvest.aside] == [str(tmp_path / "b.txt"), str(tmp_path / "c.zip" / "old")]
    assert all("briefing made it itself" in one.reason for one in harvest.aside)
    (named,) = read(str(tmp_path / "b.txt"), new_desk())
    assert isinstance(named, Failure)
    assert not named.aside
    assert "Name the articles" in named.reason
    (piped,) = read("-", new_desk(stdin=io.BytesIO(NEWS.encode())))
    assert isinstance(piped, Article)
