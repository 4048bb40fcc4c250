"""`briefing run`: one issue of what is new in a configuration's sources."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.terminal import Terminal, fail, say, verbosity

if TYPE_CHECKING:
    from briefing.run.issue import Report, RunOrder

EPILOG = """\b
Examples:
  briefing init && briefing run briefing.toml
  briefing run briefing.toml --dry-run         # tell what is new, write nothing
  briefing run briefing.toml --since 2d        # leave what is older waiting
  briefing run briefing.toml --all             # once more, of all that is there now

\b
Exit codes:
  0  an issue was made, or nothing was new
  1  the same, but some inputs could not be used
  2  wrong usage or configuration
  3  could not tell whether anything is new, or nothing could be made or written
  75 another run of the same configuration is at work; nothing was done
"""


@click.command("run", epilog=EPILOG)
@click.argument("config", metavar="CONFIG", type=click.Path(path_type=Path))
@click.option("--since", metavar="WHEN", help="Leave older articles waiting: YYYY-MM-DD, or an age like 12h, 2d, 1w.")
@click.option("--all", "again", is_flag=True, help="Use all that the sources hold now, also what was used before.")
@click.option("--dry-run", "dry", is_flag=True, help="Only tell what a run would do; nothing is written.")
@click.option("--archive", metavar="FILE", type=click.Path(path_type=Path), help="Use this archive.")
@verbosity
@click.pass_obj
def command(
    terminal: Terminal, /, *, config: Path, since: str | None, again: bool, dry: bool, archive: Path | None
) -> None:
    """Make one issue of what is new in the sources of CONFIG, write its outputs, and remember what was used.

    It may be ended at any point, and started twice at once: no article is lost, and none is used twice. Of runs that
    are started at once, one works and the others leave.
    """
    from briefing.run.attended import attended
    from briefing.run.issue import RunOrder
    from briefing.run.setup import archive_path, load_config, moment_since, now

    moment = now(os.environ)
    loaded = load_config(config, os.environ)
    order = RunOrder(
        loaded=loaded,
        now=moment,
        archive=archive or archive_path(loaded),
        since=moment_since(since, moment) if since else None,
        again=again,
        dry=dry,
    )
    report = attended(order, warn=lambda fault: say(f"briefing: {fault}"), watch=terminal.progress)
    for failure in report.failures:
        fail(failure)
    if dry:
        _tell(report, order)
    else:
        _note(terminal, report, order)
    raise click.exceptions.Exit(report.exit_code)


def _note(terminal: Terminal, report: Report, order: RunOrder) -> None:
    """Good news to who watches; that nothing is new to all who did not ask for silence; a failure to everybody."""
    for path in report.completed:
        terminal.note(f"Wrote {path}, which an earlier run had recorded")
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


def _size(report: Report) -> str:
    parts = [_counted(len(report.choice.fresh), "new article")]
    if report.stories > 1:
        parts[0] += f" in {report.stories} stories"
    if report.choice.repeats:
        parts.append(f"{len(report.choice.repeats)} left out as near-copies of articles in earlier issues")
    if report.choice.later:
        parts.append(f"{_counted(report.choice.later, 'more')} waiting for a later run")
    return "; ".join(parts)


def _nothing_new(report: Report) -> str:
    from briefing.run.composing import unchanged_in

    collected, choice = report.collected, report.choice
    text = f"Nothing new: {_counted(len(collected.articles), 'article')} in {_counted(collected.asked, 'source')}"
    if collected.answered < collected.asked:
        text += f", of which {collected.asked - collected.answered} could not be read"
    text += unchanged_in(collected)
    return text + (f"; {choice.later} waiting for a later run" if choice.later else "")


def _failed(report: Report, order: RunOrder) -> str:
    asked = report.collected.asked
    if report.choice.fresh:
        count = _counted(len(report.choice.fresh), "new article")
        return f"None of {count} could be analysed; they wait for the next run."
    which = "its only source" if asked == 1 else f"all {asked} sources"
    return f"Could not tell whether anything is new for {order.loaded.config.name!r}: reading {which} failed."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "more" else f"{number} {noun}s"
