"""PDF through LibreOffice, or through a stand-in for it where the fault is the matter."""

from __future__ import annotations

import os
import select
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.errors import OutputError
from briefing.render import pdf, render

if TYPE_CHECKING:
    from types import ModuleType

needs_libreoffice = pytest.mark.skipif(
    not any(shutil.which(name) for name in ("soffice", "libreoffice")), reason="LibreOffice is not installed"
)


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a shell script in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs_libreoffice
def test_the_same_briefing_gives_the_same_pdf(made: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    one = render(made.SEED_BRIEFING, "pdf").data
    monkeypatch.setenv("TZ", "America/St_Johns")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    assert render(made.SEED_BRIEFING, "pdf").data == one
    assert one.startswith(b"%PDF-")
    assert b"/CreationDate(D:20250905140000" in one
    assert b"/MarkInfo<</Marked true>>" in one
    assert b"/Lang(en-GB)" in one


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PROGRAMS", ("no-such-program",))
    with pytest.raises(OutputError, match=r"not on this machine.*Install it"):
        pdf.pdf_of(b"", when=None)


def test_a_failing_libreoffice_is_told_in_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "echo 'source file could not be loaded' >&2; exit 1")
    with pytest.raises(OutputError, match="source file could not be loaded"):
        pdf.pdf_of(b"", when=None)


def ended(process: int) -> bool:
    """True where the process is no more; one that was just killed gets the time to die, however busy the machine."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 30)[0])
    finally:
        os.close(handle)


def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, f"(while :; do sleep 0.1; done) & echo $! > '{tmp_path}/child'; wait")
    with pytest.raises(OutputError, match="more than 2 seconds"):
        pdf.pdf_of(b"", when=None, limit=2)
    assert ended(int((tmp_path / "child").read_text()))


def test_it_gets_its_own_folder_and_no_settings_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"env > '{tmp_path}/env'; echo \"$@\" > '{tmp_path}/arguments'; printf '%%PDF-1.7' > briefing.pdf"
    stand_in(tmp_path, monkeypatch, script)
    monkeypatch.setenv("SECRET", "1")
    assert pdf.pdf_of(b"", when=None) == b"%PDF-1.7"
    settings = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines())
    assert "SECRET" not in settings
    assert settings["TZ"] == "UTC"
    assert settings["HOME"] != os.environ.get("HOME")
    assert f"-env:UserInstallation=file://{settings['HOME']}/profile" in (tmp_path / "arguments").read_text()
    assert not Path(settings["HOME"]).exists()


def test_times_and_marks_are_settled_length_by_length() -> None:
    data = (
        b"/CreationDate(D:20261124195257Z')>>\n<xmp:CreateDate>2026-11-24T19:52:57Z</xmp:CreateDate>\n"
        b"/ID [ <%b>\n<%b> ]\n/DocChecksum /%b" % ((b"AF" * 16,) * 3)
    )
    settled = pdf._settled(data, b"x", datetime(2025, 9, 5, 14, tzinfo=UTC))
    assert len(settled) == len(data)
    assert b"D:20250905140000Z" in settled
    assert b"2025-09-05T14:00:00Z" in settled
    assert b"AFAF" not in settled
