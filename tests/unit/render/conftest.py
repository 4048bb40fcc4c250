"""The hand-made briefings of `made.py` and the dumps of `dumps.py`, which the tests and their subprocesses share."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="session")
def made() -> ModuleType:
    return module("made")


@pytest.fixture(scope="session")
def dumps() -> ModuleType:
    return module("dumps")
