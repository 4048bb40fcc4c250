"""The heartbeat: one request or one file, and a fault in words that no run is the worse for."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from briefing.errors import InputError, OutputError
from briefing.run.heartbeat import beat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def watchdog(status: int) -> Iterator[tuple[str, list[str]]]:
    """A watchdog on this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/ping/1?a=%20b", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("status", [200, 204])
def test_the_address_is_asked_once_and_its_robots_txt_is_not(status: int) -> None:
    with watchdog(status) as (address, asked):
        beat(address, {})
    assert asked == ["/ping/1?a=%20b"]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_another_answer_is_told(status: int) -> None:
    with watchdog(status) as (address, asked), pytest.raises(InputError, match=f"HTTP status {status}"):
        beat(address, {})
    assert len(asked) == 1


def test_no_answer_is_told() -> None:
    with watchdog(200) as (address, _):
        pass
    with pytest.raises(InputError, match="could not be given"):
        beat(address, {})


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "alive"
    path.write_text("a longer line of an earlier run\n" * 9)
    beat(str(path), {"outcome": "made", "name": "Zürich"})
    assert json.loads(path.read_bytes()) == {"outcome": "made", "name": "Zürich"}
    with pytest.raises(OutputError, match="nowhere"):
        beat(str(tmp_path / "nowhere" / "alive"), {})
