"""Files that mean harm: bombs, entities, damaged and forged manifests end with a message, soon."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from briefing.errors import ProofError
from briefing.render import render
from briefing.render.package import packed
from briefing.render.proof import package
from briefing.render.proof.load import load

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Check


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def parts(made: ModuleType) -> dict[str, bytes]:
    return parts_of(render(made.SEED_BRIEFING, "docx").data)


def test_a_bomb_stops_at_the_limit(parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1_000_000)
    bomb = zipped({**parts, "word/document.xml": b" " * 20_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(ProofError, match="unpacks to more than"):
        load(bomb)


def test_too_many_parts_and_too_large_a_file(parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProofError, match="parts"):
        load(zipped({**parts, **{f"x{number}": b"" for number in range(package.MAX_PARTS)}}))
    monkeypatch.setattr("briefing.render.proof.load.MAX_BYTES", 1_000)
    with pytest.raises(ProofError, match="larger than"):
        load(packed(parts))


@pytest.mark.parametrize("declared", ['<!ENTITY e SYSTEM "file:///etc/hostname">', '<!ENTITY e "boom">'])
def test_a_part_that_declares_entities_is_refused(parts: dict[str, bytes], declared: str) -> None:
    xml = parts["word/document.xml"].decode("utf-8").replace("<w:document", f"<!DOCTYPE x [{declared}]><w:document", 1)
    with pytest.raises(ProofError, match=r"document type|damaged"):
        load(packed({**parts, "word/document.xml": xml.encode("utf-8")}))


@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels"])
def test_damaged_and_missing_parts_are_named(parts: dict[str, bytes], name: str) -> None:
    with pytest.raises(ProofError, match=name):
        load(packed({**parts, name: b"<w:document"}))
    with pytest.raises(ProofError, match=name):
        load(packed({one: data for one, data in parts.items() if one != name}))


def with_record(made: ModuleType, record: Any) -> bytes:
    text = render(made.SEED_BRIEFING, "markdown").data.decode("utf-8").partition("\n<!-- briefing-manifest\n")[0]
    told = record if isinstance(record, str) else json.dumps(record)
    return f"{text}\n<!-- briefing-manifest\n{told}\n-->\n".encode()


@pytest.mark.parametrize(
    "record",
    ["{", "[]", "[" * 100_000, "1" * 10_000, {"schema": "briefing/manifest/9"}, {"schema": "briefing/manifest/1"}],
    ids=["cut off", "list", "deep", "number", "newer", "empty"],
)
def test_a_manifest_that_is_none_is_told(made: ModuleType, record: Any) -> None:
    with pytest.raises(ProofError):
        load(with_record(made, record))


VALUES = [None, -1, 10**12, 1.5, True, "x", [], {}, "\ud800"]


@pytest.mark.parametrize("value", VALUES, ids=[ascii(value) for value in VALUES])
@pytest.mark.parametrize("key", ["block", "at", "length", "references", "pieces", "support", "section"])
def test_a_forged_line_is_refused_or_found(made: ModuleType, check: Check, key: str, value: Any) -> None:
    data = render(made.SEED_BRIEFING, "markdown").data.decode("utf-8")
    record = json.loads(data.partition("\n<!-- briefing-manifest\n")[2].removesuffix("\n-->\n"))
    record["lines"][0][key] = value
    try:
        report = check(with_record(made, record))
    except ProofError:
        return
    harmless = (key, value) in [
        ("support", []),
        ("support", {}),
        ("section", "x"),
        ("section", "\ud800"),
        ("block", -1),
    ]
    assert harmless or report.findings


def test_two_manifests_are_one_too_many(made: ModuleType) -> None:
    data = render(made.SEED_BRIEFING, "markdown").data
    extra = data.partition(b"\n<!-- briefing-manifest")
    with pytest.raises(ProofError, match="2 manifests"):
        load(data + extra[1] + extra[2])


def test_what_an_article_says_never_ends_the_manifest(made: ModuleType) -> None:
    text = "--> </script></body> ]]> <!-- briefing-manifest\n{}\n-->"
    for form in ("markdown", "html", "docx"):
        assert load(render(made.hostile(text), form).data).manifest.format == form
