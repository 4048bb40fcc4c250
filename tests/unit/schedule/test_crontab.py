"""Entries in a crontab: the others' lines byte for byte, and a command that comes out of cron as it went in."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import UsageError
from briefing.schedule.crontab import LONGEST, line_of, marked, settings, with_line, without

from .entries import AWKWARD, PLAIN, entry

LINE = line_of(PLAIN, clock="Europe/Berlin")

TABLES = [
    b"",
    b"# only a comment\n",
    b"MAILTO=\nPATH=\"/usr/bin:/bin\"\n FOO = 'bar'\n\n\n5   4\t*  *  *   echo  'a  b' # c\n",
    b"# carriage returns\r\n5 4 * * * echo hi\r\n",
    b"5 4 * * * no line end",
    b"# caf\xe9 in Latin-1\n0-59/5 */2 1,2,3 * 0,7 y\n",
    b"#30 6 * * * briefing run x # briefing:morning-12345678\n",
    b"5 4 * * * date +\\%F > 'x y'\n@reboot z\n\x0b\x0c\n",
]


def run_by_cron(line: bytes) -> list[bytes]:
    """What a program that cron starts by this line is given: its environment's additions, and its arguments.

    Debian's cron (do_command.c) ends a command at the first percent sign that no backslash escapes, takes that
    backslash away from the others, and hands the command to `sh -c`. A backslash that is escaped itself escapes
    nothing.
    """
    command, escaped = b"", False
    for char in line.split(b" ", 5)[5].rstrip(b"\n").decode("latin-1"):
        assert escaped or char != "%"  # the command would end here
        if escaped and char == "%":
            command = command[:-1]
        escaped = char == "\\" and not escaped
        command += char.encode("latin-1")
    # The program itself need not be there: a function of the shell stands for it, and tells its words.
    done = subprocess.run(["/bin/sh", "-c", rb"printf '%s\0' " + command], capture_output=True, check=True)
    return done.stdout.split(b"\0")[:-1]


@pytest.mark.parametrize("one", [PLAIN, AWKWARD], ids=["plain", "awkward"])
def test_the_command_comes_out_as_it_went_in(one: object) -> None:
    assert one in (PLAIN, AWKWARD)
    wanted = AWKWARD if one is AWKWARD else PLAIN
    words = [os.fsdecode(word) for word in run_by_cron(line_of(wanted, clock=None))]
    set_before = ["env", *(f"{name}={value}" for name, value in wanted.environment)] if wanted.environment else []
    assert words == [*set_before, *wanted.arguments()]


@pytest.mark.parametrize("wanted", [PLAIN, AWKWARD, entry("0,30 7-9 1 * 5", hours=0)])
def test_an_entry_is_read_back(wanted: object) -> None:
    line = line_of(wanted, clock="UTC")  # type: ignore[arg-type]
    ((key, found),) = marked(b"# before\n" + line + b"5 4 * * * after\n")
    assert found == wanted
    assert key == wanted.key  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", TABLES)
def test_other_lines_are_untouched(table: bytes) -> None:
    added = with_line(table, PLAIN.key, LINE)
    end = b"" if table.endswith(b"\n") or not table else b"\n"
    assert added == table + end + LINE
    assert without(added, PLAIN.key) == table + end


@given(
    st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=6), st.integers(0, 6)
)
def test_other_lines_are_untouched_whatever_they_hold(lines: list[bytes], at: int) -> None:
    before, after = b"".join(lines[:at]), b"".join(lines[at:])
    changed = line_of(entry("07:00", hours=0), clock=None)
    assert with_line(before + LINE + after, PLAIN.key, changed) == before + changed + after
    assert without(before + LINE + after, PLAIN.key) == before + after


def test_adding_again_changes_and_never_doubles() -> None:
    later = line_of(entry("07:00"), clock="Europe/Berlin")
    table = with_line(with_line(b"a\n", PLAIN.key, LINE) + b"b\n", PLAIN.key, later)
    assert table == b"a\n" + later + b"b\n"
    assert with_line(b"a\n" + LINE + b"b\n" + LINE, PLAIN.key, later) == table


def test_other_configurations_entries_stay() -> None:
    other = replace(PLAIN, config=Path("/home/ann/evening.toml"))
    table = LINE + line_of(other, clock=None)
    assert without(table, PLAIN.key) == line_of(other, clock=None)
    assert other.key != PLAIN.key


def test_an_entry_changed_by_hand_is_still_listed() -> None:
    ((key, found),) = marked(b"5 4 * * * /opt/briefing/bin/briefing run x.toml # briefing:x-1\n")
    assert (key, found) == ("x-1", None)


def test_what_cron_cannot_take_is_refused() -> None:
    with pytest.raises(UsageError, match="line break"):
        line_of(replace(PLAIN, config=Path("/a\nb.toml")), clock=None)
    with pytest.raises(UsageError, match=f"cron takes {LONGEST}"):
        line_of(replace(PLAIN, config=Path("/" + "long/" * 200 + "x.toml")), clock=None)


def test_the_environment_that_a_crontab_sets() -> None:
    table = b"# A=1\nMAILTO=\n PATH = \"/usr/bin:/bin\"\nFOO='a b'\r\n5 4 * * * X=1 y\n"
    assert settings(table) == {"MAILTO": "", "PATH": "/usr/bin:/bin", "FOO": "a b"}
