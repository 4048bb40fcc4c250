"""A group whose commands are imported when they are run, so that help and faults do not wait for all of them."""

from __future__ import annotations

import os
import shlex
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class LateGroup(click.Group):
    """Commands by name, each with the line that the help shows of it; `briefing.cli.NAME.command` is the command."""

    def __init__(self, *, lines: Mapping[str, str], **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(**settings)
        self.lines = lines

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names, in the order of the alphabet."""
        return sorted(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now; None where there is none."""
        if cmd_name not in self.lines:
            return None
        found: click.Command = import_module(f"briefing.cli.{cmd_name}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; where there is no such command, tell which may be meant."""
        name = args[0]
        if name not in self.lines and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(f"There is no command {name!r}.{self._meant(name)}")
        return super().resolve_command(ctx, args)

    def _meant(self, name: str) -> str:
        """The nearest name; or what to do with a file, which people give without a command at first."""
        near = get_close_matches(name, self.lines, n=1)
        if near:
            return f" Did you mean {near[0]!r}?"
        if os.path.lexists(name) or "://" in name:
            return f" To make a briefing of it: briefing make {shlex.quote(name)}"
        return ""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names with their lines, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.lines[name]) for name in self.list_commands(ctx)])
