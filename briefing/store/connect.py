"""The archive as a SQLite file: opened, brought up to date, its faults told in words."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import StoreError
from briefing.store.migrate import migrate, version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

BUSY_SECONDS: Final = 60.0
"""How long a process waits for another that writes: writing takes well under a second, but a disk may be slow."""

OLDEST_SQLITE: Final = (3, 35)
"""The first version with RETURNING."""

_PRIMARY: Final = 0xFF
"""Of an error code of SQLite: its kind, without the detail."""

_DAMAGED: Final = ("malformed", "not a database", "disk image", "encrypted")


def default_path() -> Path:
    """The archive's place where none is configured: `archive.sqlite3` in the user's data folder for briefing."""
    from platformdirs import user_data_path

    return user_data_path("briefing", appauthor=False) / "archive.sqlite3"


class Archive:
    """An open archive. Reads see what is committed; writes are done inside `with archive.transaction():`.

    Every fault of SQLite is raised as a StoreError that names the file.
    """

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        """Use `open_archive` instead."""
        self._database = database
        self.path = path

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what is not committed is undone."""
        self._database.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Run one statement, and all rows that it gives."""
        with told(self.path):
            return self._database.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """As `rows`, one row at a time: for answers that may not fit into memory."""
        with told(self.path):
            yield from self._database.execute(sql, values)

    def row(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first row that a statement gives, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401 - whatever the column holds
        """The first column of the first row, or None."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside is kept together or, where anything is raised, not at all.

        The write lock is taken at once, so what is read inside cannot change before it is acted on.
        """
        with told(self.path):
            self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise
        with told(self.path):
            try:
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise


def open_archive(path: Path | None = None, *, create: bool = True) -> Archive:
    """The archive at `path` (the default place for None), made where it is missing, with the schema of this program.

    Raises StoreError where it is missing and not to be made, damaged, newer than this program, another program's, or
    cannot be written.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(
            f"Python's SQLite is {sqlite3.sqlite_version}; the archive needs {needed}.", hint="Use a newer Python."
        )
    path = path or default_path()
    if not create and not path.exists():
        raise StoreError(f"There is no archive {str(path)!r}.", hint="`briefing run` makes it; or name it: --archive.")
    _make_folder(path.parent)
    with told(path):
        database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            database.row_factory = sqlite3.Row
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA synchronous = FULL")
            version(database, shown=repr(str(path)))  # before anything is changed in what is no archive of ours
            _use_wal(database)
            migrate(database, shown=repr(str(path)))
        except BaseException:
            database.close()
            raise
    return Archive(database, path)


def copy_in_memory(path: Path | None = None) -> Archive:
    """A copy of the archive to try things in, or an empty one where there is none: the file is only read.

    Raises StoreError as `open_archive` does.
    """
    path = path or default_path()
    with told(path):
        copy = sqlite3.connect(":memory:", isolation_level=None)
        try:
            if path.exists():
                source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
                try:
                    source.backup(copy)
                finally:
                    source.close()
            copy.row_factory = sqlite3.Row
            migrate(copy, shown=repr(str(path)))
        except BaseException:
            copy.close()
            raise
    return Archive(copy, path)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell SQLite's faults in words that name the archive and what to try next."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        raise _explained(path, error) from error


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    shown, text = repr(str(path)), str(error)
    if "locked" in text or "busy" in text:
        hint = "Another run is at work on it; try again when that has ended."
        return StoreError(f"The archive {shown} is in use ({text}).", hint=hint)
    if any(word in text for word in _DAMAGED):
        hint = (
            f"Keep it (mv {path.name} {path.name}.damaged), restore a copy or save what can be saved with "
            f'sqlite3 {path.name}.damaged ".recover" | sqlite3 {path.name}; nothing was changed.'
        )
        return StoreError(f"The archive {shown} is damaged or is no archive ({text}).", hint=hint)
    if "full" in text:
        return StoreError(f"The disk of the archive {shown} is full.", hint="Free some space; nothing is lost.")
    hint = "Check that its folder and file can be written (ls -l), or name another archive."
    return StoreError(f"The archive {shown} cannot be used ({text}).", hint=hint)


def _use_wal(database: sqlite3.Connection) -> None:
    """Readers don't wait for a writer then. Where the file system cannot do it, SQLite stays with its journal.

    It does not wait for its turn to change that, either. Who is in the way is changing it too, or writes; then whoever
    opens the file next changes it.
    """
    if database.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    try:
        database.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
            raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The folder {str(folder)!r} for the archive cannot be made: {error.strerror or error}."
        raise StoreError(message, hint="Name another place for the archive.") from error
    if not os.access(folder, os.W_OK):
        hint = "SQLite keeps files beside it; name another place for the archive."
        raise StoreError(f"The folder {str(folder)!r} of the archive cannot be written.", hint=hint)
