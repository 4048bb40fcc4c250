"""Messages: each parses clean, says what it was told to say, and keeps to the lines of RFC 5322."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta, timezone
from email.errors import NonASCIILocalPartDefect
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.addresses import Mailbox, mailbox
from briefing.deliver.message import HTML_LIMIT, Attachment, Content, Series, body, head, message_id

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=timezone(timedelta(hours=1)))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX = bytes(range(256)) * 40
SERIES = Series(name="morning", sender=mailbox("Morning briefing <briefing@example.org>"))
ANN = mailbox("Ann Reader <ann@example.org>")


def content(**changes: object) -> Content:
    given_ = {
        "subject": "Morning briefing, 2026-03-20",
        "text": "Bottom line: “ferries” stop.\n\n.dot first\nFrom here\n",
        "html": "<!DOCTYPE html>\n<p>Bottom line: “ferries” stop.</p>\n",
        "attachments": (Attachment(name="morning-2026-03-20-7.docx", media_type=WORD, data=DOCX),),
    }
    return Content(**(given_ | changes))


def built(what: Content, *, series: Series = SERIES, to: Mailbox = ANN) -> bytes:
    identifier = message_id(series, to, "7")
    return head(what.subject, series, to, message_id=identifier, when=NOW) + body(what)


def parsed(data: bytes) -> EmailMessage:
    """The message as Python's own reader sees it; whatever it finds wrong anywhere is a failure."""
    policy = email.policy.default.clone(raise_on_defect=True)
    # Python's reader of bytes knows no SMTPUTF8, and calls each such address a defect.
    message = email.message_from_string(data.decode(), policy=policy)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert not part.defects
        for name, value in part.items():
            assert all(isinstance(one, NonASCIILocalPartDefect) for one in value.defects), (name, value)
        if not part.is_multipart():
            part.get_content()
    return message


def wire(text: str) -> str:
    """A text with the line ends that it has in a message."""
    return text.replace("\n", "\r\n")


def check_lines(data: bytes) -> None:
    """RFC 5322: lines end in CRLF, no other CR or LF, at most 998 octets; a body of 7 bits."""
    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.partition(b"\r\n\r\n")[2].isascii()
    assert b"\0" not in data


def test_a_message_holds_text_html_and_the_document() -> None:
    data = built(content())
    check_lines(data)
    message = parsed(data)
    assert message.get_content_type() == "multipart/mixed"
    alternative, document = message.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    text, html = alternative.iter_parts()
    assert (text.get_content_type(), text.get_content()) == ("text/plain", wire(content().text))
    assert (html.get_content_type(), html.get_content()) == ("text/html", wire(content().html))
    assert (document.get_content_type(), document.get_filename()) == (WORD, "morning-2026-03-20-7.docx")
    assert document.is_attachment()
    assert document.get_content() == DOCX


def test_the_head_says_who_when_and_that_a_program_wrote_it() -> None:
    series = Series(
        name="morning",
        sender=SERIES.sender,
        reply_to=mailbox("desk@example.org"),
        unsubscribe=mailbox("leave+me@example.org"),
    )
    message = parsed(built(content(), series=series))
    shown = {name: str(value) for name, value in message.items()}
    assert shown.pop("Message-ID").endswith("@example.org>")
    assert shown.pop("Content-Type").startswith("multipart/mixed")
    assert message["Date"].datetime == NOW
    assert shown == {
        "From": "Morning briefing <briefing@example.org>",
        "To": "Ann Reader <ann@example.org>",
        "Reply-To": "desk@example.org",
        "Subject": "Morning briefing, 2026-03-20",
        "Date": "Fri, 20 Mar 2026 06:30:00 +0100",
        "Auto-Submitted": "auto-generated",
        "X-Mailer": "briefing",
        "List-Id": "<morning.example.org>",
        "List-Unsubscribe": "<mailto:leave+me@example.org?subject=unsubscribe%20morning>",
        "MIME-Version": "1.0",
    }


def test_a_retry_is_the_same_message_and_each_recipient_and_issue_has_its_own() -> None:
    bob = mailbox("bob@example.org")
    assert built(content()) == built(content())
    identifiers = {message_id(SERIES, to, issue) for to in (ANN, bob) for issue in ("7", "8")}
    assert len(identifiers) == 4
    assert message_id(SERIES, mailbox("Ann <ann@example.org>"), "7") == message_id(SERIES, ANN, "7")
    one, other = (built(content(), to=to).partition(b"MIME-Version")[2] for to in (ANN, bob))
    assert one == other  # what all get alike is kept once


def test_html_that_mail_programs_would_cut_is_left_out() -> None:
    fits, too_long = "x" * HTML_LIMIT, "x" * HTML_LIMIT + "x"
    assert parsed(built(content(html=fits))).get_body(("html",)) is not None
    message = parsed(built(content(html=too_long)))
    assert message.get_body(("html",)) is None
    assert message.get_body(("plain",)).get_content() == wire(content().text)


def test_without_files_it_is_text_alone() -> None:
    message = parsed(built(content(attachments=(), html=None)))
    assert message.get_content_type() == "text/plain"


def test_only_an_international_address_makes_the_head_more_than_ascii() -> None:
    subject = "Überblick – ферри"
    plain = built(content(subject=subject), to=mailbox("Jörg <jorg@bücher.example>"))
    assert plain.isascii()
    assert parsed(plain)["Subject"] == subject
    assert parsed(plain)["To"].addresses[0].display_name == "Jörg"
    assert parsed(plain)["To"].addresses[0].domain == "xn--bcher-kva.example"
    wide = built(content(subject=subject), to=mailbox("jörg@example.org"))
    check_lines(wide)
    assert "To: jörg@example.org\r\n".encode() in wide
    assert parsed(wide)["Subject"] == subject


LONG = mailbox(f"{'B' * 90} {'c' * 90} <{'x' * 60}@{'d' * 60}.{'e' * 60}.org>")


def test_long_addresses_and_identifiers_come_out_whole() -> None:
    series = Series(name="n" * 63, sender=LONG, reply_to=LONG, unsubscribe=LONG)
    data = built(content(), series=series, to=LONG)
    check_lines(data)
    message = parsed(data)
    for name in ("From", "To", "Reply-To"):
        assert message[name].addresses[0].addr_spec == LONG.address
        assert message[name].addresses[0].display_name == LONG.name
    assert re.fullmatch(rf"<[0-9a-f]{{32}}@{LONG.domain}>", message["Message-ID"])
    assert message["List-Id"] == f"<{'n' * 63}.{LONG.domain}>"
    assert message["List-Unsubscribe"].startswith(f"<mailto:{LONG.address}?")


@pytest.mark.parametrize(
    "subject",
    [
        "Fine\r\nBcc: eve@example.org",
        "Fine\nBcc: eve@example.org",
        "Fine\rBcc: eve@example.org",
        "Fine\u2028Bcc: eve@example.org",
        "Fine\r\n\r\nBcc: eve@example.org in the body",
        "=?utf-8?q?Fine=0D=0ABcc:_eve@example.org?=",
        "Fine\x0bBcc: eve@example.org\x85Cc: x\0",
    ],
)
def test_nothing_in_a_subject_begins_another_line_of_the_head(subject: str) -> None:
    data = built(content(subject=subject))
    check_lines(data)
    message = parsed(data)
    assert set(message.keys()) == set(parsed(built(content())).keys())
    assert len(message["Subject"].splitlines()) == 1


@settings(max_examples=30, deadline=None)
@given(subject=st.text(max_size=150), text=st.text(max_size=300), name=st.text(max_size=40))
def test_any_text_goes_through(subject: str, text: str, name: str) -> None:
    to = Mailbox(name=name, local="ann", domain="example.org")
    data = built(content(subject=subject, text=text, attachments=()), to=to)
    check_lines(data)
    message = parsed(data)
    assert message["To"].addresses[0].addr_spec == "ann@example.org"
    printable = "".join(char if char.isprintable() else " " for char in subject)
    assert (message["Subject"] or "") == " ".join(printable.split())
    found = message.get_body(("plain",)).get_content()
    clean = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert "".join(found.split()) == "".join(clean.split())


def test_dates_are_those_of_the_issue() -> None:
    data = head("x", SERIES, ANN, message_id="<1@example.org>", when=NOW.astimezone(UTC))
    assert b"Date: Fri, 20 Mar 2026 05:30:00 +0000\r\n" in data
