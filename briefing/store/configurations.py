"""Which file each configuration's name belongs to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing.store.paths import found, kept

if TYPE_CHECKING:
    from briefing.store.connect import Archive


def configuration_path(archive: Archive, name: str) -> str | None:
    """The configuration that was run under `name` last, as an absolute path.

    None where none was, and where the archive lay elsewhere then: one that was copied belongs to the copy.
    """
    row = archive.row("SELECT path, archive FROM configuration WHERE name = ?", (name,))
    return found(row["path"]) if row is not None and found(row["archive"]) == _place(archive) else None


def keep_configuration(archive: Archive, name: str, path: str) -> None:
    """Note that `name` is that of the configuration at `path`. Call it inside a transaction."""
    archive.rows(
        """INSERT INTO configuration (name, path, archive) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET path = excluded.path, archive = excluded.archive""",
        (name, kept(path), kept(_place(archive))),
    )


def _place(archive: Archive) -> str:
    return os.path.realpath(archive.path)
