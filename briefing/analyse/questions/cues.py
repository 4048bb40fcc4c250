"""Where a sentence's words mark something as open: pattern search, with the patterns as language data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from briefing.language.lexicon import lexicon
from briefing.text.patterns import PatternSet, joined, one_of, small, straight
from briefing.types import QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One family of cue words: `strength` is 1 for a weak hint, 2 for a clear one, 3 where the words say it."""

    name: str
    kind: QuestionKind
    strength: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CueMatch:
    """A cue found in a sentence: `start` and `end` count code points from the sentence's beginning."""

    cue: Cue
    start: int
    end: int
    text: str


@cache
def cues(language: str = "en") -> tuple[Cue, ...]:
    """The cue families of a language, in the order of its data file."""
    return tuple(
        Cue(name=entry["name"], kind=entry["kind"], strength=entry["strength"])
        for entry in lexicon(language).table("questions")["cue"]
    )


@cache
def _patterns(language: str) -> PatternSet:
    """The patterns of `cues`, one a family."""
    families = lexicon(language).table("questions")["cue"]
    return PatternSet([joined(entry["patterns"]) for entry in families], ignore_case=True)


@lru_cache(maxsize=1024)  # features, wording and selection ask for the same sentences' cues
def matches(text: str, language: str = "en") -> tuple[CueMatch, ...]:
    """All cues in one sentence, by family and then by place; offsets are those of `text` (the same length is kept)."""
    families = cues(language)
    found = sorted(_patterns(language).found(straight(text)), key=itemgetter(0))
    return tuple(
        CueMatch(cue=families[place], start=match.start(), end=match.end(), text=text[match.start() : match.end()])
        for place, match in found
    )


def says_open(text: str, language: str = "en") -> bool:
    """True where a sentence says itself that something is open: a reader sees it without a question's help."""
    plain = small(straight(text))
    found = [one.span() for one in _pattern("says_open", language).finditer(plain)]
    feigned = _feigned(plain, language) if found else ()
    return not all(_meets(span, feigned) for span in found)


def strongest_cue(text: str, language: str = "en") -> int:
    """The strength of the strongest cue in a sentence that is one: no idiom, nothing that is over; 0 where none is."""
    found = matches(text, language)
    feigned = _feigned(small(straight(text)), language) if found else ()
    return max((one.cue.strength for one in found if not _meets((one.start, one.end), feigned)), default=0)


def leads_nothing(text: str, language: str = "en") -> bool:
    """True where a sentence's cue is no sign of a gap: it is put to the reader, tagged on, or answered at once."""
    return _pattern("no_lead", language).search(small(straight(text))) is not None


def asks(text: str, language: str = "en") -> bool:
    """True where somebody in the sentence asks, doubts or wonders."""
    return _pattern("asks", language).search(small(straight(text))) is not None


def inquires(text: str, language: str = "en") -> bool:
    """True where the sentence tells of an investigation, an inquiry or a review."""
    return _pattern("inquires", language).search(small(straight(text))) is not None


@lru_cache(maxsize=64)  # asked for by how strong a sentence's cue is, and by whether it says that something is open
def _feigned(plain: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence's words only look like a cue."""
    return tuple(found.span() for found in _pattern("no_cue", language).finditer(plain))


def _meets(span: tuple[int, int], others: tuple[tuple[int, int], ...]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return re.compile(one_of(lexicon(language).table("questions")[name]))
