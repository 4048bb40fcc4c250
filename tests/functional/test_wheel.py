"""The built wheel, installed into an empty environment elsewhere, makes a briefing with the network switched off."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

BLOCK = """import socket
def refuse(*_args, **_kwargs):
    raise OSError("the network is switched off")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


def call(*arguments: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None) -> str:
    done = subprocess.run(arguments, capture_output=True, text=True, env=env, cwd=cwd, timeout=540, check=False)
    assert done.returncode == 0, f"{arguments}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def without_network(folder: Path) -> tuple[list[str], dict[str, str]]:
    """A command prefix and environment under which nothing reaches the network."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    for prefix in (["unshare", "-n"], ["unshare", "-rn"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
        ):
            return prefix, environment
    (folder / "sitecustomize.py").write_text(BLOCK)
    return [], {**environment, "PYTHONPATH": str(folder)}


@pytest.mark.wheel
def test_wheel_works_elsewhere_without_network(tmp_path: Path, root: Path) -> None:
    build = ["wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path / "dist"), str(root)]
    call(sys.executable, "-m", "pip", *build)
    (wheel,) = (tmp_path / "dist").glob("briefing-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("templates/", "seeds/reassurance-force.txt", "language/en/", "reader/weights/", "py.typed"):
        assert any(name.startswith(f"briefing/{part}") for name in names), f"the wheel lacks {part}"
    assert not [name for name in names if name.startswith(("tests/", "training/"))]

    call(sys.executable, "-m", "venv", tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    call(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel)

    (tmp_path / "elsewhere").mkdir()
    prefix, environment = without_network(tmp_path)
    where = "import briefing, pathlib; print(pathlib.Path(briefing.__file__).parent)"
    package = Path(call(python, "-c", where, cwd=tmp_path / "elsewhere").strip())
    assert package.is_relative_to(tmp_path)
    seed = package / "seeds" / "reassurance-force.txt"
    command = [*prefix, tmp_path / "env" / "bin" / "briefing", "make", seed]
    call(*command, "-o", "a.md", "-o", "a.docx", "-o", "a.json", env=environment, cwd=tmp_path / "elsewhere")
    assert "Putin" in (tmp_path / "elsewhere" / "a.md").read_text("utf-8")
    assert (tmp_path / "elsewhere" / "a.docx").stat().st_size > 5_000
