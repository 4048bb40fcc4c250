"""`briefing schedule`, with a crontab of the test's own; and the runs that its entries start."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.functional.conftest import Done, Run

CRONTAB = r"""#!/bin/sh
# Like Debian's, over a file: no line without its end, and told so where there is none yet.
case "$1" in
  -l) if [ -f "$TABLE" ]; then cat "$TABLE"; else echo "no crontab for tester" >&2; exit 1; fi ;;
  -) cat > "$TABLE.new" && mv "$TABLE.new" "$TABLE" ;;
esac
"""

CONFIG = """
topic = "Morning"
archive = "archive.sqlite3"
[[sources]]
path = "news/"
[[outputs]]
path = "{name}-{number}.md"
"""

OTHERS = b"# mine\r\nMAILTO=ann\n5 4\t* * *  echo '50\\% of it' # x\n"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A home of the test's own, with a crontab program and no systemd to be told."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "crontab").write_text(CRONTAB, encoding="utf-8")
    (programs / "crontab").chmod(0o755)
    (programs / "systemctl").write_text("#!/bin/sh\necho 'Failed to connect to bus' >&2\nexit 1\n", encoding="utf-8")
    (programs / "systemctl").chmod(0o755)
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "TABLE": str(tmp_path / "table"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "TZ": "Europe/Berlin",
        "SOURCE_DATE_EPOCH": at("2027-03-26T12:00+01:00"),
    }


@pytest.fixture
def config(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "50% ännë's"
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "ferry.txt").write_text(text, encoding="utf-8")
    path = folder / "morning news.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def schedule(run: Run, home: dict[str, str]) -> Callable[..., Done]:
    return lambda *arguments, **more: run("schedule", *arguments, env={**home, **more})


def at(moment: str) -> str:
    from datetime import datetime

    return str(int(datetime.fromisoformat(moment).timestamp()))


def log_of(config: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.parent / "archive.sqlite3.morning-news.runs.jsonl").open("rb")]


def test_add_list_change_and_remove(schedule: Callable[..., Done], config: Path) -> None:
    table = config.parents[1] / "table"
    table.write_bytes(OTHERS)
    shown = schedule("show", config, "--at", "06:30 Mon-Fri")
    assert shown.code == 0
    assert table.read_bytes() == OTHERS
    assert schedule("add", config, "--at", "06:30 Mon-Fri").err == ""
    assert table.read_bytes() == OTHERS + shown.out
    listed = schedule("list").out.decode()
    assert f"{config}: 06:30 Mon-Fri, Europe/Berlin, in your crontab" in listed
    assert "  Mon 2027-03-29 06:30 +0200\n" in listed  # clocks have gone forward by then
    schedule("add", config, "--at", "30 6 * * 1-5", "--timezone", "America/New_York", "--catch-up", "0")
    assert table.read_bytes().startswith(OTHERS)
    assert table.read_bytes().count(b"\n") == OTHERS.count(b"\n") + 1
    assert b"--due '30 6 * * 1-5' --timezone America/New_York --catch-up 0 " in table.read_bytes()
    config.unlink()  # an entry outlives its configuration, and can still be removed
    assert schedule("remove", config).code == 0
    assert table.read_bytes() == OTHERS
    gone = schedule("remove", config)
    assert (gone.code, "is not scheduled" in gone.err) == (2, True)


def test_entries_added_at_once_are_all_there(
    config: Path, command: list[str], environment: dict[str, str], home: dict[str, str]
) -> None:
    others = [config.with_name(f"{number}.toml") for number in range(3)]
    for other in others:
        other.write_text(CONFIG, encoding="utf-8")
    adding = [*command, "schedule", "add"]
    started = [subprocess.Popen([*adding, one, "--at", "06:30"], env=environment | home) for one in others]
    assert [process.wait() for process in started] == [0, 0, 0]
    assert (config.parents[1] / "table").read_bytes().count(b"\n") == 3


def test_systemd_takes_the_place_of_the_crontab(schedule: Callable[..., Done], config: Path) -> None:
    assert schedule("add", config, "--at", "06:30").code == 0  # the first entry of a user without a crontab
    systemctl = config.parents[1] / "programs/systemctl"
    systemctl.write_text('#!/bin/sh\necho "$@" >> "$TABLE.told"\n', encoding="utf-8")
    done = schedule("add", config, "--at", "06:30", "--systemd")
    assert (done.code, done.err) == (0, "")
    assert "enable briefing-morning-news-" in (config.parents[1] / "table.told").read_text("utf-8")
    assert (config.parents[1] / "table").read_bytes() == b""
    units = sorted(path.name for path in (config.parents[1] / "config/systemd/user").iterdir())
    assert [name.rpartition(".")[2] for name in units] == ["service", "timer"]
    assert "in systemd's user timers" in schedule("list").out.decode()
    schedule("add", config, "--at", "06:30")
    assert list((config.parents[1] / "config/systemd/user").iterdir()) == []
    assert b"in your crontab" in schedule("list").out


def test_the_crontab_keeps_its_entry_where_systemd_cannot_be_told(schedule: Callable[..., Done], config: Path) -> None:
    schedule("add", config, "--at", "06:30")
    table = (config.parents[1] / "table").read_bytes()
    done = schedule("add", config, "--at", "07:00", "--systemd", "-v")
    assert done.code == 1
    assert "Failed to connect to bus" in done.err
    assert "systemctl --user enable --now briefing-morning-news-" in done.err
    assert "The entry in your crontab stays until then" in done.err
    assert (config.parents[1] / "table").read_bytes() == table
    listed = schedule("list").out.decode()
    assert "06:30, Europe/Berlin, in your crontab" in listed
    assert "07:00, Europe/Berlin, in systemd's user timers" in listed


def test_a_mistake_is_told_before_anything_is_written(schedule: Callable[..., Done], config: Path) -> None:
    never = schedule("add", config, "--at", "0 0 31 2 *")
    assert (never.code, "never comes" in never.err) == (2, True)
    unset = schedule("add", config, "--at", "06:30", "--env", "NO_SUCH_VARIABLE")
    assert (unset.code, "NO_SUCH_VARIABLE is not set" in unset.err) == (2, True)
    secret = schedule("add", config, "--at", "06:30", "--systemd", "--env", "NEWS_TOKEN=hunter2")
    assert (secret.code, "--env NEWS_TOKEN_FILE=/path" in secret.err, "hunter2" in secret.err) == (2, True, False)
    assert not (config.parents[1] / "table").exists()
    assert not (config.parents[1] / "config").exists()


def test_a_configuration_that_needs_the_shells_environment(schedule: Callable[..., Done], config: Path) -> None:
    config.write_text(CONFIG.replace('"Morning"', '"${TOPIC}"'), encoding="utf-8")
    done = schedule("add", config, "--at", "06:30", TOPIC="Evening")
    assert done.code == 2
    assert "TOPIC is not set" in done.err
    assert "--env" in done.err
    assert schedule("add", config, "--at", "06:30", "--env", "TOPIC", TOPIC="Evening").code == 0
    assert b" TOPIC=Evening " in (config.parents[1] / "table").read_bytes()
    (config.parents[1] / "table").write_bytes(b"TOPIC = Night\n")
    assert schedule("add", config, "--at", "06:30", TOPIC="Evening").code == 0


def run_line(line: bytes, moment: str) -> subprocess.CompletedProcess[str]:
    """What cron does with a line of the crontab: nothing of the user's environment but HOME and a short PATH."""
    command = line.split(b" ", 5)[5].replace(rb"\%", b"%")
    bare = {"HOME": os.environ.get("HOME", "/"), "PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": at(moment)}
    kept = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=bare | kept, capture_output=True, text=True, check=False, cwd="/"
    )


def test_the_entry_runs_once_a_time_and_catches_up(schedule: Callable[..., Done], config: Path) -> None:
    schedule("add", config, "--at", "06:30 Mon-Fri")
    line = (config.parents[1] / "table").read_bytes()
    moments = [
        "2027-03-26T12:30+01:00",  # the time of this day was over when the entry was added
        "2027-03-29T06:30+02:00",  # the time
        "2027-03-29T07:30+02:00",  # served already
        "2027-03-30T09:30+02:00",  # missed at 06:30, and caught up with
        "2027-03-30T10:30+02:00",
    ]
    ends = [run_line(line, moment) for moment in moments]
    assert [(end.returncode, end.stdout, end.stderr) for end in ends] == [(0, "", "")] * len(moments)
    assert [(one["due"], one["outcome"]) for one in log_of(config)] == [
        ("2027-03-29T04:30:00+00:00", "made"),
        ("2027-03-30T04:30:00+00:00", "nothing-new"),
    ]


def test_trouble_is_one_line_and_the_time_stays_due(schedule: Callable[..., Done], config: Path) -> None:
    schedule("add", config, "--at", "06:30 Mon-Fri")
    line = (config.parents[1] / "table").read_bytes()
    (config.parent / "news").rename(config.parent / "old")
    failed = run_line(line, "2027-03-29T06:30+02:00")
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (3, "", 1)
    assert "Could not tell whether anything is new for 'morning-news'" in failed.stderr
    (config.parent / "old").rename(config.parent / "news")
    for number in range(3):
        (config.parent / "news" / f"bad{number}.txt").write_bytes(b"\0\1\2" * 50)
    partly = run_line(line, "2027-03-29T07:30+02:00")
    assert (partly.returncode, partly.stdout, partly.stderr.count("\n")) == (1, "", 1)
    assert partly.stderr.startswith("briefing: Issue 1 of 'morning-news' was made. ")
    assert "(and 2 more; see the run log)" in partly.stderr


def test_a_password_that_is_only_in_the_shell(schedule: Callable[..., Done], config: Path) -> None:
    mail = '[mail]\nsender = "a@example.org"\nto = ["b@example.org"]\n[mail.smtp]\nhost = "localhost"\nuser = "a"\n'
    config.write_text(CONFIG + mail, encoding="utf-8")
    done = schedule("add", config, "--at", "06:30", BRIEFING_SMTP_PASSWORD="secret")  # noqa: S106 - no real one
    assert done.code == 2
    assert "There is no password for a at localhost" in done.err
    secret = config.parent / "secret"
    secret.write_text("hunter2\n", encoding="utf-8")
    secret.chmod(0o600)
    assert schedule("add", config, "--at", "06:30", BRIEFING_SMTP_PASSWORD_FILE=str(secret)).code == 0
    assert b"hunter2" not in (config.parents[1] / "table").read_bytes()
