"""What a check of a file found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from briefing.render.proof.manifest import SourceRecord

FindingKind = Literal["changed", "moved", "added", "removed", "not verbatim", "forbidden edit", "reference", "source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """A character of a source: its line and column from 1, its offset from 0 in code points."""

    name: str
    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongCharacter:
    """The first character that differs: its place from 1 in the line as shown; empty where a text ends before it."""

    column: int
    expected: str
    found: str
    source: SourcePlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it must be: where, in words why, and what was there and is there."""

    kind: FindingKind
    place: str
    message: str
    was: str = ""
    now: str = ""
    wrong: WrongCharacter | None = None
    tracked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A source as it was found: "found" with the recorded digest, "changed" with another, or "missing"."""

    record: SourceRecord
    state: Literal["found", "changed", "missing"]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a check: of `lines` lines that the file shows, `proven` stand in their sources as shown.

    `absent` lines of the briefing do not stand in the file word for word; `notes` are no faults.
    """

    format: str
    lines: int
    proven: int
    absent: int
    sources: tuple[SourceText, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[SourceRecord, ...]:
        """The sources that were not at hand."""
        return tuple(source.record for source in self.sources if source.state == "missing")


def first_difference(expected: str, found: str) -> int | None:
    """The index of the first character that differs, or None for equal texts.

    >>> first_difference("abc", "abd"), first_difference("ab", "abc"), first_difference("a", "a")
    (2, 2, None)
    """
    if expected == found:
        return None
    shorter = min(len(expected), len(found))
    return next((at for at in range(shorter) if expected[at] != found[at]), shorter)


_TYPOGRAPHY: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


def typographic(was: str, now: str) -> bool:
    """True where two texts differ only in what Word's AutoCorrect changes: quotation marks, dashes, dots, spaces."""

    def plain(text: str) -> str:
        return " ".join(text.translate(_TYPOGRAPHY).replace("--", "-").replace("…", "...").split())

    return was != now and plain(was) == plain(now)


def named(character: str) -> str:
    """A character with its code point, or "nothing" for an empty text.

    >>> named("“"), named("")
    ('“ (U+201C, LEFT DOUBLE QUOTATION MARK)', 'nothing')
    """
    if not character:
        return "nothing"
    bare = character if character.isprintable() and not character.isspace() else repr(character)
    return f"{bare} (U+{ord(character):04X}, {unicodedata.name(character, 'no name')})"
