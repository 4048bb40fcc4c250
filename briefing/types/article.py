"""What comes in and what the reader makes of it: articles, sentences, readings, and the words that all types use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

NameKind = Literal["person", "organisation", "place", "other"]
ActorKind = Literal["person", "organisation", "government", "group", "unnamed"]
SpeechKind = Literal["direct", "indirect", "mixed"]
QuestionKind = Literal["undisclosed", "undecided", "disputed", "hedged", "asked", "future", "answered"]
"""Why a question is open; "answered" is one that another article of the briefing answers, and so is closed."""
Stance = Literal[
    "supports",
    "opposes",
    "demands",
    "warns",
    "commits",
    "denies",
    "doubts",
    "accuses",
    "praises",
    "declines-to-comment",
    "states",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch [start, end) of an article's text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text` that this span names."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a line is where it is: the rule's name, what it saw, and its weight in the score (0 where it has none)."""

    rule: str
    detail: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as it was read.

    `text` is what all offsets count in; for a plain-text file it is the decoded file, unchanged. `id` is the first
    twelve hex digits of `sha256`, which is taken over `text` in UTF-8. `source` is the path or address as it was given.
    """

    id: str
    source: str
    text: str
    sha256: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    retrieved: datetime | None = None
    language: str = "en"
    link: str | None = None
    """The canonical address, where the article names one: the same at every place from which it was read."""
    notes: tuple[str, ...] = ()
    """What a reader should know of how it was decoded ("decoded as windows-1252", "3 control characters")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be used, and why, in words that say what to try next.

    `passing` tells that it may do at another time: a server that did not answer, not a page that is not there.
    `within` is the file (archive, mail, mailbox, JSON) that it is a part of. One that is set `aside` is no fault, as it
    was never an article: what this program made itself.
    """

    source: str
    reason: str
    passing: bool = False
    within: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, heading, list item or caption: always `text == article.text[span.start:span.end]`.

    `index` counts from 0 over the article, `paragraph` likewise over its paragraphs (lines).
    """

    article_id: str
    index: int
    paragraph: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a feed or page answered last, for conditional requests; `moved_to` is where it lies for good by now."""

    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAttribution:
    """Who said what, as the reader tagged it: `confidence` in [0, 1] that the whole of it holds."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name in the text."""

    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or mark with its part of speech (Penn Treebank tag, as OntoNotes uses them)."""

    span: Span
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one pass of the encoder tells of one article.

    `vectors` holds one mean-pooled state a sentence, in the order of the sentences that were given to the reader.
    """

    article_id: str
    attributions: tuple[RawAttribution, ...] = ()
    names: tuple[Name, ...] = ()
    words: tuple[Word, ...] = ()
    vectors: tuple[tuple[float, ...], ...] = field(default=(), repr=False)
