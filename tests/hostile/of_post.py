"""Mails, JSON records and plain texts made to do harm."""

from __future__ import annotations

import base64
import gzip
import io
import json
import tarfile

from of_office import zipped
from of_print import CATALOG, FONT, PAGES, SHEET, pdf, stream
from text import TEXT

HEAD = "From: a@news.example\r\nTo: b@news.example\r\nSubject: Bridge\r\nMessage-ID: <1@b>\r\nMIME-Version: 1.0\r\n"


def mail(body: str = TEXT, *, kind: str = "text/plain", more: str = "") -> bytes:
    return f"{HEAD}Content-Type: {kind}\r\n{more}\r\n{body}".encode("utf-8", "surrogateescape")


def attached(name: str, data: bytes, kind: str = "application/octet-stream", encoding: str = "base64") -> bytes:
    body = base64.encodebytes(data).decode() if encoding == "base64" else data.decode("latin-1")
    part = f"--x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    part += f'Content-Disposition: attachment; filename="{name}"\r\n\r\n{body}\r\n--x--\r\n'
    return mail(f"--x\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n{part}", kind="multipart/mixed; boundary=x")


def mails(canary: str, address: str) -> dict[str, bytes]:
    nested = TEXT
    for depth in range(300):
        nested = f"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n{nested}\r\n--b{depth}--\r\n"
    inner = mail()
    for _ in range(60):
        inner = mail("", kind="message/rfc822") + inner
    words = "=?utf-8?b?////?= =?x-none?q?=00=FF?= =?utf-8?q?=1b]0;x=07?="
    elsewhere = f'message/external-body; access-type=URL; URL="{address}/x"'
    names = ["../../evil.txt", "/var/evil.txt", "a\x1b[31m\x07.txt", "n" * 9000, "=?utf-8?b?Li4vLi4vZXZpbA==?="]
    made = {f"name-{number}": attached(name, TEXT.encode()) for number, name in enumerate(names)}
    made |= {
        "nested": HEAD.encode() + nested.encode(),
        "inner": inner,
        "no-boundary": mail("--x\r\n\r\n" + TEXT, kind="multipart/mixed"),
        "no-end": mail("--x\r\nContent-Type: text/plain\r\n\r\n" + TEXT, kind="multipart/alternative; boundary=x"),
        "no-parts": mail("", kind="multipart/alternative; boundary=x"),
        "many-parts": mail("--x\r\n\r\na\r\n" * 5000, kind="multipart/mixed; boundary=x"),
        "charset": mail(kind='text/plain; charset="rot13"'),
        "no-charset": mail(kind="text/plain; charset=" + "x" * 5000),
        "words": mail(more=f"Subject: {words}\r\nFrom: {words}\r\n"),
        "header-line": mail(more="Subject: a\r\n b\x1b[31m\r\n c\r\nX: \0\r\n"),
        "headers": mail(more="".join(f"X-{n}: y\r\n" for n in range(20_000))),
        "long-header": mail(more="Subject: " + "x" * 300_000 + "\r\n"),
        "references": mail(more="From: " + "<" * 3000 + "\r\nTo: " + "(" * 3000 + "\r\n"),
        "date": mail(more="Date: Mon, 99 Foo 99999 99:99:99 +9999\r\n"),
        "date-long": mail(more="Date: " + "9" * 5000 + "\r\n"),
        "base64": mail("%%%" * 900, more="Content-Transfer-Encoding: base64\r\n"),
        "quoted": mail("=" * 90_000, more="Content-Transfer-Encoding: quoted-printable\r\n"),
        "uuencode": mail("begin 644 ../../evil\n" + "M" * 9000, more="Content-Transfer-Encoding: x-uuencode\r\n"),
        "unknown-encoding": mail(more="Content-Transfer-Encoding: x-none\r\n"),
        "elsewhere": mail("", kind=elsewhere),
        "html": mail(f'<img src="{address}/i"><iframe src="file://{canary}"></iframe><p>{TEXT}</p>', kind="text/html"),
        "zip": attached("a.zip", zipped(("zeros.txt", b"0" * 55_000_000))),
        "zips": attached("a.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d.txt", TEXT.encode()))))))),
        "program": attached("a.exe", b"MZ" + bytes(range(256)) * 40),
        "winmail": attached("winmail.dat", b"\x78\x9f\x3e\x22" * 90, "application/ms-tnef"),
        "only-headers": HEAD.encode(),
        "mailbox": b"From a@b.example Mon Jan  1 00:00:00 2026\n" * 3000,
        "mailbox-cut": b"From a@b.example Mon Jan  1 00:00:00 2026\n" + mail()[:40],
    }
    return {f"mail-{name}": data for name, data in made.items()}


def records() -> dict[str, bytes]:
    def text(value: object) -> bytes:
        return json.dumps({"text": value, "title": "A"}).encode()

    made = {
        "deep": b"[" * 1_000_000,
        "deep-object": b'{"articles":' * 20_000,
        "deep-text": b'{"text": ' + b"[" * 50_000 + b'"a"' + b"]" * 50_000 + b"}",
        "number": b'{"text": ' + b"9" * 9000 + b"}",
        "float": b'{"text": 1e999999, "date": NaN}',
        "surrogate": b'{"text": "' + TEXT.encode() + b'\\ud800", "title": "\\udfff", "url": "\\ud800"}',
        "zeros": text(TEXT + "\0" * 90),
        "control": json.dumps(
            {"text": TEXT, "title": "a\x1b]0;x\x07\nb", "author": ["\x00"], "url": "javascript:1"}
        ).encode(),
        "names": json.dumps({"\x1b[31m" * 20: 1, "b\nc": 2}).encode(),
        "types": json.dumps(
            {"text": TEXT, "title": {"name": {"a": 1}}, "author": [[["x"]]], "date": [1], "url": 7}
        ).encode(),
        "zip": text(zipped(("a.txt", b"a")).decode("latin-1")),
        "pdf": text("%PDF-1.7\n" + TEXT),
        "json": text(json.dumps({"text": json.dumps({"text": json.dumps({"text": json.dumps({"text": TEXT})})})})),
        "html": text("<div>" * 50_000 + TEXT),
        "many": b'{"text": ""}\n' * 20_000,
        "lines": b'{"text": "a"}\n{"text": \n' * 100,
        "cut": text(TEXT)[:50],
        "list": text(["a"] * 90_000),
    }
    return {f"json-{name}": data for name, data in made.items()}


def texts() -> dict[str, bytes]:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("../../evil.txt"), io.BytesIO())
    sound = TEXT.encode()
    made = {
        "escape": b"\x1b]0;pwned\x07\x1b[2J" + sound,
        "bells": b"\x07" * 90 + sound,
        "right-to-left": "\u202e".encode() + sound,
        "utf-7": b"+ADw-script+AD4- " + sound,
        "overlong": b"\xc0\xaf\xe0\x80\xaf" * 300 + sound,
        "surrogates": b"\xed\xa0\x80\xed\xbf\xbf" * 90 + sound,
        "utf-16-odd": TEXT.encode("utf-16")[:-1],
        "utf-32-wrong": b"\xff\xfe\x00\x00" + b"\xff" * 400,
        "marks": "\u0301".encode() * 50_000 + sound,
        "one-line": b"a" * 990_000,
        "too-large": b"The council met. " * 70_000,
        "quotes": b'"' * 300_000,
        "brackets": b"[" * 300_000,
        "stars": b"**a" * 20_000,
        "links": b"[a](" * 100_000,
        "markdown": b"> " * 20_000 + b"**a** " + sound,
        "front": b"---\n" + b"a: &a [*a, *a]\n" * 60 + b"---\n" + sound,
        "front-endless": b"---\n" + b"title: x\n" * 50_000,
        "gzip": gzip.compress(sound),
        "tar": packed.getvalue() + b"\0" * 999,
        "program": b"\x7fELF" + bytes(range(256)) * 30,
        "pickle": b"cos\nsystem\n(S'touch /tmp/evil'\ntR." + sound,
        "rtf": rb"{\rtf1 \object\objdata}" + sound,
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
        "php": b"<?php system('id'); ?>" + sound,
    }
    return {f"text-{name}": data for name, data in made.items()}


def slow_texts() -> dict[str, bytes]:
    """Runs of characters over which a careless pattern goes for days."""
    many = 900_000
    pages = pdf(CATALOG, PAGES, SHEET, stream(b"BT /F 12 Tf 40 700 Td (%s) Tj ET" % (b"a" * 190_000)), FONT)
    spaces = " " * many
    wide = "\u2003" * (many // 4)
    items = {
        "teaser": f"<rss><channel><item><description>Read more{wide}x</description></item></channel></rss>",
        "marker": f"# A{spaces}b\n\n{TEXT}",
        "front": f"---\ntitle: a{spaces[:15_000]}b\n---\n{TEXT}",
        "mailbox": f"From x@y.example Mon Jan  1 00:00:00 2026\n\nA\nFrom {'1' * many}",
        "content-type": mail(kind="text/plain; " + ";" * many).decode(),
        "disposition": mail(more="Content-Disposition: attachment; filename=" + "'*" * many + "\r\n").decode(),
        "quotes": "**a**\n" + "> " * 9_000 + TEXT,
        "references": "**a**\n" + "[a]: b\n" * 9_000,
        "pictures": "**a** " + "![" * 9_000,
        "sender": f"From x@y.example Mon Jan  1 00:00:00 2026\nFrom: {'<' * many}\nSubject: a\n\n{TEXT}",
        "subject": f"From x@y.example Mon Jan  1 00:00:00 2026\nSubject: {'re:' * (many // 3)}\nFrom: b\n\n{TEXT}",
        "mail-body": mail("<" * many).decode(),
        "record": json.dumps({"text": "<p " * (many // 3)}),
        "name": f"<html><body><p><{'a' * many}<p>{TEXT}</p></body></html>",
        "tag": f"<html><body><p {'= ' * (many // 2)}<p>{TEXT}</p></body></html>",
        "quote": f"<html><body><p a{'=' + chr(34) * 3 + ' ' * 9}{spaces}<p>{TEXT}</p></body></html>",
        "type": '<html><head><script type="application/ld+json">{"@type":"' + "a" * many + '"}</script></head></html>',
        "moment": f'<html><head><meta name="date" content="{"+11" * (many // 3)}x"></head><p>{TEXT}</p></html>',
        "comments": "<html><body>" + "<!--" * (many // 4) + f"<p>{TEXT}</p>",
        "mark": "[" * 300 + "a](" * (many // 3),
    }
    return {f"slow-{name}": text.encode() for name, text in items.items()} | {"slow-word": pages}
