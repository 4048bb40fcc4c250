"""The mail server's password: found where the configuration and the system keep it, and told to nobody."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "BRIEFING_SMTP_PASSWORD"
"""The environment variable; with _FILE after it, one that names a file."""
CREDENTIAL: Final = "briefing-smtp-password"
"""The name of the systemd credential (LoadCredential=) in the folder that CREDENTIALS_DIRECTORY names."""
SERVICE: Final = "briefing"
"""The keyring's entries are this service's, for `user@host`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who logs in, and where the password is looked for; `given` stands in the configuration itself."""

    user: str
    host: str
    given: str | None = None
    file: str | None = None
    keyring: bool = False

    def __repr__(self) -> str:
        """Without the password: whatever shows an object shows no secret."""
        return f"Login(user={self.user!r}, host={self.host!r})"


def password(login: Login, environment: Mapping[str, str]) -> str:
    """The password, from the first place that has one. Raises UsageError where none has, or a file cannot be read."""
    if login.given is not None:
        return login.given
    if login.file is not None:
        return _from_file(login.file, "password_file")
    if VARIABLE in environment:
        return _from_environment(environment[VARIABLE])
    if f"{VARIABLE}_FILE" in environment:
        return _from_file(environment[f"{VARIABLE}_FILE"], f"{VARIABLE}_FILE")
    folder = environment.get("CREDENTIALS_DIRECTORY")
    if folder and os.path.lexists(f"{folder}/{CREDENTIAL}"):
        return _from_file(f"{folder}/{CREDENTIAL}", "CREDENTIALS_DIRECTORY")
    if login.keyring:
        return _from_keyring(login)
    raise UsageError(
        f"There is no password for {login.user} at {login.host}.",
        hint=f"Set {VARIABLE} or {VARIABLE}_FILE, name a password_file, or keep it in the keyring (keyring = true).",
    )


def _from_environment(found: str) -> str:
    try:
        found.encode("utf-8")
    except UnicodeEncodeError:  # bytes of another encoding, which Python keeps as half characters
        hint = f"Set it anew, or name a file with {VARIABLE}_FILE."
        raise UsageError(f"The password in {VARIABLE} is not UTF-8 text.", hint=hint) from None
    return found


def _from_file(path: str, named_by: str) -> str:
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UsageError(
            f"The password's file {path!r} that {named_by} names cannot be read: {reason}.", hint="Check it (ls -l)."
        ) from error
    found = text.removesuffix("\n").removesuffix("\r")
    if not found or "\n" in found:
        raise UsageError(f"The password's file {path!r} must hold the password alone.", hint="One line, nothing else.")
    return found


def _from_keyring(login: Login) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise UsageError(
            "keyring = true needs the package keyring.", hint="Install it: pip install 'briefing[keyring]'."
        ) from error
    account = f"{login.user}@{login.host}"
    try:
        found = keyring.get_password(SERVICE, account)
    except KeyringError as error:
        raise UsageError(f"The keyring cannot be used ({error}).", hint="Unlock it, or use a password_file.") from error
    if found is None:
        raise UsageError(
            f"The keyring holds no password for {account}.", hint=f"Put it there: keyring set {SERVICE} {account}"
        )
    return str(found)
