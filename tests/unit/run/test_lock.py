"""The run lock: one works, the others leave, and a killed run's lock is free."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from briefing.errors import BusyError, OutputError
from briefing.run.lock import holder, run_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from briefing.run.lock import run_lock
with run_lock(Path(sys.argv[1]), "morning", since="2026-03-20T06:30:00+00:00"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def other(archive: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the lock until its input ends."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLD, archive], **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_who_finds_it_taken_leaves_and_is_told_by_whom(archive: Path, other: subprocess.Popen[bytes]) -> None:
    with pytest.raises(BusyError, match=f"process {other.pid}, since 2026-03-20T06:30:00") as told:
        run_lock(archive, "morning", since="now").__enter__()
    assert told.value.exit_code == 75
    found = holder(archive, "morning")
    assert found is not None
    assert found.process == other.pid


def test_a_link_to_the_archive_leads_to_the_same_lock(archive: Path, other: subprocess.Popen[bytes]) -> None:
    link = archive.with_name("link.sqlite3")
    link.symlink_to(archive)
    with pytest.raises(BusyError):
        run_lock(link, "morning", since="now").__enter__()
    found = holder(link, "morning")
    assert found is not None
    assert found.process == other.pid


def test_other_configurations_are_not_held_up(archive: Path, other: subprocess.Popen[bytes]) -> None:
    assert other.poll() is None
    with run_lock(archive, "evening", since="now"):
        pass


def test_the_lock_of_a_killed_run_is_free_and_the_kill_is_told(archive: Path, other: subprocess.Popen[bytes]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert holder(archive, "morning") is None
    with run_lock(archive, "morning", since="now") as killed:
        assert killed is not None
        assert killed.process == other.pid
    with run_lock(archive, "morning", since="now") as killed:
        assert killed is None


def test_a_run_that_failed_frees_it(archive: Path) -> None:
    with pytest.raises(ZeroDivisionError), run_lock(archive, "morning", since="now"):
        raise ZeroDivisionError
    assert holder(archive, "morning") is None
    with run_lock(archive, "morning", since="now") as killed:
        assert killed is None


def test_a_damaged_note_is_no_fault(archive: Path) -> None:
    archive.with_name("archive.sqlite3.morning.pid").write_text('{"process": ', encoding="utf-8")
    with run_lock(archive, "morning", since="now") as killed:
        assert killed is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file"):
        run_lock(tmp_path / "file" / "archive.sqlite3", "morning", since="now").__enter__()
