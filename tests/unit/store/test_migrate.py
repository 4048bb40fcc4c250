"""The archive's schema: every step once, in order; what is newer, damaged or another program's is refused unchanged."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from briefing.errors import StoreError
from briefing.store import default_path, open_archive
from briefing.store.connect import copy_in_memory
from briefing.store.migrate import APPLICATION_ID, migrate, migrations

if TYPE_CHECKING:
    from pathlib import Path

NEWEST = migrations()[-1].number


def schema(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as database:
        found = database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
    database.close()
    return found


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [step.number for step in migrations()] == list(range(1, NEWEST + 1))


def test_a_new_archive_has_the_newest_schema(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "that is new" / "archive.sqlite3"
    with open_archive(path) as archive:
        assert archive.value("PRAGMA user_version") == NEWEST
        assert archive.value("PRAGMA application_id") == APPLICATION_ID
        assert archive.value("PRAGMA journal_mode") == "wal"
        assert archive.value("PRAGMA synchronous") == 2
        assert archive.value("PRAGMA foreign_keys") == 1


@pytest.mark.parametrize("number", range(1, NEWEST))
def test_an_older_archive_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    old, new = tmp_path / "old.sqlite3", tmp_path / "new.sqlite3"
    steps = migrations()
    with monkeypatch.context() as patched:
        patched.setattr("briefing.store.migrate.migrations", lambda: steps[:number])
        with open_archive(old) as archive, archive.transaction():
            archive.rows("INSERT INTO run (name, started) VALUES ('a', '2026-03-20T06:30:00+00:00')")
    with open_archive(old) as archive:
        assert archive.value("PRAGMA user_version") == NEWEST
        assert archive.value("SELECT name FROM run") == "a"
    open_archive(new).close()
    assert schema(old) == schema(new)


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.store.migrate import Migration

    path = tmp_path / "archive.sqlite3"
    open_archive(path).close()
    before = schema(path)
    broken = Migration(number=NEWEST + 1, name="broken.sql", sql="CREATE TABLE extra (a);\nCREATE TABLE run (a);\n")
    steps = (*migrations(), broken)
    monkeypatch.setattr("briefing.store.migrate.migrations", lambda: steps)
    with pytest.raises(StoreError):
        open_archive(path)
    assert schema(path) == before


def test_a_newer_archive_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    open_archive(path).close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {NEWEST + 1}")
        database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    before = path.read_bytes()
    for opened in (open_archive, copy_in_memory):
        with pytest.raises(
            StoreError, match=rf"newer briefing \(schema {NEWEST + 1}; this one knows {NEWEST}\)"
        ) as told:
            opened(path)
        assert "Update briefing" in told.value.hint
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE bookmarks (a)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_archive(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(b"Dear diary, " * 400)
    with pytest.raises(StoreError, match="damaged or is no archive") as told:
        open_archive(path)
    assert ".recover" in told.value.hint


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    open_archive(path).close()
    data = bytearray(path.read_bytes())
    data[100:] = b"\x7f" * (len(data) - 100)
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError, match="damaged"):
        open_archive(path)


def test_a_missing_archive_is_not_made_for_who_only_looks(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no archive") as told:
        open_archive(tmp_path / "gone.sqlite3", create=False)
    assert "--archive" in told.value.hint
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_archive(tmp_path / "file" / "archive.sqlite3")


def test_who_waits_for_the_lock_in_vain_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.store.connect.BUSY_SECONDS", 0.0)
    path = tmp_path / "archive.sqlite3"
    with open_archive(path) as one, open_archive(path) as other, one.transaction():
        with pytest.raises(StoreError, match="is in use") as told, other.transaction():
            pass
        assert "Another run" in told.value.hint


def test_a_copy_in_memory_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    with copy_in_memory(path) as copy, copy.transaction():
        copy.rows("INSERT INTO run (name, started) VALUES ('a', 'b')")
    assert not path.exists()
    open_archive(path).close()
    before = path.read_bytes()
    with copy_in_memory(path) as copy, copy.transaction():
        copy.rows("INSERT INTO run (name, started) VALUES ('a', 'b')")
    assert path.read_bytes() == before


def test_what_fails_inside_a_transaction_is_undone(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.sqlite3") as archive:
        with pytest.raises(StoreError), archive.transaction():  # noqa: PT012 - the second statement undoes the first
            archive.rows("INSERT INTO run (name, started) VALUES ('a', 'b')")
            archive.rows("INSERT INTO nowhere VALUES (1)")
        assert archive.value("SELECT count(*) FROM run") == 0


def test_the_default_place_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path() == tmp_path / "briefing" / "archive.sqlite3"


def test_the_schema_can_be_made_without_the_program() -> None:
    """As `migrate` runs statement by statement: each script is whole."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    migrate(database, shown="memory")
    assert database.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    database.close()
