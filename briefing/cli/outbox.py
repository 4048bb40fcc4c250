"""`briefing outbox`: what was mailed and what was not, and what is to become of that."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefing.cli.mailed import tell_mailed
from briefing.cli.terminal import Terminal, piped, verbosity
from briefing.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.config import Loaded
    from briefing.store import Archive
    from briefing.store.outbox import Delivery

Command = TypeVar("Command", bound="Callable[..., Any]")

EPILOG = """\b
Examples:
  briefing outbox list                 # what is not sent, or may not be
  briefing outbox list --all
  briefing outbox retry                # what waits or has failed, now
  briefing outbox resend 12            # although it may have been sent
  briefing outbox forget 12 13         # do not send them any more

\b
A message is one of:
  pending    not sent; the next run tries again
  sending    being handed over at this moment
  accepted   the mail server has it
  failed     the mail server refused it, or it was tried too often
  unknown    handed over, but no answer came; a person decides
  forgotten  let be
"""


@click.group("outbox", epilog=EPILOG)
def command() -> None:
    """See what was mailed to whom, and decide about what was not.

    No message is sent twice by itself: of one whose fate is not known, you say whether to resend it or to forget it.
    """


def _where(command: Command) -> Command:
    """The options that tell which configuration and archive are meant."""
    options = (
        click.option(
            "--archive",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="The archive that holds them, where it is not the configuration's.",
        ),
        click.option(
            "--config",
            metavar="CONFIG",
            type=click.Path(path_type=Path),
            default="briefing.toml",
            show_default=True,
            help="The configuration whose messages are meant.",
        ),
    )
    for option in options:
        command = option(command)
    return verbosity(command)


@command.command("list", short_help="List messages that are not sent, or may not be.")
@click.option("--all", "all_", is_flag=True, help="List those that were sent or forgotten, too.")
@_where
def list_(*, all_: bool, archive: Path | None, config: Path) -> None:
    """One line a message: number, state, issue, recipient, last change (UTC), tries, and the server's answer."""
    from briefing.store.outbox import OPEN, deliveries

    loaded, store = _opened(archive, config)
    with store, piped():
        for one in deliveries(store, name=loaded.config.name, states=() if all_ else OPEN):
            click.echo(_line(one))


@command.command("retry", short_help="Try again what waits or has failed.")
@click.argument("keys", metavar="[NUMBER]...", nargs=-1, type=int)
@_where
@click.pass_obj
def retry(terminal: Terminal, /, *, keys: tuple[int, ...], archive: Path | None, config: Path) -> None:
    """Try now what is pending or has failed: these messages, or all."""
    from briefing.run import deciding
    from briefing.run.setup import now, options_for

    loaded, store = _opened(archive, config)
    with store:
        tried = deciding.retry(store, loaded, keys, now=now(os.environ), environment=os.environ)
    _end(terminal, tried, options_for(loaded, archive))


@command.command("resend", short_help="Send again what may have been sent.")
@click.argument("keys", metavar="NUMBER...", nargs=-1, required=True, type=int)
@_where
@click.pass_obj
def resend(terminal: Terminal, /, *, keys: tuple[int, ...], archive: Path | None, config: Path) -> None:
    """Send these messages once more, the very same bytes: who has one already gets a second copy."""
    from briefing.run import deciding
    from briefing.run.setup import now, options_for

    loaded, store = _opened(archive, config)
    with store:
        tried = deciding.resend(store, loaded, keys, now=now(os.environ), environment=os.environ)
    _end(terminal, tried, options_for(loaded, archive))


@command.command("forget", short_help="Let messages be that were not sent.")
@click.argument("keys", metavar="NUMBER...", nargs=-1, required=True, type=int)
@_where
@click.pass_obj
def forget(terminal: Terminal, /, *, keys: tuple[int, ...], archive: Path | None, config: Path) -> None:
    """Do not send these messages any more, and do not ask about them."""
    from briefing.run import deciding
    from briefing.run.setup import now

    loaded, store = _opened(archive, config)
    with store:
        deciding.forget(store, loaded, keys, now=now(os.environ))
    terminal.note(f"Forgot {counted(len(keys), 'message')}")


def _opened(archive: Path | None, config: Path) -> tuple[Loaded, Archive]:
    from briefing.run.setup import archive_path, load_config
    from briefing.store import open_archive

    loaded = load_config(config, os.environ)
    return loaded, open_archive(archive or archive_path(loaded), create=False)


def _end(terminal: Terminal, tried: tuple[Delivery, ...], options: str) -> None:
    tell_mailed(terminal, tried, options)
    missing = sum(one.state != "accepted" for one in tried)
    raise click.exceptions.Exit(0 if not missing else 1 if missing < len(tried) else 3)


def _line(one: Delivery) -> str:
    issue = f"{one.name}:{one.issue}" if one.issue is not None else "by hand"
    tries = counted(one.attempts, "try", "tries")
    parts = (str(one.key), one.state, issue, one.recipient, f"{one.changed:%Y-%m-%d %H:%M}", tries, one.reply)
    return "  ".join(part for part in parts if part)
