"""Which file is which format, and that nothing around a run shows in its bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.errors import TemplateError, UsageError
from briefing.render import MEDIA_TYPES, format_of, render, template_format

if TYPE_CHECKING:
    from types import ModuleType

DIGEST = """
import hashlib, runpy, sys
from briefing.render import MEDIA_TYPES, render
made = runpy.run_path(sys.argv[1])
briefings = made["SEED_BRIEFING"], made["hostile"]("a|*<b> \\u202e x"), made["empty"]()
for name in MEDIA_TYPES:
    for briefing in briefings:
        print(name, hashlib.sha256(render(briefing, name).data).hexdigest())
"""
SURROUNDINGS = (
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C"},
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "1"},
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.md", "markdown"), ("a.markdown", "markdown"), ("a.DOCX", "docx"), ("b.c/a.json", "json")],
)
def test_the_format_follows_the_ending(name: str, expected: str) -> None:
    assert format_of(Path(name)) == expected


@pytest.mark.parametrize("name", ["a.odt", "a", "a.doc", ".md"])
def test_an_unknown_ending_names_the_known_ones(name: str) -> None:
    with pytest.raises(UsageError, match=r"\.docx"):
        format_of(Path(name))


def test_an_unknown_format_names_the_known_ones(made: ModuleType) -> None:
    with pytest.raises(UsageError, match="markdown, docx, html, json"):
        render(made.SEED_BRIEFING, "odt")


@pytest.mark.parametrize("format_name", ["markdown", "json"])
def test_a_template_for_another_format_is_refused(made: ModuleType, format_name: str) -> None:
    with pytest.raises(TemplateError, match=f"not for {format_name}"):
        render(made.SEED_BRIEFING, format_name, template=Path("house.docx"))


def test_a_file_that_is_no_template_is_refused() -> None:
    with pytest.raises(TemplateError, match="not a template"):
        template_format(Path("house.pdf"))


def test_the_bytes_do_not_hang_on_time_zone_hash_seed_or_locale(tmp_path: Path) -> None:
    made = Path(__file__).with_name("made.py")
    root = Path(__file__).parents[3]
    answers = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", DIGEST, str(made)],
            env={**os.environ, **surroundings, "PYTHONPATH": str(root)},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        ).stdout
        for surroundings in SURROUNDINGS
    ]
    assert len(answers[0].splitlines()) == 3 * len(MEDIA_TYPES)
    assert answers[0] == answers[1]
