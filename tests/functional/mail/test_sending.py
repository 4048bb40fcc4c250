"""Mail as its users see it: what is sent, what a second time does, what the outbox decides, what is refused before."""

from __future__ import annotations

import base64
import email
import email.policy
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.errors import OutputError
from briefing.run.making import analysed

if TYPE_CHECKING:
    from email.message import EmailMessage

    from conftest import Office

    from briefing.types import Article

ANN, BOB = "ann@example.org", "bob@example.org"
FILE = "week.docx"
PASSWORD = "correct horse"  # noqa: S105 - the scripted server's
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ARTICLE = (Path(__file__).parents[1] / "ferry.txt").read_text("utf-8")


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default.clone(raise_on_defect=True))
    for part in message.walk():
        assert not part.defects
        assert not [value for value in part.values() if value.defects]
    return message


ANALYSES: dict[str, object] = {}


def once(article: Article, ranker: str) -> object:
    """The analysis of an article, done once for all tests."""
    if article.sha256 not in ANALYSES:
        ANALYSES[article.sha256] = analysed(article, ranker)
    return ANALYSES[article.sha256]


def issued(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article where the configuration looks for some."""
    monkeypatch.setattr("briefing.run.issue.analysed", once)
    (office.folder / "news").mkdir(exist_ok=True)
    (office.folder / "news" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")


def test_a_run_mails_its_issue_over_tls_with_a_login(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    issued(office, monkeypatch)
    office.configure("starttls", {"user": "briefing@example.org"})
    done = office.run("run", "briefing.toml")
    assert (done.code, done.out, done.err) == (0, "", "")
    ann, bob = sorted(office.kept(), key=lambda data: parsed(data)["To"])
    for data in (ann, bob):
        assert max(map(len, data.split(b"\r\n"))) <= 998
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    message = parsed(ann)
    assert str(message["To"]) == f"Ann <{ANN}>"
    assert re.fullmatch(r"News, \d{4}-\d\d-\d\d", message["Subject"])
    text, html = message.get_body(("plain",)).get_content(), message.get_body(("html",)).get_content()
    assert text.startswith("News\r\n====\r\n")
    assert "Bottom line: " in text
    assert "<strong>Bottom line:</strong>" in html
    assert "<script" not in html
    assert all(len(line) <= 76 or " " not in line.strip() for line in text.splitlines())
    (document,) = message.iter_attachments()
    assert document.get_content_type() == WORD
    assert re.fullmatch(r"briefing-\d{4}-\d\d-\d\d-1\.docx", document.get_filename())
    assert document.get_content() == (office.folder / "x.docx").read_bytes()
    assert office.states() == {ANN: "accepted", BOB: "accepted"}
    assert ann.partition(b"MIME-Version")[2] == bob.partition(b"MIME-Version")[2]
    assert parsed(ann)["Message-ID"] != parsed(bob)["Message-ID"]

    # The issue's own file, sent by hand: these two have that very message; somebody else gets it.
    assert office.run("send", "x.docx").code == 0
    assert len(office.kept()) == 2
    assert office.run("send", "x.docx", "--to", "eve@example.org").code == 0
    assert parsed(office.kept()[2])["Subject"] == message["Subject"]
    assert office.kept()[2].partition(b"MIME-Version")[2] == ann.partition(b"MIME-Version")[2]


def test_what_one_run_could_not_send_the_next_one_does_whatever_the_clock_says(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(office, monkeypatch)
    office.script({"stage": "CONNECT", "do": "drop"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")  # 2100
    done = office.run("run", "briefing.toml")
    assert done.code == 1
    assert f"Not sent yet to {ANN}, {BOB}: " in done.err
    assert (office.folder / "x.docx").exists()
    before = office.run("outbox", "list").out
    assert before.count("pending") == 2
    office.script()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "978307200")  # 2001
    done = office.run("run", "briefing.toml", "-q")
    assert (done.code, done.err) == (0, "")
    assert office.copies() == {ANN: 1, BOB: 1}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")
    assert office.run("run", "briefing.toml", "-q").code == 0
    assert office.copies() == {ANN: 1, BOB: 1}
    assert "Date: Fri, 01 Jan 2100" in office.kept()[0].decode()


def test_the_mail_goes_out_although_a_file_cannot_be_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, _data: bytes, **_options: object) -> None:
        raise OutputError(f"{path!r} cannot be written: the disk is full.")

    issued(office, monkeypatch)
    office.script({"stage": "RCPT", "do": "reply 550 nobody here", "to": BOB})
    with monkeypatch.context() as patch:
        patch.setattr("briefing.run.delivering.write", full)
        done = office.run("run", "briefing.toml")
    assert done.code == 3
    assert "the disk is full" in done.err
    assert f"Not sent to {BOB}: 550 nobody here." in done.err
    assert office.copies() == {ANN: 1}
    assert office.run("run", "briefing.toml", "-q").code == 0
    assert (office.folder / "x.docx").exists()
    assert office.copies() == {ANN: 1}


def test_unknown_is_decided_by_a_person(office: Office) -> None:
    office.script({"stage": "DOT", "do": "drop", "keep": True, "times": 1, "to": ANN})
    assert office.run("send", FILE).code == 1
    office.script()
    refused = office.run("outbox", "retry", "1")
    assert refused.code == 2
    assert "Message 1 is unknown. To send it all the same: briefing outbox resend 1" in refused.err
    command = "(briefing outbox list"
    here = office.run("status", "briefing.toml").out
    assert f"Mails that somebody must decide on: 1 unknown {command})" in here
    elsewhere = office.run("status", "briefing.toml", "--archive", "./archive.sqlite3").out
    assert f"{command} --archive archive.sqlite3)" in elsewhere
    assert office.run("run", "briefing.toml").code == 3  # so that the archive knows whose configuration it is
    known = office.run("status", "--archive", "archive.sqlite3").out
    assert f"{command} --config {office.folder / 'briefing.toml'} --archive archive.sqlite3)" in known
    assert office.run("outbox", "retry").code == 0  # nothing is left to try
    assert office.copies() == {ANN: 1, BOB: 1}
    assert office.run("outbox", "resend", "1").code == 0
    assert office.copies() == {ANN: 2, BOB: 1}
    assert len({data for data in office.kept() if b"To: Ann" in data}) == 1  # the very same bytes
    assert office.run("outbox", "list").out == ""


def test_what_is_forgotten_is_never_sent_nor_asked_about(office: Office) -> None:
    office.script({"stage": "RCPT", "do": "reply 450 grey"})
    assert office.run("send", FILE).code == 3
    assert office.run("outbox", "forget", "1", "2").code == 0
    office.script()
    assert office.run("outbox", "list").out == ""
    assert office.run("outbox", "retry").code == 0
    assert office.kept() == []
    assert office.states() == {ANN: "forgotten", BOB: "forgotten"}
    assert office.run("send", FILE).code == 0  # on a person's word
    accepted = office.run("outbox", "forget", "1")
    assert (accepted.code, "Message 1 is accepted." in accepted.err) == (2, True)


HOLD = """
import sys
from pathlib import Path
from briefing.deliver.claims import Claims
with Claims(Path("archive.sqlite3")) as claims, claims.hold(1):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_what_another_process_is_at_work_on_is_no_success_yet(office: Office) -> None:
    office.script({"stage": "CONNECT", "do": "reply and drop 421 later"})
    assert office.run("send", FILE, "--to", ANN).code == 3
    office.script()
    with subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        for arguments in (["send", FILE, "--to", ANN], ["outbox", "retry"], ["outbox", "retry", "1"]):
            done = office.run(*arguments)
            assert (done.code, f"Not sent yet to {ANN}" in done.err) == (3, True), arguments
        (office.folder / "link.sqlite3").symlink_to("archive.sqlite3")
        assert office.run("outbox", "retry", "--archive", "link.sqlite3").code == 3
        other.stdin.close()
    assert office.kept() == []
    assert office.run("outbox", "retry").code == 0
    assert office.copies() == {ANN: 1}


@pytest.mark.parametrize("what", ["retry", "resend", "forget"])
def test_nobody_decides_on_another_configurations_mail(office: Office, what: str) -> None:
    office.script({"stage": "CONNECT", "do": "drop"})
    assert office.run("send", FILE, "--to", ANN).code == 3
    other = office.folder / "evening.toml"
    other.write_text((office.folder / "briefing.toml").read_text())
    done = office.run("outbox", what, "1", "--config", "evening.toml")
    assert (done.code, "Message 1 is one of 'briefing', not of 'evening'." in done.err) == (2, True)
    assert office.states() == {ANN: "pending"}


@pytest.mark.parametrize("arguments", [["outbox", "retry", "9"], ["outbox", "resend", "9"], ["outbox", "forget", "9"]])
def test_there_is_no_such_message(office: Office, arguments: list[str]) -> None:
    assert office.run("send", FILE).code == 0
    done = office.run(*arguments)
    assert (done.code, "The outbox holds no message 9." in done.err) == (2, True)


def test_sent_again_on_purpose_it_is_the_same_message(office: Office) -> None:
    for _ in range(2):
        done = office.run("send", FILE, "--to", ANN)
        assert (done.code, done.err) == (0, "")
    assert office.copies() == {ANN: 1}
    assert office.run("send", FILE, "--to", ANN, "--again").code == 0
    assert office.run("send", FILE, "--to", f"Ann Reader <{ANN}>", "--to", ANN.upper()).code == 0
    assert office.copies() == {ANN: 2}
    assert len(set(office.kept())) == 1
    assert office.run("send", FILE, "--to", ANN, "--subject", "Another").code == 0
    assert office.copies() == {ANN: 3}


def test_what_no_sender_can_know(office: Office) -> None:
    # A server that says "later" and has kept the message is asked to take it again, as RFC 5321 wants: it is the very
    # same message, by which whoever gets both can tell.
    office.script({"stage": "DOT", "do": "reply 451 later", "keep": True, "times": 1})
    assert office.run("send", FILE, "--to", ANN).code == 0
    assert office.copies() == {ANN: 2}
    assert len(set(office.kept())) == 1
    # One that accepts a message and throws it away has said that it has it; one that refuses it has said that not.
    office.script({"stage": "DOT", "do": "reply 250 queued as nothing"})
    assert office.run("send", FILE, "--to", BOB).code == 0
    assert "250 queued as nothing" in office.run("outbox", "list", "--all").out
    office.script({"stage": "DOT", "do": "reply 554 no", "keep": True})
    assert office.run("send", FILE, "--to", "eve@example.org").code == 3
    office.script()
    assert office.run("outbox", "list").out.count("554 no") == 1
    assert office.copies() == {ANN: 2, "eve@example.org": 1}


def test_addresses_beyond_ascii(office: Office) -> None:
    to = ["Jörg <jörg@bücher.example>", "Ψ <psi@example.org>"]
    office.script({"stage": "EHLO", "do": "without SMTPUTF8"})
    done = office.run("send", FILE, *(part for one in to for part in ("--to", one)), "--subject", "Grüße")
    assert done.code == 1
    assert "jörg@xn--bcher-kva.example: the server cannot take international addresses (SMTPUTF8)" in done.err
    assert office.copies() == {"psi@example.org": 1}
    assert parsed(office.kept()[0])["Subject"] == "Grüße"
    assert parsed(office.kept()[0])["To"].addresses[0].display_name == "Ψ"
    office.script()
    assert office.run("outbox", "retry").code == 0
    assert office.copies() == {"psi@example.org": 1, "jörg@xn--bcher-kva.example": 1}
    assert "<jörg@xn--bcher-kva.example>\r\n".encode() in office.kept()[1]


def test_messages_may_be_looked_at_before(office: Office) -> None:
    done = office.run("send", FILE, "--dry-run", "-v")
    assert (done.code, office.kept()) == (0, [])
    assert "Wrote week-ann@example.org.eml" in done.err
    written = (office.folder / f"week-{ANN}.eml").read_bytes()
    assert not (office.folder / "archive.sqlite3").exists()
    assert office.run("send", FILE).code == 0
    dateless = re.compile(rb"Date: [^\r]+")
    sent = next(data for data in office.kept() if b"To: Ann" in data)
    assert dateless.sub(b"", sent) == dateless.sub(b"", written)
    (document,) = parsed(sent).iter_attachments()
    assert document.get_content() == (office.folder / FILE).read_bytes()
    assert office.run("send", FILE, "--folder", "x").code == 2
    assert office.run("send", FILE, "--dry-run", "--folder", "nowhere").code == 3


def test_text_and_pages_are_shown_in_the_message_itself(office: Office) -> None:
    (office.folder / "week.md").write_text("# Week 12\n\n**Bold** [1](#sources)\n\n.\n\n.profile\n", "utf-8")
    page = "<!DOCTYPE html>\n<html><body><p>Week 12</p><script id='x'>{}</script></body></html>"
    (office.folder / "week.html").write_text(page, "utf-8")
    assert office.run("send", "week.md", "--to", ANN).code == 0
    assert office.run("send", "week.html", "--to", ANN).code == 0
    text, html = map(parsed, office.kept())
    assert text.get_body(("plain",)).get_content() == "Week 12\r\n=======\r\n\r\nBold 1\r\n\r\n.\r\n\r\n.profile\r\n"
    assert text["Subject"] == "week"
    assert "<script" not in html.get_body(("html",)).get_content()
    (attached,) = html.iter_attachments()
    assert attached.get_content().replace("\r\n", "\n") == page


def test_a_maildir_gets_each_message_once(office: Office) -> None:
    config = office.folder / "briefing.toml"
    config.write_text(config.read_text().partition("[mail.smtp]")[0] + 'maildir = "mail"\n')
    assert office.run("send", FILE).code == 0
    assert office.run("send", FILE, "--again").code == 0
    first, _ = new = sorted((office.folder / "mail" / "new").iterdir())
    assert len(new) == 2
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert not list((office.folder / "mail" / "tmp").iterdir())
    assert b"\r" not in first.read_bytes()
    if os.getuid() != 0:
        (office.folder / "mail" / "new").chmod(0o500)
        assert office.run("send", FILE, "--to", "eve@example.org").code == 3


def test_what_waits_is_told_of_also_where_there_is_no_mail_any_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(office, monkeypatch)
    office.script({"stage": "CONNECT", "do": "drop"})
    assert office.run("run", "briefing.toml").code == 1
    config = office.folder / "briefing.toml"
    config.write_text(config.read_text().partition("[mail]")[0])
    done = office.run("run", "briefing.toml", "-q")
    assert (done.code, f"Not sent yet to {ANN}, {BOB}: the configuration has no section [mail]" in done.err) == (
        1,
        True,
    )


def test_a_namesake_sends_nothing_of_anothers(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    issued(office, monkeypatch)
    office.script({"stage": "CONNECT", "do": "drop"})
    assert office.run("run", "briefing.toml").code == 1
    office.script()
    twin = office.folder / "twin.toml"
    twin.write_text('name = "briefing"\n' + (office.folder / "briefing.toml").read_text())
    never_due = ["--due", "06:30", "--timezone", "UTC", "--not-before", "2999-01-01"]
    for arguments in ([], never_due):
        done = office.run("run", "twin.toml", *arguments)
        assert (done.code, "that of another configuration" in done.err) == (2, True)
    assert office.copies() == {}
    assert office.run("run", "briefing.toml", "-q", *never_due).code == 0
    assert office.copies() == {ANN: 1, BOB: 1}


def test_no_sign_of_life_for_an_old_mail_after_a_run_that_failed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(office, monkeypatch)
    config, sign = office.folder / "briefing.toml", office.folder / "sign"
    config.write_text(config.read_text() + '[unattended]\nheartbeat = "sign"\n')
    office.script({"stage": "CONNECT", "do": "drop"})
    assert office.run("run", "briefing.toml").code == 1
    (office.folder / "news" / "ferry.txt").unlink()
    (office.folder / "news").rmdir()
    assert office.run("run", "briefing.toml").code == 3
    office.script()
    never_due = ["--due", "06:30", "--timezone", "UTC", "--not-before", "2999-01-01"]
    assert office.run("run", "briefing.toml", *never_due).code == 0
    assert office.copies() == {ANN: 1, BOB: 1}
    assert not sign.exists()
    (office.folder / "news").mkdir()
    (office.folder / "news" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    assert office.run("run", "briefing.toml").code == 0
    assert sign.exists()


def test_the_most_that_is_said_holds_no_password(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.configure("starttls", {"user": "briefing@example.org"})
    for password in (PASSWORD, "wrong battery"):
        monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", password)
        done = office.run("send", FILE, "-vv", "--to", f"{password.split()[0]}@example.org")
        plain = base64.b64encode(f"\0briefing@example.org\0{password}".encode()).decode()
        kept = b"".join(path.read_bytes() for path in office.folder.glob("archive.sqlite3*")).decode("latin-1")
        for text in (done.err, done.out, kept):
            assert password not in text
            assert plain not in text
    assert done.code == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["send", "missing.docx"], "'missing.docx' cannot be read"),
        (["send", FILE, "--to", "ann"], "'ann' is no address of mail"),
        (["send", FILE, "--to", "ann@example.org\nBcc: eve@example.org"], "is no address of mail"),
        (["send", FILE, "--config", "other.toml"], "There is no configuration 'other.toml'"),
        (["send", "."], "cannot be read"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_sent(office: Office, arguments: list[str], words: str) -> None:
    done = office.run(*arguments)
    assert (done.code, office.kept()) == (2, [])
    assert words in done.err
    assert len(done.err.splitlines()) == 1


def test_without_a_section_mail_there_is_nothing_to_send_by(office: Office) -> None:
    config = office.folder / "briefing.toml"
    config.write_text(config.read_text().partition("[mail]")[0])
    done = office.run("send", FILE)
    assert (done.code, "has no section [mail]" in done.err) == (2, True)
