"""What the analysis makes of a reading."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.types.article import (
    ActorKind,
    Article,
    QuestionKind,
    Reason,
    Sentence,
    Span,
    SpeechKind,
    Stance,
)


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
