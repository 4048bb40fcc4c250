"""The frozen types that flow through, one a stage; standard library only.

    sources -> Article -> reader -> Reading -> analyse -> Analysis -> compose -> Briefing -> render -> Rendered

All offsets are half-open and count code points of `Article.text`. All times are aware UTC. Sequences are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
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
    """

    source: str
    reason: str
    passing: bool = False


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


# --- the reader's own words --------------------------------------------------------------------


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


# --- analysis ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Salience:
    """How much a sentence matters: score in [0, 1] rounded to 6 places, rank from 1 without ties.

    `noise` names the rule that keeps the sentence off the page as a key development, or is None.
    """

    sentence: Sentence
    score: float
    rank: int
    noise: str | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One person, organisation, government or group over the whole article, with every mention that was resolved to it.

    `name` is the fullest form the article gives; `role` is the article's own words ("Kremlin spokesman") or None.
    """

    name: str
    kind: ActorKind
    role: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A statement and whose it is. `actor` is None where the speaker stays unclear."""

    speaker: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: SpeechKind
    stance: Stance
    verb: str
    """How to introduce the words in a briefing: "warns", "declines to comment", "says"."""
    confidence: float
    actor: Actor | None = None
    weight: float = 0.0
    """How much the statement belongs on the page, in [0, 1]."""
    reasons: tuple[Reason, ...] = ()
    target: Span | None = None
    """Whom or what the stance is aimed at, where the text gives it in a noun phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """What the text shows to be open; `evidence` are the sentences that show it, never empty.

    `question` is None where no safe wording was found: then the sentence stands under a neutral label.
    """

    question: str | None
    kind: QuestionKind
    evidence: tuple[Sentence, ...]
    score: float
    reasons: tuple[Reason, ...] = ()
    answerer: Actor | None = None
    """Who has not said, or not decided, where the text names one."""
    due: Span | None = None
    """The words that tell when what is pending is to happen."""
    other_side: Sentence | None = None
    """Of a dispute, the sentence in which somebody else says the opposite of the first evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One article, analysed."""

    article: Article
    sentences: tuple[Sentence, ...]
    salience: tuple[Salience, ...]
    """Parallel to `sentences`."""
    actors: tuple[Actor, ...]
    attributions: tuple[Attribution, ...]
    """In text order."""
    questions: tuple[OpenQuestion, ...]
    """Best first."""
    notes: tuple[str, ...] = ()
    """What was not done with this article, in plain words."""


# --- the briefing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verbatim stretch of an article: `text` is its slice, `number` the article's number in the sources list."""

    article_id: str
    number: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An expression of time in a line, and the first and the last of the days that it stands for.

    `resolved` tells that they were reckoned from the day of publication: the text itself does not give them in full.
    """

    text: str
    first: date
    last: date
    resolved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """One line of the key developments; `text` is verbatim but for [...] and editor's words in [square brackets].

    `evidence` is first what `text` was taken from, then where other articles say the same.
    """

    text: str
    evidence: tuple[Evidence, ...]
    reasons: tuple[Reason, ...] = ()
    origins: int = 0
    """From how many independent origins it comes, where it is in more than one article: wire copies count as one."""
    watched: tuple[str, ...] = ()
    """The terms of the watch-list for which it was lifted."""
    dates: tuple[Dated, ...] = ()
    """The days that it names, the most exact first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of an actor: `verb` is the program's label, `text` the source's words (same edits allowed).

    `evidence` holds the spans that `text` was taken from, then those of other articles that give the same statement.
    `speech` tells whether they are the speaker's own words; `target` is whom or what the stance is aimed at, in the
    source's words, where it names one.
    """

    verb: str
    stance: Stance
    speech: SpeechKind
    text: str
    evidence: tuple[Evidence, ...]
    reasons: tuple[Reason, ...] = ()
    target: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One actor and all that the briefing shows of what they said."""

    actor: str
    kind: ActorKind
    role: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One open question: `question` is the program's own wording, or None; `text` is the evidence as shown.

    `answerer` is the name of the actor who could answer, `due` the article's words for when what is pending is due.
    """

    question: str | None
    kind: QuestionKind
    text: str
    evidence: tuple[Evidence, ...]
    reasons: tuple[Reason, ...] = ()
    answerer: str | None = None
    due: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A near-copy of an article that the briefing rests on: the same agency text at another publisher's."""

    article_id: str
    source: str
    publisher: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One article of the briefing: its number from 1, and how many lines of each section rest on it."""

    number: int
    article_id: str
    source: str
    title: str
    publisher: str | None
    published: datetime | None
    sha256: str
    developments: int = 0
    statements: int = 0
    questions: int = 0
    notes: tuple[str, ...] = ()
    length: int = 0
    """Of the article's text, in code points."""
    link: str | None = None
    copies: tuple[Copy, ...] = ()
    """Other places that carry nearly the same text; nothing was taken from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as one or more articles give it: `text` is verbatim, `value` what it counts to."""

    value: float
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Figures for one thing that differ from article to article, side by side; which is right is not decided here."""

    subject: str
    """The program's word for what is counted ("killed")."""
    figures: tuple[Figure, ...]
    """Smallest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What several articles, or one, tell of one thing: a section of a briefing of many stories.

    `sources` are the numbers of its articles in the briefing's list. A story that is shown `in_brief` has a development
    or two and nothing else.
    """

    title: str
    sources: tuple[int, ...]
    developments: tuple[Development, ...]
    positions: tuple[Position, ...] = ()
    open_questions: tuple[QuestionLine, ...] = ()
    differences: tuple[Difference, ...] = ()
    origins: int = 1
    in_brief: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A term of the watch-list: the sources that mention it (none: it is mentioned nowhere)."""

    term: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What is shown, in the order in which it is shown; renderers add nothing but labels and layout."""

    title: str
    date: datetime | None
    developments: tuple[Development, ...]
    positions: tuple[Position, ...]
    open_questions: tuple[QuestionLine, ...]
    sources: tuple[SourceEntry, ...]
    failures: tuple[Failure, ...] = ()
    ranker: str = "news"
    version: str = ""
    left_out: tuple[str, ...] = ()
    """Plain sentences on what was left out and why ("4 sentences were set aside as noise")."""
    notices: tuple[str, ...] = ()
    """Plain sentences that belong at the top ("Nothing new since issue 3.")."""
    issue: int | None = None
    """The number of this issue, where it is one of a series."""
    differences: tuple[Difference, ...] = ()
    watched: tuple[Watched, ...] = ()
    stories: tuple[Story, ...] = ()
    """The biggest first; empty where all articles tell of one story. `developments`, `positions`, `open_questions` and
    `differences` of the briefing are then those of its stories, one story's after the other's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A briefing as a file: `format` is markdown, docx or json; `data` its bytes."""

    format: str
    media_type: str
    data: bytes
