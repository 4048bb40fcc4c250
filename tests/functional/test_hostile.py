"""Inputs made to do harm: each ends as an article or as a failure in plain words, and nothing else comes of it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

CANARY = "The canary sings at midnight in the cellar of the old customs house."
LEAST = 300
PEAK_MB = 600


@pytest.fixture
def hostile(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The corpus's module."""
    monkeypatch.syspath_prepend(str(root / "tests" / "hostile"))
    import corpus

    return corpus


def written(inputs: dict[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for name, data in inputs.items():
        (folder / name).write_bytes(data)


def around(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_no_input_does_harm(hostile: Any, site: Any, root: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, encoding="utf-8")
    inputs = hostile.corpus(str(canary), site.at("/canary"))
    assert len(inputs) >= LEAST
    written(inputs, tmp_path / "in")
    before = around(tmp_path)
    driver = root / "tests" / "hostile" / "drive.py"
    done = subprocess.run(
        [sys.executable, "-B", driver, tmp_path / "in", canary],
        capture_output=True,
        cwd=tmp_path,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["deeds"] == []
    assert told["peak"] < PEAK_MB
    assert site.asked == []
    assert around(tmp_path) == before
    assert told["found"].keys() == inputs.keys()
    for name, found in told["found"].items():
        assert found, name
        for one in found:
            assert CANARY not in one.get("text", ""), name
            for field in one["fields"]:
                assert field is None or (field.isprintable() and CANARY not in field), (name, field)
    articles = sum("text" in one for found in told["found"].values() for one in found)
    assert articles > len(inputs) // 3  # what is sound in them is read all the same


def test_a_folder_of_them_through_the_command(hostile: Any, site: Any, tmp_path: Path, run: Run, article: Path) -> None:
    names = {
        "entity-file",
        "laughs",
        "deep",
        "name-0",
        "name-4",
        "bomb",
        "nested",
        "link",
        "entity",
        "template",
        "arrays",
    }
    inputs = hostile.made_by_hand("/nowhere", site.at("/canary"))
    chosen = {name: data for name, data in inputs.items() if name.partition("-")[2] in names}
    chosen |= {name: inputs[name] for name in ("text-escape", "text-quotes", "text-marks", "page-tags")}
    written(chosen, tmp_path / "in")
    done = run("make", "in", article, "-o", "out.md", "-o", "out.json", "-o", "out.html")
    assert done.code == 1
    assert site.asked == []
    assert around(tmp_path) == {
        *(f"in/{name}" for name in chosen),
        "in",
        article.name,
        "out.md",
        "out.json",
        "out.html",
    }
    for line in done.err.splitlines():
        assert line.isprintable()
    for name in ("out.md", "out.html"):
        assert "\x1b" not in (tmp_path / name).read_text("utf-8")
    failed = json.loads((tmp_path / "out.json").read_bytes())["failures"]
    assert {one["source"].split("/")[1] for one in failed} > {
        "feed-entity-file",
        "zip-bomb",
        "zip-nested",
        "word-entity",
    }
