"""Many regular expressions over one sentence, made quick: held against small letters, joined, begun at words only.

Nearly all of them match nowhere in a sentence, so what counts is how soon a search gives up a place: under
`re.IGNORECASE` it tries each alternative there, and otherwise passes over those whose first letter is another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# How many letters of an opening are compared: with fewer, nearly every pattern might match in a sentence of news.
OPENING = 3
# The opening of whatever begins with a figure.
FIGURE = "0"
_OPENINGS = re.compile(r"\b(?=(?:\d|(\w..)))", re.DOTALL)
_PLAIN = re.compile(r"[\w ',-]*")
_LETTERS = re.compile(r"\[([a-z]+)\]")
_FIGURE = re.compile(r"\\d(?![?*{])")
_LOOKS_BEHIND = re.compile(r"(?:\(\?<[!=][^()]*\))+")
_CAPITAL = re.compile(r"(?<!\\)[A-Z]|\(\?-i:")
_STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " "}


def straight(text: str) -> str:
    """`text` with straight quotation marks, and with plain spaces for hard ones and line breaks; it stays as long."""
    for mark, plain in _STRAIGHT.items():
        text = text.replace(mark, plain)
    return text


def small(text: str) -> str:
    """`text` in small letters, as long as it was, and with what `re.IGNORECASE` takes for "i" and "s" as these."""
    if not text.isascii():
        text = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s")
    return text.lower()


def minds_case(pattern: str) -> bool:
    """True for a pattern with capitals of its own, which must not be held against `small` text."""
    return _CAPITAL.search(pattern) is not None


def joined(patterns: Iterable[str]) -> str:
    """The patterns as alternatives of one, in their order.

    Those that follow each other with a word's limit in front share it: inside a word they all fail at once.
    """
    made: list[str] = []
    bounded: list[str] = []
    for part in (part for pattern in patterns for part in alternatives(pattern)):
        if part.startswith(r"\b"):
            bounded.append(part.removeprefix(r"\b"))
            continue
        if bounded:
            made.append(rf"\b(?:{'|'.join(bounded)})")
            bounded = []
        made.append(part)
    if bounded:
        made.append(rf"\b(?:{'|'.join(bounded)})")
    return "|".join(made)


def one_of(patterns: Iterable[str]) -> str:
    """The patterns as alternatives of one, in whatever order is quickest: for asking whether any of them is there."""
    parts = [part for pattern in patterns for part in alternatives(pattern)]
    return joined(sorted(parts, key=lambda part: not part.startswith(r"\b")))


def alternatives(pattern: str) -> list[str]:
    r"""A pattern's parts between the bars that stand in no group and in no class.

    >>> alternatives(r"\bone|(?:two|three)|[|]four")
    ['\\bone', '(?:two|three)', '[|]four']
    """
    parts, depth, begun = [], 0, 0
    for place, mark in _marks(pattern):
        if mark == "|" and not depth:
            parts.append(pattern[begun:place])
            begun = place + 1
        depth += (mark == "(") - (mark == ")")
    return [*parts, pattern[begun:]]


def _marks(pattern: str) -> Iterator[tuple[int, str]]:
    """The brackets and bars of a pattern with their places; what is escaped or in a class is none."""
    for found in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|([()|])", pattern):
        if found.group(1):
            yield found.start(), found.group(1)


def openings(pattern: str) -> frozenset[str] | None:
    r"""The first OPENING letters of all that a pattern can match, each where a word begins; None where it isn't plain.

    >>> sorted(openings(r"\b(?:warn(?:s|ed)?|w[io]ns?|\d+ dead)\b")), openings(r"killed \d+")
    (['0', 'war', 'win', 'won'], None)
    """
    found: set[str] = set()
    for part in alternatives(pattern):
        bare = _LOOKS_BEHIND.sub("", part, count=1) if part.startswith("(?<") else part
        if not bare.startswith(r"\b"):
            return None
        for opening in _begun(bare.removeprefix(r"\b")):
            if opening is None or not opening[0].isalnum():
                return None  # behind a word's limit only a word can begin
            found.add(opening)
    return frozenset(found)


def _begun(part: str) -> Iterator[str | None]:
    """The openings of an alternative, its first groups and classes told apart; None for one that isn't plain."""
    head = _PLAIN.match(part)
    plain = head.group() if head else ""
    rest = part[len(plain) :]
    if rest[:1] and rest[0] in "?*{":  # the last letter may be missing
        plain, rest = plain[:-1], ""
    if plain[:1].isdecimal() or (not plain and _FIGURE.match(rest)):
        yield FIGURE
    elif len(plain) >= OPENING:
        yield plain[:OPENING]
    elif letters := _LETTERS.match(rest):
        after = rest[letters.end() :]
        if after[:1] and after[0] in "?*{":
            yield None
        else:
            for letter in letters.group(1):
                yield from _begun(plain + letter + after)
    elif rest.startswith("(?:"):
        yield from _of_group(plain, rest)
    else:
        yield None


def _of_group(plain: str, rest: str) -> Iterator[str | None]:
    """The openings of what begins with `plain` and goes on with the group that `rest` begins with."""
    depth = 0
    for place, mark in _marks(rest):
        depth += (mark == "(") - (mark == ")")
        if not depth:
            inner, after = rest[len("(?:") : place], rest[place + 1 :]
            break
    if after[:1] and after[0] in "?*{":
        yield None
        return
    for one in alternatives(inner):
        yield from _begun(plain + one + after)


class PatternSet:
    """Patterns that are all looked for in one walk over a text's words: each only where a word begins as it can.

    A pattern whose openings are not plain is searched for on its own.
    """

    def __init__(self, patterns: Sequence[str], *, ignore_case: bool = False) -> None:
        self._ignore_case = ignore_case
        by_opening: dict[str, list[int]] = defaultdict(list)
        searched: list[int] = []
        exact: list[int] = []
        compiled: list[re.Pattern[str]] = []
        for place, pattern in enumerate(patterns):
            exactly = ignore_case and minds_case(pattern)
            compiled.append(re.compile(pattern, re.IGNORECASE if exactly else 0))
            begun = None if exactly else openings(pattern)
            if begun is None:
                (exact if exactly else searched).append(place)
            for opening in begun or ():
                by_opening[opening].append(place)
        self._patterns = tuple(compiled)
        self._exact, self._searched = tuple(exact), tuple(searched)
        self._by_opening = {opening: tuple(places) for opening, places in by_opening.items()}

    def found(self, text: str) -> list[tuple[int, re.Match[str]]]:
        """Each pattern's place with its matches, those that `finditer` gives; one pattern's are in the text's order.

        A match has the places of `text`; what it holds may be in small letters where case is ignored.
        """
        patterns = self._patterns
        found = [(place, match) for place in self._exact for match in patterns[place].finditer(text)]
        if self._ignore_case:
            text = small(text)
        found += [(place, match) for place in self._searched for match in patterns[place].finditer(text)]
        ends: dict[int, int] = {}
        for word in _OPENINGS.finditer(text):
            for place in self._by_opening.get(word.group(1) or FIGURE, ()):
                start = word.start()
                if start < ends.get(place, 0):
                    continue
                match = patterns[place].match(text, start)
                if match is not None:
                    found.append((place, match))
                    ends[place] = match.end()
        return found
