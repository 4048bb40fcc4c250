"""What a person decides about the outbox: try again, send again what may have been sent, let it be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError
from briefing.run.mailing import mail_of, send_waiting
from briefing.run.setup import options_for
from briefing.store.outbox import Delivery, State, deliveries, delivery, move, renew

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from briefing.config import Loaded
    from briefing.store import Archive

_RESENT: Final[tuple[State, ...]] = ("accepted", "failed", "unknown", "forgotten")
_FORGOTTEN: Final[tuple[State, ...]] = ("pending", "failed", "unknown")


def retry(
    archive: Archive, loaded: Loaded, keys: Sequence[int], *, now: datetime, environment: Mapping[str, str]
) -> tuple[Delivery, ...]:
    """Try what is pending or has failed: these deliveries, or all of the configuration.

    Raises UsageError for one that may have been sent: that is for `resend` to say.
    """
    mail_of(loaded)
    chosen = [_own(archive, loaded, key) for key in keys]
    for one in chosen:
        if one.state in ("accepted", "unknown", "forgotten"):
            hint = f"To send it all the same: briefing outbox resend {one.key}{options_for(loaded, archive.path)}"
            raise UsageError(f"Message {one.key} is {one.state}.", hint=hint)
    if not keys:
        chosen = list(deliveries(archive, name=loaded.config.name, states=("pending", "sending", "failed")))
    for one in chosen:
        renew(archive, one.key, of=("pending", "failed"), when=now)
    return send_waiting(archive, loaded, environment, keys=[one.key for one in chosen])


def resend(
    archive: Archive, loaded: Loaded, keys: Sequence[int], *, now: datetime, environment: Mapping[str, str]
) -> tuple[Delivery, ...]:
    """Send these once more, whatever became of them: the same bytes, with the same Message-ID."""
    mail_of(loaded)
    chosen = [_own(archive, loaded, key) for key in keys]
    for one in chosen:
        renew(archive, one.key, of=_RESENT, when=now)
    return send_waiting(archive, loaded, environment, keys=[one.key for one in chosen])


def forget(archive: Archive, loaded: Loaded, keys: Sequence[int], *, now: datetime) -> None:
    """Let these be: they are not sent any more, and not asked about.

    Raises UsageError for one that was accepted, and for one of another configuration.
    """
    for one in [_own(archive, loaded, key) for key in keys]:
        if one.state not in (*_FORGOTTEN, "forgotten"):
            raise UsageError(f"Message {one.key} is {one.state}.", hint="Only what was not accepted can be forgotten.")
    for key in keys:
        move(archive, key, "forgotten", of=_FORGOTTEN, when=now)


def _own(archive: Archive, loaded: Loaded, key: int) -> Delivery:
    try:
        found = delivery(archive, key)
    except UsageError as error:
        hint = f"They are listed by: briefing outbox list --all{options_for(loaded, archive.path)}"
        raise UsageError(error.message, hint=hint) from error
    if found.name != loaded.config.name:
        hint = "Name the configuration that sends it: --config."
        raise UsageError(f"Message {key} is one of {found.name!r}, not of {loaded.config.name!r}.", hint=hint)
    return found
