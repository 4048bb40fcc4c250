"""Outputs and settings: formats, places that cannot be written, wrong options."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run


def test_three_formats_in_one_run(run: Run, tmp_path: Path, article: Path) -> None:
    done = run("make", article, "-o", "a.md", "-o", "b.docx", "-o", "c.json", "-o", "-")
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "a.md").read_bytes() == done.out
    assert (tmp_path / "b.docx").read_bytes().startswith(b"PK")
    assert json.loads((tmp_path / "c.json").read_bytes())["developments"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.docx", "c.json", "ferry.txt"]


def test_format_of_standard_output(run: Run, article: Path) -> None:
    assert run("make", article, "-f", "docx").out.startswith(b"PK")
    assert json.loads(run("make", article, "-f", "json").out)
    assert run("make", article, "-f", "json", "-o", "plain").code == 0


@pytest.mark.parametrize(
    ("output", "code", "message"),
    [
        ("out.xyz", 2, "not clear from its ending"),
        ("out", 2, "not clear from its ending"),
        ("nowhere/out.md", 3, "does not exist"),
        ("ferry.txt/out.md", 3, "does not exist"),
        ("folder.md", 3, "is a folder"),
        ("/proc/out.md", 3, "cannot be written"),
        ("/dev/full", 2, "not clear from its ending"),
    ],
)
def test_places_that_cannot_be_written(
    run: Run, tmp_path: Path, article: Path, output: str, code: int, message: str
) -> None:
    (tmp_path / "folder.md").mkdir()
    done = run("make", article, "-o", output)
    assert done.code == code
    assert message in done.err
    assert len(done.err.splitlines()) == 1


def test_full_disk(run: Run, article: Path) -> None:
    done = run("make", article, "-o", "/dev/full", "-f", "json")
    assert done.code == 3
    assert "cannot be written" in done.err


def test_standard_output_that_takes_no_more_is_told(article: Path) -> None:
    for command in (["rankers"], ["make", str(article)]):
        with Path("/dev/full").open("wb") as full:
            whole = [sys.executable, "-m", "briefing", *command]
            done = subprocess.run(whole, stdout=full, stderr=subprocess.PIPE, check=False, text=True)
        assert done.returncode == 3
        assert done.stderr.startswith("Error: Standard output cannot be written: No space left on device.")
        assert len(done.stderr.splitlines()) == 1


def test_overwriting_keeps_permissions_and_links(run: Run, tmp_path: Path, article: Path) -> None:
    target = tmp_path / "kept.md"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link.md").symlink_to("kept.md")
    assert run("make", article, "-o", "link.md").code == 0
    assert (tmp_path / "link.md").is_symlink()
    assert target.read_text("utf-8") != "old"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_nothing_is_written_where_one_output_is_wrong(run: Run, tmp_path: Path, article: Path) -> None:
    assert run("make", article, "-o", "good.md", "-o", "nowhere/bad.md").code == 3
    assert not (tmp_path / "good.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ranker", "lexrnk"], "Did you mean 'lexrank'?"),
        (["--ranker", "zzz"], "There are: news"),
        (["--date", "tomorrow"], "YYYY-MM-DD"),
        (["--date", "2026-02-30"], "is no date"),
        (["--developments", "0"], "--developments"),
        (["--words", "few"], "--words"),
        (["--template", "missing.md.j2"], "missing.md.j2"),
        (["--format", "xyz"], "--format"),
        (["--colour"], "--colour"),
        (["-o", "-", "-o", "-"], "only once"),
    ],
)
def test_wrong_usage_is_told_before_any_work(run: Run, article: Path, arguments: list[str], message: str) -> None:
    done = run("make", article, *arguments)
    assert (done.code, done.out) == (2, b"")
    assert message in done.err


def test_template_with_a_fault(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "broken.md.j2").write_text("# {{ briefing.title \n{% for x in %}")
    done = run("make", article, "--template", "broken.md.j2", "-o", "out.md")
    assert done.code == 2
    assert "broken.md.j2" in done.err
    assert not (tmp_path / "out.md").exists()


def test_title_number_and_date(run: Run, article: Path) -> None:
    settings = ["--title", "Ferries & <islands>", "--developments", "1", "--date", "2026-01-31"]
    done = run("make", article, *settings, "-f", "json")
    briefing = json.loads(done.out)
    assert briefing["title"] == "Ferries & <islands>"
    assert len(briefing["developments"]) == 1
    assert briefing["date"].startswith("2026-01-31")


def test_date_from_the_environment(run: Run, article: Path) -> None:
    dated = run("make", article, "-f", "json", env={"SOURCE_DATE_EPOCH": "1767225600"})
    assert json.loads(dated.out)["date"].startswith("2026-01-01")
    assert json.loads(run("make", article, "-f", "json").out)["date"] is None
    wrong = run("make", article, env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert wrong.code == 2
    assert "SOURCE_DATE_EPOCH" in wrong.err
