"""The briefing of one issue: composed as `briefing make` does, with what a reader of a series should know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.counting import counted
from briefing.run.aside import aside_left_out, known_left_out
from briefing.store.issues import issues
from briefing.types import Analysis, Briefing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.run.collecting import Collected
    from briefing.run.issue import Report, RunOrder
    from briefing.store import Archive


def issue_briefing(analyses: Sequence[Analysis], *, order: RunOrder, report: Report) -> Briefing:
    """The briefing of what is new."""
    from briefing.compose import Profile, compose

    config = order.loaded.config
    profile = Profile(
        title=config.topic,
        developments=config.briefing.developments,
        words=config.briefing.words,
        ranker=config.briefing.ranker,
        date=order.now,
        watch=config.watch,
    )
    briefing = compose(analyses, report.failures, profile=profile)
    return replace(
        briefing,
        issue=report.number,
        version=__version__,
        left_out=(*briefing.left_out, *_left_out(report)),
    )


def empty_briefing(archive: Archive, *, order: RunOrder, report: Report) -> Briefing:
    """A note that nothing is new: what was looked at, and since which issue."""
    config = order.loaded.config
    last = next(iter(issues(archive, name=config.name)), None)
    since = f" since issue {last.number} of {last.made:%Y-%m-%d %H:%M} UTC" if last else ""
    seen = counted(len(report.collected.articles), "article")
    found = f"{seen} found in {counted(report.collected.asked, 'source')}, none of them new"
    notice = f"Nothing new{since}: {found}{unchanged_in(report.collected)}."
    return Briefing(
        title=config.topic,
        date=order.now,
        developments=(),
        positions=(),
        open_questions=(),
        sources=(),
        failures=report.failures,
        ranker=config.briefing.ranker,
        version=__version__,
        left_out=_left_out(report),
        notices=(notice,),
        issue=report.number,
    )


def unchanged_in(collected: Collected) -> str:
    """How many sources have nothing newer than they had, as the end of a sentence; empty for none."""
    if not collected.unchanged:
        return ""
    return f"; {counted(collected.unchanged, 'source')} unchanged since the last run"


def _left_out(report: Report) -> tuple[str, ...]:
    choice, found = report.choice, []
    if choice.repeats:
        were = counted(len(choice.repeats), "article was", "articles were")
        found.append(f"{were} left out as near-copies of articles in earlier issues.")
    if choice.later:
        found.append(f"{counted(choice.later, 'more article')} will be in a later issue.")
    found += aside_left_out(report.collected.aside)
    found += known_left_out(report.collected.known)
    return tuple(found)
