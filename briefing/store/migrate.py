"""Numbered migrations: `migrations/NNNN_what.sql`, each run once, in order, in one transaction with its number.

To change the schema, add a file with the next number; never change one that a release holds. The number of the last one
run stands in the database's `user_version`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from briefing.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID: Final = 0x62726665
"""Marks a SQLite file as an archive of this program ("brfe"), for `file` and for the check against other programs'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step of the schema: its number from 1, its file's name and its SQL."""

    number: int
    name: str
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All migrations in order. Raises StoreError where a number is missing or there twice: a broken installation."""
    found = _found()
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise StoreError("The migrations of the archive are incomplete.", hint="Install briefing again.")
    return found


def _found() -> tuple[Migration, ...]:
    entries = (files("briefing.store") / "migrations").iterdir()
    steps = [
        Migration(number=int(entry.name.partition("_")[0]), name=entry.name, sql=entry.read_text("utf-8"))
        for entry in entries
        if entry.name.endswith(".sql")
    ]
    return tuple(sorted(steps, key=lambda step: step.number))


def migrate(database: sqlite3.Connection, *, shown: str) -> None:
    """Bring the schema of `database` up to date; `shown` names its file in messages.

    Two processes at once do each step once. Raises StoreError where the file is newer than this program or another's.
    """
    if version(database, shown=shown) == migrations()[-1].number:
        return
    for step in migrations():
        database.execute("BEGIN IMMEDIATE")
        try:
            if _version(database, shown) < step.number:
                for statement in _statements(step.sql):
                    database.execute(statement)
                database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                database.execute(f"PRAGMA user_version = {step.number}")
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")


def version(database: sqlite3.Connection, *, shown: str) -> int:
    """The number of the last migration that was run. Raises StoreError as `migrate` does; nothing is changed.

    It is read in one transaction, as another process may be at the first migration.
    """
    database.execute("BEGIN")
    try:
        return _version(database, shown)
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


def _version(database: sqlite3.Connection, shown: str) -> int:
    """The number of the last migration that was run, after checking that the file is ours to change.

    Call it inside a transaction.
    """
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    newest = migrations()[-1].number
    ours = database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not ours and (version or database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]):
        raise StoreError(f"{shown} is a database of another program.", hint="Name another file for the archive.")
    if version > newest:
        message = f"The archive {shown} was made by a newer briefing (schema {version}; this one knows {newest})."
        raise StoreError(message, hint="Update briefing, or name another file for the archive; nothing was changed.")
    return version


def _statements(script: str) -> Iterator[str]:
    """The statements of a script: sqlite3's own executescript would commit what is open."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
