"""Each kind of file, told by what is in it: its text, its facts, and the parts of what holds several."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import docx
import pytest

from briefing.addresses import mailbox
from briefing.deliver import message
from briefing.sources.collect import collect, read
from briefing.sources.desk import new_desk
from briefing.sources.limits import Limits
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from pathlib import Path

LINES = [
    "The council of Marden closed the old bridge to lorries on Tuesday after divers found cracks in two piers.",
    "“We will not wait for it to fall,” said the engineer Paula Wren, who had asked for the inspection in spring.",
    "A second reading of the plan is set for May, and opponents said that they would be there with their letters.",
]
TEXT = "\n\n".join(LINES)
WHEN = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)


def articles(data: bytes, limits: Limits | None = None) -> list[Article]:
    """The articles in these bytes, as they come from standard input: no name tells what they are."""
    found = list(read("-", new_desk(limits, stdin=io.BytesIO(data))))
    assert not [one for one in found if isinstance(one, Failure)], found
    return [one for one in found if isinstance(one, Article)]


def failures(data: bytes, limits: Limits | None = None) -> list[str]:
    return [one.reason for one in read("-", new_desk(limits, stdin=io.BytesIO(data))) if isinstance(one, Failure)]


def word(*paragraphs: str, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.author = "Ines Kowal"
    if title:
        document.add_heading(title, level=0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def pdf(*lines: str) -> bytes:
    """A PDF file with these lines on one page, in a standard font's own encoding."""
    shown = b" ".join(b"(%s) Tj T*" % line.replace("(", "").encode("cp1252") for line in lines)
    content = b"BT /F 11 Tf 40 700 Td 14 TL %s ET" % shown
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title(Old bridge closed)/Author(Ines Kowal)>>",
    ]
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made + b"trailer\n<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def mail(
    text: str, *attached: tuple[str, bytes], html: str = "", subject: str = "Fwd: Old bridge closed"
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Marden Wire <desk@wire.example>"
    message["To"] = "a@b.example"
    message["Subject"] = subject
    message["Date"] = "Fri, 20 Mar 2026 07:30:00 +0100"
    message["Message-ID"] = "<1@wire.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_word() -> None:
    (article,) = articles(word(*LINES, title="Old bridge closed"))
    assert article.text == f"Old bridge closed\n\n{TEXT}"
    assert (article.title, article.byline, article.published) == ("Old bridge closed", "Ines Kowal", None)


def test_pdf_is_put_together_again_from_its_lines() -> None:
    split = [
        part for line in LINES for part in (line[:60].rsplit(" ", 1)[0], line[len(line[:60].rsplit(" ", 1)[0]) + 1 :])
    ]
    (article,) = articles(pdf(*split))
    assert article.text.replace("\n\n", " ") == TEXT.replace("\n\n", " ")
    assert (article.title, article.byline) == ("Old bridge closed", "Ines Kowal")


def test_mail_is_an_article_with_its_headers_as_facts() -> None:
    (article,) = articles(mail(f"{TEXT}\n-- \nThe desk\nwire.example\n").as_bytes())
    assert article.text.strip() == TEXT
    assert (article.title, article.publisher, article.published) == ("Old bridge closed", "The Marden Wire", WHEN)


def test_mail_that_brings_its_articles_as_attachments() -> None:
    inner = mail(TEXT + " A mail.", subject="Inner")
    message = mail("See below.", ("a.docx", word(TEXT + " In Word.")), ("b.pdf", pdf(*LINES)), ("c.txt", TEXT.encode()))
    message.add_attachment(inner)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    found = articles(message.as_bytes())
    places = ["a.docx", "b.pdf", "c.txt", "attachment 4"]
    assert [article.source for article in found] == [f"standard input/{place}" for place in places]
    assert found[3].title == "Inner"


def test_mail_in_html_alone() -> None:
    message = mail(
        "Your program shows no HTML.", html="<img src=x><b>Hello</b>" + "".join(f"<p>{line}</p>" for line in LINES)
    )
    (article,) = articles(message.as_bytes())
    assert article.text.endswith(TEXT)
    assert "<" not in article.text


def test_mailbox_of_thin_mails() -> None:
    first = f"From desk@wire.example Fri Mar 20 07:30:00 2026\nSubject: One\n\n{TEXT}\n>From the first line on.\n\n"
    second = f"From desk@wire.example Sat Mar 21 07:30:00 2026\nSubject: Two\nFrom: B\n\n{TEXT} Twice.\n"
    found = articles((first + second).encode())
    assert [(article.source, article.title) for article in found] == [
        ("standard input/1", "One"),
        ("standard input/2", "Two"),
    ]
    assert found[0].text.strip().endswith("\nFrom the first line on.")
    assert found[1].publisher == "B"


@pytest.mark.parametrize(
    "record",
    [
        {"title": "T", "byline": "A", "publisher": "P", "published": "2026-03-20T07:30:00+01:00", "text": TEXT},
        {
            "headline": "T",
            "author": {"name": "A"},
            "source": {"name": "P"},
            "publishedAt": "2026-03-20T06:30Z",
            "body": TEXT,
        },
        {"name": "T", "authors": ["A"], "outlet": "P", "pubDate": "Fri, 20 Mar 2026 06:30:00 GMT", "content": LINES},
        {
            "title": "T",
            "creator": [{"name": "A"}],
            "site_name": "P",
            "date": "2026-03-20 06:30Z",
            "content_html": f"<p>{TEXT}</p>",
        },
    ],
    ids=["plain", "news service", "data set", "JSON Feed"],
)
def test_json_with_named_fields(record: dict[str, object]) -> None:
    record |= {"url": "https://News.example:443/a?utm_source=x#top"}
    whole, line = (
        articles(json.dumps(record).encode()),
        articles(json.dumps(record).encode() + b"\n\n" + b'{"text": "The end of it all."}'),
    )
    assert [len(whole), len(line)] == [1, 2]
    for article in (whole[0], line[0]):
        facts = (article.title, article.byline, article.publisher, article.published, article.link)
        assert facts == ("T", "A", "P", WHEN, "https://news.example/a")
        assert " ".join(article.text.split()) == " ".join(TEXT.split())
    assert line[1].source == "standard input/2"


def test_json_without_a_text_names_what_it_holds() -> None:
    data = json.dumps({"articles": [{"text": TEXT}, {"titel": "x", "inhalt": "y"}]}).encode()
    assert failures(data) == [
        "standard input/2 has no text: its fields are 'inhalt', 'titel'. Name the one with the text 'text'."
    ]


def test_a_text_in_json_is_text_whatever_it_begins_with() -> None:
    (article,) = articles(json.dumps({"text": f"%PDF-1.7 is how such files begin. {TEXT}"}).encode())
    assert article.text.startswith("%PDF-1.7 is how")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_one_damaged_file_of_an_archive_leaves_the_others(method: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a.txt", f"Broken. {TEXT}")
        archive.writestr("b.txt", TEXT)
        start = archive.getinfo("a.txt").header_offset + 30 + len("a.txt")
    data = bytearray(made.getvalue())
    data[start + 9 : start + 60] = b"\xff" * 51
    found = list(read("-", new_desk(stdin=io.BytesIO(bytes(data)))))
    assert [type(one) for one in found] == [Failure, Article]
    assert "a.txt is damaged: it cannot be unpacked" in found[0].reason


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("mimetype", "content.xml", "META-INF/manifest.xml"), "an OpenDocument file"),
        (("mimetype", "META-INF/container.xml", "OEBPS/one.xhtml"), "an e-book"),
        (("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
        (("[Content_Types].xml", "ppt/presentation.xml"), "a PowerPoint presentation"),
    ],
)
def test_a_document_that_is_packed_as_a_zip_archive_is_no_archive(names: tuple[str, ...], kind: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    (reason,) = failures(made.getvalue())
    assert f"is {kind}" in reason
    assert "Save it as DOCX" in reason


def test_zip_archive_of_several_kinds() -> None:
    members = {
        "b/two.md": b"# Two\n\n**One** " + TEXT.encode(),
        "a.txt": pdf(*LINES),
        "__MACOSX/._a": b"x",
        ".hidden": b"y",
    }
    found = articles(zipped(**members, **{"c.eml": mail(TEXT).as_bytes()}))
    assert [article.source for article in found] == [
        f"standard input/{name}" for name in ("a.txt", "b/two.md", "c.eml")
    ]
    assert found[1].title == "Two"
    assert "*" not in found[1].text


def test_markdown_with_front_matter() -> None:
    front = "---\ntitle: 'Old bridge'\nauthor: Ines\ndate: 2026-03-20\nurl: https://a.example/b\n---\n"
    (article,) = articles(f"{front}# Old bridge\n\nSee [the minutes](https://a.example/c). {TEXT}\n".encode())
    assert (article.title, article.byline, article.link) == ("Old bridge", "Ines", "https://a.example/b")
    assert article.published == datetime(2026, 3, 20, tzinfo=UTC)
    assert article.text == f"Old bridge\n\nSee the minutes. {TEXT}"


def test_feed_in_a_file() -> None:
    whole = "".join(f"<p>{line}</p>" for line in LINES * 3)
    entry = "<title>A &amp; B</title><link>/a</link><pubDate>Fri, 20 Mar 2026 06:30:00 GMT</pubDate>"
    entry += f"<description><![CDATA[{whole}]]></description>"
    teaser = "<title>C</title><link>https://news.example/c</link><description>Read more</description>"
    items = f"<item>{entry}</item><item>{teaser}</item>"
    data = f"<rss version='2.0'><channel><title>The Wire</title>{items}</channel></rss>".encode()
    found = list(read("-", new_desk(Limits(entries=1), stdin=io.BytesIO(data))))
    assert [type(one) for one in found] == [Article, Failure]
    assert (found[0].title, found[0].publisher, found[0].published) == ("A & B", "The Wire", WHEN)
    assert found[1].reason == "standard input has 2 entries; only the first 1 were read."


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (zipped(**{"a.txt": b"x" * 3000}), "unpacks to more than"),
        (zipped(**{"a.zip": zipped(**{"b.zip": zipped(**{"c.txt": TEXT.encode()})})}), "too deep"),
        (zipped(**{f"{n}.txt": b"" for n in range(9)}), "only the first 5 were read"),
        (b'{"text": "a"}\n' * 9, "only the first 5 were read"),
        (b"<?xml version='1.0'?><note/>", "neither a web page nor a feed"),
        (b"<= => " * 90, "of its characters are letters"),
    ],
)
def test_limits(data: bytes, fault: str) -> None:
    assert any(fault in reason for reason in failures(data, Limits(file_bytes=2000, depth=2, members=5)))


def test_a_folder_tells_kinds_by_content(tmp_path: Path) -> None:
    for name, data in {
        "a.txt": pdf(*LINES),
        "b.pdf": TEXT.encode(),
        "c": word(TEXT),
        "d.doc": mail(TEXT).as_bytes(),
    }.items():
        (tmp_path / name).write_bytes(data)
        (article,) = read(str(tmp_path / name), new_desk())
        assert isinstance(article, Article), article


def test_the_text_of_a_mail_that_briefing_sent_is_no_article(tmp_path: Path) -> None:
    """Its head is made by the part that mails issues; what else is attached is read as ever."""
    to = mailbox("ann@example.org")
    series = message.Series(name="morning", sender=mailbox("desk@example.org"))
    attached = message.Attachment(name="report.txt", media_type="text/plain", data=TEXT.encode())
    mail = message.head("Morning", series, to, message_id="<1@example.org>", when=WHEN)
    mail += message.body(message.Content(subject="Morning", text=TEXT * 3, html=None, attachments=(attached,)))
    (tmp_path / "one.eml").write_bytes(mail)
    harvest = collect(str(tmp_path), new_desk())
    assert [one.reason for one in harvest.aside] == [
        f"{tmp_path / 'one.eml'} was left out: briefing made it itself, and it is no article."
    ]
    assert [one.source for one in harvest.articles] == [f"{tmp_path / 'one.eml'}/report.txt"]
    assert "Name the articles" in failures(mail)[0]
