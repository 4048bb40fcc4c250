"""An archive in a folder of the test's own, and articles to put into it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from briefing.store import open_archive
from briefing.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefing.store import Archive

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.sqlite3") as opened:
        yield opened


@pytest.fixture
def article() -> Callable[..., Article]:
    """Makes an article of a text; other fields as given."""

    def made(text: str, **fields: object) -> Article:
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Article(id=digest[:12], source=f"{digest[:4]}.txt", text=text, sha256=digest, **fields)  # type: ignore[arg-type]

    return made
