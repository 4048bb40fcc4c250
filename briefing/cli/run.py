"""`briefing run`: one issue of what is new in a configuration's sources."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from briefing.cli.failures import tell_all
from briefing.cli.mailed import tell_mailed
from briefing.cli.terminal import Terminal, say, verbosity
from briefing.counting import counted

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.config import Loaded
    from briefing.run.attended import Attendance
    from briefing.run.issue import Report, RunOrder
    from briefing.run.leftovers import Finished

EPILOG = """\b
Examples:
  briefing init && briefing run briefing.toml
  briefing run briefing.toml --dry-run         # tell what is new, write nothing
  briefing run briefing.toml --since 2d        # leave what is older waiting
  briefing run briefing.toml --all             # once more, of all that is there now

\b
Exit codes:
  0  an issue was made, or nothing was new
  1  the same, but some inputs could not be used or some mail was not sent
  2  wrong usage or configuration
  3  could not tell whether anything is new, or nothing could be made or written
  75 another run of the same configuration is at work; nothing was done
"""


class Options(TypedDict):
    """The options of the command, as click hands them over."""

    config: Path
    since: str | None
    again: bool
    dry: bool
    archive: Path | None
    due: str | None
    timezone: str | None
    catch_up: str
    not_before: str | None
    heartbeat: str | None


@click.command("run", epilog=EPILOG)
@click.argument("config", metavar="CONFIG", type=click.Path(path_type=Path))
@click.option("--since", metavar="WHEN", help="Leave older articles waiting: YYYY-MM-DD, or an age like 12h, 2d, 1w.")
@click.option("--all", "again", is_flag=True, help="Use all that the sources hold now, also what was used before.")
@click.option("--dry-run", "dry", is_flag=True, help="Only tell what a run would do; nothing is written.")
@click.option("--archive", metavar="FILE", type=click.Path(path_type=Path), help="Use this archive.")
@click.option("--heartbeat", metavar="URL|FILE", help="After a run that went well, ask for URL, or write FILE.")
@click.option("--due", metavar="TIMES", help='Only where a time is due that no run has served, like "06:30 Mon-Fri".')
@click.option("--timezone", metavar="ZONE", help="Whose clocks --due goes by; yours where it is not given.")
@click.option("--catch-up", default="6h", metavar="SPAN", show_default=True, help="How long a missed time stays due.")
@click.option("--not-before", metavar="WHEN", help="Times before this are not due.")
@verbosity
@click.pass_obj
def command(terminal: Terminal, /, **options: Unpack[Options]) -> None:
    """Make one issue of what is new in the sources of CONFIG, write its outputs, and remember what was used.

    It may be ended at any point, and started twice at once: no article is lost, and none is used twice. Of runs that
    are started at once, one works and the others leave. "briefing schedule" starts it with --due, at each time and
    hourly after it, so that what was missed is caught up with, once.
    """
    from briefing.run.attended import attended
    from briefing.run.leftovers import Finished
    from briefing.run.setup import load_config, now

    moment = now(os.environ)
    loaded = load_config(options["config"], os.environ)
    order = _order(options, loaded, moment)
    attendance = _attendance(options, loaded, moment, terminal)
    report = attended(order, attendance)
    if report is None:
        terminal.note(f"No time is due for {loaded.config.name!r}.")
        return
    if isinstance(report, Finished):
        _tell_finished(terminal, report, _options(order))
        raise click.exceptions.Exit(report.exit_code)
    if attendance.duty is not None and report.exit_code and not order.dry:
        say(f"briefing: {_in_one_line(report, order)}")
        raise click.exceptions.Exit(report.exit_code)
    tell_all(terminal, report.failures)
    tell_mailed(terminal, report.mailed, _options(order))
    if order.dry:
        _tell(report, order)
    else:
        _note(terminal, report, order)
    raise click.exceptions.Exit(report.exit_code)


def _order(options: Options, loaded: Loaded, moment: datetime) -> RunOrder:
    from briefing.run.issue import RunOrder
    from briefing.run.setup import archive_path, moment_since

    return RunOrder(
        loaded=loaded,
        now=moment,
        archive=options["archive"] or archive_path(loaded),
        since=moment_since(options["since"], moment) if options["since"] else None,
        again=options["again"],
        dry=options["dry"],
        environment=os.environ,
    )


def _attendance(options: Options, loaded: Loaded, moment: datetime, terminal: Terminal) -> Attendance:
    from briefing.run.attended import Attendance
    from briefing.run.duty import duty_of
    from briefing.run.heartbeat import heartbeat_of
    from briefing.run.setup import moment_since

    duty = None
    if options["due"] is not None:
        written = options["not_before"]
        duty = duty_of(
            options["due"],
            zone=options["timezone"],
            environment=os.environ,
            catch_up=options["catch_up"],
            since=moment_since(written, moment) if written else None,
        )
    return Attendance(
        warn=lambda fault: say(f"briefing: {fault}"),
        watch=terminal.progress,
        duty=duty,
        heartbeat=options["heartbeat"] or heartbeat_of(loaded),
    )


def _options(order: RunOrder) -> str:
    from briefing.run.setup import options_for

    return options_for(order.loaded, order.archive)


def _in_one_line(report: Report, order: RunOrder) -> str:
    """What went wrong in a scheduled run, for cron's mail; all of it stands in the run log."""
    from briefing.run.fates import undelivered

    name = order.loaded.config.name
    if report.outcome == "failed":
        text = _failed(report, order)
    elif report.outcome == "made":
        text = f"Issue {report.number} of {name!r} was made."
    else:
        text = f"Nothing is new for {name!r}."
    text = " ".join([text, *undelivered(report.mailed, _options(order))])
    if report.failures:
        first = report.failures[0].reason
        others = f" (and {len(report.failures) - 1} more; see the run log)" if len(report.failures) > 1 else ""
        text += f" {first}{others}"
    return " ".join(text.split())


def _tell_finished(terminal: Terminal, finished: Finished, options: str) -> None:
    """What came of finishing earlier runs' work, where no time was due."""
    for path in finished.written:
        terminal.note(f"Wrote {path}, which an earlier run had recorded")
    tell_mailed(terminal, finished.mailed, options)


def _note(terminal: Terminal, report: Report, order: RunOrder) -> None:
    """Good news to who watches; that nothing is new to all who did not ask for silence; a failure to everybody."""
    for path in report.completed:
        terminal.note(f"Wrote {path}, which an earlier run had recorded")
    for one in (*report.collected.aside, *report.collected.known):
        terminal.note(f"briefing: {one.reason}")
    if report.outcome == "failed":
        say(f"briefing: {_failed(report, order)}")
    elif report.outcome == "nothing-new":
        if terminal.level >= 0:
            click.echo(_nothing_new(report))
    else:
        terminal.note(f"Issue {report.number} of {order.loaded.config.name!r}: {_size(report)}")
    for path in report.paths:
        terminal.note(f"Wrote {path}")


def _tell(report: Report, order: RunOrder) -> None:
    """What a run would do, on standard output."""
    if report.outcome == "failed":
        say(f"briefing: {_failed(report, order)}")
        return
    if report.outcome == "nothing-new":
        click.echo(_nothing_new(report))
    else:
        click.echo(f"Would make issue {report.number} of {order.loaded.config.name!r}: {_size(report)}")
        for one in report.choice.fresh:
            article = one.article
            parts = (article.title or article.source, article.publisher, article.source if article.title else None)
            click.echo("  " + ", ".join(" ".join(part.split()) for part in parts if part))
    for path in report.paths:
        click.echo(f"Would write {path}")
    mail = order.loaded.config.mail
    if report.paths and mail is not None:
        for to in mail.to:
            click.echo(f"Would mail it to {to}")


def _size(report: Report) -> str:
    parts = [counted(len(report.choice.fresh), "new article")]
    if report.stories > 1:
        parts[0] += f" in {report.stories} stories"
    if report.choice.repeats:
        parts.append(f"{len(report.choice.repeats)} left out as near-copies of articles in earlier issues")
    if report.choice.later:
        parts.append(f"{report.choice.later} more waiting for a later run")
    return "; ".join(parts)


def _nothing_new(report: Report) -> str:
    from briefing.run.composing import unchanged_in

    collected, choice = report.collected, report.choice
    text = f"Nothing new: {counted(len(collected.articles), 'article')} in {counted(collected.asked, 'source')}"
    if collected.answered < collected.asked:
        text += f", of which {collected.asked - collected.answered} could not be read"
    if collected.known:
        text += f"; {counted(len(collected.known), 'input')} could not be used, as was told before"
    text += unchanged_in(collected)
    return text + (f"; {choice.later} waiting for a later run" if choice.later else "")


def _failed(report: Report, order: RunOrder) -> str:
    asked = report.collected.asked
    if report.choice.fresh:
        count = counted(len(report.choice.fresh), "new article")
        return f"None of {count} could be analysed; they wait for the next run."
    which = "its only source" if asked == 1 else f"all {asked} sources"
    return f"Could not tell whether anything is new for {order.loaded.config.name!r}: reading {which} failed."
