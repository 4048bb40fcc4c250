"""`briefing doctor`: everything that a run needs, each fault told with what to do, and nothing changed."""

from __future__ import annotations

import os
import shlex
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.functional.conftest import Done, Run

CONFIG = """
topic = "Morning"
archive = "archive.sqlite3"
[fetch]
allow_private = true
[[sources]]
path = "news/"
[[outputs]]
path = "{name}-{number}.md"
"""

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>One</title><link>http://127.0.0.1:9/1</link></item>
<item><title>Two</title><link>http://127.0.0.1:9/2</link></item></channel></rss>"""


@contextmanager
def server(*, ahead: timedelta = timedelta(0)) -> Iterator[tuple[str, list[str]]]:
    """A site with a feed, whose clock is `ahead` of this machine's; and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response_only(200 if self.path == "/feed.xml" else 404)
            self.send_header("Date", format_datetime(datetime.now(UTC) + ahead, usegmt=True))
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(FEED if self.path == "/feed.xml" else b"")

        def log_message(self, *_: object) -> None:
            return

    site = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{site.server_port}", asked
    finally:
        site.shutdown()
        thread.join()
        site.server_close()


@pytest.fixture
def config(tmp_path: Path, text: str) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "morning.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home whose crontab is the file `table`."""
    (tmp_path / "programs").mkdir()
    (tmp_path / "table").write_bytes(b"MAILTO=\n")
    program = tmp_path / "programs" / "crontab"
    program.write_text(f"#!/bin/sh\ncat '{tmp_path}/table'\n", encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "XDG_CONFIG_HOME": str(tmp_path / "config"), "TZ": "UTC"}


def findings(done: Done) -> dict[str, list[str]]:
    """The lines of a report by subject, each with its grade before it and its advice after it."""
    found: dict[str, list[str]] = {}
    for line in done.out.decode().replace("\n" + " " * 24 + "> ", " > ").splitlines():
        subject, _, text = line[8:].partition(":")
        found.setdefault(subject, []).append(f"{line[:6].strip()} {text.strip()}")
    return found


def test_all_is_told_and_nothing_is_changed(run: Run, config: Path, home: dict[str, str]) -> None:
    line = run("schedule", "show", config, "--at", "06:30", env=home).out
    program = shlex.split(line.split(b" run -q ")[0].decode())[-1]  # quoted, where its path has a space
    program = shlex.quote(program).encode()
    (config.parent / "table").write_bytes(
        b"MAILTO=\n" + line.replace(program, b"/gone/briefing").replace(b"30 ", b"31 ", 1)
    )
    before = sorted(path.name for path in config.parent.iterdir())
    with server() as (address, asked):
        config.write_text(f'{CONFIG}[[sources]]\nfeed = "{address}/feed.xml"\n', encoding="utf-8")
        done = run("doctor", config, env=home)
    found = findings(done)
    assert (done.code, done.err) == (3, ""), done.out
    schedule = found.pop("schedule")
    assert any(one.startswith("FAULT its entry starts /gone/briefing, which is not there") for one in schedule)
    assert any("MAILTO is empty" in one for one in schedule)
    assert any("its line was changed by hand" in one for one in schedule)
    assert any("the next time is" in one for one in schedule)
    assert all(line.startswith("ok ") for lines in found.values() for line in lines), done.out
    assert found["source"] == [
        f"ok {config.parent}/news is a folder with 1 file",
        f"ok {address}/feed.xml is a feed with 2 entries",
    ]
    assert asked == ["/robots.txt", "/feed.xml"]
    assert found["clock"][0].endswith(", as 127.0.0.1 says")
    assert set(found) >= {"configuration", "model", "outputs", "archive", "mail", "disk"}
    assert sorted(path.name for path in config.parent.iterdir()) == before


def test_faults_are_told_each_with_what_to_do(run: Run, config: Path, home: dict[str, str]) -> None:
    broken = CONFIG.replace('{number}.md"', '{number}.md"\ntemplate = "house.md.j2"').replace("news/", "nowhere/")
    mail = '[mail]\nsender = "a@example.org"\nto = ["b@example.org"]\n[mail.smtp]\nhost = "127.0.0.1"\nport = 9\n'
    (config.parent / "house.md.j2").write_text("{{ briefing.nothing.at.all }}", encoding="utf-8")
    (config.parent / "archive.sqlite3").write_bytes(b"no archive, but long enough to be taken for a damaged one" * 99)
    with server(ahead=timedelta(hours=3)) as (address, _):
        more = f'[[sources]]\nfeed = "{address}/gone.xml"\n[[sources]]\nfeed = "{address}/feed.xml"\n'
        config.write_text(broken + more + mail, encoding="utf-8")
        done = run("doctor", "-q", config, env=home)
    found = findings(done)
    assert done.code == 3
    assert "does not exist. > Check the path" in found["source"][0]
    assert "there is no such page" in found["source"][1]
    assert len(found["source"]) == 2
    assert "house.md.j2" in found["outputs"][0]
    assert "is damaged or is no archive" in found["archive"][0]
    assert "127.0.0.1:9 cannot be reached" in found["mail"][0]
    assert "this machine's clock is 3 hours behind by the clock of 127.0.0.1" in found["clock"][0]
    assert all(" > " in line for lines in found.values() for line in lines), found


def test_a_configuration_with_mistakes(run: Run, config: Path, home: dict[str, str]) -> None:
    config.write_text(CONFIG.replace("topic", "topics"), encoding="utf-8")
    done = run("doctor", config, env=home)
    assert done.code == 2
    assert "did you mean 'topic'?" in findings(done)["configuration"][0]
    assert findings(done)["model"][0].startswith("ok ")
