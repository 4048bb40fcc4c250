"""Entries for the tests of schedules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from briefing.schedule.entry import Entry
from briefing.schedule.fields import parse

PLAIN = Entry(
    config=Path("/home/ann/morning.toml"),
    schedule=parse("06:30 Mon-Fri"),
    zone="Europe/Berlin",
    since=datetime(2026, 11, 26, 18, 5, tzinfo=UTC),
    catch_up=timedelta(hours=6),
    program=("/opt/briefing/bin/briefing",),
)

AWKWARD = replace(
    PLAIN,
    config=Path('/home/ännë/50% "off" $HOME `x` it\'s #1 \\ \\% back/%%s.toml'),
    program=("/opt/a b%c/bin/python", "-m", "briefing"),
    environment=(("EMPTY", ""), ("KEY_FILE", "/run/key's %d # x=y")),
    options=("--heartbeat", "https://watch.example/ping?a=%20&b=$c;d"),
)


def entry(at: str, *, zone: str = "Europe/Berlin", hours: float = 6, **others: Any) -> Entry:
    return replace(PLAIN, schedule=parse(at), zone=zone, catch_up=timedelta(hours=hours), **others)
