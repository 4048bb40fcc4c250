"""Many analyses and a profile -> one briefing: what is said, in what order, within what budget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.compose.developments import developments as key_developments
from briefing.compose.developments import explained
from briefing.compose.figures import figures
from briefing.compose.listing import copy_of, left_out, source, title_of
from briefing.compose.positions import positions as positions_by_actor
from briefing.compose.questions import question_lines
from briefing.compose.several import Gathered, gathered, sections
from briefing.compose.support import supported
from briefing.compose.watching import watched
from briefing.types import (
    Analysis,
    Briefing,
    Development,
    Difference,
    Failure,
    Position,
    QuestionLine,
    SourceEntry,
    Story,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Profile", "compose", "explained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the reader asked for; None leaves the choice to the program.

    `developments` is a number of lines, `words` a budget of words for the key developments, `date` what is printed in
    the title block. `watch` are names and terms whose lines are lifted, and of which it is told who mentions them.
    """

    title: str | None = None
    developments: int | None = None
    words: int | None = None
    ranker: str = "news"
    date: datetime | None = None
    watch: tuple[str, ...] = ()


def compose(analyses: Sequence[Analysis], failures: Sequence[Failure], *, profile: Profile) -> Briefing:
    """One briefing of all `analyses`; `failures` are named in it.

    Articles of one story are numbered from 1 in their order, those of several story by story. The same article given
    twice must be left out by the caller; near-copies are listed with the article that they are copies of.
    """
    found = gathered(analyses)
    several = len(found.stories) > 1
    told = sections(found, n=profile.developments, words=profile.words, watch=profile.watch) if several else ()
    lines = _of_stories(told) if told else _of_one(found.analyses, profile)
    sources = tuple(
        _with_copies(source(number, analysis, lines.developments, lines.positions, lines.questions), found)
        for number, analysis in enumerate(found.analyses, start=1)
    )
    return Briefing(
        title=profile.title or title_of(analyses),
        date=profile.date,
        developments=lines.developments,
        positions=lines.positions,
        open_questions=lines.questions,
        sources=sources,
        failures=tuple(failures),
        ranker=profile.ranker,
        left_out=left_out(found.analyses, lines.positions),
        differences=lines.differences,
        watched=watched(found.analyses, profile.watch),
        stories=told,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """All lines of a briefing, section by section."""

    developments: tuple[Development, ...]
    positions: tuple[Position, ...]
    questions: tuple[QuestionLine, ...]
    differences: tuple[Difference, ...]


def _of_one(analyses: Sequence[Analysis], profile: Profile) -> _Lines:
    """The lines of one story."""
    lines = key_developments(analyses, n=profile.developments, words=profile.words, watch=profile.watch)
    differing = figures(analyses)
    return _Lines(
        developments=supported(lines, analyses),
        positions=positions_by_actor(analyses),
        questions=question_lines(analyses, differing),
        differences=differing.between,
    )


def _of_stories(told: Sequence[Story]) -> _Lines:
    """The lines of all stories, one story's after the other's."""
    return _Lines(
        developments=tuple(line for story in told for line in story.developments),
        positions=tuple(position for story in told for position in story.positions),
        questions=tuple(line for story in told for line in story.open_questions),
        differences=tuple(one for story in told for one in story.differences),
    )


def _with_copies(entry: SourceEntry, found: Gathered) -> SourceEntry:
    copies = found.copies.get(entry.article_id, ())
    return replace(entry, copies=tuple(map(copy_of, copies))) if copies else entry
