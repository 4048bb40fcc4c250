"""A briefing in Markdown as plain text for a message: its signs become lines and spaces."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.tree import SyntaxTreeNode

WIDTH: Final = 76
"""Columns: what mail programs show and quote without breaking lines again."""


def plain(markdown: str) -> str:
    r"""The text that `markdown` shows, with lines of at most `WIDTH` columns where words are not longer.

    Comments are left out, links to places in the same document are only their text, others have their address behind
    them. No character of the text itself is changed.

    >>> print(plain("# Ferries\n\n**Note:** 3 \\* 4 [[1]](#sources)\n\n- [One](https://a.example)"), end="")
    Ferries
    =======
    <BLANKLINE>
    Note: 3 * 4 [1]
    <BLANKLINE>
    - One <https://a.example>
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = _blocks(SyntaxTreeNode(reader.parse(markdown)).children, WIDTH)
    return "\n\n".join(blocks) + "\n"


def _blocks(nodes: Sequence[SyntaxTreeNode], width: int) -> list[str]:
    return [text for text in (_block(node, width) for node in nodes) if text]


def _block(node: SyntaxTreeNode, width: int) -> str:
    kind = node.type
    if kind in _WRITERS:
        return _WRITERS[kind](node, width)
    return node.content.rstrip("\n") if kind in ("fence", "code_block") else ""


def _paragraph(node: SyntaxTreeNode, width: int) -> str:
    return _filled(_inline(node.children), width)


def _heading(node: SyntaxTreeNode, width: int) -> str:
    text = _paragraph(node, width)
    length = max(map(len, text.splitlines()), default=0)
    return f"{text}\n{('=' if node.tag == 'h1' else '-') * length}"


def _quote(node: SyntaxTreeNode, width: int) -> str:
    return textwrap.indent("\n\n".join(_blocks(node.children, width - 2)), "> ", lambda _: True)


def _table(node: SyntaxTreeNode, width: int) -> str:
    """A line for each row: columns side by side need more room than a message has."""
    rows = [row for part in node.children for row in part.children]
    texts = (" | ".join(_inline(cell.children) for cell in row.children) for row in rows)
    return "\n".join(_filled(f"- {text}", width, indent="  ") for text in texts)


def _rule(_node: SyntaxTreeNode, width: int) -> str:
    return "-" * width


def _list(node: SyntaxTreeNode, width: int) -> str:
    items, number = [], int(node.attrs.get("start", 1))
    for item in node.children:
        mark = "- " if node.type == "bullet_list" else f"{number}. "
        number += 1
        inner = "\n".join(_blocks(item.children, width - len(mark)))
        lines = inner.splitlines() or [""]
        items.append("\n".join([mark + lines[0], *(" " * len(mark) + line for line in lines[1:])]))
    return "\n".join(items)


def _inline(nodes: Sequence[SyntaxTreeNode]) -> str:
    text = ""
    for node in nodes:
        if node.type in ("text", "code_inline"):
            text += node.content
        elif node.type in ("softbreak", "hardbreak"):
            text += " "
        elif node.type != "html_inline":
            text += _inline(node.children)
        target = str(node.attrs.get("href", "")) if node.type == "link" else ""
        if target and not target.startswith("#"):
            text += f" <{target}>"
    return text


def _filled(text: str, width: int, *, indent: str = "") -> str:
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )


_WRITERS: Final[dict[str, Callable[[SyntaxTreeNode, int], str]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "table": _table,
    "hr": _rule,
}
