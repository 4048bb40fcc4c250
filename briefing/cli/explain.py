"""`briefing explain`: why each line is there, and what became of every other sentence."""

from __future__ import annotations

import sys
from typing import TypedDict, Unpack

import click

from briefing.cli.each import print_each
from briefing.cli.terminal import Terminal, allow_private, verbosity

EPILOG = """\b
Examples:
  briefing explain article.txt
  briefing explain article.txt --words 120 --watch "Port Ellery"
  briefing explain news/ --format json | jq '.sentences[] | [.fate, .text]'

\b
The weights of a line are log-odds. All that bear a sign add up; what they come to, as a likelihood, stands
after the "=". A line with an "x" is a factor on it.
"""


class Settings(TypedDict):
    """The options that go into the inquiry as they are."""

    developments: int | None
    words: int | None
    watch: tuple[str, ...]
    ranker: str
    allow_private: bool


@click.command("explain", epilog=EPILOG)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell it.",
)
@click.option("--developments", metavar="N", type=click.IntRange(min=1), help="At most N key developments.")
@click.option(
    "--words", metavar="N", type=click.IntRange(min=1), help="At most N words of key developments; one line whatever N."
)
@click.option("--watch", metavar="TERM", multiple=True, help="Lift lines on this name or term; may be repeated.")
@click.option("--ranker", default="news", show_default=True, help="How sentences are ranked (see: briefing rankers).")
@allow_private
@verbosity
@click.pass_obj
def command(terminal: Terminal, /, *, inputs: tuple[str, ...], form: str, **settings: Unpack[Settings]) -> None:
    """Explain the key developments of each article by itself.

    Each line is shown with its score and the terms of the formula that made it, then the near misses with why they
    lost, the sentences that were set aside as noise with the rule that did it, and the fate of all others. JSON is one
    object a line for each article. An INPUT is what it is to "briefing make".
    """
    from briefing.run import Inquiry, explanations, unwatched

    watch = unwatched if sys.stdout.isatty() else terminal.progress  # a bar would cut into the text
    told = explanations(Inquiry(inputs=inputs, **settings), form, watch=watch)
    print_each(
        terminal,
        (one.encode("utf-8", errors="backslashreplace") if isinstance(one, str) else one for one in told),
    )
