"""What is imported before what: numpy before what imports parts of it from C."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import sys

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in ("onnxruntime", "tokenizers"):
            numpy = sys.modules.get("numpy")
            print(name, hasattr(numpy, "ndarray"))

sys.meta_path.insert(0, Watch())
"""


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("from briefing.reader import _load; _load()", {"tokenizers True", "onnxruntime True"}),
        ("from briefing.reader.session import session; session(1)", {"onnxruntime True"}),
    ],
)
def test_numpy_is_whole_before_parts_of_it_are_imported(call: str, told: set[str]) -> None:
    """Else two threads that import it at once can fail: one run in some hundreds on a busy machine."""
    done = subprocess.run([sys.executable, "-c", CODE + call], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()) == told
