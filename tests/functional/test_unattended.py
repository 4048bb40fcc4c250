"""Runs that nobody watches: the operator is told of failures, and what one run left over the next start finishes."""

from __future__ import annotations

import email
import json
import re
import sqlite3
from datetime import datetime
from email import policy
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from tests.functional.conftest import Run

CONFIG = """
topic = "Morning"
archive = "archive.sqlite3"
[[sources]]
path = "news/"
[[outputs]]
path = "{name}-{number}.md"
[mail]
sender = "briefing@example.org"
to = ["ann@example.org"]
maildir = "post"
[unattended]
operator = "Desk <desk@example.org>"
failures = 2
heartbeat = "alive"
"""


@pytest.fixture
def config(tmp_path: Path, text: str) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "morning.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def at(moment: str) -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(moment).timestamp()))}


def mails(config: Path) -> list[EmailMessage]:
    files = sorted((config.parent / "post" / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
    return [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]


def log_of(config: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.parent / "archive.sqlite3.morning.runs.jsonl").open("rb")]


def codes_of(config: Path) -> list[int | None]:
    """The exit codes of the runs, as the archive has them."""
    with sqlite3.connect(config.parent / "archive.sqlite3") as database:
        return [row[0] for row in database.execute("SELECT exit_code FROM run ORDER BY id")]


def test_the_operator_is_told_after_failures_in_a_row(run: Run, config: Path) -> None:
    (config.parent / "news").rename(config.parent / "old")
    codes = [run("run", config, "-q", env=at(f"2027-03-2{day}T06:30+00:00")).code for day in range(1, 4)]
    assert codes == [3, 3, 3]
    (notice,) = mails(config)
    assert (notice["To"], notice["Subject"]) == ("desk@example.org", "Briefing morning: the last 2 runs failed")
    text = notice.get_content()
    assert "2027-03-22T06:30:00+00:00  " in text
    assert f"briefing doctor {config}" in text
    run("run", config, "-q", env=at("2027-03-24T06:30+00:00"))
    assert len(mails(config)) == 2
    assert mails(config)[1]["Subject"] == "Briefing morning: the last 4 runs failed"
    (config.parent / "old").rename(config.parent / "news")
    assert run("run", config, "-q").code == 0
    assert [mail["To"] for mail in mails(config)[2:]] == ["ann@example.org"]


def test_a_notice_that_cannot_be_sent_changes_nothing_else(run: Run, config: Path) -> None:
    config.write_text(CONFIG.replace("failures = 2", "failures = 1"), encoding="utf-8")
    (config.parent / "news").rename(config.parent / "old")
    (config.parent / "post").write_text("no folder")
    done = run("run", config, "-q")
    assert done.code == 3
    assert "The notice to desk@example.org was not sent" in done.err


def test_an_operator_needs_mail(run: Run, config: Path) -> None:
    config.write_text(re.sub(r"(?s)\[mail\].*?(?=\[unattended\])", "", CONFIG), encoding="utf-8")
    assert "has no section [mail]" in run("config", "check", config).err


def test_what_a_run_left_over_the_next_start_finishes(run: Run, config: Path) -> None:
    due = ["run", config, "-q", "--due", "06:30", "--timezone", "UTC"]
    (config.parent / "post").write_text("no folder")
    first = run(*due, env=at("2027-03-22T06:30+00:00"))
    assert (first.code, first.err.count("\n")) == (1, 1)
    assert "Not sent yet to ann@example.org" in first.err
    assert "so does: briefing outbox retry --config " in first.err
    assert not (config.parent / "alive").exists()
    assert codes_of(config) == [1]
    assert "made issue 1 of 1 article (exit code 1)\n" in run("status", config).out.decode()
    (config.parent / "post").unlink()
    second = run(*due, env=at("2027-03-22T07:30+00:00"))
    assert (second.code, second.err) == (0, "")
    assert [mail["To"] for mail in mails(config)] == ["ann@example.org"]
    assert json.loads((config.parent / "alive").read_bytes())["outcome"] == "finished"
    assert [one["outcome"] for one in log_of(config)] == ["made", "finished"]
    assert run(*due, env=at("2027-03-22T08:30+00:00")).code == 0
    assert len(mails(config)) == 1
    assert len(log_of(config)) == 2
