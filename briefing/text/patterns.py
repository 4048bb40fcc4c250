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
# What may also open a pattern inside a word: "did|n't".
NEGATION = "n't"
_OPENINGS = re.compile(r"\b(?=(?:\d|(\w..)))|(?=(n't))", re.DOTALL)
_PLAIN = re.compile(r"[\w ',-]*")
_LETTERS = re.compile(r"\[([a-z]+)\]")
_FIGURE = re.compile(r"\\d(?![?*{])")
_LOOKS_BEHIND = re.compile(r"(?:\(\?<[!=][^()]*\))+")
_GROUP = re.compile(r"\(\?(?:-i)?:")
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
    found = {opening for part in alternatives(pattern) for opening in _begun("", part, bounded=False)}
    return None if None in found else frozenset(opening for opening in found if opening)


def _begun(plain: str, rest: str, *, bounded: bool) -> Iterator[str | None]:
    """The openings of what begins with `plain` letters and goes on with `rest`; None for one that isn't plain.

    `bounded` tells that a word's limit stands in front.
    """
    if not plain:
        rest = _LOOKS_BEHIND.sub("", rest, count=1) if rest.startswith("(?<") else rest
        bounded, rest = bounded or rest.startswith(r"\b"), rest.removeprefix(r"\b")
    head = _PLAIN.match(rest)
    more = head.group() if head else ""
    rest = rest[len(more) :]
    if more and rest[:1] and rest[0] in "?*{":  # the last letter may be missing
        more, rest = more[:-1], more[-1] + rest
    plain += more
    if bounded and (plain[:1].isdecimal() or (not plain and _FIGURE.match(rest))):
        yield FIGURE
    elif len(plain) >= OPENING:
        # Behind a word's limit only a word can begin.
        yield plain[:OPENING] if plain.startswith(NEGATION) or (bounded and plain[0].isalnum()) else None
    else:
        for one in _ways(rest):
            if one is None:
                yield None
            else:
                yield from _begun(plain, one, bounded=bounded)


def _ways(rest: str) -> Iterator[str | None]:
    """How a pattern may go on that begins with a class, a group or what may be missing; None for any other."""
    if letters := _LETTERS.match(rest):
        ways, after = list(letters.group(1)), rest[letters.end() :]
    elif group := _GROUP.match(rest):
        end = _end_of_group(rest)
        ways, after = alternatives(rest[group.end() : end]), rest[end + 1 :]
    elif rest[1:2] == "?" and _PLAIN.fullmatch(rest[0]):
        ways, after = [rest[0]], rest[1:]
    else:
        yield None
        return
    if after[:1] and after[0] in "*{":
        yield None
        return
    if after.startswith("?"):
        ways, after = ["", *ways], after[1:]
    for one in ways:
        yield one + after


def _end_of_group(rest: str) -> int:
    """The place of the bracket that closes the group which `rest` begins with."""
    depth = 0
    for place, mark in _marks(rest):
        depth += (mark == "(") - (mark == ")")
        if not depth:
            return place
    return len(rest)


class PatternSet:
    """Patterns that are all looked for in one walk over a text's words: each only where a word begins as it can.

    A pattern whose openings are not plain is searched for on its own.
    """

    def __init__(self, patterns: Sequence[str], *, ignore_case: bool = False) -> None:
        self._ignore_case = ignore_case
        self._exact = frozenset(at for at, pattern in enumerate(patterns) if ignore_case and minds_case(pattern))
        self._patterns = tuple(
            re.compile(pattern, re.IGNORECASE if at in self._exact else 0) for at, pattern in enumerate(patterns)
        )
        begun = [openings(pattern) for pattern in patterns]
        self._searched = tuple(at for at, found in enumerate(begun) if found is None)
        by_opening: dict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(begun):
            for opening in found or ():
                by_opening[opening.lower() if ignore_case else opening].append(place)
        self._by_opening = {opening: tuple(places) for opening, places in by_opening.items()}

    def found(self, text: str) -> list[tuple[int, re.Match[str]]]:
        """Each pattern's place with its matches, those that `finditer` gives; one pattern's are in the text's order.

        A match has the places of `text`; what it holds may be in small letters where case is ignored.
        """
        patterns, exact = self._patterns, self._exact
        held = small(text) if self._ignore_case else text
        found = [
            (place, match)
            for place in self._searched
            for match in patterns[place].finditer(text if place in exact else held)
        ]
        ends: dict[int, int] = {}
        for word in _OPENINGS.finditer(held):
            start = word.start()
            for place in self._by_opening.get(word[1] or word[2] or FIGURE, ()):
                if start < ends.get(place, 0):
                    continue
                match = patterns[place].match(text if place in exact else held, start)
                if match is not None:
                    found.append((place, match))
                    ends[place] = match.end()
        return found
