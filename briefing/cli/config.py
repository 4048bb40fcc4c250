"""`briefing config`: tell every mistake in a configuration."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefing.cli.terminal import Terminal, say, verbosity
from briefing.counting import counted

EPILOG = """\b
Examples:
  briefing config check
  briefing config check morning.toml && briefing run morning.toml
"""


@click.group("config")
def command() -> None:
    """Look at the configuration of unattended runs."""


@command.command("check", epilog=EPILOG, short_help="Tell every mistake in a configuration.")
@click.argument("path", metavar="[FILE]", type=click.Path(path_type=Path), default=Path("briefing.toml"))
@verbosity
@click.pass_obj
def check(terminal: Terminal, /, *, path: Path) -> None:
    """Check FILE (briefing.toml): every mistake with its line, and what would be right.

    Nothing is fetched and nothing is written. Ends with 0 where there is no mistake, and with 2 where there is one. A
    source that is not there now is told, and no mistake: it may be there when it is wanted.
    """
    from briefing.run.collecting import not_there
    from briefing.run.delivering import refuse_unwritable
    from briefing.run.setup import load_config, now

    loaded = load_config(path, os.environ)
    refuse_unwritable(loaded, now(os.environ))
    for line in not_there(loaded):
        say(f"briefing: {line}.")
    size = f"{counted(len(loaded.config.sources), 'source')}, {counted(len(loaded.config.outputs), 'output')}"
    terminal.note(f"{path} is right: {size}.")
