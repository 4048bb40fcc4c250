"""What others do for a run: the mail server, cron or systemd, and the mail that cron itself sends."""

from __future__ import annotations

import os
import shutil
from getpass import getuser
from typing import TYPE_CHECKING

from briefing.counting import counted
from briefing.errors import BriefingError
from briefing.run.bare import bare_environment, find_password, read_bare
from briefing.run.doctor.findings import Finding, Visit, of_error
from briefing.run.mailing import check_server
from briefing.run.scheduling import Placed, is_current, placed_for
from briefing.schedule import cron, crontab, systemd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.schedule.entry import Entry


def mail(visit: Visit) -> Iterator[Finding]:
    """Whether the mail server lets us in; nothing is sent. Raises DeliveryError and UsageError."""
    config = visit.loaded.config.mail
    if config is None:
        yield Finding("mail", "ok", "none is configured")
        return
    reply = check_server(visit.loaded, visit.environment)
    to = counted(len(config.to), "recipient")
    if config.smtp is None:
        yield Finding("mail", "ok", f"goes to a Maildir, for {to}")
        return
    if config.smtp.security == "none":
        yield Finding("mail", "advice", f"{config.smtp.host} is spoken to unencrypted", 'Use security = "starttls".')
    login = f" as {config.smtp.user}" if config.smtp.user else ""
    yield Finding("mail", "ok", f"{config.smtp.host} lets us in{login} ({reply}); {to}")


def schedule(visit: Visit) -> Iterator[Finding]:
    """Whether runs are started by themselves, by something that works, and can do so without the user's shell."""
    found = placed_for(visit.loaded.path, visit.environment)
    if not found:
        advice = f'If it should be: briefing schedule add {visit.loaded.path} --at "06:30 Mon-Fri"'
        yield Finding("schedule", "advice", "it is not scheduled", advice)
    if len(found) > 1:
        yield Finding("schedule", "advice", "it has several entries", "Remove them, and add the one that is meant.")
    for one in found:
        if one.entry is None:
            advice = "Add it again: briefing schedule add"
            yield Finding("schedule", "fault", "its entry was changed by hand and cannot be read", advice)
            continue
        yield from _entry(one.entry, one, visit)
        yield from _of_cron(one.entry, visit) if one.place == "crontab" else _of_systemd(one)


def _entry(entry: Entry, one: Placed, visit: Visit) -> Iterator[Finding]:
    if not os.access(entry.program[0], os.X_OK):
        advice = "Add the entry again from the installation that is there now: briefing schedule add"
        yield Finding("schedule", "fault", f"its entry starts {entry.program[0]}, which is not there", advice)
    settings = crontab.settings(cron.read_table()) if one.place == "crontab" else {}
    bare = bare_environment(entry, visit.environment, settings)
    try:
        loaded = read_bare(entry, bare)
        if one.place == "crontab":
            find_password(loaded, bare)
    except BriefingError as error:
        yield of_error("schedule", error)
    for moment in one.next(after=visit.now):
        where = "your crontab" if one.place == "crontab" else "systemd's user timers"
        yield Finding("schedule", "ok", f"in {where}; the next time is {moment:%a %Y-%m-%d %H:%M %z} ({entry.zone})")


def _of_cron(entry: Entry, visit: Visit) -> Iterator[Finding]:
    if not is_current(entry):
        advice = "Add it again, as it is: briefing schedule add"
        yield Finding("schedule", "advice", "its line was changed by hand, or the machine's time zone was", advice)
    if cron.running() is False:
        yield Finding("schedule", "fault", "no cron daemon is running", "Start it: systemctl enable --now cron")
    elsewhere = crontab.settings(cron.read_table()).get("MAILTO")
    told = visit.loaded.config.unattended
    if (elsewhere == "" or shutil.which("sendmail", path=_MAILER_PATH) is None) and not (
        told.operator or told.heartbeat
    ):
        why = "MAILTO is empty in your crontab" if elsewhere == "" else "this machine has no sendmail for cron's mail"
        advice = "Name an operator or a heartbeat in [unattended], so that somebody learns of trouble."
        yield Finding("schedule", "advice", why, advice)


def _of_systemd(one: Placed) -> Iterator[Finding]:
    timer = f"briefing-{one.key}.timer"
    why = systemd.tell(("is-enabled", timer), ("is-active", timer))
    if why:
        advice = f"systemctl --user daemon-reload && systemctl --user enable --now {timer}"
        yield Finding("schedule", "fault", f"systemd does not know its timer, or it is off ({why})", advice)
    if not systemd.lingers(getuser()):
        yield Finding("schedule", "advice", "it runs only while you are logged in", "loginctl enable-linger")


_MAILER_PATH = os.pathsep.join((os.defpath, "/usr/sbin", "/usr/lib", "/sbin"))
"""Where cron looks for it."""
