"""What is shown: a briefing, its lines and their evidence, and a finished file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from briefing.types.article import (
    ActorKind,
    Failure,
    QuestionKind,
    Reason,
    Span,
    SpeechKind,
    Stance,
)


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
