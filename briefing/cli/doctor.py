"""`briefing doctor`: everything that a run needs, looked at one by one, with what to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.terminal import verbosity

if TYPE_CHECKING:
    from briefing.run.doctor import Finding

EPILOG = """\b
Examples:
  briefing doctor briefing.toml
  briefing doctor briefing.toml -q      # only what is not well

\b
Exit codes:
  0  all is well
  1  there is advice
  2  the configuration has a mistake
  3  there is a fault with which a run would fail
"""


@click.command("doctor", epilog=EPILOG)
@click.argument("config", metavar="[CONFIG]", type=click.Path(path_type=Path), default=Path("briefing.toml"))
@click.option("--archive", metavar="FILE", type=click.Path(path_type=Path), help="Use this archive.")
@verbosity
@click.pass_context
def command(context: click.Context, /, *, config: Path, archive: Path | None) -> None:
    """Look at all that a run of CONFIG needs: model, templates, archive, sources, mail, schedule, clock and disk.

    Each feed and page is asked once; the mail server is logged in to, and no mail is sent; nothing is changed.
    """
    from briefing.run.doctor import examine
    from briefing.run.setup import now

    quiet = context.obj.level < 0
    grades = {}
    for one in examine(config, os.environ, now=now(os.environ), archive_file=archive):
        grades[one.grade] = one.subject
        if one.grade != "ok" or not quiet:
            click.echo(_line(one))
    if grades.get("fault") == "configuration":
        raise click.exceptions.Exit(2)
    raise click.exceptions.Exit(3 if "fault" in grades else 1 if "advice" in grades else 0)


def _line(finding: Finding) -> str:
    grade = {"ok": "ok    ", "advice": "advice", "fault": "FAULT "}[finding.grade]
    text = f"{grade}  {finding.subject + ':':<14} {' '.join(finding.text.split())}"
    return f"{text}\n{'':24}> {finding.advice}" if finding.advice else text
