"""The built-in templates from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.render.resources import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_list_names_each(run: Run) -> None:
    done = run("templates", "list")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.decode().splitlines()] == list(BUILT_IN)


@pytest.mark.parametrize("form", ["docx", "markdown", "html"])
def test_show_prints_what_stands_in_it(run: Run, form: str) -> None:
    done = run("templates", "show", "bluf", "-f", form)
    assert done.code == 0
    assert b"{{ title }}" in done.out


def test_a_copy_is_a_template(run: Run, tmp_path: Path, article: Path) -> None:
    assert run("templates", "new", "at-a-glance", "-o", "our house é.md.j2").code == 0
    path = tmp_path / "our house é.md.j2"
    path.write_text("Ours\n" + path.read_text("utf-8"), "utf-8")
    done = run("make", article, "-t", path.name, "-o", "a.md")
    assert done.code == 0
    assert (tmp_path / "a.md").read_text("utf-8").startswith("Ours\n")


def test_a_copy_overwrites_nothing_unasked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bluf.docx").write_bytes(b"mine")
    done = run("templates", "new", "bluf")
    assert done.code == 2
    assert "--force" in done.err
    assert (tmp_path / "bluf.docx").read_bytes() == b"mine"
    assert run("templates", "new", "bluf", "--force").code == 0
    assert (tmp_path / "bluf.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "standart"), "Did you mean 'standard'?"),
        (("new", "zzz"), "There are: standard"),
        (("new", "bluf", "-o", "house.odt"), "Word document"),
    ],
)
def test_wrong_names_are_told(run: Run, arguments: tuple[str, ...], message: str) -> None:
    done = run("templates", *arguments)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err


def test_a_wrong_tag_in_word_is_told_and_nothing_is_written(run: Run, tmp_path: Path, article: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Dear {{ ministre }}")
    document.save(str(tmp_path / "letter.docx"))
    done = run("make", article, "-t", "letter.docx", "-o", "out.docx")
    assert done.code == 2
    for word in ("letter.docx", "Dear {{ ministre }}", "developments"):
        assert word in done.err
    assert not (tmp_path / "out.docx").exists()
