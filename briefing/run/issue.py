"""`briefing run`: what is new in a configuration's sources -> one issue of it, recorded, then written.

The order is what makes a run safe to end at any point, by kill -9 or a power cut:

1. what an earlier run recorded and did not write is written, from the bytes in the archive;
2. what is collected is kept in the archive as waiting, in one transaction;
3. the issue is made in memory from what waits;
4. the issue, the articles it uses and its files' bytes are recorded in one transaction: before it nothing was used,
   after it nothing can be used again; the mail to each recipient is recorded in the same transaction;
5. the files are put in their places and marked as written; the next run's step 1 does so where this one did not;
6. what waits in the outbox is sent, whatever became of the files;
7. what the process returns is noted with the run: only now is it known.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.config import Loaded
from briefing.errors import BriefingError, StoreError
from briefing.run.collecting import Collected, collect
from briefing.run.delivering import complete, drafted, own_files, places, refuse_unwritable
from briefing.run.engines import processes
from briefing.run.fates import undelivered
from briefing.run.mailing import issue_mail, issue_occasion, send_waiting
from briefing.run.making import Outcome, Watch, analysed, distinct, unwatched
from briefing.run.namesake import refuse_namesake
from briefing.run.news import Choice, choose
from briefing.run.setup import options_for
from briefing.store import Archive, open_archive
from briefing.store.articles import keep, set_aside
from briefing.store.configurations import keep_configuration
from briefing.store.connect import copy_in_memory
from briefing.store.issues import Draft, Role, Taken, Use, next_number, record
from briefing.store.outbox import Delivery, MailDraft, post
from briefing.store.runs import Ending, end_run, keep_feed_state, note_exit_code, start_run
from briefing.types import Analysis, Article, Briefing, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.store.articles import Stored

log = logging.getLogger(__name__)

TRIES: Final = 5
"""How often a run looks anew at what is new where other runs were faster: each time another run has made an issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOrder:
    """One run of a configuration at the moment `now`, whose zone is that of the dates in files' names.

    `since` leaves articles that are older waiting, `again` (--all) uses what is collected whether it was used before or
    not, `dry` only tells.
    """

    loaded: Loaded
    now: datetime
    archive: Path | None = None
    since: datetime | None = None
    again: bool = False
    dry: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    """Where the mail server's password may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did, or would do where it was dry; `outcome` "failed" is "could not tell whether anything is new"."""

    outcome: Ending
    failures: tuple[Failure, ...]
    collected: Collected
    choice: Choice
    number: int
    """Of the issue that was made, or would be."""
    paths: tuple[str, ...]
    """Written now, or to be written."""
    completed: tuple[str, ...] = ()
    """Written now for an earlier run that had ended before it could."""
    stories: int = 0
    mailed: tuple[Delivery, ...] = ()
    """Messages that were tried, of this issue and of earlier ones, as they stand now."""
    key: int = 0
    """Of the run in the archive."""

    @property
    def exit_code(self) -> int:
        """0 all well (also where nothing was new), 1 some inputs failed or messages were not sent, 3 could not tell."""
        if self.outcome == "failed":
            return 3
        return 1 if self.failures or any(one.state != "accepted" for one in self.mailed) else 0


def run(order: RunOrder, *, watch: Watch = unwatched) -> Report:
    """Carry out one run. Raises UsageError, TemplateError, OutputError, StoreError and ModelError."""
    refuse_unwritable(order.loaded, order.now)
    path = order.archive
    if order.dry:
        with copy_in_memory(path) as archive:
            return _dry(archive, order)
    with open_archive(path) as archive:
        refuse_namesake(archive, order.loaded)  # before all else: what waits in the outbox is the other one's, too
        try:
            report = _run(archive, order, watch)
        except BriefingError as error:
            waiting = send_waiting(archive, order.loaded, order.environment)
            for line in undelivered(waiting, options_for(order.loaded, order.archive)):
                error.add_note(line)
            raise
        report = replace(report, mailed=send_waiting(archive, order.loaded, order.environment))
        _note_exit_code(archive, report.key, report.exit_code)
        return report


def _run(archive: Archive, order: RunOrder, watch: Watch) -> Report:
    name = order.loaded.config.name
    completed = complete(archive, name, now=order.now)
    collected = _collected(archive, order)
    with archive.transaction():
        keep_configuration(archive, name, os.path.realpath(order.loaded.path))
        key = start_run(archive, name, when=order.now)
        keep(archive, collected.articles, name=name, run=key, seen=order.now, again=order.again)
        for state in collected.states:
            keep_feed_state(archive, name, state)
    try:
        report = _tried(archive, order, collected, key, _Analyst(order, watch, {}))
    except BriefingError as error:
        with suppress(StoreError):  # what went wrong first is what is told
            _note_exit_code(archive, key, error.exit_code)
        raise
    return replace(report, completed=completed, key=key)


def _tried(archive: Archive, order: RunOrder, collected: Collected, run: int, analyst: _Analyst) -> Report:
    """The issue, made anew each time that another run was faster. Raises StoreError where others always are."""
    for _ in range(TRIES):
        try:
            return _issue(archive, order, collected, run, analyst)
        except Taken:
            log.info("another run was faster; looking again at what is new")
    name = order.loaded.config.name
    raise StoreError(f"{TRIES} other runs of {name!r} were faster.", hint="Run it again when they have ended.")


def _note_exit_code(archive: Archive, key: int, code: int) -> None:
    with archive.transaction():
        note_exit_code(archive, key, code)


def _collected(archive: Archive, order: RunOrder) -> Collected:
    skip = own_files(archive, order.loaded)
    return collect(order.loaded, archive, skip=skip, now=order.now, again=order.again)


def _dry(archive: Archive, order: RunOrder) -> Report:
    """What a run would do, found out in a copy of the archive; nothing is analysed."""
    refuse_namesake(archive, order.loaded)
    collected = _collected(archive, order)
    with archive.transaction():
        name = order.loaded.config.name
        keep(archive, collected.articles, name=name, run=None, seen=order.now, again=order.again)
    choice = choose(archive, order, collected)
    outcome = _outcome(collected, choice)
    number = next_number(archive, name)
    paths = places(order.loaded, number, order.now) if _makes(order, outcome) else ()
    return Report(
        outcome=outcome, failures=collected.failures, collected=collected, choice=choice, number=number, paths=paths
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A briefing, if there is one, the articles that it uses, and those that it rests on."""

    briefing: Briefing | None
    uses: tuple[Use, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _Analyst:
    """Analyses articles, each once in a run however often the run has to look anew."""

    order: RunOrder
    watch: Watch
    done: dict[str, Outcome]

    def __call__(self, stored: Sequence[Stored]) -> list[Outcome]:
        left = [one for one in stored if one.article.sha256 not in self.done]
        for one, outcome in zip(left, self.watch(self._each(left), len(left)), strict=True):
            self.done[one.article.sha256] = outcome
        return [self.done[one.article.sha256] for one in stored]

    def _each(self, stored: Sequence[Stored]) -> Iterator[Outcome]:
        ranker = self.order.loaded.config.briefing.ranker
        return processes()((one.article for one in stored), lambda article: analysed(article, ranker))


def _issue(archive: Archive, order: RunOrder, collected: Collected, run: int, analyst: _Analyst) -> Report:
    """Make an issue of what is new, record it and write it. Raises Taken where another run was faster."""
    from briefing.run.composing import empty_briefing, issue_briefing

    config = order.loaded.config
    number = next_number(archive, config.name)
    choice = choose(archive, order, collected)
    outcomes = analyst(choice.fresh)
    analyses = distinct([one for one in outcomes if isinstance(one, Analysis)])[0]
    failed = tuple(one for one in outcomes if isinstance(one, Failure))
    failures = collected.failures + failed
    outcome = _outcome(collected, choice)
    if choice.fresh and not analyses:
        outcome = "failed"
    report = Report(outcome=outcome, failures=failures, collected=collected, choice=choice, number=number, paths=())
    briefing: Briefing | None = None
    if outcome == "made":
        briefing = issue_briefing(analyses, order=order, report=report)
        report = replace(report, stories=max(1, len(briefing.stories)))
    elif _makes(order, outcome):
        briefing = empty_briefing(archive, order=order, report=report)
    articles = tuple(analysis.article for analysis in analyses)
    made = _Made(briefing, _uses(choice, outcomes, briefing), articles)
    return _recorded(archive, report, run, order=order, made=made)


def _recorded(archive: Archive, report: Report, run: int, *, order: RunOrder, made: _Made) -> Report:
    """Record the issue, if there is one, its mail and how the run ended, in one transaction; then write the files."""
    name, draft, mail = order.loaded.config.name, None, None
    if made.briefing is not None:
        draft = Draft(
            name=name,
            number=report.number,
            title=made.briefing.title,
            made=order.now,
            uses=made.uses,
            outputs=drafted(made.briefing, order.loaded, report.number, order.now, articles=made.articles),
            run=run,
            again=order.again,
        )
        mail = issue_mail(made.briefing, order.loaded, issue_occasion(draft.number, order.now), draft.outputs)
    with archive.transaction():
        if draft is not None:
            _record(archive, draft, mail)
        if report.outcome != "failed":
            set_aside(archive, name, report.choice.repeats)
        end_run(
            archive,
            run,
            report.outcome,
            when=order.now,
            issue=draft.number if draft else None,
            articles=len(made.uses),
            failures=[failure.reason for failure in report.failures],
            faults=[fault.record() for fault in report.collected.faults],
        )
    return replace(report, paths=complete(archive, name, now=order.now)) if draft else report


def _record(archive: Archive, draft: Draft, mail: MailDraft | None) -> None:
    issue = record(archive, draft)
    if mail is not None:
        post(archive, replace(mail, issue=issue.key))


def _outcome(collected: Collected, choice: Choice) -> Ending:
    if choice.fresh:
        return "made"
    return "failed" if collected.asked and not collected.answered else "nothing-new"


def _makes(order: RunOrder, outcome: Ending) -> bool:
    """True where files are made: of what is new, or of nothing new where the configuration wants a note of it."""
    return outcome == "made" or (outcome == "nothing-new" and order.loaded.config.when_empty == "note")


def _uses(choice: Choice, outcomes: Sequence[Outcome], briefing: Briefing | None) -> tuple[Use, ...]:
    """How each article that was chosen is used."""
    if briefing is None:
        return ()
    copies = {copy.sha256 for entry in briefing.sources for copy in entry.copies}
    made = []
    for one, outcome in zip(choice.fresh, outcomes, strict=True):
        role: Role = "copy" if one.article.sha256 in copies else "source"
        made.append(Use(key=one.key, role="failed" if isinstance(outcome, Failure) else role))
    return tuple(made)
