"""Where the files of an issue belong, and what is wrong with a template before any work is done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from briefing.config import Loaded
from briefing.config.model import Config, OutputFile, Source
from briefing.errors import OutputError, UsageError
from briefing.run.delivering import places, refuse_unwritable, template_fault

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)


def loaded(folder: Path, *paths: str) -> Loaded:
    outputs = tuple(OutputFile(path=path) for path in paths)
    config = Config(name="morning", topic="Morning", sources=(Source(path="news/"),), outputs=outputs)
    return Loaded(config=config, path=folder / "morning.toml")


def test_paths_are_filled_in(tmp_path: Path) -> None:
    found = places(loaded(tmp_path, "{name}/{date}-{time}-{number}.md", "/out/{{x}}.md"), 12, NOW)
    assert found == (str(tmp_path / "morning" / "2026-03-20-0630-12.md"), "/out/{x}.md")


def test_files_that_cannot_be_written_are_refused_before_any_work(tmp_path: Path) -> None:
    refuse_unwritable(loaded(tmp_path, "new/folder/{number}.md", "here.docx"), NOW)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match="the path of two outputs"):
        refuse_unwritable(loaded(tmp_path, "a.md", "./a.md"), NOW)
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is no folder"):
        refuse_unwritable(loaded(tmp_path, "file/a.md"), NOW)
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        refuse_unwritable(loaded(tmp_path, "a.md"), NOW)


@pytest.mark.parametrize(
    ("output", "template", "expected"),
    [
        ("a.docx", "house.docx", None),
        ("a.pdf", "house.docx", None),
        ("a.md", "bluf", None),
        ("a.md", "page.html.j2", "is a template for html, and its output is markdown"),
        ("a.md", "house.docx", "is a template for docx, and its output is markdown"),
        ("a.md", "blof", "did you mean 'bluf'?"),
        ("a.md", "gone.md.j2", "there is no template"),
        ("a.md", "notes.txt", "is no template"),
        ("a.json", "bluf", "a JSON file has no template"),
        ("a.xyz", "bluf", None),  # the output's path is told instead
    ],
)
def test_faults_of_templates(tmp_path: Path, output: str, template: str, expected: str | None) -> None:
    for name in ("house.docx", "page.html.j2", "notes.txt"):
        (tmp_path / name).write_text("")
    found = template_fault(output, template, str(tmp_path / template))
    assert found is None if expected is None else expected in (found or "")


def test_a_file_of_that_name_comes_before_a_built_in_template(tmp_path: Path) -> None:
    (tmp_path / "bluf").write_text("")
    assert "is no template" in (template_fault("a.md", "bluf", str(tmp_path / "bluf")) or "")
