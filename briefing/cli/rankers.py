"""`briefing rankers`: the names that --ranker takes."""

from __future__ import annotations

import click

from briefing.cli.terminal import verbosity


@click.command("rankers")
@verbosity
def command() -> None:
    """List the names that --ranker takes, the default first."""
    from briefing.run import rankers

    for name, description in rankers():
        click.echo(f"{name:<12} {description}")
