"""Debian's own cron starts a scheduled run, once, from the crontab that `briefing schedule add` wrote.

It runs in a mount name space of its own, with a spool, tables and rules of the test's; libfaketime makes its hours
pass in seconds. Needs root, for the name space, and the packages cron and faketime.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

CONFIG = """
topic = "Morning"
archive = "archive.sqlite3"
[[sources]]
path = "news/"
[[outputs]]
path = "{name}-{number}.md"
"""

# The clock of the runs stands at 06:30: cron gives them an environment of its own, without its libfaketime. At the
# speed of 600 cron comes to 07:30, when the entry starts a run again, after six seconds, and to 07:45 a little later.
SCRIPT = r"""
set -eu
mount --bind "$TEST/spool" /var/spool/cron
mount --bind "$TEST/tables" /etc/cron.d
mount --bind "$TEST/table" /etc/crontab
mount --bind "$TEST/pam" /etc/pam.d/cron
mount -t tmpfs none /run
printf 'MAILTO=""\nSOURCE_DATE_EPOCH=%s\n# mine\n45 7 * * * echo later > "%s"\n' "$DUE" "$TEST/later" | crontab -
"$@" schedule add "$TEST/ann%/morning.toml" --at "06:30 Mon-Fri" --timezone UTC --heartbeat "$TEST/beat"
crontab -l > "$TEST/crontab"
exec env TZ=UTC LD_PRELOAD="$FAKETIME_LIBRARY" FAKETIME='@2027-03-29 06:29:30 x600' cron -f
"""

PAM = "auth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n"


def library() -> str | None:
    return next((str(path) for path in Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


def missing() -> str:
    if os.geteuid() != 0:
        return "only root can give cron a name space of its own"
    if not (shutil.which("cron") and shutil.which("crontab") and library()):
        return "the packages cron and faketime are not installed"
    probe = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return "" if probe.returncode == 0 else "no name space can be made here"


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_cron_starts_a_due_run_once(tmp_path: Path, text: str, command: list[str], environment: dict[str, str]) -> None:
    folder = tmp_path / "ann%"
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "ferry.txt").write_text(text, encoding="utf-8")
    (folder / "morning.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "spool" / "crontabs").mkdir(parents=True)
    shutil.chown(tmp_path / "spool" / "crontabs", group="crontab")
    (tmp_path / "spool" / "crontabs").chmod(0o1730)
    (tmp_path / "tables").mkdir()
    (tmp_path / "table").touch()
    (tmp_path / "pam").write_text(PAM)
    for name in ("beat", "later"):
        os.mkfifo(tmp_path / name)
    given = {"TEST": str(tmp_path), "DUE": "1806301800", "FAKETIME_LIBRARY": library() or "", "TZ": "UTC"}
    given["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    settings = environment | given | {"SOURCE_DATE_EPOCH": "1806300000"}  # added at 06:00
    with subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", SCRIPT, "sh", *command], env=settings, start_new_session=True
    ) as cron:
        try:
            beat = json.loads(first_line(tmp_path / "beat", cron))
            assert first_line(tmp_path / "later", cron) == "later\n"
        finally:
            os.killpg(cron.pid, signal.SIGTERM)
    assert (beat["outcome"], beat["due"]) == ("made", "2027-03-29T06:30:00+00:00")
    assert b"# mine\n45 7" in (tmp_path / "crontab").read_bytes()
    assert b"\n30 6-12 * * 1-5 " in (tmp_path / "crontab").read_bytes()
    log = (folder / "archive.sqlite3.morning.runs.jsonl").read_text("utf-8").splitlines()
    # A machine so slow that the start of 07:30 meets the run of 06:30 still at work tells so, and starts no second one.
    (made,) = (line for line in map(json.loads, log) if line["outcome"] != "busy")
    assert made["issue"] == 1
    assert (folder / "morning-1.md").exists()


def first_line(pipe: Path, cron: subprocess.Popen[bytes]) -> str:
    """What is written to a named pipe, or a failure where cron ends or nothing comes for a minute."""
    import select

    handle = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ready, _, _ = select.select([handle], [], [], 60)
        assert ready, f"nothing came to {pipe.name}; cron: {cron.poll()}"
        with open(handle, encoding="utf-8", closefd=False) as file:
            return file.readline()
    finally:
        os.close(handle)
