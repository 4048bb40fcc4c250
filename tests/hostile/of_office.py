"""Zip archives and Word files made to do harm."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from typing import Final

from text import TEXT

DEEP: Final = 100_000
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(*members: tuple[str, bytes], level: int = 9) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def zips() -> dict[str, bytes]:
    text = TEXT.encode()
    names = [
        "../../evil.txt",
        "/var/evil.txt",
        "C:\\evil.txt",
        "..\\..\\evil.txt",
        "a\nb\x1b[31m.txt",
        "n" * 5000,
        "\u202etxt.exe",
    ]
    made = {f"name-{number}": zipped((name, text)) for number, name in enumerate(names)}
    link = zipfile.ZipInfo("link.txt")
    link.external_attr, link.create_system = 0o120777 << 16, 3
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    nested = text
    for depth in range(12):
        nested = zipped((f"{depth}.zip", nested))
    sound = zipped(("a.txt", text), ("b.txt", text + b"b"))
    middle = sound.index(b"PK\x01\x02")
    made |= {
        "link": linked.getvalue(),
        "nested": nested,
        "bomb": zipped(("zeros.txt", b"0" * 60_000_000)),
        "bombs": zipped(*((f"{n}.zip", zipped(("zeros.txt", b"0" * 9_000_000))) for n in range(8))),
        "empty": zipped(),
        "folders": zipped(("a/", b""), ("b/c/", b"")),
        "many": zipped(*((f"{n}.txt", b"") for n in range(3000))),
        "same-names": _same_names(text),
        "encrypted": sound[: middle + 8] + b"\1" + sound[middle + 9 :],
        "method": sound.replace(b"\x08\x00", b"\x63\x00"),
        "zstd": sound.replace(b"\x08\x00", b"\x5d\x00"),
        "size-small": _with_size(sound, 1),
        "size-large": _with_size(sound, 0xFFFFFFF0),
        "offset": sound[:middle] + sound[middle:].replace(b"\0\0\0\0a.txt", b"\xff\xff\xff\x7fa.txt"),
        "overlap": _overlapping(sound, middle),
        "count": sound[:-12] + b"\xff\xff" + sound[-10:],
        "cut": sound[: len(sound) // 2],
        "no-list": sound[:middle],
        "before": b"PK\x03\x04" + b"x" * 1000 + sound,
        "comment": sound[:-2] + b"\xff\xff" + b"c" * 0xFFFF,
        "checksum": sound.replace(struct.pack("<I", zlib.crc32(text)), b"\0\0\0\0"),
    }
    return {f"zip-{name}": data for name, data in made.items()}


def _same_names(text: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(3):
            archive.writestr(zipfile.ZipInfo("a.txt"), text)
    return made.getvalue()


def _with_size(data: bytes, size: int) -> bytes:
    """The archive with another size of the unpacked file in all headers."""
    return data.replace(struct.pack("<I", len(TEXT.encode())), struct.pack("<I", size))


def _overlapping(data: bytes, middle: int) -> bytes:
    """The archive with each entry of its list a thousand times: all are the same few bytes."""
    listed, end = data[middle : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    count = struct.pack("<HH", 2000, 2000)
    size = struct.pack("<I", len(listed) * 1000)
    return data[:middle] + listed * 1000 + end[:8] + count + size + end[16:]


def word(document: bytes, *more: tuple[str, bytes]) -> bytes:
    return zipped(("word/document.xml", document), *more)


def body(inside: str, *, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{inside}</w:body></w:document>'.encode()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def words(canary: str, address: str) -> dict[str, bytes]:
    sound = word(body(_paragraph(TEXT)))
    target = f'<Relationship Type="attachedTemplate" Target="{address}/t" TargetMode="External"/>'
    relations = f"<Relationships>{target}</Relationships>"
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{canary}">]>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    core = f'{entity}<cp:coreProperties xmlns:cp="x"><title>&x;</title></cp:coreProperties>'
    made = {
        "no-document": zipped(("word/document.xml.rels", b"<a/>"), ("[Content_Types].xml", b"<a/>")),
        "entity": word(body(_paragraph("&x;" + TEXT), before=entity)),
        "laughs": word(body(_paragraph("&l9;"), before=f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>')),
        "core": word(body(_paragraph(TEXT)), ("docProps/core.xml", core.encode())),
        "template": word(body(_paragraph(TEXT)), ("word/_rels/document.xml.rels", relations.encode())),
        "chunk": word(body('<w:altChunk r:id="rId1" xmlns:r="r"/>' + _paragraph(TEXT))),
        "field": word(body(f"<w:p><w:r><w:instrText>INCLUDETEXT {canary}</w:instrText><w:t>{TEXT}</w:t></w:r></w:p>")),
        "deep": word(body("<w:p>" * DEEP)),
        "nested": word(body("<w:p><w:r>" * 200 + TEXT + "</w:r></w:p>" * 200)),
        "bomb": word(body(_paragraph("0" * 55_000_000))),
        "paragraphs": word(body(_paragraph("a") * 30_000)),
        "utf-16": word(body(_paragraph(TEXT)).decode().replace("?>", ' encoding="utf-16"?>').encode("utf-16")),
        "no-xml": word(b"\0" * 5000),
        "empty": word(b""),
        "cut": sound[: len(sound) * 2 // 3],
        "cut-xml": word(body(_paragraph(TEXT))[:-40]),
        "twice": sound + sound,
        "path": zipped(("../word/document.xml", body(_paragraph(TEXT))), ("word/document.xml/x", b"y")),
    }
    return {f"word-{name}": data for name, data in made.items()}
