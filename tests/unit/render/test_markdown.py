"""The Markdown briefing: hostile articles and faulty templates. What it says is in test_golden.py."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.errors import TemplateError
from briefing.render import render
from briefing.render.escape import shown

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ALLOWED = {"text", "softbreak", "strong_open", "strong_close", "link_open", "link_close"}


def made_with(source: str, made: ModuleType, dumps: ModuleType, folder: Path) -> str:
    template = folder / "own.md.j2"
    template.write_text(source, "utf-8")
    return str(dumps.markdown(render(made.SEED_BRIEFING, "markdown", template=template).data))


def test_an_empty_section_says_so(made: ModuleType) -> None:
    tokens = READER.parse(render(made.empty(), "markdown").data.decode("utf-8"))
    kinds = [token.type for token in tokens]
    assert all(after != "heading_open" for before, after in pairwise(kinds) if before == "heading_close")
    assert kinds[-1] != "heading_close"


@settings(deadline=None, max_examples=50)
@given(
    text=st.text(st.sampled_from("\\`*_[]<>()#+-.!|&;:~=\n xh1/"), min_size=1, max_size=30)
    | st.text(min_size=1, max_size=30)
)
@example(text="[...]")
@example(text="\\")
def test_hostile_text_makes_no_markup(made: ModuleType, text: str) -> None:
    tokens = READER.parse(render(made.hostile(text), "markdown").data.decode("utf-8"))
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= ALLOWED
    assert {child.attrs.get("href") for child in children if child.type == "link_open"} == {"#sources"}
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2", "h2", "h2", "h2", "h2"]
    cells = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "td_open"]
    assert len(cells) == 6
    assert cells[4].children[0].content == shown(text) if shown(text) else True


def test_a_web_address_in_the_sources_is_a_link(made: ModuleType) -> None:
    data = render(made.hostile("https://a.example/b?c=1&copy;=(2)"), "markdown").data.decode("utf-8")
    links = [
        child.attrs["href"]
        for token in READER.parse(data)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert "https://a.example/b?c=1&copy;=%282%29" in links


def test_a_template_of_ones_own_is_filled_and_escaped(made: ModuleType, dumps: ModuleType, tmp_path: Path) -> None:
    source = "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ title }} {{ m('*') }} {{ sources[0].source|replace('-', '*') }}"
    expected = "Putin dismisses “reassurance force” for Ukraine <\\*> seeds/reassurance\\*force.txt\n"
    assert made_with(source, made, dumps, tmp_path) == expected


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("line\n{{ titel }}", "line 2"),
        ("{{ titel }}", "developments"),
        ("a\nb\n{% for x in %}", "line 3"),
        ("{{ title.nothing.more }}", "nothing"),
        ("{% include 'standard.md.j2' %}", "stands alone"),
        ("{% include '/etc/passwd' %}", "stands alone"),
        ("{{ title.__class__.__mro__ }}", "Python's own"),
        ("{{ title|safe }}", "safe"),
        ("{{ 1 / 0 }}", "line 1"),
    ],
)
def test_a_faulty_template_is_told_with_its_line(
    made: ModuleType, dumps: ModuleType, tmp_path: Path, source: str, words: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        made_with(source, made, dumps, tmp_path)
    assert words in str(caught.value)
    assert "own.md.j2" in str(caught.value)


def test_a_template_that_is_not_text_is_refused(made: ModuleType, tmp_path: Path) -> None:
    template = tmp_path / "own.md"
    template.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TemplateError, match="UTF-8"):
        render(made.SEED_BRIEFING, "markdown", template=template)


def test_a_missing_template_is_told(made: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="cannot be read"):
        render(made.SEED_BRIEFING, "markdown", template=tmp_path / "none.md.j2")
