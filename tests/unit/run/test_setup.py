"""Points in time, the clock, and a configuration as commands load it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from briefing.errors import OutputError, UsageError
from briefing.run.setup import archive_path, load_config, moment_since, now, options_for, write_starter

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12h", NOW - timedelta(hours=12)),
        (" 2D ", NOW - timedelta(days=2)),
        ("1w", NOW - timedelta(weeks=1)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=NOW.tzinfo)),
        ("2026-03-01T06:00", datetime(2026, 3, 1, 6, tzinfo=NOW.tzinfo)),
        ("2026-03-01T06:00+00:00", datetime(2026, 3, 1, 6, tzinfo=UTC)),
    ],
)
def test_points_in_time(text: str, expected: datetime) -> None:
    assert moment_since(text, NOW) == expected


@pytest.mark.parametrize("text", ["", "soon", "2d ago", "2026-13-01", "-1d", "1.5h"])
def test_what_is_no_point_in_time_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="is no point in time") as told:
        moment_since(text, NOW)
    assert "2026-01-31" in told.value.hint


def test_the_clock_can_be_given() -> None:
    assert now({"SOURCE_DATE_EPOCH": "1773988200"}) == datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
    assert now({}).tzinfo is not None
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        now({"SOURCE_DATE_EPOCH": "today"})


def test_the_starter_can_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    write_starter(path, topic="Morning", sources=["in/"], force=False)
    loaded = load_config(path, {})
    assert loaded.config.topic == "Morning"
    assert archive_path(loaded) is None
    with pytest.raises(UsageError, match="is there already"):
        write_starter(path, topic=None, sources=(), force=False)
    write_starter(path, topic="Evening", sources=(), force=True)
    assert load_config(path, {}).config.topic == "Evening"
    with pytest.raises(OutputError):
        write_starter(tmp_path / "gone" / "briefing.toml", topic=None, sources=(), force=False)


def test_the_archive_lies_where_the_configuration_says(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    write_starter(path, topic=None, sources=(), force=False)
    path.write_text(
        path.read_text("utf-8").replace('# archive = "archive.sqlite3"', 'archive = "here/a.sqlite3"'), "utf-8"
    )
    assert archive_path(load_config(path, {})) == tmp_path / "here" / "a.sqlite3"


def test_a_suggested_command_names_what_is_not_the_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("briefing.toml", "my news.toml"):
        write_starter(tmp_path / name, topic="News", sources=["news/"], force=False)
    here, other = (load_config(tmp_path / name, {}) for name in ("briefing.toml", "my news.toml"))
    assert options_for(here) == ""
    assert options_for(here, archive_path(here)) == ""
    assert options_for(here, tmp_path / "old.sqlite3") == f" --archive {tmp_path / 'old.sqlite3'}"
    assert options_for(other) == f" --config '{tmp_path / 'my news.toml'}'"
    monkeypatch.chdir("/")
    assert options_for(here) == f" --config {tmp_path / 'briefing.toml'}"
