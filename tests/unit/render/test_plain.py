"""Markdown as plain text: its signs become lines and spaces, and no character of the text is lost."""

from __future__ import annotations

import doctest

import pytest

import briefing.render.plain as module
from briefing.render.escape import markdown
from briefing.render.plain import WIDTH, plain

TEXTS = (
    "5 * 3 = [15] `x` <b>",
    "1. Not a list",
    "# Not a heading",
    "- nor this_one_",
    "a|b ~c~ \\ &amp; https://x.example",
)


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_escaped_is_shown_as_it_is(text: str) -> None:
    assert plain(f"- {markdown(text)}\n") == f"- {text}\n"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# One\n\n## Two words\n\ntext", "One\n===\n\nTwo words\n---------\n\ntext\n"),
        ("- a\n- b\n  - c\n", "- a\n- b\n  - c\n"),
        ("3. a\n4. b\n", "3. a\n4. b\n"),
        ("- **Who?** (asked)\n  > so it is\n", "- Who? (asked)\n  > so it is\n"),
        ("| a | b |\n|---|---|\n| **c** | d |\n", "- a | b\n- c | d\n"),
        ("[[1]](#sources) and [x](https://x.example/a)", "[1] and x <https://x.example/a>\n"),
        ("a\n\n<!-- hidden\nwords -->\n\nb", "a\n\nb\n"),
        ("```\nas  it\n  is\n```\n\n---\n", f"as  it\n  is\n\n{'-' * WIDTH}\n"),
        ("", "\n"),
    ],
)
def test_layout(source: str, shown: str) -> None:
    assert plain(source) == shown


def test_lines_are_broken_between_words() -> None:
    text = plain("- " + "word " * 60 + "x" * 200)
    lines = text.splitlines()
    assert all(len(line) <= WIDTH for line in lines[:-1])
    assert lines[1].startswith("  word")
    assert lines[-1].strip() == "x" * 200
