"""Speaker labels at the beginning of a line: "Q:", "BLITZER:", "(RYAN SMITH, PRESIDENT):", "Mr Smith —"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from briefing.language import lexicon
from briefing.text.names import is_first_name, split_title
from briefing.types import Span

if TYPE_CHECKING:
    from briefing.analyse.speech.page import Page

Kind = Literal["question", "answer", "asker", "unknown", "office", "name", "initials"]
# A label ends within so many characters of its line's beginning.
REACH = 140
_WORD = r"(?:[^\W\d_a-z][\w.’'-]{0,30}|d[eiu]|de[lnr]|van|von|v[ao]n de[rn]?|al|bin|ibn|la|le|of|the|and)"
_NAME = rf"(?P<name>[^\W\d_a-z][\w.’'-]{{0,30}}(?:\ {_WORD}){{0,5}})"
_LABEL = re.compile(
    rf"""[*_]{{0,2}}["“]?[*_]{{0,2}}[(\[]?{_NAME}
    (?:\ ?\((?P<role>[^()\n]{{1,70}})\)|,\ (?P<post>[^:()\n]{{1,70}}))?[)\]]?[*_]{{0,2}}
    (?P<mark>:[*_]{{0,2}}(?=\s|\Z|[A-Z“"])|\ [—–]\ |\ ?--\ |\ -\ |—)\s{{0,3}}""",
    re.VERBOSE,
)
_QUESTION = re.compile(r"[*_]{0,2}(?P<name>Q|A)\d{0,3}[*_]{0,2}(?P<mark>\s?[:.)\]—–]|\s-(?=\s)|\s--)[*_]{0,2}\s{1,3}")
_GLUED = re.compile(r"(?P<name>Q)(?P<mark>)(?=[A-Z][a-z’'])(?!u)")
_ALONE = re.compile(rf"[*_]{{0,2}}{_NAME}(?P<role>)(?P<post>)(?P<mark>:?)[*_]{{0,2}}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label: its name, the mark behind it, where the speech begins, its kind; `key` is one for each speaker.

    `known` is False where nothing but capital letters makes it a name; `alone`: the speech begins a line later;
    `quoted`: a quotation mark stands before the label, and the whole turn is a quotation.
    """

    name: Span
    mark: Span
    body: int
    kind: Kind
    key: str
    paragraph: int
    capitals: bool
    colon: bool
    alone: bool
    known: bool
    quoted: bool


@cache
def table() -> dict[str, Any]:
    """The data of transcripts."""
    found: dict[str, Any] = lexicon("en").table("speech")["turns"]
    return found


def labels(page: Page) -> list[Label]:
    """Every line that begins with what may be a speaker's label, in text order."""
    found = []
    for at, paragraph in enumerate(page.paragraphs):
        line = paragraph.span
        start, end = line.start, min(line.end, line.start + REACH)
        match = _QUESTION.match(page.text, start, end) or _GLUED.match(page.text, start, end)
        if match is None:
            match = _LABEL.match(page.text, start, end)
        if match is None and line.end == end:
            match = _ALONE.match(page.text, start, end)
        label = _label(page, match, at, line.end) if match else None
        if label is not None:
            found.append(label)
    return found


def _label(page: Page, match: re.Match[str], paragraph: int, end: int) -> Label | None:
    name = Span(*match.span("name"))
    form = name.of(page.text)
    kind = _kind(page, form, match)
    if kind is None:
        return None
    mark = Span(*match.span("mark"))
    return Label(
        name=name,
        mark=mark or name,
        body=match.end(),
        kind=kind,
        key=key_of(form, kind),
        paragraph=paragraph,
        capitals=form.isupper() and len(form) > 1,
        colon=":" in mark.of(page.text),
        alone=match.end() >= end,
        known=kind != "name" or _is_known(page, form, match),
        quoted=any(mark in page.text[match.start() : name.start] for mark in '"“'),
    )


def key_of(form: str, kind: Kind) -> str:
    """What tells two speakers apart: a name without its title, in one spelling."""
    plain = " ".join(form.casefold().split())
    if kind in ("question", "answer"):
        return kind
    bare = split_title(form)[1] if kind == "name" else ""
    return " ".join(bare.casefold().split()) or plain


def _kind(page: Page, form: str, match: re.Match[str]) -> Kind | None:
    plain = " ".join(form.casefold().split()).replace("’", "'")
    data = table()
    if plain in data["no_label"]:
        return None
    if plain in data["askers"]:
        return "question" if plain in ("q", "question") else "asker"
    if plain in data["answers"]:
        return "answer"
    if plain in data["unknown"] or plain.startswith("unidentified "):
        return "unknown"
    if plain in data["offices"]:
        return "office"
    return _name_kind(page, form, match)


def _name_kind(page: Page, form: str, match: re.Match[str]) -> Kind | None:
    """What makes a word before a colon a person's name: the reader, a title, a first name, a role behind, capitals."""
    letters = form.replace(".", "").replace(" ", "")
    if letters.isupper() and 2 <= len(letters) <= 3:
        return "initials"
    if form.startswith(("The ", "THE ")):
        return None
    if _is_known(page, form, match):
        return "name"
    return "name" if form.isupper() and match.start("name") not in page.places else None


def _is_known(page: Page, form: str, match: re.Match[str]) -> bool:
    """True where more than capitals shows a person's name: the reader, a title, a first name, a role behind it."""
    title, bare = split_title(form)
    words = (bare or form).split()
    if (title and bare) or words[-1].casefold() in page.person_words:
        return True
    if len(words) > 1 and is_first_name(words[0]):
        return True
    return bool(match.groupdict().get("role")) and len(words) <= 4
