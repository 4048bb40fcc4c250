"""PDF files made to do harm."""

from __future__ import annotations

import zlib
from typing import Final

from text import TEXT


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF file of these objects, numbered from 1, with a right table of their places."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    return b"<</Length %d %s>>stream\n%s\nendstream" % (len(data) if length is None else length, entries, data)


CATALOG: Final = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES: Final = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
SHEET: Final = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT: Final = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def shown(text: str) -> bytes:
    """A page's content that shows the text, a line a sentence."""
    lines = text.replace("“", '"').replace("”", '"').replace("(", "").split(". ")
    return b"BT /F 12 Tf 40 700 Td 14 TL " + b" ".join(b"(%s.) Tj T*" % line.encode() for line in lines) + b" ET"


def pdfs() -> dict[str, bytes]:
    content = stream(shown(TEXT))
    sound = pdf(CATALOG, PAGES, SHEET, content, FONT)
    zeros = zlib.compress(b"0 " * 40_000_000, 9)
    packed = stream(zlib.compress(b"q " * 3_000_000, 9), b"/Filter/FlateDecode")
    wide = b"/CIDInit begincmap 1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange endcmap"
    to_unicode = FONT.replace(b">>", b"/ToUnicode 6 0 R>>")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    with_form = SHEET.replace(b"<</Font", b"<</XObject<</X 6 0 R>>/Font")
    predictor = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000>>"
    made = {
        "head": b"%PDF-1.7\n",
        "cut": sound[: len(sound) // 2],
        "no-table": sound[: sound.rindex(b"xref\n0")],
        "table-elsewhere": sound.replace(b"startxref\n", b"startxref\n99999999"),
        "table-loop": sound.replace(b"/Size 6", b"/Size 6/Prev %d" % sound.index(b"xref\n0")),
        "size": sound.replace(b"/Size 6", b"/Size 2000000000"),
        "tree-loop": pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>", SHEET, content, FONT),
        "tree-deep": pdf(CATALOG, *(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(3000)), SHEET),
        "count": pdf(CATALOG, PAGES.replace(b"Count 1", b"Count 2000000000"), SHEET, content, FONT),
        "same-page": pdf(CATALOG, b"<</Type/Pages/Kids[%s]/Count 2000>>" % (b"3 0 R " * 2000), SHEET, content, FONT),
        "contents": pdf(CATALOG, PAGES, SHEET.replace(b"4 0 R", b"[" + b"4 0 R " * 500 + b"]"), packed, FONT),
        "length-long": pdf(CATALOG, PAGES, SHEET, stream(shown(TEXT), length=2_000_000_000), FONT),
        "length-short": pdf(CATALOG, PAGES, SHEET, stream(shown(TEXT), length=3), FONT),
        "length-loop": pdf(
            CATALOG, PAGES, SHEET, content.replace(b"/Length %d" % len(shown(TEXT)), b"/Length 4 0 R"), FONT
        ),
        "bomb": pdf(CATALOG, PAGES, SHEET, stream(zeros, b"/Filter/FlateDecode"), FONT),
        "bomb-twice": pdf(
            CATALOG, PAGES, SHEET, stream(zlib.compress(zeros), b"/Filter[/FlateDecode/FlateDecode]"), FONT
        ),
        "run-length": pdf(CATALOG, PAGES, SHEET, stream(b"\x81 " * 90_000, b"/Filter/RunLengthDecode"), FONT),
        "lzw": pdf(CATALOG, PAGES, SHEET, stream(b"\x80\x0b\x60\x50" * 9000, b"/Filter/LZWDecode"), FONT),
        "filters": pdf(CATALOG, PAGES, SHEET, stream(b"a", b"/Filter[%s]" % (b"/ASCIIHexDecode" * 5000)), FONT),
        "predictor": pdf(CATALOG, PAGES, SHEET, stream(zlib.compress(b"a" * 900), predictor), FONT),
        "unknown-filter": pdf(CATALOG, PAGES, SHEET, stream(b"a", b"/Filter/JBIG2Decode"), FONT),
        "map": pdf(CATALOG, PAGES, SHEET, content, to_unicode, stream(wide)),
        "form-loop": pdf(CATALOG, PAGES, with_form, stream(b"/X Do"), FONT, stream(b"/X Do /X Do", form)),
        "arrays": pdf(CATALOG, PAGES, SHEET, b"[" * 50_000, FONT),
        "objects": pdf(CATALOG, PAGES, b"<</A" * 20_000, content, FONT),
        "string": pdf(CATALOG, PAGES, SHEET, b"(" * 100_000, FONT),
        "operands": pdf(CATALOG, PAGES, SHEET, stream(b"[" * 50_000 + b"] TJ"), FONT),
        "states": pdf(CATALOG, PAGES, SHEET, stream(b"q " * 100_000 + shown(TEXT)), FONT),
        "self": pdf(b"1 0 R", b"2 0 R"),
        "no-pages": pdf(b"<</Type/Catalog>>"),
        "page-number": pdf(CATALOG, b"<</Type/Pages/Kids 7/Count (x)>>"),
        "encrypted": pdf(
            CATALOG, PAGES, SHEET, content, FONT, trailer=b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9>>"
        ),
        "action": pdf(CATALOG.replace(b">>", b"/OpenAction<</S/Launch/F(/bin/sh)>>>>"), PAGES, SHEET, content, FONT),
        "title": pdf(
            CATALOG,
            PAGES,
            SHEET,
            content,
            FONT,
            b"<</Title(a\\033]0;x\\007)/Author[1]>>",
            trailer=b"/Root 1 0 R/Info 6 0 R",
        ),
    }
    return {f"pdf-{name}": data for name, data in made.items()}
