"""A run that sends mail may be killed at any point, and several may send at once: each recipient gets one message."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def done(server: Path, folder: Path, what: str) -> dict[str, Any]:
    program = Path(__file__).parent / "killing.py"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}  # where forking.py is
    finished = subprocess.run(
        [sys.executable, program, server, folder, what],
        capture_output=True,
        text=True,
        env=environment,
        timeout=300,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


def test_a_run_may_be_killed_at_any_point(mail_server: Path, tmp_path: Path) -> None:
    found = done(mail_server, tmp_path, "kill")
    assert found["faults"] == []
    assert found["last"] == 0
    assert found["points"] > 80
    assert 1 <= found["unknown"] < found["points"] / 5  # only around the last line of a message can nobody know


def test_several_send_at_once(mail_server: Path, tmp_path: Path) -> None:
    found = done(mail_server, tmp_path, "race")
    assert found["faults"] == []
    assert sum(found["codes"].values()) == 16
    assert set(found["codes"]) <= {"0", "1", "3"}  # who finds a message in another's hands does not say that it is sent
