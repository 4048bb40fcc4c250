"""Names as the text has them whole: with what the reader cut off, and without the marks that it took along."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.text.names import is_first_name, split_title, strip_possessive
from briefing.types import Name, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.language import Lexicon

_JOINED = re.compile(r"(?P<one>[A-Z][\w’'-]+) and (?P<other>[A-Z][\w’'-]+)")
_WORD = re.compile(r"(?<![\w@#/.-])[A-Za-z][a-z]{2,}(?![\w@/-]|\.\w)")
_LONE = re.compile(r"[A-Z][a-z]{2,}")
# Where a sentence begins, or a line, a heading or a quotation.
_OPENS = re.compile(r"(?:\A|\n|[.!?:)—–-]\s+|[“\"‘'(])\Z")
# What an article's full names have before a surname that the reader cut off, and "O'".
_BEFORE = re.compile(r"([^\W\d_][\w.’'-]*) \Z")
_SUFFIX = re.compile(r",? ([A-Z][A-Za-z]{1,3})\b")
_PARTICLE = re.compile(r"\b[OD]['’]\Z")
# "C. Boyden Gray", behind what cannot end in that letter ("plan B. Gray said").
_INITIALS = re.compile(
    r"(?:\A|\n|[.!?,;:]\s|[“\"(]|\b(?:said|says|told|asked|added|by|to|and|with|of|for|from)\s|\b(?P<given>[A-Z]\w+)\s)"
    r"(?P<letters>(?:[A-Z]\. ?){1,3})\Z"
)
_NO_GIVEN_NAMES = ("title_words", "titles", "roles", "function_words", "months", "organisation_nouns", "body_words")
_SAINT = re.compile(r"\b(?:St\.|Ste\.|Saint) \Z")
NAMED_FOR_SAINT = re.compile(r"(?:St\.|Ste\.|Saint) [^\W\d_a-z][\w’'-]+")
# Marks that no name ends with: "Reyes’" before an s, "DAILY NEWS/" before another paper.
_MARKS = "'’‘“”\"-–—:;,/ \n"
# A name broken off behind a word that ties: "Union of" (Teachers), "Policy Centre at the" (some university).
_BROKEN = re.compile(r"\s+(?:of|for|at|and|in|by|from|with|to|on|about|&)(?:\s+the)?\Z")
# What is left of an office at a body's name: "Senate Minority" (Whip).
_OF_OFFICE = re.compile(r"\s+(?:Minority|Majority)\Z")
# What the name of a body goes on with behind "of" and "for": names, and numbers of courts and districts.
_CAPITAL = r"(?:(?:[A-Z]\.){2,}|\d+(?:st|nd|rd|th)\b|[A-Z][\w’'-]*)"
_GOES_ON = re.compile(rf"\s+(?:of|for)(?:\s+the)?\s+{_CAPITAL}(?: {_CAPITAL}){{0,3}}")


def bare(text: str, name: Name) -> tuple[str, str]:
    """(title, name without title, article and possessive) of a mention."""
    form = strip_possessive(" ".join(name.span.of(text).split()))
    if form.lower().startswith("the "):
        form = form[4:]
    if name.kind != "person":
        return "", form
    town = NAMED_FOR_SAINT.match(form)
    if town is not None:  # "St. Paul Mayor Ann Lee"
        title, rest = split_title(form[town.end() :].strip())
        return (title, rest) if title and rest else ("", form)
    title, rest = split_title(form)
    return title, rest or form


def whole(text: str, names: Sequence[Name], lexicon: Lexicon) -> list[Name]:
    """The `names` of `text`, whole; those of which only marks and a joining word are there are left out."""
    mended = [part for name in names for part in _apart(text, _mended(text, name), names)]
    kept = [name for name in mended if name.span.end > name.span.start and name.span.of(text) not in ("St.", "Ste.")]
    nouns = _common_nouns(text, kept)
    kept = [name for name in kept if name.span.of(text) not in nouns]
    full = frozenset(bare(text, name)[1] for name in kept if name.kind == "person")
    return [_with_ends(text, name, full, lexicon) for name in kept]


def _apart(text: str, name: Name, names: Sequence[Name]) -> list[Name]:
    """The two firms that the reader took for one in "Nordvik and Brandt", where the text names one of them alone."""
    joined = _JOINED.fullmatch(name.span.of(text)) if name.kind == "organisation" else None
    if joined is None:
        return [name]
    others = {other.span.of(text).split()[0] for other in names if other is not name and other.kind == "organisation"}
    if not {strip_possessive(joined["one"]), strip_possessive(joined["other"])} <= {
        strip_possessive(one) for one in others
    }:
        return [name]
    start = name.span.start
    return [replace(name, span=Span(start + joined.start(part), start + joined.end(part))) for part in ("one", "other")]


def _common_nouns(text: str, names: Sequence[Name]) -> frozenset[str]:
    """The lone words that are capital only where they begin a sentence, and stand in small letters elsewhere.

    "Thrift officials said" tells of a thrift, and "Music producer" of music.
    """
    lone = {name.span.of(text) for name in names if _LONE.fullmatch(name.span.of(text))}
    if not lone:
        return frozenset()
    small: set[str] = set()
    inner: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if word.islower():
            small.add(word)
        elif not _OPENS.search(text, max(0, match.start() - 4), match.start()):
            inner.add(word)
    return frozenset(form for form in lone if form.lower() in small and form not in inner)


def _mended(text: str, name: Name) -> Name:
    """A name without marks at its end; one that breaks off goes on to its end, or back to its last whole word."""
    start = name.span.start
    end = start + len(name.span.of(text).rstrip(_MARKS))
    broken = _BROKEN.search(text, start, end)
    if broken is not None:
        goes_on = _GOES_ON.match(text, broken.start()) if name.kind == "organisation" else None
        end = broken.start()
        if goes_on is not None:
            end = start + len(strip_possessive(text[start : goes_on.end()]))
    office = _OF_OFFICE.search(text, start, end) if name.kind == "organisation" else None
    end = office.start() if office is not None else end
    return name if end == name.span.end else replace(name, span=Span(start, end))


def _with_ends(text: str, name: Name, full: frozenset[str], lexicon: Lexicon) -> Name:
    """A name with what the reader cut off: a firm's "Inc.", an "O'", a first name (listed, or of `full`)."""
    suffixes = lexicon.words("firm_suffixes")
    behind = _SUFFIX.match(text, name.span.end)
    if behind is not None and behind[1].lower() in suffixes and name.kind != "place":
        return replace(name, span=Span(name.span.start, behind.end()))
    start = name.span.start
    saint = _SAINT.search(text, max(0, start - 6), start)
    if saint is not None:
        start = saint.start()
    if name.kind != "person":
        return replace(name, span=Span(start, name.span.end))
    initials = _INITIALS.search(text, max(0, start - 24), start)
    if initials is not None:
        given = (initials["given"] or "").lower()
        title = any(given in lexicon.words(kind) for kind in _NO_GIVEN_NAMES)
        start = initials.start("letters" if title or not given else "given")
    if _PARTICLE.search(text, max(0, start - 3), start):
        start -= 2
    before = _BEFORE.search(text, max(0, start - 24), start)
    if before is not None and (
        f"{before[1]} {bare(text, name)[1]}" in full
        or ((saint is not None or start == name.span.start) and _is_first(before[1], text, name, lexicon))
    ):
        start = before.start()
    return replace(name, span=Span(start, name.span.end))


def _is_first(word: str, text: str, name: Name, lexicon: Lexicon) -> bool:
    """True for a listed first name, in capitals and no word of other use, before a lone name."""
    lone = " " not in name.span.of(text) and word[0].isupper()
    other = any(word.lower() in lexicon.words(kind) for kind in ("months", "function_words"))
    return lone and is_first_name(word) and not other
