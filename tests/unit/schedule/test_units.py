"""systemd's units: what goes in comes out, and systemd itself accepts them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.schedule.systemd import remove_units, units, write_units
from briefing.schedule.units import read_service, service_of, timer_of

from .entries import AWKWARD, PLAIN, entry


@pytest.mark.parametrize("one", [PLAIN, AWKWARD, entry("0 6 13 * 5", zone="UTC", hours=0)])
def test_an_entry_is_read_back(one: object) -> None:
    assert read_service(service_of(one)) == one  # type: ignore[arg-type]


def test_percent_signs_and_dollar_signs_mean_themselves() -> None:
    (line,) = [line for line in service_of(AWKWARD).splitlines() if line.startswith("ExecStart=")]
    assert line.startswith(
        'ExecStart="/opt/a b%%c/bin/python" "-m" "briefing" "run" "-q" "/home/ännë/50%% \\"off\\" $$HOME'
    )
    assert 'Environment="KEY_FILE=/run/key\'s %%d # x=y"' in service_of(AWKWARD)


def test_the_timer_catches_up_and_names_its_zone() -> None:
    text = timer_of(PLAIN)
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06,07,08,09,10,11,12:30:00 Europe/Berlin\n" in text
    assert "Persistent=true\n" in text


def test_what_systemd_cannot_take_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot stand in a systemd unit"):
        service_of(replace(PLAIN, config=Path("/a\nb.toml")))


def test_units_are_written_once_changed_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "systemd" / "user"
    assert write_units(PLAIN, folder)
    assert not write_units(PLAIN, folder)
    assert write_units(entry("07:00"), folder)
    (folder / "other.service").write_text("[Service]\n")
    assert [(key, found) for key, found in units(folder)] == [(PLAIN.key, entry("07:00"))]
    assert remove_units(PLAIN.key, folder)
    assert not remove_units(PLAIN.key, folder)
    assert [path.name for path in folder.iterdir()] == ["other.service"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("one", [PLAIN, AWKWARD, entry("0 6 13 * 5"), entry("*/10 * * * *", zone="Asia/Kolkata")])
def test_systemd_accepts_them(one: object, tmp_path: Path) -> None:
    program = tmp_path / "a b%c"  # systemd looks whether it is there
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    here = replace(one, program=(str(program),))  # type: ignore[type-var]
    write_units(here, tmp_path / "units")
    (tmp_path / "run").mkdir()
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *sorted((tmp_path / "units").iterdir())],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path / "run")},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
