"""The quality gate: no figure pinned in pins.json may fall by more than 0.01 (nor the noise rate rise by it).

It needs the evaluation data, which lies beside the checkout in ../shared/eval where it is at hand at all.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SCORER = HERE.parents[2] / "shared" / "eval" / "score.py"
PINS: dict[str, dict[str, float]] = json.loads((HERE / "pins.json").read_text("utf-8"))

TOLERANCE = 0.01
LOWER_IS_BETTER = {"noise_rate"}
CNN_ARTICLES = 100  # of 500: the gate must stay quick, and its pins are of these 100

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not SCORER.exists(), reason="the evaluation data is not at hand (../shared/eval)"),
]


def figures(*arguments: str) -> dict[str, dict[str, float]]:
    """What the scorer prints, by the name of its line: {"exam positions": {"f1": 0.7, ...}, ...}."""
    command = f"{sys.executable} -m briefing analyse"
    done = subprocess.run(
        [sys.executable, str(SCORER), *arguments, "--command", command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "came back without an analysis" not in done.stdout, done.stdout[-4000:]
    found: dict[str, dict[str, float]] = {}
    for line in done.stdout.splitlines():
        as_table = re.match(r"([a-z ]+?)\s+(\{.*?\})", line)
        as_words = re.match(r"developments (rouge1 .*?) \(", line)
        if as_table:
            found[as_table[1]] = ast.literal_eval(as_table[2])
        elif as_words:
            parts = as_words[1].split()
            found["developments"] = {name: float(value) for name, value in zip(parts[::2], parts[1::2], strict=True)}
    return found


@pytest.mark.parametrize(
    "arguments",
    [["positions"], ["developments", "--limit", str(CNN_ARTICLES)], ["exam"]],
    ids=lambda arguments: arguments[0],
)
def test_no_pinned_figure_falls(arguments: list[str]) -> None:
    found = figures(*arguments)
    pins = {line: PINS[line] for line in found if line in PINS}
    assert pins, f"pins.json pins nothing of {sorted(found)}"
    for line, pinned in pins.items():
        for name, pin in pinned.items():
            change = found[line][name] - pin
            fall = change if name in LOWER_IS_BETTER else -change
            assert fall <= TOLERANCE, f"{line}: {name} is {found[line][name]:.3f}, pinned at {pin:.3f}"
