"""What holds for all tests: how hypothesis searches, how golden files are renewed, and a scripted web server."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

GOLDEN = Path(__file__).parent / "golden"
WEBSITE = Path(__file__).with_name("website.py")

# The same examples each time, so that a change is judged and not the luck of the day; and no deadline, because a
# machine under load is slow without being wrong.
settings.register_profile("briefing", deadline=None, derandomize=True)
settings.load_profile("briefing")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, to be read before commit"
    )


@pytest.fixture
def as_approved(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name, or renew the file where the run was asked to."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8"), f"{name} differs; see CONTRIBUTING.md on golden files"

    return compare


@pytest.fixture(scope="session")
def web() -> ModuleType:
    """`website.py`: its `reply` and `moved` make answers."""
    spec = importlib.util.spec_from_file_location("website", WEBSITE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["website"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def site(web: ModuleType) -> Iterator[object]:
    """A running site without pages."""
    with web.website() as running:
        yield running
