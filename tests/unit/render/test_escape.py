"""Whatever an article holds, a Markdown reader shows its characters and nothing else."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.render import context as context_module
from briefing.render import escape
from briefing.render.escape import markdown, shown, web_link

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = st.text(st.sampled_from("\\`*_{}[]<>()#+-.!|&;:~=^@$\"' \n\tab1http/w"), max_size=40)
TEXTS = MARKS | st.text(max_size=40)


def visible(source: str) -> str:
    """The words that a reader of `source` sees; raises where anything but text, lists and tables came of it."""
    words = []
    for token in READER.parse(source):
        assert token.type.split("_")[0] in {"inline", "bullet", "list", "paragraph", "table", "thead", "tbody", "tr",
                                            "th", "td", "heading"}, token.type  # fmt: skip
        for child in token.children or ():
            assert child.type == "text", child.type
            words.append(child.content)
    return "".join(words)


@settings(deadline=None)
@given(TEXTS)
@example("[...]: http://a.example")
@example("[...] the [...]")
@example("\\[...]")
@example("1. no list")
@example("&copy; &#60; &amp")
@example("<script>alert(1)</script>")
@example("    code")
@example("| a | b |\\|")
@example("Setext\n===")
@example("ends with a backslash\\")
def test_a_list_item_shows_exactly_the_text(text: str) -> None:
    assert visible(f"- {markdown(shown(text))}\n") == shown(text)


@settings(deadline=None)
@given(TEXTS)
def test_a_line_of_its_own_shows_exactly_the_text(text: str) -> None:
    assert visible(f"{markdown(shown(text))}\n") == shown(text)


@settings(deadline=None)
@given(TEXTS, TEXTS)
@example("\\|", "a\\")
def test_a_table_cell_shows_exactly_the_text(left: str, right: str) -> None:
    table = f"| x | y |\n|---|---|\n| {markdown(shown(left))} | {markdown(shown(right))} |\n"
    assert visible(table) == f"xy{shown(left)}{shown(right)}"


@settings(deadline=None)
@given(TEXTS)
def test_shown_text_is_one_line_without_control_characters(text: str) -> None:
    once = shown(text)
    assert once.splitlines() in ([], [once])
    assert once.isprintable() or all(char.isprintable() or char in escape_free(once) for char in once)
    assert shown(once) == once


def escape_free(text: str) -> set[str]:
    """What Python calls unprintable though every document may hold it: spaces, joiners, unassigned characters."""
    return {
        char for char in text if ord(char) > 0x9F and not 0xD800 <= ord(char) < 0xE000 and char not in "\ufffe\uffff"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", "a b"),
        ("a \r\n\t b", "a b"),
        ("a\u2028b", "a b"),
        ("two  spaces stay", "two  spaces stay"),
        ("\x00\x1b[31m\x9b", "��[31m�"),
        ("\ud800", "�"),
        ("emoji 👩‍👩‍👧 and עברית", "emoji 👩‍👩‍👧 and עברית"),
    ],
)
def test_shown(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_plain_prose_is_left_as_it_is() -> None:
    prose = "“No,” said Dr. Ames (U.S.), 26 of 30 - the rest: $5 million & more; 50% = half!"
    assert markdown(prose) == prose


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://a.example/b?c=1&d=2", "https://a.example/b?c=1&d=2"),
        ("http://a.example/<b>", "http://a.example/%3Cb%3E"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("http://[broken", ""),
        ("notes/a.txt", ""),
    ],
)
def test_only_web_addresses_become_links(source: str, expected: str) -> None:
    assert web_link(source) == expected


@pytest.mark.parametrize("module", [escape, context_module])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried
    assert not failed
