"""What tests of mail share: the scripted server in a process of its own, and a configuration that names it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from briefing.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "correct horse"  # noqa: S105 - the scripted server's
ANN, BOB = "ann@example.org", "bob@example.org"
FILE = "week.docx"
WORD = bytes(range(256)) * 200  # the outbox does not look into the file


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass
class Office:
    """A folder with a configuration, and the server that it names."""

    folder: Path
    server: Path
    ports: Mapping[str, int]
    capture: pytest.CaptureFixture[str]
    name: str

    def script(self, *steps: Mapping[str, Any]) -> None:
        """Tell the server what to do from the next connection on."""
        part = self.server / "script.part"
        part.write_text(json.dumps({"id": self.name, "steps": steps}))
        part.rename(self.server / "script.json")

    def configure(self, port: str = "none", settings: Mapping[str, object] | None = None) -> None:
        """Write a configuration that sends to the port of that name."""
        security = {"none": "none", "starttls": "starttls"}.get(port, "tls")
        smtp = {
            "host": "127.0.0.1",
            "port": self.ports[port],
            "security": security,
            "ca_file": str(self.server / "ca.pem"),
            "timeout": 20,
            "tries": 2,
            "pause": 0,
            **(settings or {}),
        }
        lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in smtp.items() if value is not None)
        (self.folder / "briefing.toml").write_text(
            f'topic = "News"\narchive = "archive.sqlite3"\n[[sources]]\npath = "news/"\n[[outputs]]\npath = "x.docx"\n'
            f'[mail]\nsender = "Desk <desk@example.org>"\nto = ["Ann <{ANN}>", "{BOB}"]\n[mail.smtp]\n{lines}\n'
        )

    def run(self, *arguments: str) -> Said:
        """The command, in this process: what a start of Python costs is told elsewhere."""
        self.capture.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments])
        out, err = self.capture.readouterr()
        assert "Traceback" not in err
        return Said(int(ended.value.code or 0), out, err)

    def kept(self) -> list[bytes]:
        """The messages that the server has kept, oldest first."""
        place = self.server / "kept" / self.name
        return [path.read_bytes() for path in sorted(place.iterdir())] if place.exists() else []

    def copies(self) -> dict[str, int]:
        """How many messages the server has kept for whom."""
        place = self.server / "kept" / self.name
        return Counter(path.name.partition(" ")[2] for path in place.iterdir()) if place.exists() else Counter()

    def states(self) -> dict[str, str]:
        """What the outbox says of whom."""
        listed = self.run("outbox", "list", "--all")
        assert listed.code == 0, listed.err
        return {line.split("  ")[3]: line.split("  ")[1] for line in listed.out.splitlines()}


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server that listens."""
    folder = tmp_path_factory.mktemp("server")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    for name, issued in (
        ("good", authority.issue_cert("localhost", "127.0.0.1")),
        ("elsewhere", authority.issue_cert("elsewhere.example")),
        ("expired", authority.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC))),
    ):
        issued.private_key_and_cert_chain_pem.write_to_path(folder / f"{name}.pem")
    (folder / "script.json").write_text('{"id": "none", "steps": []}')
    program = Path(__file__).parent / "server.py"
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(
        [sys.executable, program, folder], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    until = time.monotonic() + 60
    while not (folder / "ports.json").exists():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    yield folder
    assert process.stdin is not None
    process.stdin.close()
    process.wait(30)


@pytest.fixture
def office(
    mail_server: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> Office:
    """A folder with a file to send and a server that works."""
    monkeypatch.chdir(tmp_path)
    for name in ("BRIEFING_SMTP_PASSWORD_FILE", "CREDENTIALS_DIRECTORY", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", PASSWORD)
    (tmp_path / FILE).write_bytes(WORD)
    ports = json.loads((mail_server / "ports.json").read_text())
    name = re.sub(r"[^\w]+", "-", request.node.name)
    made = Office(folder=tmp_path, server=mail_server, ports=ports, capture=capsys, name=name)
    made.script()
    made.configure()
    return made
