"""Standard output for commands that print something for each article, as soon as it is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from briefing.cli.failures import Failures
from briefing.cli.terminal import Terminal, piped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.types import Failure


def print_each(terminal: Terminal, found: Iterable[bytes | Failure]) -> NoReturn:
    """Print each as it comes, tell of the failures, and end the command: 0 all well, 1 partly, 3 nothing printed."""
    done = failed = 0
    failures = Failures(terminal)
    for one in found:
        if not isinstance(one, bytes):
            failures.tell(one)
            failed += not one.aside
            continue
        with piped():
            sys.stdout.buffer.write(one)
            sys.stdout.buffer.flush()
        done += 1
    failures.end()
    raise click.exceptions.Exit(3 if not done else 1 if failed else 0)
