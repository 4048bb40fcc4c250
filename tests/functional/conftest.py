"""Drives the installed command as its users do: arguments in, bytes, messages and an exit code out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ARTICLE = (Path(__file__).parent / "ferry.txt").read_text("utf-8")


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    code: int
    out: bytes
    err: str


Run = Callable[..., Done]


SCRIPT = Path(sys.executable).parent / "briefing"


@pytest.fixture(scope="session")
def command() -> list[str]:
    """The installed command of the environment that runs the tests, or the checkout's own where it has none."""
    return [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "briefing"]


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The environment without what would change the output."""
    left_out = {"SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept if SCRIPT.exists() else {**kept, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def run(command: list[str], environment: dict[str, str], tmp_path: Path) -> Run:
    """Run the command in a folder of the test's own; no run may ever show a traceback."""

    def runner(
        *arguments: str | bytes | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path = tmp_path
    ) -> Done:
        done = subprocess.run(
            [*command, *arguments],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**environment, **(env or {})},
            timeout=300,
            check=False,
        )
        err = done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in err, err
        return Done(done.returncode, done.stdout, err)

    return runner


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with a good article."""
    path = tmp_path / "ferry.txt"
    path.write_text(ARTICLE, encoding="utf-8", newline="")
    return path


@pytest.fixture
def text() -> str:
    """The text of `article`."""
    return ARTICLE


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT
