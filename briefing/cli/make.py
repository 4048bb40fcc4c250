"""`briefing make`: articles to one briefing, in as many formats as are asked for."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from briefing.cli.failures import tell_all
from briefing.cli.terminal import Terminal, allow_private, fail, jobs, piped, say, verbosity
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.run import Order

EPILOG = """\b
Examples:
  briefing make article.txt -o briefing.docx
  briefing make news/ -o briefing.md -o briefing.json --developments 5
  briefing make a.txt b.txt -o "Week 12.docx" --title "Week 12" --date 2026-03-20
  briefing make https://news.example/feed.xml report.pdf -o briefing.docx
  curl -s https://news.example/story | briefing make - | less

\b
The format follows each output's ending: .md, .docx, .html, .json or .pdf (which needs LibreOffice).
Without -o, Markdown is written to standard output. The date printed is --date or
SOURCE_DATE_EPOCH; without either there is none, so that the same input always gives the same file.
"""


class Settings(TypedDict):
    """The options that say what is made of the inputs."""

    title: str | None
    date: str | None
    since: str | None
    published: str | None
    templates: tuple[str, ...]
    developments: int | None
    words: int | None
    watch: tuple[str, ...]
    ranker: str
    figures: bool
    allow_private: bool
    jobs: int | None


@click.command("make", epilog=EPILOG)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="FILE",
    multiple=True,
    help="Write here; may be repeated; '-' is standard output.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["markdown", "docx", "html", "json", "pdf"]),
    help="Format of standard output and of files whose ending tells none.",
)
@click.option(
    "-t",
    "--template",
    "templates",
    metavar="NAME|FILE",
    multiple=True,
    help="Fill this template: a built-in one by its name (see: briefing templates list) or a file (.docx, .md.j2, "
    ".html.j2), one a format.",
)
@click.option("--title", help="Title of the briefing.")
@click.option("--developments", metavar="N", type=click.IntRange(min=1), help="At most N key developments.")
@click.option(
    "--words",
    metavar="N",
    type=click.IntRange(min=1),
    help="At most N words of key developments; each story has one line whatever N.",
)
@click.option(
    "--watch",
    metavar="TERM",
    multiple=True,
    help="Lift lines on this name or term, and tell which articles mention it; may be repeated.",
)
@click.option("--ranker", default="news", show_default=True, help="How sentences are ranked (see: briefing rankers).")
@click.option("--figures/--no-figures", default=True, help="Draw pictures in Word and HTML (default), or none.")
@click.option("--date", metavar="YYYY-MM-DD", help="Date to print.")
@click.option(
    "--since",
    metavar="WHEN",
    help="Leave out older articles: YYYY-MM-DD, or an age before --date like 12h, 2d, 1w.",
)
@click.option("--published", metavar="YYYY-MM-DD", help="Date of the articles that bear none.")
@jobs
@allow_private
@verbosity
@click.pass_obj
def command(
    terminal: Terminal,
    /,
    *,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    form: str | None,
    **settings: Unpack[Settings],
) -> None:
    """Make one briefing of all INPUTs together.

    An INPUT is a file (text, Markdown, HTML, PDF, Word, mail, mailbox, JSON, feed or a zip archive of them), a folder
    (all files in it), a pattern like 'news/*.txt', '-' for standard input, or the address of a web page or feed.
    Inputs that cannot be used are named on standard error and in the briefing.
    """
    from briefing.run import make

    outputs = outputs or ("-",)
    if form in ("docx", "pdf") and "-" in outputs and sys.stdout.isatty():
        raise UsageError(f"A {form.upper()} file cannot be shown on a terminal.", hint="Name a file with -o.")
    order = _order(inputs, outputs, form, settings)
    with piped():
        made = make(order, watch=terminal.progress)
    tell_all(terminal, made.failures)
    for one in made.aside:
        terminal.note(f"briefing: {one.reason}") if made.written else fail(one)
    if not made.written:
        why = "Every article is too old for --since" if made.older and not made.failures else "No input could be used"
        say(f"briefing: {why}, so nothing was written.")
        raise click.exceptions.Exit(3)
    for path in made.written:
        if path != "-":
            terminal.note(f"Wrote {path}")
    raise click.exceptions.Exit(1 if made.failures else 0)


def _order(inputs: tuple[str, ...], outputs: tuple[str, ...], form: str | None, settings: Settings) -> Order:
    """The order, its dates read. Raises UsageError for what is no date."""
    from briefing.run import Order, briefing_date
    from briefing.run.setup import moment_since
    from briefing.sources.files import printable

    date = briefing_date(settings["date"], os.environ)
    return Order(
        inputs=inputs,
        outputs=outputs,
        format=form,
        title=printable(settings["title"]) if settings["title"] else None,
        date=date,
        since=moment_since(settings["since"], date) if settings["since"] else None,
        published=briefing_date(settings["published"], {}),
        templates=settings["templates"],
        developments=settings["developments"],
        words=settings["words"],
        watch=settings["watch"],
        ranker=settings["ranker"],
        figures=settings["figures"],
        allow_private=settings["allow_private"],
        jobs=settings["jobs"],
    )
