"""What an HTML page or a Markdown file shows: a block for each paragraph, heading, list item and table row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from briefing.errors import ProofError
from briefing.render.escape import slug
from briefing.render.proof.manifest import Block
from briefing.render.proof.spaces import collapsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from briefing.render.proof.package import Element

ARTICLE: Final = "data-briefing-source"
"""On the element that shows a whole source; its value is the source's number."""

_OWN: Final = "back"
"""Class of what the program put into it: the way back to a line."""

_UNSHOWN: Final = frozenset({"head", "script", "style", "template", "noscript", "title", "desc", "metadata"})
_INLINE_NAMES: Final = """a abbr b bdi bdo cite code data del dfn em i ins kbd label mark q s samp small span strong
sub sup time u var wbr"""
_INLINE: Final = frozenset(_INLINE_NAMES.split())
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page shows, what its links can lead to, and the text of the sources that it shows whole, by number."""

    blocks: tuple[Block, ...]
    anchors: frozenset[str]
    articles: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Walk:
    """The blocks so far, and the one that is being gathered."""

    blocks: list[Block] = field(default_factory=list)
    articles: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    line: str = ""
    heading: str = ""

    def flush(self) -> None:
        text = collapsed("".join(self.words).replace("\t", " "))
        self.close(text)

    def close(self, text: str) -> None:
        if text:
            place = f"“{self.heading}”, line {self.line}" if self.heading else f"line {self.line}"
            self.blocks.append(Block(text=text, links=tuple(self.links), place=place))
        self.words, self.links = [], []


def page_root(text: str) -> Element:
    """The root element of an HTML page. Raises ProofError where there is none."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8", remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ProofError(f"It cannot be read as HTML: {error}.") from error
    if root is None:
        raise ProofError("It holds no HTML.")
    return root


def page_blocks(root: Element) -> Page:
    """All that the page shows, in order; what is marked `hidden` is not shown."""
    walk = _Walk()
    _walk(root, walk)
    walk.flush()
    anchors = {value for name in ("id", "name") for value in root.xpath(f"//@{name}")}
    return Page(blocks=tuple(walk.blocks), anchors=frozenset(anchors), articles=tuple(walk.articles))


def markdown_page(text: str) -> Page:
    """All that a Markdown file shows, as GitHub reads it; links lead to its headings too."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    try:
        tokens = reader.parse(text)
    except RecursionError as error:
        raise ProofError("It is nested too deeply to be a briefing.") from error
    slugs = set()
    for at, token in enumerate(tokens):
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
        if token.type == "heading_open":
            slugs.add(slug(_words_of(tokens[at + 1])))
    page = page_blocks(page_root(f"<body>{reader.renderer.render(tokens, reader.options, {})}</body>"))
    return Page(blocks=page.blocks, anchors=page.anchors | slugs, articles=page.articles)


def _words_of(token: Token) -> str:
    """What a heading shows: its text without marks and escapes."""
    return "".join(
        child.content for child in token.children or () if child.type in ("text", "text_special", "code_inline")
    )


def _walk(element: Element, walk: _Walk) -> None:
    name = element.tag if isinstance(element.tag, str) else ""
    if not name or name in _UNSHOWN or element.get("hidden") is not None:
        return
    if name == "tr":
        _row(element, walk)
    elif element.get(ARTICLE) is not None:
        walk.flush()
        walk.articles.append((element.get(ARTICLE), "".join(_texts(element))))
    elif name in _INLINE:
        _inline(element, walk)
    else:
        walk.flush()
        walk.line = _line_of(element)
        _children(element, walk)
        if name in _HEADINGS:
            walk.heading = collapsed("".join(walk.words))
        walk.flush()


def _children(element: Element, walk: _Walk) -> None:
    walk.words.append(element.text or "")
    for child in element:
        if child.tag == "br":
            walk.words.append(" ")
        else:
            _walk(child, walk)
        walk.words.append(child.tail or "")


def _inline(element: Element, walk: _Walk) -> None:
    start = len(walk.words)
    _children(element, walk)
    target = element.get("href") or ""
    if element.tag == "a" and target.startswith("#"):
        walk.links.append((collapsed("".join(walk.words[start:])), target))


def _row(row: Element, walk: _Walk) -> None:
    """A row as one block, its cells parted by tabs."""
    walk.flush()
    walk.line = _line_of(row)
    cells: list[str] = []
    links: list[tuple[str, str]] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            inner = _Walk()
            _children(cell, inner)
            inner.flush()
            cells.append(" ".join(block.text for block in inner.blocks))
            links += [link for block in inner.blocks for link in block.links]
    walk.links = links
    walk.close("\t".join(cells))


def _texts(element: Element) -> Iterator[str]:
    """All text in an element but what is not shown, and but the program's own links back to its lines."""
    yield element.text or ""
    for child in element:
        own = not isinstance(child.tag, str) or child.tag in _UNSHOWN or _OWN in (child.get("class") or "").split()
        if not own and child.get("hidden") is None:
            yield from _texts(child)
            yield "" if child.tag in _INLINE else "\n"
        yield child.tail or ""


def _line_of(element: Element) -> str:
    return element.get("data-line") or str(element.sourceline or "?")
