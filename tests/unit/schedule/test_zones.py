"""Time zones: what is asked for, and what machine and user go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.errors import UsageError
from briefing.schedule.windows import parse_window
from briefing.schedule.zones import machine_zone, same_clock, user_zone, zone_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("name", "near"), [("Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin")])
def test_an_unknown_zone_brings_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"Did you mean '{near}'"):
        zone_of(name)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "/etc/localtime", "Europe", "a\0b"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        zone_of(name)


@pytest.mark.parametrize(
    ("link", "written", "expected"),
    [
        ("/usr/share/zoneinfo/Europe/Berlin", None, "Europe/Berlin"),
        ("../usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin\n", "Europe/Berlin"),
        ("/usr/share/zoneinfo/UTC", "Etc/UTC\n", "UTC"),
        ("/usr/share/zoneinfo/Europe/Berlin", "America/New_York\n", None),  # cron may go by either
        ("/nowhere", "Asia/Tokyo\n", "Asia/Tokyo"),
        ("/nowhere", "no zone\n", None),
        (None, None, "UTC"),
        (None, "Asia/Tokyo\n", "Asia/Tokyo"),
    ],
)
def test_the_machines_zone(tmp_path: Path, link: str | None, written: str | None, expected: str | None) -> None:
    localtime, timezone = tmp_path / "localtime", tmp_path / "timezone"
    if link:
        localtime.symlink_to(link)
    if written:
        timezone.write_text(written)
    assert machine_zone(localtime, timezone) == expected


def test_the_users_zone() -> None:
    assert user_zone({"TZ": ":America/New_York"}) == "America/New_York"
    assert user_zone({"TZ": "nonsense"}) == user_zone({})


def test_zones_with_the_same_clock() -> None:
    assert same_clock("Etc/UTC", "UTC")
    assert not same_clock("Europe/London", "Europe/Berlin")
    assert not same_clock("America/Phoenix", "America/Denver")  # the same in winter


@pytest.mark.parametrize("text", ["", "6", "h", "-1h", "1.5h", "8d", "6 hours"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_window(text)
