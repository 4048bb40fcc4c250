"""`briefing status`: what the last runs did, what is due next, and what somebody has to look at."""

from __future__ import annotations

import json
import os
import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.terminal import Terminal, say, verbosity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.run.status import Status

EPILOG = """\b
Examples:
  briefing status                       # all that is scheduled, and all that the archive knows
  briefing status briefing.toml
  briefing status --format json | jq -r '.troubles[]'

\b
Exit codes:
  0  nothing to look at
  1  something to look at: it is told after "!"
  2  wrong usage or configuration
"""


@click.command("status", epilog=EPILOG)
@click.argument("config", metavar="[CONFIG]", type=click.Path(path_type=Path), required=False)
@click.option("--archive", metavar="FILE", type=click.Path(path_type=Path), help="Look into this archive.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@verbosity
@click.pass_obj
def command(terminal: Terminal, /, *, config: Path | None, archive: Path | None, form: str) -> None:
    """The last runs of CONFIG, or of every configuration, the next time, the outbox, and what is wrong with them."""
    from briefing.errors import BriefingError
    from briefing.run.setup import now
    from briefing.run.status import all_statuses, status_of

    moment = now(os.environ)
    found: Iterable[Status | BriefingError] = (
        all_statuses(os.environ, now=moment, archive=archive)
        if config is None
        else [status_of(config, os.environ, now=moment, archive=archive)]
    )
    troubled = told = False
    for one in found:
        told = True
        if isinstance(one, BriefingError):
            say(f"briefing: {one}")
            troubled = True
            continue
        troubled = troubled or bool(one.troubles)
        click.echo(json.dumps(one.record(), ensure_ascii=False) if form == "json" else _text(one))
    if not told:
        terminal.note("Nothing is scheduled, and the archive knows of no run.")
    raise click.exceptions.Exit(1 if troubled else 0)


def _text(status: Status) -> str:
    from briefing.run.status import what_it_did

    lines = [f"{status.name} ({status.config or status.archive})"]
    lines += [f"  ! {trouble}" for trouble in status.troubles]
    if status.at_work:
        lines.append(f"  at work    {status.at_work}")
    if status.following is not None:
        lines.append(f"  next time  {status.following:%a %Y-%m-%d %H:%M %z}")
    elif status.config is not None:
        command = f'briefing schedule add {shlex.quote(str(status.config))} --at "06:30 Mon-Fri"'
        lines.append(f"  next time  none: it is not scheduled (to do so: {command})")
    for number, run in enumerate(status.runs):
        lines.append(f"  {'last runs' if not number else '':<9}  {_when(run.get('time'))}  {what_it_did(run)}")
    if not status.runs:
        lines.append("  last runs  none yet")
    if status.outbox:
        lines.append("  outbox     " + ", ".join(f"{count} {state}" for state, count in status.outbox.items()))
    lines.append(f"  run log    {status.log}")
    return "\n".join(lines)


def _when(written: object) -> str:
    """A time of the run log by this machine's clock."""
    try:
        return f"{datetime.fromisoformat(str(written)).astimezone():%a %Y-%m-%d %H:%M}"
    except ValueError:
        return "?"
