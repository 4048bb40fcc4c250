"""Web pages (HTML): the article's own paragraphs, without menus, captions, comments, consent and paywall boxes."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from briefing.errors import InputError
from briefing.sources.article import Facts
from briefing.sources.dates import moment
from briefing.sources.decode import decode_marked
from briefing.sources.formats.metadata import facts_of
from briefing.sources.links import canonical

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from briefing.sources.desk import Desk, Origin

MAX_BYTES: Final = 8_000_000
"""Of HTML: the heaviest news pages have 3 MB."""

MAX_ELEMENTS: Final = 30_000
"""Of HTML: the heaviest news pages have 8,000, and finding the article takes time that grows with their square."""

MAX_ATTRIBUTES: Final = 200
"""Of one tag: pages have 30 at most, and the parser's time grows with their square."""

_LONG_TAG: Final = re.compile(r"<([A-Za-z][\w:-]*+)([^<>]{2000,}+)>?")
_VALUE: Final = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")

LEAST_WORDS: Final = 20
"""A page whose article has fewer is no article: a list of links, a login, a page that only a browser can build."""

_BOX_WORDS: Final = 80
"""A box with a telling name that holds more words is taken for part of the article: some pages name the whole article
"paywall-content". The longest consent texts and sign-up boxes of our own pages have 70."""

_BOX: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:newsletter|sign-?up|subscri(?:be|ption)|paywall|regwall|promo|share|social|cookies?|consent|gdpr"
    r"|related|recommend(?:ed|ations?)|read-?more|most-?read|trending|adverts?|advertisement|sponsored|captions?|credits?"
    r"|gallery|breadcrumbs?|toolbar|tags?-list|author-bio|correction-form)(?:$|[\s_-])"
)
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_LAYOUT: Final = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*>")
_SPACE: Final = re.compile(r"[ \t\xa0]+")


def read(data: bytes, origin: Origin, _desk: Desk) -> tuple[str, Facts]:
    """The article on the page and what the page tells of it. Raises InputError where there is none."""
    if len(data) > MAX_BYTES:
        message = f"{origin.source} is a web page of more than {MAX_BYTES / 1e6:g} MB."
        raise InputError(message, hint="Save the article's text alone.")
    html, notes = decode_marked(data, source=origin.source, charset=origin.charset)
    tree = _tree(html, origin.source)
    if sum(1 for _ in zip(range(MAX_ELEMENTS + 1), tree.iter(), strict=False)) > MAX_ELEMENTS:
        message = f"{origin.source} is a web page of more than {MAX_ELEMENTS:,} elements."
        raise InputError(message, hint="Save the article's text alone.")
    facts = facts_of(tree, address=origin.address)
    tables = _prepared(tree)
    text, plain = _extracted(tree, origin.address)
    if len(text.split()) < LEAST_WORDS:
        message = f"{origin.source} is a web page without an article that can be read."
        raise InputError(message, hint="Open it in a browser, and save its text or print it to a PDF file.")
    if tables:
        notes = (*notes, f"{tables} table{'s' if tables > 1 else ''} left out")
    return text, facts.over(plain).over(Facts(notes=notes))


def fragment(html: str) -> str:
    """The words of a piece of HTML, a line a block: for what a feed carries, where there is nothing to leave out."""
    from lxml.etree import ParserError
    from trafilatura import html2txt

    try:
        tree = _tree(f"<html><body>{html}</body></html>", "a feed's entry")
    except (InputError, ParserError):
        return ""
    _prepared(tree)
    for block in tree.iter("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"):
        block.tail = "\n" + (block.tail or "")
    return _lines(tree.text_content()) or str(html2txt(html))


def feed_named_in(data: bytes, address: str, *, charset: str | None) -> str | None:
    """The address of the first feed that a web page names in its head, made absolute; None where it names none."""
    try:
        tree = _tree(decode_marked(data, source=address, charset=charset)[0], address)
    except InputError:
        return None
    for tag in tree.iter("link"):
        if (tag.get("type") or "").strip().lower() in _FEED_TYPES and tag.get("href"):
            return canonical(tag.get("href"), base=address)
    return None


def _tree(html: str, source: str) -> HtmlElement:
    """The page as a tree, with the network off; HTML has no entities that could be defined."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    html = _LONG_TAG.sub(_bared, _DECLARATION.sub("", html))
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(f"{source} is an empty web page.") from error
    return tree


def _bared(tag: re.Match[str]) -> str:
    """A tag without its attributes, where it has more of them than any real one."""
    return f"<{tag[1]}>" if len(_VALUE.sub(" ", tag[2]).split()) > MAX_ATTRIBUTES else tag[0]


def _prepared(tree: HtmlElement) -> int:
    """Take out what is no text of the article, and unwrap tables that only lay out the page; how many others went."""
    for tag in ("figure", "figcaption", "iframe", "noscript", "template", "dialog"):
        for element in list(tree.iter(tag)):
            if tag != "figure" or element.find(".//p") is None or len(element.text_content().split()) < _BOX_WORDS:
                element.drop_tree()
    for element in list(tree.iter("div", "section", "aside", "p", "ul", "ol", "span", "form")):
        name = f"{element.get('class', '')} {element.get('id', '')}"
        hidden = element.get("role") == "dialog" or element.get("aria-modal") == "true"
        if (hidden or _BOX.search(name)) and len(element.text_content().split()) < _BOX_WORDS * (2 if hidden else 1):
            element.drop_tree()
    return _tables(tree)


def _tables(tree: HtmlElement) -> int:
    """Unwrap tables with paragraphs or headlines in them, drop the others; how many were dropped."""
    dropped = 0
    for table in list(tree.iter("table")):
        if table.find(".//p") is not None or table.find(".//h1") is not None or table.find(".//table") is not None:
            for element in [table, *table.iter(*_LAYOUT)]:
                if next(element.iterancestors("table"), table) is table:
                    element.tag = "div"
        elif table.getparent() is not None:
            dropped += len(table.findall(".//tr")) > 1
            table.drop_tree()
    return dropped


def _extracted(tree: HtmlElement, address: str | None) -> tuple[str, Facts]:
    """The main text, and what trafilatura finds out of the page where its metadata are silent."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = bare_extraction(
        tree,
        url=address,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document):
        return "", Facts()
    published, _ = moment(found.date)
    author = found.author.replace("; ", ", ") if found.author else None
    facts = Facts(
        title=found.title, byline=author, publisher=_site(found), published=published, language=found.language
    )
    return _lines(found.text or ""), facts


def _site(found: object) -> str | None:
    """The site's name, where it is one and not just its host."""
    name = getattr(found, "sitename", None)
    return name if name and name != getattr(found, "hostname", None) else None


def _lines(text: str) -> str:
    """The text's lines without blank ones and doubled spaces, with a blank line between them, as articles are typed."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)
