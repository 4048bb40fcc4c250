"""What earlier runs of a configuration recorded and could not finish: files to be written, messages to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.run.delivering import complete
from briefing.run.mailing import send_waiting
from briefing.run.namesake import refuse_namesake
from briefing.store import open_archive
from briefing.store.issues import unwritten
from briefing.store.outbox import Delivery, to_make

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.run.issue import RunOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Files that were written now, and messages that were tried now, as they stand."""

    written: tuple[str, ...]
    mailed: tuple[Delivery, ...]

    @property
    def exit_code(self) -> int:
        """0 where nothing is left, 1 where some messages are."""
        return 1 if any(one.state != "accepted" for one in self.mailed) else 0


def left_over(order: RunOrder, archive: Path) -> bool:
    """Whether there is anything to finish. Raises StoreError."""
    if not archive.exists():
        return False
    name = order.loaded.config.name
    with open_archive(archive) as store:
        return bool(unwritten(store, name) or (order.loaded.config.mail is not None and to_make(store, name)))


def finish(order: RunOrder, archive: Path) -> Finished:
    """Finish it. Raises OutputError where a file cannot be written, StoreError, and UsageError for a namesake's."""
    with open_archive(archive) as store:
        refuse_namesake(store, order.loaded)
        mailed = send_waiting(store, order.loaded, order.environment)
        written = complete(store, order.loaded.config.name, now=order.now)
    return Finished(written=written, mailed=mailed)
