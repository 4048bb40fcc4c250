"""The same input gives the same bytes, whatever surrounds the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns", "OMP_NUM_THREADS": "2", "COLUMNS": "40"},
]


@pytest.mark.parametrize("dated", [[], ["--date", "2026-01-31"]], ids=["undated", "dated"])
def test_same_bytes(run: Run, tmp_path: Path, article: Path, root: Path, dated: list[str]) -> None:
    results = []
    for number, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / f"run{number}"
        folder.mkdir()
        outputs = ["-o", "a.md", "-o", "a.docx", "-o", "a.json"]
        inputs = [root / "seeds" / "reassurance-force.txt", article]
        done = run("make", *inputs, *outputs, *dated, env=surroundings, cwd=folder)
        assert done.code == 0, done.err
        analysed = run("analyse", *inputs, env=surroundings, cwd=folder)
        results.append({path.name: path.read_bytes() for path in folder.iterdir()} | {"analyse": analysed.out})
    assert len(results[0]) == 4
    for name in results[0]:
        assert results[0][name] == results[1][name], name
