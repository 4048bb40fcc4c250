"""What commands share in talking to the user: -v and -q, messages, failures, progress."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from briefing.types import Failure

PROGRESS_AFTER: Final = 2.0
"""Seconds of work after which a bar is worth the flicker."""

Item = TypeVar("Item")
Command = TypeVar("Command", bound=Callable[..., Any])


class PipeClosed(Exception):  # noqa: N818 - no error: who reads the output has seen enough
    """Nobody reads standard output any more."""


@contextmanager
def piped() -> Iterator[None]:
    """Tell a closed pipe apart from other faults before click makes exit code 1 of it, which means "partly made"."""
    try:
        yield
    except BrokenPipeError as error:
        raise PipeClosed from error


@dataclass(slots=True)
class Terminal:
    """How much to say: `level` is -1 for -q, 0, 1 for -v, 2 for -vv."""

    level: int = 0

    def set(self, level: int) -> None:
        """Take the level, and show the program's own log from -v on."""
        self.level = level
        if level > 0:
            import logging

            logging.basicConfig(stream=sys.stderr, format="%(name)s: %(message)s")
            logging.getLogger("briefing").setLevel(logging.INFO if level == 1 else logging.DEBUG)

    def progress(self, items: Iterable[Item], total: int, /) -> Iterable[Item]:
        """The same items; from the third second on, a bar on standard error where a person watches."""
        if self.level < 0 or not sys.stderr.isatty():
            return items
        return _with_bar(items, total)

    def note(self, message: str) -> None:
        """Good news: to a person who watches, or with -v; never with -q, never into a log file of cron."""
        if self.level > 0 or (self.level == 0 and sys.stderr.isatty()):
            say(message)


def say(message: str) -> None:
    """One message on standard error."""
    click.echo(message, err=True)


def fail(failure: Failure) -> None:
    """Report an input that could not be used."""
    say(f"briefing: {failure.reason}")


def verbosity(command: Command) -> Command:
    """Give a command -v and -q; they may stand before or after its name."""

    def apply(context: click.Context, parameter: click.Parameter, value: int) -> None:
        if value and isinstance(context.obj, Terminal):
            context.obj.set(value if parameter.name == "verbose" else -1)

    options = (
        click.option("-v", "--verbose", count=True, expose_value=False, callback=apply, help="Say more; -vv for all."),
        click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=apply, help="Say only what failed."),
    )
    for option in options:
        command = option(command)
    return command


allow_private = click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch addresses in private networks and on this machine.",
)
"""What `make` and `analyse` share for addresses among their inputs."""

jobs = click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1, max=256),
    help="Analyse in N processes.  [default: one a core, at most 8]",
)
"""What `make` and `analyse` share for many articles."""


def _with_bar(items: Iterable[Item], total: int) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = progress.add_task("", total=total)
    start = threading.Timer(PROGRESS_AFTER, progress.start)
    start.daemon = True
    start.start()
    try:
        for item in items:
            yield item
            progress.advance(task)
    finally:
        start.cancel()
        progress.stop()
