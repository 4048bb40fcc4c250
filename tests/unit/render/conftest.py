"""The hand-made briefings of `made.py`, which the tests and the subprocesses they start share."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

MADE = Path(__file__).with_name("made.py")


@pytest.fixture(scope="session")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made", MADE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
