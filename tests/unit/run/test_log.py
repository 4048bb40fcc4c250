"""The run log: a line a run, rotated, whole after a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.errors import OutputError
from briefing.run.log import KEPT, RunLog, run_log

if TYPE_CHECKING:
    from pathlib import Path


def test_records_come_newest_first(tmp_path: Path) -> None:
    log = run_log(tmp_path / "archive.sqlite3", "morning")
    for number in range(3):
        log.append({"number": number, "said": "Zürich\n"})
    assert [one["number"] for one in log.newest_first()] == [2, 1, 0]
    assert log.path.read_bytes().count(b"\n") == 3


def test_a_full_file_is_rotated_and_old_ones_go(tmp_path: Path) -> None:
    log = RunLog(path=tmp_path / "log", most=20)
    for number in range(20):
        log.rotate()
        log.append({"number": number})  # 13 or 14 bytes: two a file
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["log", *(f"log.{number}" for number in range(1, KEPT + 1))]
    assert [one["number"] for one in log.newest_first()] == list(range(19, 19 - 2 * (KEPT + 1), -1))


def test_what_is_not_full_is_not_rotated(tmp_path: Path) -> None:
    log = RunLog(path=tmp_path / "log")
    log.rotate()
    log.append({"number": 1})
    log.rotate()
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


def test_a_line_that_a_crash_cut_off_spoils_no_other(tmp_path: Path) -> None:
    log = RunLog(path=tmp_path / "log")
    log.append({"number": 1})
    with log.path.open("ab") as file:
        file.write(b'{"number": 2, "te')
    log.append({"number": 3})
    assert [one["number"] for one in log.newest_first()] == [3, 1]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        RunLog(path=tmp_path / "nowhere" / "log").append({})
