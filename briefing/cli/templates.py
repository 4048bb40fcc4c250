"""`briefing templates`: what is built in, what stands in it, and a copy to start from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli.terminal import Terminal, piped, verbosity

FORMATS = ("docx", "markdown", "html")


@click.group("templates")
@verbosity
def command() -> None:
    """The built-in templates: list their names, show what stands in one, copy one to start your own from."""


@command.command("list")
@verbosity
def names() -> None:
    """List the names that --template takes, the default first."""
    from briefing.render.resources import BUILT_IN

    for name, description in BUILT_IN.items():
        click.echo(f"{name:<12} {description}")


@command.command("show")
@click.argument("name")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="markdown", show_default=True)
@verbosity
def show(name: str, form: str) -> None:
    """Show the template NAME: its text, or for Word the text of its paragraphs."""
    from briefing.render.copies import text_of

    with piped():
        click.echo(text_of(name, form), nl=False)


@command.command("new")
@click.argument("name")
@click.option("-o", "--output", metavar="FILE", help="Write here (.docx, .md.j2 or .html.j2).  [default: NAME.docx]")
@click.option("--force", is_flag=True, help="Overwrite the file where there is one.")
@verbosity
@click.pass_obj
def new(terminal: Terminal, /, *, name: str, output: str | None, force: bool) -> None:
    """Copy the built-in template NAME, to change it and to give it back with --template."""
    from briefing.deliver.files import check, write
    from briefing.errors import UsageError
    from briefing.render.copies import copy_of

    path = Path(output or f"{name}.docx")
    data = copy_of(name, path)
    if path.exists() and not force:
        raise UsageError(
            f"{str(path)!r} is there already.", hint="Name another file with -o, or overwrite it: --force."
        )
    check(str(path))
    write(str(path), data, stdout=sys.stdout.buffer)
    terminal.note(f"Wrote {path}")
