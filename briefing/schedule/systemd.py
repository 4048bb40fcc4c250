"""The user's systemd units on this machine: written, told to systemd, listed and removed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import ScheduleError, UsageError
from briefing.schedule.units import name_of, read_service, service_of, timer_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.schedule.entry import Entry

SECONDS: Final = 60
_LINGER: Final = Path("/var/lib/systemd/linger")


def unit_folder(environment: Mapping[str, str]) -> Path:
    """Where a user's own units lie."""
    configured = environment.get("XDG_CONFIG_HOME", "")
    base = Path(configured) if configured.startswith("/") else Path.home() / ".config"
    return base / "systemd" / "user"


def installed() -> bool:
    """Whether systemd's own program is there."""
    return shutil.which("systemctl") is not None


def write_units(entry: Entry, folder: Path) -> bool:
    """Write an entry's service and timer; False where they stood there already, word for word. Raises ScheduleError."""
    wanted = {f"{name_of(entry.key)}.service": service_of(entry), f"{name_of(entry.key)}.timer": timer_of(entry)}
    changed = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            path = folder / name
            if not path.exists() or path.read_bytes() != text.encode():
                draft = folder / f".{name}.new"
                draft.write_bytes(text.encode())
                draft.replace(path)
                changed = True
    except OSError as error:
        message = f"The units in {str(folder)!r} cannot be written: {error.strerror or error}."
        raise ScheduleError(message, hint="Check that folder's permissions (ls -l).") from error
    return changed


def remove_units(key: str, folder: Path) -> bool:
    """Remove the service and timer of the entry marked `key`; False where there are none. Raises ScheduleError."""
    found = [path for ending in ("timer", "service") if (path := folder / f"{name_of(key)}.{ending}").exists()]
    try:
        for path in found:
            path.unlink()
        (folder / "timers.target.wants" / f"{name_of(key)}.timer").unlink(missing_ok=True)
    except OSError as error:
        message = f"The units in {str(folder)!r} cannot be removed: {error.strerror or error}."
        raise ScheduleError(message, hint="Check that folder's permissions (ls -l).") from error
    return bool(found)


def units(folder: Path) -> Iterator[tuple[str, Entry | None]]:
    """Each entry of briefing with its mark, in name order; None for one that was changed so that it cannot be read."""
    for path in sorted(folder.glob("briefing-*.service")):
        if not path.with_suffix(".timer").exists():
            continue
        key = path.stem.removeprefix("briefing-")
        try:
            yield key, read_service(path.read_text("utf-8"))
        except (OSError, ValueError, UsageError):
            yield key, None


def tell(*commands: tuple[str, ...]) -> str:
    """Give systemd these commands of `systemctl --user`, one after the other; why it could not be told, or ""."""
    program = shutil.which("systemctl")
    if program is None:
        return "there is no systemctl on this machine"
    for command in commands:
        try:
            done = subprocess.run(  # noqa: S603 - fixed arguments and the unit's own name, no shell
                [program, "--user", *command], capture_output=True, timeout=SECONDS, check=False, text=True
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        if done.returncode:
            return " ".join(done.stderr.split()) or f"systemctl {' '.join(command)} failed"
    return ""


def lingers(user: str, folder: Path = _LINGER) -> bool:
    """Whether the user's timers run while nobody is logged in."""
    return os.path.lexists(folder / user)
