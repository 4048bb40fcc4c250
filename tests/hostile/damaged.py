"""Sound inputs of each kind, damaged at random, the same way each time."""

from __future__ import annotations

import json
import random
from typing import Final

from of_office import body, word, zipped
from of_post import attached, mail
from of_print import CATALOG, FONT, PAGES, SHEET, pdf, shown, stream
from of_web import rss
from text import TEXT

COPIES: Final = 14
"""Damaged copies of each sound input."""


def sound() -> dict[str, bytes]:
    """One input of each kind that gives an article."""
    document = body(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>")
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>A</title></head>'
    page = f"{head}<body><article><p>{TEXT}</p></article></body></html>"
    record = json.dumps({"title": "A", "text": TEXT, "published": "2026-03-20"}).encode()
    entry = f"<entry><title>B</title><content>{TEXT * 4}</content></entry>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entry}</feed>'
    return {
        "text": TEXT.encode(),
        "utf-16": TEXT.encode("utf-16"),
        "markdown": f"---\ntitle: A\n---\n# B\n\n**{TEXT.strip()}**\n".encode(),
        "page": page.encode(),
        "rss": rss(f"<item><title>A</title><description>{TEXT * 4}</description></item>"),
        "atom": atom.encode(),
        "zip": zipped(("a.txt", TEXT.encode()), ("b/c.html", page.encode())),
        "word": word(document),
        "pdf": pdf(CATALOG, PAGES, SHEET, stream(shown(TEXT)), FONT),
        "mail": mail(),
        "attached": attached("a.txt", TEXT.encode()),
        "mailbox": b"From a@b.example Mon Jan  1 00:00:00 2026\n" + mail() + b"\n",
        "json": record,
        "lines": record + b"\n" + record,
    }


def damaged() -> dict[str, bytes]:
    """Each sound input, `COPIES` times, each time damaged otherwise."""
    return {
        f"damaged-{kind}-{number}": _harmed(data, random.Random(f"{kind} {number}"))  # noqa: S311
        for kind, data in sound().items()
        for number in range(COPIES)
    }


def _harmed(data: bytes, luck: random.Random) -> bytes:
    """One to four of: bytes changed, a piece cut out, doubled or moved, the end cut off, control characters put in."""
    made = bytearray(data)
    for _ in range(luck.randint(1, 4)):
        at, length = luck.randrange(len(made) + 1), luck.randint(1, 60)
        match luck.randrange(6):
            case 0:
                for _ in range(luck.randint(1, 8)):
                    made[luck.randrange(len(made))] = luck.randrange(256) if made else 0
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * luck.randint(1, 50)
            case 3:
                piece = made[at : at + length]
                del made[at : at + length]
                to = luck.randrange(len(made) + 1)
                made[to:to] = piece
            case 4:
                del made[max(20, at) :]
            case 5:
                made[at:at] = bytes(luck.choice(b"\0\x01\x1b\x7f\xff<>&()[]{}\"'\\%\r\n") for _ in range(length))
    return bytes(made)
