"""`briefing send`: one file by mail, by hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypedDict, Unpack

import click

from briefing.cli.mailed import tell_mailed
from briefing.cli.terminal import Terminal, say, verbosity

EPILOG = """\b
Examples:
  briefing send morning-2026-03-20-7.docx --to ann@example.org
  briefing send week.docx --to 'Ann Reader <ann@example.org>' --subject 'Week 12'
  briefing send week.docx --dry-run            # write the messages as .eml files, send nothing
  briefing send week.docx --again              # once more to those who have it

\b
Exit codes:
  0  all recipients have it (nothing is sent to who has it already)
  1  some have it; the others are named
  2  wrong usage or configuration
  3  nobody has it
"""


class Settings(TypedDict):
    """The options that go into the order as they are."""

    to: tuple[str, ...]
    subject: str | None
    again: bool


@click.command("send", epilog=EPILOG)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--to", multiple=True, metavar="ADDRESS", help="Send it here; may be repeated. Without it, as [mail] says."
)
@click.option(
    "--config",
    metavar="CONFIG",
    type=click.Path(path_type=Path),
    default="briefing.toml",
    show_default=True,
    help="Send it as the section [mail] of this configuration says.",
)
@click.option("--subject", metavar="TEXT", help="The subject; without it, the issue's or the file's name.")
@click.option("--again", is_flag=True, help="Send it once more to those who have it, or may have it.")
@click.option("--dry-run", "dry", is_flag=True, help="Write the messages as .eml files, and send nothing.")
@click.option("--folder", metavar="DIR", type=click.Path(path_type=Path), help="Write them here (with --dry-run).")
@click.option("--archive", metavar="FILE", type=click.Path(path_type=Path), help="Use this archive.")
@verbosity
@click.pass_obj
def command(
    terminal: Terminal,
    /,
    *,
    file: Path,
    config: Path,
    dry: bool,
    folder: Path | None,
    archive: Path | None,
    **settings: Unpack[Settings],
) -> None:
    """Mail FILE to each ADDRESS, in a message of its own.

    The text of the message is that of FILE, or of the issue that it belongs to, where there is one in Markdown or HTML.
    """
    from briefing.run.fates import undelivered
    from briefing.run.sending import SendOrder, send
    from briefing.run.setup import archive_path, load_config, now, options_for

    if folder is not None and not dry:
        raise click.UsageError("--folder is for --dry-run.")
    loaded = load_config(config, os.environ)
    order = SendOrder(
        loaded=loaded,
        file=file,
        now=now(os.environ),
        environment=os.environ,
        archive=archive or archive_path(loaded),
        folder=(folder or Path()) if dry else None,
        **settings,
    )
    sent = send(order)
    options = options_for(loaded, archive)
    tell_mailed(terminal, sent.tried, options)
    for line in undelivered(sent.known, options):
        say(f"briefing: {line}")
    for one in sent.known:
        if one.state == "accepted":
            terminal.note(f"{one.recipient} has it since {one.changed:%Y-%m-%d %H:%M} UTC; --again sends it once more")
    for path in sent.written:
        terminal.note(f"Wrote {path}")
    raise click.exceptions.Exit(sent.exit_code)
