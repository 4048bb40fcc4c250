"""The same input gives the same bytes, whatever surrounds the run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "OMP_NUM_THREADS": "2", "COLUMNS": "40"},
]
MASKS = [0o022, 0o077]
OUTPUTS = ["a.md", "a.docx", "a.html", "a.json"]
EPOCH = "1767225599"  # a second before a year ends: in another time zone it is another year


@pytest.mark.parametrize("dated", [[], ["--date", "2026-01-31"], None], ids=["undated", "dated", "epoch"])
def test_same_bytes(run: Run, tmp_path: Path, article: Path, root: Path, dated: list[str] | None) -> None:
    results = []
    seed = tmp_path / "seed.txt"
    shutil.copy(root / "seeds" / "reassurance-force.txt", seed)
    for number, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / f"run {number} é"
        folder.mkdir()
        outputs = [word for name in OUTPUTS for word in ("-o", name)]
        env = surroundings if dated is not None else {**surroundings, "SOURCE_DATE_EPOCH": EPOCH}
        before = os.umask(MASKS[number])
        try:
            done = run("make", seed, article, *outputs, *(dated or []), env=env, cwd=folder)
        finally:
            os.umask(before)
        assert done.code == 0, done.err
        analysed = run("analyse", seed, article, env=env, cwd=folder)
        results.append({path.name: path.read_bytes() for path in folder.iterdir()} | {"analyse": analysed.out})
    assert len(results[0]) == len(OUTPUTS) + 1
    for name in results[0]:
        assert results[0][name] == results[1][name], name
    if dated is None:
        assert b"31 December 2025, 23:59 UTC" in results[0]["a.md"]


OTHER_PYTHONS = [version for version in ("3.11", "3.12", "3.13") if version != f"3.{sys.version_info.minor}"]


@pytest.mark.wheel
@pytest.mark.parametrize("version", OTHER_PYTHONS)
def test_another_python_gives_the_same_bytes(
    run: Run, tmp_path: Path, article: Path, root: Path, version: str, environment: dict[str, str]
) -> None:
    """The checkout installed for another Python; skipped where that one is not on this machine or cannot be set up."""
    python = other_python(version)
    if python is None:
        pytest.skip(f"Python {version} is not on this machine")
    subprocess.run([python, "-m", "venv", tmp_path / "env"], check=True, capture_output=True)
    other = tmp_path / "env" / "bin" / "python"
    install = [other, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", root]
    done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=500)
    if done.returncode:
        pytest.skip(f"the packages cannot be installed for Python {version}: {done.stderr[-200:]}")
    outputs = [word for name in OUTPUTS for word in ("-o", name)]
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
    assert run("make", article, *outputs, cwd=tmp_path / "here").code == 0
    command = [other, "-m", "briefing", "make", article, *outputs]
    subprocess.run(command, cwd=tmp_path / "there", check=True, env=environment, timeout=300)
    for name in OUTPUTS:
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "there" / name).read_bytes(), name


def other_python(version: str) -> str | None:
    """A working Python of that version on the path."""
    found = shutil.which(f"python{version}")
    if found is None:
        return None
    check = [found, "-c", f"import sys, venv; sys.exit('{version}' != '%d.%d' % sys.version_info[:2])"]
    return found if subprocess.run(check, capture_output=True, check=False).returncode == 0 else None
