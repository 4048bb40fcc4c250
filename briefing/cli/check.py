"""`briefing check`: what in a document keeps people from reading it."""

from __future__ import annotations

import click

from briefing.cli.terminal import Terminal, piped, verbosity
from briefing.counting import counted

EPILOG = """\b
Examples:
  briefing check briefing.docx
  briefing check briefing.html --format json

\b
Exit codes:
  0  nothing found
  1  something found: each with its place and what to do
  2  wrong usage, or FILE cannot be read
  3  FILE is damaged
"""


@click.command("check", epilog=EPILOG)
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the report."
)
@verbosity
@click.pass_obj
def command(terminal: Terminal, *, file: str, form: str) -> None:
    """Look in FILE (.docx or .html, a briefing or any other) for what keeps people from reading it.

    These are found: a missing title or language, headings out of order, tables without a header row, empty and merged
    cells, pictures without alternative text, links whose words don't say where they lead, weak contrast, lists typed
    by hand, text boxes.
    """
    from briefing.run.audit import check
    from briefing.sources.files import printable

    found = check(file)
    with piped():
        if form == "json":
            click.echo(_as_json(found))
        elif terminal.level >= 0 or found:
            click.echo(f"{printable(file)}: {counted(len(found), 'finding') if found else 'nothing found'}.")
            for barrier in found:
                click.echo(f"{barrier.rule.upper()}: {barrier.place}: {barrier.message} {barrier.remedy}")
    raise click.exceptions.Exit(1 if found else 0)


def _as_json(found: tuple[object, ...]) -> str:
    import json
    from dataclasses import asdict

    record = {"schema": "briefing/check/1", "findings": [asdict(barrier) for barrier in found]}  # type: ignore[call-overload]
    return json.dumps(record, ensure_ascii=True, indent=2)
