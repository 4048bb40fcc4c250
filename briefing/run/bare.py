"""Whether a configuration can be used without its owner's shell: cron and systemd give a run next to no environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.config import ConfigError, Loaded
from briefing.deliver.password import VARIABLE, password
from briefing.errors import UsageError
from briefing.run.mailing import login_of
from briefing.run.setup import load_config

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.schedule.entry import Entry

_SECRET: Final = frozenset(
    ("password", "passwd", "pass", "passphrase", "pw", "token", "key", "apikey", "secret", "secrets", "credentials")
)
"""Words that the name of a variable has where its value is a secret."""

_PLACES: Final = ("FILE", "DIR", "PATH")
"""The last word of a variable that tells where something is: that may be seen."""

GIVEN: Final = ("HOME", "LOGNAME", "USER")
"""What cron and systemd give of the user's own environment; PATH and SHELL are theirs."""


def names_a_secret(variable: str) -> bool:
    """Whether a variable's value is a secret, by its name.

    >>> names_a_secret("NEWS_API_KEY"), names_a_secret("NEWS_API_KEY_FILE"), names_a_secret("KEYBOARD")
    (True, False, False)
    """
    words = variable.split("_")
    return words[-1].upper() not in _PLACES and any(word.lower() in _SECRET for word in words)


def bare_environment(
    entry: Entry, environment: Mapping[str, str], settings: Mapping[str, str] | None = None
) -> dict[str, str]:
    """What an entry gives its run: some of the user's `environment`, the crontab's `settings`, and its own."""
    kept = {name: environment[name] for name in GIVEN if name in environment}
    return {**kept, **(settings or {}), **dict(entry.environment)}


def read_bare(entry: Entry, bare: Mapping[str, str]) -> Loaded:
    """The configuration as an entry's run will read it. Raises UsageError where it needs what will not be there."""
    try:
        return load_config(entry.config, bare)
    except ConfigError as error:
        lines = "; ".join(error.lines())
        hint = "Name a file that holds it (--env NAME_FILE=/path), or give it on: --env NAME"
        raise UsageError(f"Runs are started without your shell's environment: {lines}.", hint=hint) from error


def find_password(loaded: Loaded, bare: Mapping[str, str]) -> None:
    """Raise UsageError where the mail server's password is only in the shell: an entry must not spell it out."""
    smtp = loaded.config.mail.smtp if loaded.config.mail else None
    if smtp is None or smtp.user is None or smtp.keyring:
        return
    try:
        password(login_of(loaded), bare)
    except UsageError as error:
        hint = f"Keep it in a file: password_file in [mail.smtp], or --env {VARIABLE}_FILE=/path"
        raise UsageError(f"Runs are started without your shell's environment. {error.message}", hint=hint) from error
