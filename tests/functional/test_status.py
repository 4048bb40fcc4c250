"""`briefing status`, the heartbeat, and what they tell of runs that went well and of those that did not."""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.functional.conftest import Run

CONFIG = """
topic = "Morning"
archive = "archive.sqlite3"
[[sources]]
path = "news/"
[[outputs]]
path = "{name}-{number}.md"
[unattended]
heartbeat = "alive.json"
"""


@pytest.fixture
def config(tmp_path: Path, text: str) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "morning.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A crontab in which the configuration is due on weekdays."""
    (tmp_path / "programs").mkdir()
    (tmp_path / "table").write_bytes(b"")
    program = tmp_path / "programs" / "crontab"
    program.write_text(f"#!/bin/sh\ncat '{tmp_path}/table'\n", encoding="utf-8")
    program.chmod(0o755)
    return {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "TZ": "UTC",
    }


def clock(moment: str) -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(moment).timestamp()))}


def test_status_tells_runs_next_time_and_what_was_missed(run: Run, config: Path, home: dict[str, str]) -> None:
    shown = run("schedule", "show", config, "--at", "06:30 Mon-Fri", env=home | clock("2027-03-24T12:00+00:00"))
    (config.parent / "table").write_bytes(shown.out)
    before = run("status", config, env=home | clock("2027-03-25T06:29+00:00"))
    assert (before.code, before.err) == (0, "")
    assert "  next time  Thu 2027-03-25 06:30 +0000\n  last runs  none yet\n" in before.out.decode()

    assert run("run", config, env=home | clock("2027-03-25T06:30+00:00")).code == 0
    (config.parent / "news").rename(config.parent / "old")
    assert run("run", config, env=home | clock("2027-03-26T06:30+00:00")).code == 3
    failed = run("status", config, env=home | clock("2027-03-26T07:00+00:00"))
    lines = failed.out.decode().splitlines()
    assert failed.code == 1
    assert lines[1].startswith("  ! The last run failed: could not tell what is new")
    assert lines[1].endswith(" (exit code 3)")
    assert lines[2].startswith("  ! No run has served Fri 2027-03-26 06:30 +0000")
    assert lines[3] == "  next time  Mon 2027-03-29 06:30 +0000"
    assert lines[5].endswith("made issue 1 of 1 article")

    everything = run("status", "--format", "json", env=home | clock("2027-03-26T07:00+00:00"))
    (record,) = map(json.loads, everything.out.splitlines())
    assert everything.code == 1
    assert (record["name"], record["next"], len(record["troubles"])) == ("morning", "2027-03-29T06:30:00+00:00", 2)


def test_a_scheduled_configuration_that_is_gone_is_told(run: Run, config: Path, home: dict[str, str]) -> None:
    shown = run("schedule", "show", config, "--at", "06:30", env=home)
    (config.parent / "table").write_bytes(shown.out)
    config.unlink()
    done = run("status", env=home)
    assert (done.code, done.out) == (1, b"")
    assert "There is no configuration" in done.err


def test_the_heartbeat_follows_runs_that_went_well(run: Run, config: Path) -> None:
    alive = config.parent / "alive.json"
    (config.parent / "news").rename(config.parent / "old")
    assert run("run", config).code == 3
    assert not alive.exists()
    (config.parent / "old").rename(config.parent / "news")
    assert run("run", config).code == 0
    assert json.loads(alive.read_bytes())["outcome"] == "made"
    assert alive.read_bytes().count(b"\n") == 1
    # One that cannot be given is told, and changes nothing else.
    done = run("run", config, "-q", "--heartbeat", "http://127.0.0.1:9/")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "could not be given" in done.err
