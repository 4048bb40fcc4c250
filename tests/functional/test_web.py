"""Feeds and pages over HTTP: what can be read is in the briefing, what cannot is named, and a run always ends."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from conftest import Run


MEGABYTES = 0.4
SECONDS = 1
PEAK_MB = 700
"""Of the whole process."""
WHO = ["engineer Paula Wren", "headteacher Samuel Adeyemi", "surgeon Marta Lindqvist", "harbour master Ines Kowal"]
DEEDS = "wanted seen promised measured photographed guarded insured planned defended praised"


def story(number: int, *, long: bool = False) -> list[str]:
    """The paragraphs of an article of our own, of other words for each number."""
    mixed = random.Random(number)  # noqa: S311
    some = lambda words: mixed.choice(words.split())  # noqa: E731
    paragraphs = []
    for _ in range(8 if long else 4):
        place = some("Ellery Corran Tilbrook Saltney Oakhampton Dunmore Wexcombe Harle Brigg Marden")
        noun = some("bridge school hospital library harbour market tunnel stadium reservoir archive museum quarry")
        deed = some("closed reopened sold rebuilt inspected renamed extended painted flooded bought")
        reason = some("storms strikes debts complaints repairs elections petitions audits protests accidents")
        paragraphs.append(f"The council of {place} {deed} the {noun} on Tuesday after {mixed.randint(3, 90)} {reason}.")
        paragraphs.append(f"“Nobody has {some(DEEDS)} a {noun} here before,” said {mixed.choice(WHO)} of {place}.")
    return paragraphs


def page(number: int, *, head: str = "") -> str:
    title = f"Council decides on paper {number}"
    paragraphs = "".join(f"<p>{line}</p>" for line in story(number))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def rss(*items: str, title: str = "The Test Wire") -> str:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'


def item(link: str, number: int, *, text: str = "Read more") -> str:
    return f"<title>Item {number}</title><link>{link}</link><description><![CDATA[{text}]]></description>"


@dataclass
class Case:
    """One source of a configuration: where it is and what must come of it."""

    path: str
    answer: Any = None
    fault: str = ""
    """Words that must name the fault; none where the article must be in the briefing."""
    key: str = "page"


def readable(web: ModuleType, site: Any) -> list[Case]:
    """Pages that give an article, however oddly they are served."""
    reply, moved = web.reply, web.moved
    site.routes |= {
        "/moved/1": moved("/moved/2", "301 Moved Permanently"),
        "/moved/2": moved("../3", "307 Temporary"),
        "/3": reply(page(3)),
    }
    latin = page(6).replace("“", '"').replace("”", '"').replace("council", "c\xe0ouncil")
    busy = iter([reply(status="429 Too Many", retry_after="0"), reply(status="503 Busy"), reply(page(8))])
    return [
        Case("/1", reply(page(1))),
        Case("/2", reply(gzip.compress(page(2).encode()), content_encoding="gzip")),
        Case("/moved/1"),
        Case("/4", reply(page(4).encode("utf-16"), kind="text/html; charset=ascii")),
        Case("/5", reply(page(5).encode(), kind="text/html; charset=iso-8859-1")),
        Case("/6", reply(latin.encode("latin-1"), kind="text/html; charset=utf-8")),
        Case("/7", reply(page(7).encode("cp1252"), kind="text/html; charset=rot13")),
        Case("/8", lambda *_: next(busy)),
        Case("/9", reply(page(9), kind="image/png")),
        Case("/10", reply(zlib.compress(page(10).encode()), content_encoding="deflate")),
        Case("/11", reply("\n\n".join(story(11)), kind="text/plain")),
        Case("/12", reply(page(12) + "more that no length promised", content_length=str(len(page(12).encode())))),
        Case("/13", reply(page(13, head="<base href='file:///etc/'>" + "<div>" * 200))),
    ]


def broken(web: ModuleType) -> list[Case]:
    """Answers that break off or never end: a host that gives three in a row is asked no more."""
    reply, good = web.reply, page(97)
    return [
        Case("/shorter", reply(good, content_length="999999"), "broke off"),
        Case("/boasting", reply(good, content_length="9" * 30), "broke off"),
        Case("/negative", reply(good, content_length="-5"), "does not speak HTTP"),
        Case("/head", web.endless_head, "does not speak HTTP"),
        Case("/silent", web.silent, "no whole answer came within 1 seconds"),
        Case("/drip", web.drip, "no whole answer came within 1 seconds"),
        Case("/ssh", b"SSH-2.0-OpenSSH_9.9\r\n", "does not speak HTTP"),
        Case("/broken", reply(b"\x1f\x8b" + b"\0" * 99, content_encoding="gzip"), "compression is damaged"),
        Case("/cut", reply(gzip.compress(good.encode())[:-30], content_encoding="gzip"), "ends before its end"),
    ]


def refused(web: ModuleType, site: Any) -> list[Case]:
    """Answers that are none, and addresses that must not be asked."""
    reply, moved = web.reply, web.moved
    bomb = gzip.compress(b"<p>" + b"0" * 30_000_000)
    site.routes |= {"/loop/b": moved("/loop/a")}
    good = page(99)
    return [
        Case("/deep", reply(page(98, head="<div>" * 60_000)), "without an article"),
        Case("/gone", reply(status="410 Gone"), "the page is gone"),
        Case("/none", None, "no such page (HTTP status 404)"),
        Case("/fault", reply(status="500 Fault"), "the server has a fault (HTTP status 500)"),
        Case("/often", reply(status="429 Too Many", retry_after="7200"), "asked again only in 7200 seconds"),
        Case("/login", reply(good, "401 Unauthorized"), "asks for a login"),
        Case("/nowhere", reply(status="302 Found"), "HTTP status 302"),
        Case("/loop/a", moved("/loop/b"), "redirected more than 5 times"),
        Case("/longer", lambda request, _: moved(f"/longer?{request.number}"), "redirected more than 5 times"),
        Case("/to/file", moved("file:///etc/passwd"), "only addresses that begin with http"),
        Case("/to/other", moved(f"http://127.0.0.2:{site.port}/1"), "127.0.0.2 lies inside a private network"),
        Case("/to/six", moved(f"http://[::1]:{site.port}/1"), "::1 lies inside a private network"),
        Case("/to/any", moved(f"http://0.0.0.0:{site.port}/1"), "0.0.0.0 lies inside a private network"),
        Case("/to/metadata", moved("http://169.254.169.254/latest/"), "169.254.169.254 lies inside"),
        Case("/to/decimal", moved(f"http://2130706434:{site.port}/1"), "127.0.0.2, which lies inside"),
        Case("/to/user", moved(f"http://me:secret@127.0.0.1:{site.port}/1"), "user name or password"),
        Case("/to/nonsense", moved("http://[::1"), "no address"),
        Case("/hidden/1", reply(good), "robots.txt does not allow it"),
        Case("/bomb", reply(bomb, content_encoding="gzip"), "more than 0.4 MB"),
        Case("/huge", reply("<p>" + "word " * 200_000), "more than 0.4 MB"),
        Case("/endless", web.endless_body, "more than 0.4 MB"),
        Case("/brotli", reply(b"\x0b\x02\x80", content_encoding="br"), "compressed as 'br'"),
        Case("/empty", reply(), "is empty"),
        Case("/picture", reply(b"\x89PNG\r\n\x1a\n" + bytes(64), kind="image/png"), "PNG picture"),
        Case("/list", reply("<html><body><p>Log in.</p></body></html>"), "without an article"),
    ]


def feeds(web: ModuleType, site: Any) -> list[Case]:
    """Feeds: one that carries its articles, one with teasers, one that moved, and what only calls itself a feed."""
    reply, at = web.reply, site.at
    site.routes |= {
        "/story/40": reply(page(40)),
        "/story/41": web.moved("/story/41/print"),
        "/story/41/print": reply(page(41)),
        "/story/42": reply(page(42)),
        "/story/44": reply(status="404 None"),
        "/atom/new": reply(atom(site), kind="application/atom+xml"),
    }
    whole = item(at("/story/42"), 42, text="".join(f"<p>{line}</p>" for line in story(42, long=True)))
    mixed = rss(item("/story/40", 40), item("/story/41", 41), whole, item("/story/44", 44))
    named = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    entities = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]><rss'
    hostile = rss("<title>&a;&b;</title><link>/ha</link>").replace("<rss", entities)
    return [
        Case("/feed", reply(mixed, kind="application/rss+xml"), key="feed"),
        Case("/atom", web.moved("/atom/new", "308 Permanent"), key="feed"),
        Case("/page-as-feed", reply(page(98, head=named)), f"The page names this feed: {at('/feed')}", key="feed"),
        Case("/text-as-feed", reply("Not now.", kind="text/plain"), "with plain text, and with no feed", key="feed"),
        Case("/entities", reply(hostile), "/ha could not be fetched: there is no such page", key="feed"),
        Case("/cut-feed", reply(mixed[: len(mixed) // 4]), "", key="feed"),
    ]


def atom(site: Any) -> str:
    content = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in story(43, long=True))
    link = f'<link href="{site.at("/story/43")}"/>'
    entry = f"<entry><title>Item 43</title>{link}<content type='html'>{content}</content></entry>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Moved</title>{entry}</feed>'


class Feed:
    """A feed of these entries that answers "not modified" to who shows its ETag."""

    changed = "Thu, 26 Mar 2026 06:00:00 GMT"

    def __init__(self, web: ModuleType, items: list[str]) -> None:
        self.items = items
        self._reply = web.reply

    @property
    def etag(self) -> str:
        return f'W/"{len(self.items)}"'

    def __call__(self, request: Any, _: Any) -> bytes:
        if request.headers.get("if-none-match") == self.etag:
            return self._reply(status="304 Not Modified")
        kind = "application/rss+xml"
        return self._reply(rss(*self.items), kind=kind, etag=self.etag, last_modified=self.changed)


SETTINGS = f"""
[fetch]
allow_private = ["127.0.0.1"]
pause = 0
seconds = {SECONDS}
attempts = 3
longest_wait = 0.01
megabytes = {MEGABYTES}
"""


def configured(folder: Path, site: Any, cases: list[Case], settings: str = SETTINGS) -> Path:
    """A configuration with these sources, an archive of its own, and Markdown and JSON as outputs."""
    path = folder / "watch.toml"
    sources = "".join(f'[[sources]]\n{case.key} = "{site.at(case.path)}"\n' for case in cases)
    outputs = "".join(f'[[outputs]]\npath = "{{number}}.{ending}"\n' for ending in ("md", "json"))
    path.write_text(f'topic = "Watch"\narchive = "a.sqlite3"\n{sources}{outputs}{settings}', encoding="utf-8")
    return path


def used(record: dict[str, Any]) -> set[str]:
    """The places of all articles in a briefing, with those found to be copies."""
    return {one["source"] for entry in record["sources"] for one in (entry, *entry.get("copies", ()))}


def test_everything_readable_is_used_and_everything_else_is_named(
    site: Any, web: ModuleType, tmp_path: Path, command: list[str], environment: dict[str, str]
) -> None:
    site.routes["/robots.txt"] = web.reply("User-agent: *\nDisallow: /hidden/\n", kind="text/plain")
    good, others = readable(web, site), [*refused(web, site), *feeds(web, site)]
    cases = [case for pair in zip(broken(web), good, strict=False) for case in pair] + good[9:] + others
    site.routes |= {case.path: case.answer for case in cases if case.answer is not None}
    config = configured(tmp_path, site, cases)
    with (tmp_path / "err").open("wb") as err:
        process = subprocess.Popen([*command, "run", config], stderr=err, cwd=tmp_path, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = (tmp_path / "err").read_text("utf-8")
    assert process.returncode == 1, said
    assert "Traceback" not in said
    assert usage.ru_maxrss / 1024 < PEAK_MB
    record = json.loads((tmp_path / "1.json").read_bytes())
    last = (tmp_path / "1.md").read_text("utf-8").rpartition("# Inputs that could not be read")[2]
    wanted = {site.at(case.path) for case in cases if not case.fault and case.key == "page"}
    wanted |= {site.at(f"/story/{number}") for number in (40, 41, 42, 43)}
    assert used(record) == wanted
    failures = {failure["source"]: failure["reason"] for failure in record["failures"]}
    for case in cases:
        reason = next((reason for reason in failures.values() if case.fault and case.fault in reason), "")
        assert bool(reason) == bool(case.fault), (case.path, failures.get(site.at(case.path)))
        assert reason in said
    assert site.at("/story/44") in failures
    assert len(failures) == len([case for case in cases if case.fault]) + 1
    assert all(source.replace("://", "\\://") in last for source in failures)
    assert "/hidden/1" not in site.paths()
    assert site.paths().count("/robots.txt") == 1
    agents = {request.headers["user-agent"] for request in site.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("briefing/")


def test_a_second_run_asks_only_for_what_is_new(site: Any, web: ModuleType, tmp_path: Path, run: Run) -> None:
    items = [item("/story/50", 50), item("/story/51", 51)]
    feed = Feed(web, items)
    site.routes |= {"/feed": feed, "/story/50": web.reply(page(50)), "/story/52": web.reply(page(52))}
    site.routes["/story/51"] = web.reply(status="503 Busy")
    config = configured(tmp_path, site, [Case("/feed", key="feed")])
    first = run("run", config)
    assert first.code == 1
    assert used(json.loads((tmp_path / "1.json").read_bytes())) == {site.at("/story/50")}
    # What may be there another time is asked for again, though the feed has not changed.
    site.routes["/story/51"] = web.reply(page(51))
    assert run("run", config).code == 0
    assert used(json.loads((tmp_path / "2.json").read_bytes())) == {site.at("/story/51")}
    assert site.asked[-2].headers.get("if-none-match") is None
    third = run("run", config)
    assert (third.code, sorted(path.name for path in tmp_path.glob("3.*"))) == (0, [])
    assert "1 source unchanged" in third.out.decode()
    asked = site.asked[-1]
    assert (asked.path, asked.headers["if-none-match"]) == ("/feed", feed.etag)
    assert asked.headers["if-modified-since"] == feed.changed
    items.insert(0, item("/story/52", 52))
    assert run("run", config).code == 0
    assert used(json.loads((tmp_path / "3.json").read_bytes())) == {site.at("/story/52")}
    assert site.paths().count("/story/50") == 1
    # An entry that says that it was changed since is fetched again.
    site.routes["/story/50"] = web.reply(page(60))
    items[1] += "<a10:updated xmlns:a10='http://www.w3.org/2005/Atom'>2100-01-01T00:00:00Z</a10:updated>"
    items.append(item("/story/44", 44))
    assert run("run", config).code == 1
    assert used(json.loads((tmp_path / "4.json").read_bytes())) == {site.at("/story/50")}
    # --all is of all that the feed holds, whatever is known of it.
    items.pop()
    assert run("run", config, "--all").code == 0
    assert used(json.loads((tmp_path / "5.json").read_bytes())) == {site.at(f"/story/{n}") for n in (50, 51, 52)}


def test_could_not_tell_is_not_nothing_new(site: Any, web: ModuleType, tmp_path: Path, run: Run) -> None:
    site.routes["/feed"] = web.reply(status="502 Bad Gateway")
    done = run("run", configured(tmp_path, site, [Case("/feed", key="feed")]))
    assert done.code == 3
    assert "HTTP status 502" in done.err
    assert "Could not tell whether anything is new" in done.err
    assert not list(tmp_path.glob("1.*"))


def test_addresses_on_the_command_line(site: Any, web: ModuleType, tmp_path: Path, run: Run, article: Path) -> None:
    site.routes |= {"/1": web.reply(page(1)), "/to/file": web.moved(article.as_uri())}
    refused = run("make", site.at("/1"), site.at("/1", host="localhost"))
    assert (refused.code, refused.out, site.asked) == (3, b"", [])
    assert "127.0.0.1 lies inside" in refused.err
    assert "localhost is " in refused.err
    assert "--allow-private" in refused.err
    done = run(
        "make", site.at("/1"), article, "file:///etc/passwd", "ftp://127.0.0.1/x", "-o", "out.json", "--allow-private"
    )
    assert done.code == 1
    assert done.err.count("Only addresses that begin with http:// or https:// are fetched") == 2
    record = json.loads((tmp_path / "out.json").read_bytes())
    assert used(record) == {site.at("/1"), str(article)}
    assert [failure["source"] for failure in record["failures"]] == ["file:///etc/passwd", "ftp://127.0.0.1/x"]
    analysed = run("analyse", site.at("/1"), "--allow-private", env={"SOURCE_DATE_EPOCH": "1700000000"})
    told = json.loads(analysed.out)["article"]
    assert told["retrieved"] == "2023-11-14T22:13:20+00:00"
