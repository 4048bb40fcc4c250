"""The frozen types that flow through, one a stage; standard library only.

    sources -> Article -> reader -> Reading -> analyse -> Analysis -> compose -> Briefing -> render -> Rendered

All offsets are half-open and count code points of `Article.text`. All times are aware UTC. Sequences are tuples.
"""

from briefing.types.analysis import Actor, Analysis, Attribution, OpenQuestion, Salience
from briefing.types.article import (
    ActorKind,
    Article,
    Failure,
    Name,
    NameKind,
    QuestionKind,
    RawAttribution,
    Reading,
    Reason,
    Sentence,
    Span,
    SpeechKind,
    Stance,
    Validators,
    Word,
)
from briefing.types.issue import (
    Briefing,
    Copy,
    Dated,
    Development,
    Difference,
    Evidence,
    Figure,
    Position,
    QuestionLine,
    Rendered,
    SourceEntry,
    Statement,
    Story,
    Watched,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Analysis",
    "Article",
    "Attribution",
    "Briefing",
    "Copy",
    "Dated",
    "Development",
    "Difference",
    "Evidence",
    "Failure",
    "Figure",
    "Name",
    "NameKind",
    "OpenQuestion",
    "Position",
    "QuestionKind",
    "QuestionLine",
    "RawAttribution",
    "Reading",
    "Reason",
    "Rendered",
    "Salience",
    "Sentence",
    "SourceEntry",
    "Span",
    "SpeechKind",
    "Stance",
    "Statement",
    "Story",
    "Validators",
    "Watched",
    "Word",
]
