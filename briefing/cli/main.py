"""The `briefing` command: its group, and how every fault becomes a message and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import Final, NoReturn

import click

from briefing import __version__
from briefing.cli.group import LateGroup
from briefing.cli.terminal import PipeClosed, Terminal, say, verbosity
from briefing.errors import BriefingError, OutputError

INTERRUPTED: Final = 130
# New objects after which Python looks for cycles. Nearly all that a start makes (modules, patterns, weights) stays, and
# looking through it every 700, as is the default, took 70 ms of a cold briefing's second; now 25, in as much memory.
COLLECTED_AFTER: Final = 50_000
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
PIPE_CLOSED: Final = 141  # what a shell reports of a program that SIGPIPE ended

EPILOG: Final = """\b
Examples:
  briefing make article.txt -o briefing.docx
  briefing make news/ -o briefing.md -o briefing.json
  briefing make https://news.example/feed.xml -o briefing.docx
  briefing analyse news/*.txt > analyses.jsonl

\b
Exit codes:
  0  all well
  1  made, but some inputs could not be used
  2  wrong usage, template or setting
  3  nothing could be made
"""


COMMANDS: Final = {
    "analyse": "Print all that was found, one JSON object an article.",
    "archive": "List, show, search, export or prune what was seen and made.",
    "check": "Check that a document can be read by everyone.",
    "config": "Check a configuration.",
    "doctor": "Look at all that a run needs, and tell what to do.",
    "explain": "Tell why each line is there and the others are not.",
    "init": "Write a commented configuration to start from.",
    "make": "Make a briefing of one or more articles.",
    "outbox": "List and decide what was mailed, or waits to be.",
    "rankers": "List the ways in which sentences can be ranked.",
    "run": "Make an issue of what is new, as a configuration says.",
    "schedule": "Start runs by themselves: by cron, or by systemd.",
    "send": "Mail a file to somebody.",
    "status": "Tell how the runs of a configuration are doing.",
    "templates": "List, show and copy the built-in templates.",
    "verify": "Prove that a briefing's lines stand in its sources.",
}
"""What the help says of each command: `NAME` is `command` of `briefing/cli/NAME.py`, imported when it is run."""


@click.group(
    cls=LateGroup,
    lines=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "auto_envvar_prefix": None},
    epilog=EPILOG,
)
@click.version_option(__version__, "--version", prog_name="briefing")
@verbosity
def app() -> None:
    """News articles in, a briefing out: key developments, positions by actor, open questions.

    Every line is taken from the articles word for word. Only addresses that you name are fetched, and mail goes only
    to whom you name.
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code: never a traceback, unless -v asks for one."""
    gc.set_threshold(COLLECTED_AFTER)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a narrow locale must not stop a message
    terminal = Terminal()
    try:
        code = app.main(arguments, prog_name="briefing", standalone_mode=False, obj=terminal)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        say("Interrupted.")
        code = INTERRUPTED
    except BriefingError as error:
        say(f"Error: {error}")
        for note in getattr(error, "__notes__", ()):
            say(f"briefing: {note}")
        code = error.exit_code
    except (PipeClosed, BrokenPipeError):
        _silence()
        code = PIPE_CLOSED
    except Exception as error:
        code = _internal(error, terminal)
    sys.exit(code if isinstance(code, int) else 0)


def _silence() -> None:
    """Give standard output up, or Python complains of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritten(error: OSError) -> int:
    """Tell that standard output takes no more: only there is written without a file's name."""
    _silence()
    say(f"Error: Standard output cannot be written: {error.strerror}. Free some space, or write elsewhere.")
    return OutputError.exit_code


def _internal(error: Exception, terminal: Terminal) -> int:
    if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
        return _unwritten(error)
    if terminal.level > 0:
        import traceback

        say("".join(traceback.format_exception(error)).rstrip())
    hint = "" if terminal.level > 0 else " Run again with -v to see where."
    say(f"Error: an internal error ({type(error).__name__}: {error}).{hint}")
    return 3
