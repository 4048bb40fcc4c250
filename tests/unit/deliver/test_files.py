"""Writing files whole or not at all."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from briefing.deliver import files
from briefing.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path


def test_new_files_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write(str(tmp_path / "a.md"), b"x", stdout=io.BytesIO())
    finally:
        os.umask(before)
    assert (tmp_path / "a.md").read_bytes() == b"x"
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640


def test_what_killed_processes_left_is_cleared(tmp_path: Path) -> None:
    old, young, other = ".briefing-abcd_123.tmp", ".briefing-bcde_234.tmp", ".briefing-notes.tmp.txt"
    for name in (old, young, other):
        (tmp_path / name).write_text("half")
    for name in (old, other):
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    files.write(str(tmp_path / "a.md"), b"x", stdout=io.BytesIO())
    assert {one.name for one in tmp_path.iterdir()} == {young, other, "a.md"}


def test_standard_output() -> None:
    stream = io.BytesIO()
    files.write("-", b"\xff\x00", stdout=stream)
    assert stream.getvalue() == b"\xff\x00"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    target.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        files.write(str(target), b"new", stdout=io.BytesIO())
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.md"]  # noqa: PTH208 - hidden files count


@pytest.mark.parametrize("name", ["nowhere/a.md", "file/a.md", "."])
def test_check(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        files.check(str(tmp_path / name))


def test_check_lets_good_places_pass(tmp_path: Path) -> None:
    files.check("-")
    files.check("/dev/null")
    files.check(str(tmp_path / "a.md"))
