"""What a briefing shows is proven against its source, and every tampering is found."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.render import render
from briefing.render.package import packed
from briefing.render.proof.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from conftest import Check

FORMATS = ["markdown", "docx", "json"]


@pytest.fixture(scope="module")
def files(made: ModuleType) -> dict[str, bytes]:
    return {form: render(made.SEED_BRIEFING, form).data for form in FORMATS}


def body(data: bytes, change: Callable[[str], str]) -> bytes:
    """The Word document with its text changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    changed = change(parts["word/document.xml"].decode("utf-8"))
    return packed({**parts, "word/document.xml": changed.encode("utf-8")})


def swapped(data: bytes, form: str, old: str, new: str) -> bytes:
    """The file with the first `old` that a reader sees made `new`."""
    if form == "docx":
        return body(data, lambda text: text.replace(old, new, 1))
    return data.decode("utf-8").replace(old, new, 1).encode("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_every_line_is_proven(check: Check, files: dict[str, bytes], form: str) -> None:
    report = check(files[form])
    assert (report.lines, report.proven, report.absent, report.findings) == (15, 15, 0, ())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("empty", [0, 1])
def test_an_empty_briefing_has_nothing_to_prove(made: ModuleType, check: Check, form: str, empty: int) -> None:
    report = check(render(made.empty(sources=empty), form).data)
    assert (report.lines, report.findings) == (0, ())


@pytest.mark.parametrize("form", FORMATS)
def test_the_first_wrong_character_is_named(check: Check, files: dict[str, bytes], form: str, made: ModuleType) -> None:
    report = check(swapped(files[form], form, "any foreign troops on Ukrainian", "any foreign troups on Ukrainian"))
    assert report.proven < report.lines
    wrong = next(finding.wrong for finding in report.findings if finding.wrong)
    assert (wrong.expected, wrong.found) == ("o", "u")
    assert wrong.source is not None
    assert made.SEED[wrong.source.offset :].startswith("ops on Ukrainian")
    line = made.SEED.split("\n")[wrong.source.line - 1]
    assert line[wrong.source.column - 1 :].startswith("ops on Ukrainian")


@pytest.mark.parametrize("form", FORMATS)
def test_a_changed_source_is_told_with_the_lines_that_it_breaks(
    check: Check, files: dict[str, bytes], form: str, made: ModuleType
) -> None:
    text = made.SEED.replace("hailed the Paris", "hauled the Paris")
    report = check(files[form], text)
    assert report.findings[0].kind == "source"
    wrong = [finding.wrong for finding in report.findings if finding.kind == "not verbatim"]
    assert {(one.expected, one.found) for one in wrong if one} == {("u", "i")}
    assert report.proven == report.lines - 2


@pytest.mark.parametrize("form", FORMATS)
def test_without_its_source_nothing_is_proven_and_nothing_is_wrong(
    check: Check, files: dict[str, bytes], form: str
) -> None:
    report = check(files[form], None)
    assert (report.proven, report.findings, len(report.missing)) == (0, (), 1)


CHARACTERS = st.sampled_from("aeimnst0179 .,;’“”'\"[]-éß\u00a0\u200b😀")


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_character_changed_in_a_line_is_found(check: Check, files: dict[str, bytes], data: st.DataObject) -> None:
    """One character of a shown line, its references included, is changed, put in or taken out, in each format."""
    form = data.draw(st.sampled_from(FORMATS))
    file = files[form]
    manifest = load(file).manifest
    line = data.draw(st.sampled_from([one for one in manifest.lines if one.section != "evidence"]))
    block = manifest.blocks[line.block].text
    shown = block[line.at : line.at + line.length]
    at = data.draw(st.integers(0, len(shown) - 1))
    new = data.draw(CHARACTERS)
    kind = data.draw(st.sampled_from(["swap", "add", "drop"]))
    put = {"swap": new, "add": new + shown[at], "drop": ""}[kind]
    changed = shown[:at] + put + shown[at + 1 :]
    tampered = _tampered(file, form, shown, changed)
    if tampered == file:
        return  # the line stands in the file in another way than it is shown (escapes)
    before, after = [one.text for one in load(file).blocks], [one.text for one in load(tampered).blocks]
    if before != after:  # in Markdown and HTML some characters show nothing
        assert check(tampered).findings, (form, shown, changed)


def _tampered(file: bytes, form: str, old: str, new: str) -> bytes:
    from xml.sax.saxutils import escape

    if form == "docx":
        return body(file, lambda text: text.replace(escape(old), escape(new)))
    if form == "json":
        return file.replace(json.dumps(old, ensure_ascii=False).encode(), json.dumps(new, ensure_ascii=False).encode())
    text, mark, rest = file.decode("utf-8").partition("\n<!-- briefing-manifest\n")
    return (text.replace(old, new) + mark + rest).encode("utf-8")


@pytest.mark.parametrize("form", ["markdown", "docx"])
def test_another_reference_is_found(check: Check, files: dict[str, bytes], form: str) -> None:
    old = "[1]](#" if form == "markdown" else ">[1]<"
    report = check(swapped(files[form], form, old, old.replace("1", "2")))
    assert report.findings[0].kind == "changed"
    assert report.findings[0].wrong
    assert report.findings[0].wrong.found == "2"


def test_a_link_that_leads_nowhere_is_found(check: Check, files: dict[str, bytes]) -> None:
    report = check(swapped(files["docx"], "docx", 'w:anchor="source_1"', 'w:anchor="source_7"'))
    assert {finding.kind for finding in report.findings} == {"changed", "reference"}
    report = check(swapped(files["markdown"], "markdown", "(#sources)", "(#source)"))
    assert {finding.kind for finding in report.findings} == {"changed", "reference"}


def forged(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The Markdown file with another manifest."""
    text, mark, rest = data.decode("utf-8").partition("\n<!-- briefing-manifest\n")
    record = json.loads(rest.removesuffix("\n-->\n"))
    change(record)
    return f"{text}{mark}{json.dumps(record)}\n-->\n".encode()


def test_a_forger_who_changes_line_and_manifest_is_found(check: Check, files: dict[str, bytes]) -> None:
    def change(record: dict[str, Any]) -> None:
        for block in record["blocks"]:
            if isinstance(block, dict):
                block["text"] = block["text"].replace("foreign troops", "foreign groups")

    file = forged(files["markdown"].replace(b"foreign troops", b"foreign groups"), change)
    report = check(file)
    assert {finding.kind for finding in report.findings} == {"not verbatim"}
    assert report.proven == report.lines - 2


def test_a_reference_that_is_not_the_words_source_is_found(check: Check, files: dict[str, bytes]) -> None:
    def change(record: dict[str, Any]) -> None:
        record["lines"][0]["references"] = [2]

    kinds = {finding.kind for finding in check(forged(files["markdown"], change)).findings}
    assert kinds == {"forbidden edit", "reference"}
