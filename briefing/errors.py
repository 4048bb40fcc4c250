"""Everything that can go wrong for a reason a user can mend; each message names the input and what to try next.

BriefingError
├── UsageError      wrong arguments or configuration        (exit code 2)
├── InputError      one input cannot be read or used        (exit code 1 beside good ones, 3 alone)
├── TemplateError   a template is missing or has a fault    (exit code 2)
├── OutputError     a file cannot be written                (exit code 3)
├── BusyError       another run of the same configuration is at work  (exit code 75)
├── StoreError      the archive cannot be opened, read or written (exit code 3)
├── DeliveryError   a message cannot be sent                (exit code 3)
├── ScheduleError   the crontab or systemd's files cannot be read or written (exit code 3)
├── ProofError      a file carries nothing to check it by, or cannot be taken apart (exit code 3)
└── ModelError      the reader's weights or a package are damaged or missing (exit code 3)
"""

from __future__ import annotations


class BriefingError(Exception):
    """The root: `exit_code` is what the command line ends with where nothing else was made."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str = "") -> None:
        """`message` names the input and the fault; `hint` says what to try next."""
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class UsageError(BriefingError):
    """Wrong arguments or configuration."""

    exit_code = 2


class TemplateError(BriefingError):
    """A template is missing, unreadable or has a fault."""

    exit_code = 2


class InputError(BriefingError):
    """One input cannot be read or holds nothing to brief on."""


class OutputError(BriefingError):
    """A file cannot be written."""


class StoreError(BriefingError):
    """The archive is damaged, newer than this program, held by another process, or cannot be written."""


class DeliveryError(BriefingError):
    """A message cannot be sent, or the mail server cannot be used as it is configured."""


class ScheduleError(BriefingError):
    """The crontab, or systemd's files, cannot be read or written."""


class ProofError(BriefingError):
    """A file cannot be checked: it carries no manifest, is damaged, or a source that it names is not at hand."""


class ModelError(BriefingError):
    """The reader's weights, or a package that it needs, are damaged or missing."""


class BusyError(BriefingError):
    """Another run of the same configuration is at work: nothing was done, and nothing is wrong.

    The code is EX_TEMPFAIL of sysexits.h, "try again later", which no other ending of this program has.
    """

    exit_code = 75
