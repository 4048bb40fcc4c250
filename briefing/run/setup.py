"""What commands over a configuration share: loading it with the program's own names, its archive, points in time."""

from __future__ import annotations

import os
import re
import shlex
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.config import Loaded

_AGE: Final = re.compile(r"(\d{1,5})\s*([hdw])")
STANDARD: Final = Path("briefing.toml")
"""The configuration that commands take where none is named, in the folder that one is in."""

_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def load_config(path: Path, environment: Mapping[str, str]) -> Loaded:
    """The configuration, its rankers, outputs and templates checked against those there are. Raises UsageError."""
    from briefing.config import load
    from briefing.render import ENDINGS
    from briefing.run.delivering import template_fault
    from briefing.run.making import rankers

    names = [name for name, _ in rankers()]
    return load(path, environment=environment, rankers=names, endings=tuple(ENDINGS), template=template_fault)


def archive_path(loaded: Loaded) -> Path | None:
    """Where the configuration keeps its archive; None for the default place."""
    return Path(loaded.place(loaded.config.archive)) if loaded.config.archive else None


def options_for(loaded: Loaded, archive: Path | None = None) -> str:
    """What a suggested command needs at its end to mean this configuration and `archive`; empty where it needs nothing.

    It begins with a space, and is quoted for a shell.
    """
    from briefing.store import default_path

    options = [] if loaded.path == STANDARD.absolute() else ["--config", str(loaded.path)]
    if archive is not None and archive != (archive_path(loaded) or default_path()):
        options += ["--archive", str(archive)]
    return quoted(options)


def quoted(options: Sequence[str]) -> str:
    """Options as a suggested command ends with them: each after a space, quoted for a shell."""
    return "".join(f" {shlex.quote(word)}" for word in options)


def moment_since(text: str, now: datetime | None) -> datetime:
    """A point in time: YYYY-MM-DD (with a time after a T, if need be), or an age like 12h, 2d or 1w before `now`.

    Raises UsageError for anything else, and for an age where `now` is not known.

    >>> now = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
    >>> moment_since("2d", now).isoformat(), moment_since("2026-03-01", now).isoformat()
    ('2026-03-18T06:30:00+00:00', '2026-03-01T00:00:00+00:00')
    """
    age = _AGE.fullmatch(text.strip().lower())
    try:
        if age and now is None:
            hint = "Give that date with --date, or write a date like 2026-01-31."
            raise UsageError(f"The age {text!r} has no date to count from.", hint=hint)
        if age and now is not None:
            return now - int(age[1]) * _UNITS[age[2]]
        when = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        hint = "Write a date like 2026-01-31, or an age like 12h, 2d or 1w."
        raise UsageError(f"{text!r} is no point in time.", hint=hint) from error
    return when if when.tzinfo else when.replace(tzinfo=(now and now.tzinfo) or UTC)


def now(environment: Mapping[str, str]) -> datetime:
    """The clock, with the zone of this machine; SOURCE_DATE_EPOCH stands for it where it is set.

    Raises UsageError where that is no number.
    """
    from briefing.run.making import briefing_date

    return briefing_date(None, environment) or datetime.now(UTC).replace(microsecond=0).astimezone()


def write_starter(path: Path, *, topic: str | None, sources: Sequence[str], force: bool) -> None:
    """Write a commented configuration. Raises UsageError where there is a file already, and OutputError."""
    from briefing.config.starter import starter
    from briefing.deliver.files import check, write

    if os.path.lexists(path) and not force:
        raise UsageError(f"{str(path)!r} is there already.", hint="Name another file, or overwrite it with --force.")
    check(str(path))
    write(str(path), starter(topic=topic, sources=sources).encode(), stdout=sys.stdout.buffer)
