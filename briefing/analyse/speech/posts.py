"""Posts that an article shows: "Text — Ann Smith (@ann) May 3, 2024", "@ann: text", a text above "@ann"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.speech.page import Found, Page, Paragraph, Passage
from briefing.analyse.speech.signatures import is_person
from briefing.language import lexicon
from briefing.types import Name, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIDENCE = 0.9
# Fewer words are no statement ("Wow!").
LEAST_WORDS = 3
# One line with nothing but a handle may be anything; two are a column of posts.
LEAST_HANDLES = 2
_HANDLE = r"@\w{2,30}"
_AUTHOR = r"(?P<name>[^\W\d_][^\n@()<>:—–]{1,60}?)\s?\((?P<handle>@\w{2,30})\)"
_SIGNED = re.compile(rf"\s*(?P<mark>[—–]|--|&mdash;)\s*{_AUTHOR}")
_LABEL = re.compile(rf"(?:RT )?(?:{_AUTHOR}|(?P<own>{_HANDLE}))\s?(?P<mark>:)\s+(?=\S)")
_ALONE = re.compile(rf"(?:[—–-]{{1,2}}\s?)?(?P<own>{_HANDLE})\.?\Z")
_LINKED = re.compile(r"(?:https?://|pic\.twitter\.com/|t\.co/)\S+")
_TAG = re.compile(r"<[^<>\n]{0,300}>")


@cache
def _dated() -> re.Pattern[str]:
    """What may follow a post's writer: nothing, or the day of the post."""
    months = "|".join(sorted(lexicon("en").words("months"), key=len, reverse=True))
    day = rf"(?:(?:{months})\.?\s\d{{1,2}},?\s\d{{4}}|\d{{1,2}}\s(?:{months})\.?,?\s\d{{4}}|\d{{4}}-\d\d-\d\d)"
    return re.compile(rf"\s*(?:(?:on\s)?{day}|[.”\"]?\s*(?:\Z|(?=<)))", re.IGNORECASE)


def posts(page: Page) -> Found:
    """Every post in the article with its writer, by the line that names the writer."""
    passages: list[Passage] = []
    names: list[Name] = []
    lines = page.paragraphs
    alone = {at for at, line in enumerate(lines) if _ALONE.match(page.text, line.span.start, line.span.end)}
    for at, line in enumerate(lines):
        made = _of_line(page, lines, at)
        if not made and at in alone and len(alone) >= LEAST_HANDLES and at > 0 and at - 1 not in alone:
            own = _ALONE.match(page.text, line.span.start, line.span.end)
            made = _post(page, lines[at - 1].span, Span(*own.span("own")), Span(*own.span("own"))) if own else []
        passages += made
        names += [Name(span=one.named, kind="person") for one in made if one.named and is_person(page, one.named)]
    return Found(passages=tuple(_apart(passages)), names=tuple(dict.fromkeys(names)))


def _of_line(page: Page, lines: Sequence[Paragraph], at: int) -> list[Passage]:
    """The posts that a line holds, each signed behind it, or the one that its label begins."""
    span = lines[at].span
    made: list[Passage] = []
    start = span.start
    for match in _SIGNED.finditer(page.text, span.start, span.end):
        dated = _dated().match(page.text, match.end(), span.end)
        if dated is None:
            continue
        body = Span(start, match.start())
        if not body.of(page.text).strip() and at > 0 and start == span.start:
            body = lines[at - 1].span
        writer = Span(*match.span("name"))
        made += _post(page, body, writer, Span(*match.span("mark")))
        start = dated.end()
    label = _LABEL.match(page.text, span.start, span.end) if not made else None
    if label:
        group = "name" if label["name"] else "own"
        made = _post(page, Span(label.end(), span.end), Span(*label.span(group)), Span(*label.span("mark")))
    return made


def _post(page: Page, body: Span, writer: Span, mark: Span) -> list[Passage]:
    """The passage of a post, without markup and links around it; none where it has too few words."""
    text = page.text
    start, end = body.start, body.end
    while start < end and (text[start].isspace() or _TAG.match(text, start, end)):
        tag = _TAG.match(text, start, end)
        start = tag.end() if tag else start + 1
    links = [match.start() for match in _LINKED.finditer(text, start, end)]
    if links and not any(word.isalpha() for word in _LINKED.sub("", text[links[0] : end]).split()):
        end = links[0]
    while end > start and text[end - 1].isspace():
        end -= 1
    span = Span(start, end)
    if len(_LINKED.sub("", span.of(text)).split()) < LEAST_WORDS:
        return []
    return [
        Passage(span=span, label=writer, named=writer, cue=mark, statements=(span,), form="post", confidence=CONFIDENCE)
    ]


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without those that overlap one before them."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda one: one.span):
        if not kept or passage.span.start >= kept[-1].span.end:
            kept.append(passage)
    return kept
