"""What a check finds, and what all checks are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from briefing.config import ConfigError, Loaded
from briefing.errors import BriefingError

Grade = Literal["ok", "advice", "fault"]
"""All well; something that may be meant so, or will be a fault one day; something with which a run fails."""


ADVICE: Final = {
    "source": "Try it in a browser or file manager, and correct or remove it in the configuration.",
    "model": "Install briefing again: pip install --force-reinstall briefing",
}
"""What to do about errors that say nothing of it themselves."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: what was looked at, how it is, and what to do where it is not well."""

    subject: str
    grade: Grade
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is examined: a configuration, its archive's place, the moment, and the environment of who asks."""

    loaded: Loaded
    archive: Path
    now: datetime
    environment: Mapping[str, str]


def of_error(subject: str, error: BriefingError) -> Finding:
    """The finding of something that raises what a run would raise."""
    if isinstance(error, ConfigError):
        return Finding(subject, "fault", "; ".join(error.lines()), "Correct it: briefing config check tells the lines.")
    return Finding(subject, "fault", error.message, error.hint or ADVICE.get(subject, "See docs/schedule.md."))


def safely(subject: str, check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """What a check finds; what it raises is a finding, too."""
    try:
        yield from check()
    except BriefingError as error:
        yield of_error(subject, error)
    except OSError as error:
        yield Finding(
            subject, "fault", f"{error.filename or subject}: {error.strerror or error}", "Check its permissions."
        )
