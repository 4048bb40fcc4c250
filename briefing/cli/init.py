"""`briefing init`: a commented configuration to start from."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.terminal import Terminal, verbosity

EPILOG = """\b
Examples:
  briefing init                        # writes briefing.toml
  briefing init morning.toml --topic "Morning briefing"
"""


@click.command("init", epilog=EPILOG)
@click.argument("path", metavar="[FILE]", type=click.Path(path_type=Path), default=Path("briefing.toml"))
@click.option("--topic", help="The briefing's title.")
@click.option("--source", "sources", metavar="PLACE", multiple=True, help="A path, or an address; may be repeated.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@verbosity
@click.pass_obj
def command(terminal: Terminal, /, *, path: Path, topic: str | None, sources: tuple[str, ...], force: bool) -> None:
    """Write FILE (briefing.toml), a configuration for "briefing run" with a comment on every key."""
    from briefing.run.setup import write_starter

    write_starter(path, topic=topic, sources=sources, force=force)
    terminal.note(f"Wrote {path}; check it with: briefing config check {path}")
