"""Make an article's words safe to show: no control characters, no markup, no links but to the web."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

REPLACEMENT = "\ufffd"
"""Stands for each character that XML 1.0 forbids or that a terminal would obey."""

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BROKEN_LINE = re.compile(r"\s*[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]\s*")

_BREAK = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
_HTML = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&#34;", ord("'"): "&#39;"}

_ALWAYS = re.compile(r"[\\`*_\[\]{}<#|~^]|&(?=[#\w]+;)|:(?=//)|@(?=\w)|(?<=\bwww)\.")
# Where it begins a text and ends it too, a colon after it would make it the name of a link.
_OMISSION = re.compile(r"\\\[\.\.\.\\\](?= )|(?<=.)\\\[\.\.\.\\\]$")
_AT_START = re.compile(r"[-+=>]|:(?=-)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")

_URL_SAFE = ":/?#@!$&'+,;=%~-."
"""What stays as it is in a link; brackets and the like are percent-encoded, as Markdown and Word want it."""


def shown(text: str) -> str:
    r"""`text` as a document shows it: on one line, with U+FFFD for each character that no document may hold.

    White space with a line break or a tab in it becomes one space, and none is left at the ends; nothing else changes.

    >>> shown("doubted its usefulness:\n“No\x00”")
    'doubted its usefulness: “No�”'
    """
    return _BROKEN_LINE.sub(" ", _FORBIDDEN.sub(REPLACEMENT, text)).strip()


def unbroken(text: str) -> str:
    r"""`text` with as many characters, none of them forbidden and none a line break: for a stretch of an article.

    >>> unbroken(" a\tb\x00\n")
    ' a b� '
    """
    return _BREAK.sub(" ", _FORBIDDEN.sub(REPLACEMENT, text))


def html(text: str) -> str:
    """`text` so that HTML, in text or in a quoted attribute, shows exactly its characters.

    >>> html('<b title="a">&amp;')
    '&lt;b title=&#34;a&#34;&gt;&amp;amp;'
    """
    return text.translate(_HTML)


def xml(text: str) -> str:
    """`text` for a Word document that docxtpl fills: escaped, and without the marks that it takes for its own.

    >>> xml("a < {_{ b }_}")
    'a &lt; {&#95;{ b }&#95;}'
    """
    return html(text).replace("{_", "{&#95;").replace("_}", "&#95;}")


def markdown(text: str) -> str:
    r"""`text`, which is on one line, so that CommonMark and GitHub's tables show exactly its characters.

    The mark [...] stays readable: it can only be a link where a document defines one of that name.

    >>> print(markdown("1. *Not* a [list](http://a.example) [...]"))
    1\. \*Not\* a \[list\](http\://a.example) [...]
    """
    escaped = _OMISSION.sub("[...]", _ALWAYS.sub(r"\\\g<0>", text))
    if _AT_START.match(escaped):
        return "\\" + escaped
    return _NUMBERED.sub(r"\1\\\2", escaped, count=1) if _NUMBERED.match(escaped) else escaped


def slug(heading: str) -> str:
    """The name that GitHub gives a heading of Markdown, for links to it.

    >>> slug("1. Who’s “in” & who isn't?")
    '1-whos-in--who-isnt'
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def web_link(source: str) -> str:
    """`source` as a link that every format can hold where it is a web address, else an empty string.

    >>> web_link("https://a.example/x (1).html"), web_link("javascript:alert(1)"), web_link("a.txt")
    ('https://a.example/x%20%281%29.html', '', '')
    """
    try:
        parts = urlsplit(source)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    return quote(source, safe=_URL_SAFE, errors="replace")
