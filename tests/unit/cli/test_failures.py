"""Failed inputs on standard error: of an archive's many parts only the first are told, then how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.cli.failures import MOST_TOLD, tell_all
from briefing.cli.terminal import Terminal
from briefing.types import Failure

if TYPE_CHECKING:
    import pytest


def failed(number: int, within: str = "") -> Failure:
    source = f"{within or 'news'}/{number}"
    return Failure(source=source, reason=f"{source} is empty.", within=within)


def test_parts_of_an_archive_are_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    parts = [failed(number, "a.zip") for number in range(MOST_TOLD + 3)]
    files = [failed(number) for number in range(MOST_TOLD + 3)]
    few = [failed(number, "b.zip") for number in range(MOST_TOLD)]
    tell_all(Terminal(), [*parts, *files, *few])
    lines = capsys.readouterr().err.splitlines()
    assert lines[: MOST_TOLD + 1] == [f"briefing: a.zip/{number} is empty." for number in range(MOST_TOLD)] + [
        "briefing: news/0 is empty."
    ]
    assert len(lines) == MOST_TOLD + len(files) + len(few) + 1
    assert lines[-1] == "briefing: 3 more parts of a.zip could not be used; -v tells each."


def test_who_asks_for_all_is_told_all(capsys: pytest.CaptureFixture[str]) -> None:
    tell_all(Terminal(level=1), [failed(number, "a.zip") for number in range(MOST_TOLD + 1)])
    assert len(capsys.readouterr().err.splitlines()) == MOST_TOLD + 1
