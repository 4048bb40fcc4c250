"""`briefing analyse`: all that was found in each article, one JSON object a line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from briefing.cli.each import print_each
from briefing.cli.terminal import Terminal, allow_private, jobs, verbosity

if TYPE_CHECKING:
    from briefing.run import Engine

EPILOG = """\b
Examples:
  briefing analyse article.txt
  briefing analyse news/ > analyses.jsonl
  briefing analyse news/ --engine dask --scheduler tcp://host:8786 > analyses.jsonl
  briefing analyse article.txt | jq '.briefing.open_questions[].text'
"""


class Settings(TypedDict):
    """The options that say where articles come from and where they are worked on."""

    jobs: int | None
    engine: str
    scheduler: str | None
    allow_private: bool


@click.command("analyse", epilog=EPILOG)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    expose_value=False,
    help="JSON, an object a line: the only one there is.",
)
@click.option("--ranker", default="news", show_default=True, help="How sentences are ranked (see: briefing rankers).")
@jobs
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Where to analyse: in processes of this machine, or on a Dask cluster (see docs/scale.md).",
)
@click.option("--scheduler", metavar="ADDRESS", help="With --engine dask: the cluster's, like tcp://host:8786.")
@allow_private
@verbosity
@click.pass_obj
def command(terminal: Terminal, *, paths: tuple[str, ...], ranker: str, **settings: Unpack[Settings]) -> None:
    """Print one JSON object a line for each article, in the order given, each as soon as it is done.

    It holds the sentences with scores, ranks and reasons, every attribution, and the briefing of that article alone.
    Offsets count characters (code points) of the file's text. A PATH is what INPUT is to "briefing make".
    """
    from briefing.run import records, unwatched

    watch = unwatched if sys.stdout.isatty() else terminal.progress  # a bar would cut into the lines
    engine, private = _engine(settings), settings["allow_private"]
    print_each(terminal, records(paths, ranker=ranker, engine=engine, watch=watch, allow_private=private))


def _engine(settings: Settings) -> Engine:
    if settings["engine"] == "dask":
        from briefing.run.cluster import cluster

        return cluster(settings["scheduler"], jobs=settings["jobs"])
    if settings["scheduler"]:
        raise click.UsageError("--scheduler goes with --engine dask.")
    from briefing.run import processes

    return processes(settings["jobs"])
