"""Check a file's bytes against the seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from briefing.render.proof.findings import Report, SourceText
from briefing.render.proof.load import load
from briefing.render.proof.prove import prove

if TYPE_CHECKING:
    from types import ModuleType

Check = Callable[..., Report]


@pytest.fixture(scope="session")
def check(made: ModuleType) -> Check:
    """Prove the bytes of a file; every source is the seed, or the `text` given, or is missing where that is None."""

    def checker(data: bytes, text: str | None = made.SEED) -> Report:
        document = load(data)
        state = "missing" if text is None else "found" if text == made.SEED else "changed"
        sources = [SourceText(record=one, state=state, text=text or "") for one in document.manifest.sources]
        return prove(document, sources)

    return checker
