"""`briefing schedule`: entries in the crontab or for systemd that start the runs of a configuration."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from briefing.cli.terminal import Terminal, say, verbosity

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.run.scheduling import Place, Placed
    from briefing.schedule.entry import Entry

Command = TypeVar("Command", bound="Callable[..., Any]")

SHOWN = 3
"""How many of the next times are listed."""

EPILOG = """\b
Examples:
  briefing schedule show briefing.toml --at "06:30 Mon-Fri"     # look first
  briefing schedule add briefing.toml --at "06:30 Mon-Fri"
  briefing schedule add briefing.toml --at "30 6 * * 1-5" --timezone Europe/Berlin --systemd
  briefing schedule list
  briefing schedule remove briefing.toml
"""


class Options(TypedDict):
    """The options of `add` and `show`, as click hands them over."""

    config: Path
    at: str
    timezone: str | None
    catch_up: str
    by_systemd: bool
    variables: tuple[str, ...]
    archive: Path | None
    heartbeat: str | None


@click.group("schedule", epilog=EPILOG)
def command() -> None:
    """Start the runs of a configuration at their times, by your crontab or by systemd.

    Each configuration has one entry, which adding it again changes. Times are right across changes of the clock, by the
    time zone you name; a time that was missed is caught up with, once.
    """


def _wish(command: Command) -> Command:
    """What tells which entry is meant."""
    options = (
        click.argument("config", metavar="CONFIG", type=click.Path(path_type=Path)),
        click.option("--at", required=True, metavar="TIMES", help='Like "06:30 Mon-Fri", or cron\'s "30 6 * * 1-5".'),
        click.option(
            "--timezone", metavar="ZONE", help="Whose clocks it goes by, like Europe/Berlin.  [default: yours]"
        ),
        click.option(
            "--catch-up", default="6h", metavar="SPAN", show_default=True, help="How long a missed time counts."
        ),
        click.option(
            "--systemd", "by_systemd", is_flag=True, help="A systemd user service and timer, not the crontab."
        ),
        click.option("--env", "variables", metavar="NAME[=VALUE]", multiple=True, help="Give runs this variable."),
        click.option("--archive", metavar="FILE", type=click.Path(path_type=Path), help="Use this archive."),
        click.option("--heartbeat", metavar="URL|FILE", help="After a run that went well, ask for URL, or write FILE."),
    )
    for option in reversed(options):
        command = option(command)
    return verbosity(command)


@command.command("add", short_help="Add the entry of a configuration, or change it.")
@_wish
@click.pass_obj
def add(terminal: Terminal, /, **options: Unpack[Options]) -> None:
    """Add CONFIG's entry to your crontab (or, with --systemd, its service and timer); no other line is touched.

    Ends with 1 where the files are written but systemd could not be told of them.
    """
    from briefing.run import scheduling
    from briefing.run.setup import now

    entry, place = _entry(options)
    added = scheduling.add(entry, place, os.environ)
    terminal.note(f"{'Scheduled' if added.changed else 'It was scheduled already:'} {_described(added.placed)}")
    for moment in added.placed.next(after=now(os.environ)):
        terminal.note(f"The next time is {moment:%a %Y-%m-%d %H:%M %z}.")
    if added.note:
        terminal.note(added.note)
    if added.trouble:
        say(f"briefing: {added.trouble}")
        raise click.exceptions.Exit(1)


@command.command("show", short_help="Print what add would write, and write nothing.")
@_wish
def show(**options: Unpack[Options]) -> None:
    """Print the crontab's line for CONFIG (or, with --systemd, its service and timer)."""
    from briefing.run import scheduling

    entry, place = _entry(options)
    click.echo(scheduling.text_of(entry, place, os.environ), nl=False)


@command.command("list", short_help="List your entries, with their next times.")
@verbosity
@click.pass_obj
def list_(terminal: Terminal, /) -> None:
    """Every entry of yours: what it makes, when, where it stands, and its next three times."""
    from briefing.run import scheduling
    from briefing.run.setup import now

    moment = now(os.environ)
    found = scheduling.placed(os.environ)
    if not found:
        terminal.note("Nothing is scheduled.")
    for one in found:
        click.echo(_described(one))
        for when in one.next(after=moment, most=SHOWN):
            click.echo(f"  {when:%a %Y-%m-%d %H:%M %z}")


@command.command("remove", short_help="Remove the entry of a configuration.")
@click.argument("config", metavar="CONFIG", type=click.Path(path_type=Path))
@verbosity
@click.pass_obj
def remove(terminal: Terminal, /, *, config: Path) -> None:
    """Remove CONFIG's entry, wherever it stands; no other line is touched. The file itself may be gone already."""
    from briefing.errors import UsageError
    from briefing.run import scheduling

    places = scheduling.remove(config, os.environ)
    if not places:
        raise UsageError(f"{str(config)!r} is not scheduled.", hint="See what is: briefing schedule list")
    terminal.note(f"Removed {config} from {' and '.join(_PLACES[place] for place in places)}.")


_PLACES = {"crontab": "your crontab", "systemd": "systemd's user timers"}


def _entry(options: Options) -> tuple[Entry, Place]:
    from briefing.run.scheduling import Wish, entry_of
    from briefing.run.setup import now
    from briefing.sources.links import is_address

    more: list[str] = []
    if options["archive"] is not None:
        more += ["--archive", str(options["archive"].absolute())]
    heartbeat = options["heartbeat"]
    if heartbeat is not None:
        more += ["--heartbeat", heartbeat if is_address(heartbeat) else str(Path(heartbeat).absolute())]
    wish = Wish(
        config=options["config"],
        at=options["at"],
        timezone=options["timezone"],
        catch_up=options["catch_up"],
        variables=options["variables"],
        options=tuple(more),
    )
    return entry_of(wish, os.environ, now(os.environ)), "systemd" if options["by_systemd"] else "crontab"


def _described(placed: Placed) -> str:
    entry = placed.entry
    if entry is None:
        return f"{placed.key} in {_PLACES[placed.place]}: changed by hand, so it cannot be told what it does"
    return f"{entry.config}: {entry.schedule.text}, {entry.zone}, in {_PLACES[placed.place]}"
