"""`briefing templates`: what is built in, what stands in it, and a copy to start from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli.terminal import Terminal, piped, verbosity

FORMATS = ("docx", "markdown", "html")


EPILOG = """\b
Examples:
  briefing templates list
  briefing templates show bluf
  briefing templates new standard -o house.docx
  briefing make article.txt -o briefing.docx --template house.docx
"""


@click.group("templates", epilog=EPILOG)
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


@command.command("show", short_help="Print what stands in a template.")
@click.argument("name")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="Which of its forms.",
)
@verbosity
def show(name: str, form: str) -> None:
    """Show the template NAME: its text, or for Word the text of its paragraphs."""
    from briefing.render.copies import text_of

    with piped():
        click.echo(text_of(name, form), nl=False)


@command.command("new", short_help="Copy a template, to make your own of it.")
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
