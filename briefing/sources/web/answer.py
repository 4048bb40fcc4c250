"""What comes of asking for an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from briefing.errors import InputError
from briefing.types import Validators

NO_VALIDATORS: Final = Validators()


class FetchError(InputError):
    """An address did not give what was asked for; `passing` tells that it may do so at another time."""

    def __init__(self, message: str, *, hint: str = "", passing: bool = False) -> None:
        """`message` names the address and the fault; `hint` says what to try next."""
        super().__init__(message, hint=hint)
        self.passing = passing


class PrivateError(FetchError):
    """An address that lies inside a private network or on this machine, and may not be asked."""


class UnknownHostError(FetchError):
    """An address whose host has no address: the network is away for now, or the host for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address answered: `body` is decompressed, `address` where it was found after all redirects.

    With `unchanged` the server said that it has nothing newer than the validators it was shown, and `body` is empty.
    """

    address: str
    body: bytes
    retrieved: datetime
    media_type: str = ""
    charset: str | None = None
    validators: Validators = NO_VALIDATORS
    unchanged: bool = False
    server_time: datetime | None = None
    """What the server's clock showed, where it told so."""


class Fetcher(Protocol):
    """Asks for addresses."""

    def fetch(self, address: str, *, validators: Validators | None = None) -> Answer:
        """What `address` answers. Raises FetchError where that is nothing to read."""
        ...


class Offline:
    """Asks for nothing."""

    def fetch(self, address: str, *, validators: Validators | None = None) -> Answer:  # noqa: ARG002
        """Raises FetchError."""
        raise FetchError(f"{address} is not fetched here.", hint="Save it as a file and name that.")
