"""A configuration's section [fetch]: what it may say, and the limits that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.config import ConfigError, load
from briefing.run.collecting import fetch_limits
from briefing.sources.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

LEAST = 'topic = "A"\n[[sources]]\nfeed = "https://news.example/feed"\n[[outputs]]\npath = "a.md"\n[fetch]\n'


def limits(folder: Path, text: str) -> Limits:
    path = folder / "a.toml"
    path.write_text(LEAST + text, encoding="utf-8")
    return fetch_limits(load(path, environment={}).config.fetch)


def test_what_is_not_said_is_the_programs_own(tmp_path: Path) -> None:
    assert limits(tmp_path, "") == Limits()


def test_everything_that_may_be_said(tmp_path: Path) -> None:
    text = """
    allow_private = ["Intranet.example", "10.1.0.0/16"]
    user_agent = "briefing (desk@news.example)"
    pause = 0.5
    seconds = 5
    run_seconds = 60
    longest_wait = 0
    attempts = 1
    redirects = 0
    megabytes = 1.5
    entries = 10
    """
    assert limits(tmp_path, text) == Limits(
        allow_private=("intranet.example", "10.1.0.0/16"),
        user_agent="briefing (desk@news.example)",
        pause=0.5,
        seconds=5,
        run_seconds=60,
        longest_wait=0,
        attempts=1,
        redirects=0,
        page_bytes=1_500_000,
        entries=10,
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('allow_private = "yes"', "must be true, false, or a list of hosts"),
        ("allow_private = [1]", "must be true, false, or a list of hosts"),
        ('pause = "1"', "must be a number, without quotation marks"),
        ("pause = nan", "pause"),
        ("seconds = 0", "should be greater than 0"),
        ("attempts = 1.5", "must be a whole number"),
        ("redirects = -1", "greater than or equal to 0"),
        ("megabytes = inf", "less than or equal to 1000"),
        ('user_agent = "a\\r\\nHost: b"', "must be 1 to 200 ASCII characters on one line"),
        ("retries = 3", "there is no such key"),
    ],
)
def test_mistakes(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(ConfigError) as told:
        limits(tmp_path, line)
    (mistake,) = told.value.lines()
    assert ":7: fetch." in mistake
    assert fault in mistake
