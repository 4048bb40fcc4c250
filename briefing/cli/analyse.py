"""`briefing analyse`: all that was found in each article, one JSON object a line."""

from __future__ import annotations

import sys

import click

from briefing.cli.terminal import Terminal, allow_private, fail, jobs, piped, verbosity

EPILOG = """\b
Examples:
  briefing analyse article.txt
  briefing analyse news/ > analyses.jsonl
  briefing analyse article.txt | jq '.briefing.open_questions[].text'
"""


@click.command("analyse", epilog=EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--format", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, expose_value=False)
@click.option("--ranker", default="news", show_default=True, help="How sentences are ranked (see: briefing rankers).")
@jobs
@allow_private
@verbosity
@click.pass_obj
def command(terminal: Terminal, *, paths: tuple[str, ...], ranker: str, jobs: int | None, allow_private: bool) -> None:
    """Print one JSON object a line for each article, in the order given, each as soon as it is done.

    It holds the sentences with scores, ranks and reasons, every attribution, and the briefing of that article alone.
    Offsets count characters (code points) of the file's text. A PATH is what INPUT is to "briefing make".
    """
    from briefing.run import processes, records, unwatched
    from briefing.types import Failure

    watch = unwatched if sys.stdout.isatty() else terminal.progress  # a bar would cut into the lines
    done = failed = 0
    engine = processes(jobs)
    for record in records(paths, ranker=ranker, engine=engine, watch=watch, allow_private=allow_private):
        if isinstance(record, Failure):
            fail(record)
            failed += 1
            continue
        with piped():
            sys.stdout.buffer.write(record)
            sys.stdout.buffer.flush()
        done += 1
    raise click.exceptions.Exit(0 if not failed else 1 if done else 3)
