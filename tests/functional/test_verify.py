"""`briefing verify` and `briefing check` on what `briefing make` wrote, and on what people and programs do to it."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from briefing.render.proof.load import load
from briefing.render.resources import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

OUTPUTS = ["b.docx", "b.html", "b.md", "b.json"]
LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture
def files(run: Run, tmp_path: Path, article: Path, root: Path) -> Path:
    """A folder with two articles and a briefing of them in each format."""
    assert article.parent == tmp_path
    shutil.copy(root / "seeds" / "reassurance-force.txt", tmp_path / "seed.txt")
    outputs = [word for name in OUTPUTS for word in ("-o", name)]
    done = run("make", "ferry.txt", "seed.txt", *outputs)
    assert done.code == 0, done.err
    return tmp_path


def text_of(path: Path) -> str:
    """What in the file is text: the body of a Word document, the file without its manifest else."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return package.read("word/document.xml").decode("utf-8")
    return path.read_text("utf-8").split("briefing-manifest")[0]


def put(path: Path, text: str) -> None:
    """Write the file with another text."""
    if path.suffix != ".docx":
        rest = path.read_text("utf-8").partition("briefing-manifest")
        path.write_text(text + "".join(rest[1:]), "utf-8")
        return
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in {**parts, "word/document.xml": text.encode("utf-8")}.items():
            package.writestr(name, data)
    path.write_bytes(buffer.getvalue())


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("template", BUILT_IN)
def test_every_template_in_every_format_is_proven_and_has_no_barrier(run: Run, template: str) -> None:
    outputs = [word for name in OUTPUTS for word in ("-o", f"t-{name}")]
    done = run("make", "ferry.txt", "seed.txt", *outputs, "--template", template)
    assert done.code == 0, done.err
    for name in OUTPUTS:
        done = run("verify", f"t-{name}")
        assert (done.code, done.err) == (0, ""), done.out
        proven, _, lines, *_ = done.out.decode().split(": ", 1)[1].split()
        assert proven == lines
        assert int(lines) > 10 or template != "standard"
        if name.endswith((".docx", ".html")):
            done = run("check", f"t-{name}")
            assert done.code == 0, done.out


def test_tamperings_of_one_character_are_found(run: Run, files: Path) -> None:
    """One of the text, one of a reference and one of a source in each format, at places that a fixed seed picks."""
    chance = random.Random(20260131)  # noqa: S311 - no secret, the same places on every run
    for name in OUTPUTS:
        path = files / name
        whole, text = path.read_bytes(), text_of(path)
        manifest = load(whole).manifest
        line = chance.choice([one for one in manifest.lines if one.section == "developments"])
        shown = manifest.blocks[line.block].text[line.at : line.at + line.length]
        plain = re.search(r"[A-Za-z ]{12,}", shown[5:])  # no mark that a format writes otherwise
        assert plain is not None
        at = text.index(plain[0]) + chance.randrange(len(plain[0]))
        put(path, f"{text[:at]}{'x' if text[at] != 'x' else 'y'}{text[at + 1 :]}")
        done = run("verify", name)
        assert done.code == 1
        assert "first wrong character" in done.out.decode()
        old, new = ('"number": 1', '"number": 2') if name == "b.json" else ("[1]", "[2]")
        path.write_bytes(whole)
        put(path, text.replace(old, new, 1))
        assert run("verify", name).code == 1
        path.write_bytes(whole)
        source = files / "seed.txt"
        words = source.read_text("utf-8")
        source.write_text(words.replace("Kremlin", "kremlin", 1), "utf-8")
        done = run("verify", name)
        assert done.code == 1
        assert "SOURCE" in done.out.decode()
        source.write_text(words, "utf-8")
        assert run("verify", name).code == 0


def test_sources_are_found_by_their_content(run: Run, files: Path) -> None:
    archive = files / "archive é"
    archive.mkdir()
    (files / "seed.txt").rename(archive / "1 renamed.txt")
    done = run("verify", "b.docx")
    assert done.code == 3
    assert "seed.txt, is not at hand" in done.out.decode()
    assert "--sources" in done.err
    assert run("verify", "b.docx", "--sources", archive).code == 0
    elsewhere = files / "elsewhere"
    elsewhere.mkdir()
    assert run("verify", files / "b.docx", "--sources", archive, cwd=elsewhere).code == 0


@pytest.mark.usefixtures("files")
def test_a_report_for_programs(run: Run) -> None:
    record = json.loads(run("verify", "b.html", "--format", "json").out)
    assert (record["proven"], record["findings"]) == (record["lines"], [])
    record = json.loads(run("check", "b.html", "--format", "json").out)
    assert record == {"schema": "briefing/check/1", "findings": []}
    assert run("verify", "b.html", "-q").out == b""


def test_several_files_are_told_one_by_one_and_together(run: Run, files: Path) -> None:
    whole = run("verify", "b.md", "b.html", "b.docx")
    assert (whole.code, whole.err) == (0, "")
    assert whole.out.count(b"lines proven against 2 sources") == 3
    assert whole.out.endswith(b"3 of 3 files proven.\n")
    assert run("verify", "-q", "b.md", "b.html").out == b""
    put(files / "b.md", text_of(files / "b.md").replace("ferry", "barge", 1))
    mixed = run("verify", "b.html", "ferry.txt", "b.md", "gone.docx")
    assert mixed.code == 1
    assert b"first wrong character" in mixed.out
    assert mixed.out.endswith(b"1 of 4 files proven, 1 with differences, 2 that could not be checked.\n")
    assert "ferry.txt" in mixed.err
    assert "gone.docx" in mixed.err
    assert run("verify", "b.html", "ferry.txt").code == 3
    assert run("verify", "b.html", "gone.docx", "ferry.txt").code == 2
    told = run("verify", "b.html", "b.md", "--format", "json").out.splitlines()
    assert [(one["file"], bool(one["findings"])) for one in map(json.loads, told)] == [
        ("b.html", False),
        ("b.md", True),
    ]
    assert run("verify", "b.md", "b.html", "--original", "b.docx").code == 2


@pytest.mark.parametrize("name", ["none.docx", ".", "-"])
def test_what_cannot_be_read_is_wrong_usage(run: Run, tmp_path: Path, name: str) -> None:
    assert run("verify", name, cwd=tmp_path).code == 2
    assert run("check", name, cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("plain.md", b"# No briefing\n", "no manifest"),
        ("a.docx", b"PK\x03\x04 cut off", "cannot be opened"),
        ("a.html", b"<!doctype html><p>x", "no manifest"),
        ("a.json", b'{"schema": "other"}', "other"),
        ("a.json", b'{"schema": ', "no JSON"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.md", b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_what_carries_nothing_cannot_be_checked(run: Run, tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("verify", name)
    assert done.code == 3
    assert words in done.err


def test_a_lost_manifest_is_taken_from_the_original(run: Run, files: Path) -> None:
    with zipfile.ZipFile(files / "b.docx") as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.startswith("customXml/")}
    with zipfile.ZipFile(files / "lost.docx", "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert run("verify", "lost.docx").code == 3
    assert run("verify", "lost.docx", "--original", "b.docx").code == 0


def converted(path: Path, form: str, folder: Path) -> tuple[Path, str]:
    """The file as LibreOffice saves it in another format, and what it said but for Java, which it does not need."""
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(LIBREOFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    return folder / f"{path.stem}.{form}", "\n".join(said)


@needs_libreoffice
@pytest.mark.parametrize("template", BUILT_IN)
def test_libreoffice_opens_each_template_without_a_warning_and_keeps_what_proves_it(
    run: Run, files: Path, template: str
) -> None:
    assert run("make", "ferry.txt", "seed.txt", "-o", "t.docx", "--template", template).code == 0
    saved, said = converted(files / "t.docx", "docx", files / "saved")
    assert said == ""
    saved.rename(files / "saved.docx")
    done = run("verify", "saved.docx")
    assert done.code == 0, done.out
    assert run("check", "saved.docx").code in (0, 1)


@needs_libreoffice
def test_pdf_of_a_briefing(run: Run, files: Path) -> None:
    done = run("make", "seed.txt", "-o", "b é.pdf")
    assert done.code == 0, done.err
    assert (files / "b é.pdf").read_bytes().startswith(b"%PDF-")


def test_without_libreoffice_no_pdf_and_nothing_else_is_begun(run: Run, files: Path) -> None:
    done = run("make", "seed.txt", "-o", "c.pdf", "-o", "c.md", env={"PATH": "/nowhere"})
    assert done.code == 3
    assert "LibreOffice" in done.err
    assert not list(files.glob("c.*"))


def test_sources_of_every_kind_are_read_again(run: Run, tmp_path: Path, text: str) -> None:
    """The lines of a briefing of a page, a Word document, a mail and a record are proven against those files."""
    from email.message import EmailMessage

    import docx

    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    document = docx.Document()
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Ferry", "a@harbour.example", "b@harbour.example"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(tmp_path / "word.docx"))
    mail.set_content(text)
    (tmp_path / "mail.eml").write_bytes(bytes(mail))
    (tmp_path / "record.jsonl").write_text(json.dumps({"title": "Ferry", "text": text}) + "\n", "utf-8")
    page = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    (tmp_path / "page.html").write_text(f"<html><body><article>{page}</article></body></html>", "utf-8")
    for source in ("word.docx", "mail.eml", "record.jsonl", "page.html"):
        assert run("make", source, "-o", "b.md").code == 0
        proven = run("verify", "b.md")
        assert proven.code == 0, proven.err
        assert b"lines proven against 1 source" in proven.out
        (tmp_path / source).write_bytes((tmp_path / source).read_bytes()[:-400])
        assert run("verify", "b.md").code != 0
