"""Opinion pieces, editorials and press releases: whose "I" and "we" stand outside quotation marks.

A byline tells whose "I" it is; "we" is the writer's only where the page says that it is an opinion piece, the paper's
in an editorial that names it, and the publisher's in a press release that says who that is. Else both stay unclear.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.analyse.speech.page import Found, Page, Passage, bare_name
from briefing.analyse.speech.signatures import is_person
from briefing.language import lexicon
from briefing.text.names import same_person
from briefing.types import Name, Span

if TYPE_CHECKING:
    from briefing.analyse.speech.page import Form

# Labels and bylines stand among so many lines at the top, what the writer is among so many at the end.
TOP, BOTTOM = 6, 3
CONFIDENCE = 0.9
_NAME = r"(?P<name>[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|d[eiu]|de[lnr]|van|von|al|bin)){1,4})"
_BYLINE = re.compile(rf"(?:[Bb]y|BY):?\s+{_NAME}(?P<rest>(?:\s*[,|(/–—-]\s*(?!(?:and|AND)\b)[^\n]{{0,60}})?)\s*\Z")
_ANY_BYLINE = re.compile(r"(?:[Bb]y|BY):?\s+[^\W\d_a-z][^\n.!?]{2,80}\Z")
_ABOUT = re.compile(r"(?:About|ABOUT)\s+(?P<name>[^\W\d_a-z][^\n:.!?]{1,70}?)\s*:?\s*\Z")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data: dict[str, Any] = lexicon("en").table("speech")["opinion"]
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in data.items()}


def opinion(page: Page) -> Found:
    """The whole page as its writer's or publisher's, where it shows who that is; nothing in any other article."""
    release = _released_by(page)
    if release is not None:
        return _page_of(page, release, "release", we=True)
    editorial = _editorial_of(page)
    if editorial is not None:
        return _page_of(page, editorial, "opinion", we=True)
    writer = _writer(page)
    return _page_of(page, writer, "opinion", we=_is_opinion(page, writer)) if writer is not None else Found()


def _page_of(page: Page, named: Span, form: Form, *, we: bool) -> Found:
    passage = Passage(
        span=Span(0, len(page.text)),
        label=named,
        named=named,
        cue=named,
        statements=(),
        form=form,
        confidence=CONFIDENCE,
        under=True,
        we=we,
    )
    names = (Name(span=named, kind="person"),) if is_person(page, named) else ()
    return Found(passages=(passage,), names=names)


def _writer(page: Page) -> Span | None:
    """The one name of the byline at the top; None where there is no byline, or more than one name in it."""
    lines = [paragraph.span for paragraph in page.paragraphs[:TOP]]
    found = [line for line in lines if _ANY_BYLINE.match(page.text, line.start, line.end)]
    if len(found) != 1:
        return None
    match = _BYLINE.match(page.text, found[0].start, found[0].end)
    name = Span(*match.span("name")) if match else None
    return name if name is not None and (is_person(page, name) or name.of(page.text).isupper()) else None


def _is_opinion(page: Page, writer: Span) -> bool:
    """True where a label says so ("Opinion", "Guest column") or the end tells who the writer is."""
    top = (paragraph.span.of(page.text).strip() for paragraph in page.paragraphs[:TOP])
    if any(_patterns()["label"].fullmatch(line) for line in top):
        return True
    name = bare_name(writer.of(page.text))
    for paragraph in page.paragraphs[-BOTTOM:]:
        told = paragraph.span.of(page.text)
        behind = _patterns()["about_writer"].search(told)
        if behind and same_person(told[: behind.start()].strip(" *_—–-"), name):
            return True
    return False


def _editorial_of(page: Page) -> Span | None:
    """Whom an editorial names as its author: "By the Harbour Times Editorial Board"."""
    for paragraph in (*page.paragraphs[:TOP], *page.paragraphs[-BOTTOM:]):
        match = _patterns()["editorial"].fullmatch(page.text, paragraph.span.start, paragraph.span.end)
        if match:
            return Span(*match.span("name"))
    return None


def _released_by(page: Page) -> Span | None:
    """Who issued a press release: the body of its "About ..." line, where that is named before it too."""
    top = page.text[: page.paragraphs[min(TOP, len(page.paragraphs)) - 1].span.end] if page.paragraphs else ""
    if not _patterns()["release"].search(top):
        return None
    bodies = []
    for paragraph in page.paragraphs:
        match = _ABOUT.match(page.text, paragraph.span.start, paragraph.span.end)
        if match and match["name"] in page.text[: paragraph.span.start]:
            bodies.append(Span(*match.span("name")))
    return bodies[0] if len(bodies) == 1 else None
