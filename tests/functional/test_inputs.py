"""Good, odd and bad inputs: what is printed, what is written and the exit code."""

from __future__ import annotations

import json
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

FRENCH = (
    "Le conseil du port a reporté mardi le vote sur la nouvelle ligne de ferry. La ligne transporterait quatre cents "
    "passagers par jour et coûterait douze millions. « Nous ne signerons pas ce contrat », a déclaré la maire.\n"
)

BAD = [
    ("empty", b"", "is empty"),
    ("white space", b" \n\t\r\n ", "only white space"),
    ("only a byte-order mark", b"\xef\xbb\xbf", "only white space"),
    ("NUL bytes", b"The council\0 met on Tuesday.\n", "NUL bytes"),
    ("binary", bytes(range(256)) * 40, "NUL bytes"),
    ("control characters", b"\x01\x02\x03The\x04\x05 council\x06\x07", "binary"),
    ("damaged PDF", b"%PDF-1.7\nThe council met.", "damaged PDF file"),
    ("damaged zip", b"PK\x03\x04rest", "damaged zip archive"),
    ("page without an article", b"<!DOCTYPE html><html><body><p>Log in.</p></body></html>", "without an article"),
    ("cut-off UTF-16", b"\xff\xfeT\x00h\x00e", "not valid utf-16"),
    ("French", FRENCH.encode(), "is in French. Only English"),
    ("one line of 5 MB", b"The council met on Tuesday. " * 180_000, "larger than 1 MB"),
    ("10 MB of text", b"The council met on Tuesday.\n" * 370_000, "larger than 1 MB"),
]


@pytest.mark.parametrize(("data", "message"), [pytest.param(data, message, id=name) for name, data, message in BAD])
def test_bad_file_is_named_with_its_fault(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    done = run("make", "bad.txt", "-o", "out.md")
    assert done.code == 3
    assert "bad.txt" in done.err
    assert message in done.err
    assert not (tmp_path / "out.md").exists()
    assert len(done.err.splitlines()) == 2  # the fault, and that nothing was written


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.txt", "does not exist"),
        ("ferry.txt/inside", "does not exist"),
        ("*.nothing", "No file matches"),
        ("hollow", "holds no files"),
        ("/dev/null", "no regular file"),
        ("pipe", "no regular file"),
        ("link", "is a link to a file that is not there. Mend it"),
    ],
)
@pytest.mark.usefixtures("article")
def test_what_cannot_be_opened(run: Run, tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "hollow").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("nowhere")
    done = run("analyse", name)
    assert (done.code, done.out) == (3, b"")
    assert message in done.err


@pytest.mark.usefixtures("article")
def test_missing_file_names_its_neighbour(run: Run) -> None:
    assert "Did you mean ferry.txt?" in run("analyse", "Ferry.md").err


def test_one_bad_article_does_not_stop_the_others(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\0\0")
    done = run("make", "bad.txt", article, "missing.txt", "-o", "out.md", "-o", "out.json")
    assert done.code == 1
    assert "bad.txt" in done.err
    assert "missing.txt" in done.err
    shown = (tmp_path / "out.md").read_text("utf-8")
    assert "bad.txt" in shown
    assert "missing.txt" in shown
    assert "2 of 3" in shown


def analysed(run: Run, *arguments: str | bytes | Path, **options: object) -> list[dict]:
    done = run("analyse", *arguments, **options)
    assert done.code == 0, done.err
    assert done.err == ""
    return [json.loads(line) for line in done.out.decode("utf-8").splitlines()]


def check_spans(record: dict, text: str) -> int:
    """Every span with a text equals the slice of the article; returns how many there are."""

    def spans(value: object) -> list[dict]:
        if isinstance(value, list):
            return [span for item in value for span in spans(item)]
        if not isinstance(value, dict):
            return []
        own = [value] if {"start", "end", "text"} <= value.keys() else []
        return own + [span for item in value.values() for span in spans(item)]

    found = spans(record)
    for span in found:
        assert span["text"] == text[span["start"] : span["end"]]
    return len(found)


ENCODINGS = [
    ("UTF-8", "utf-8", None),
    ("UTF-8 with a mark", "utf-8-sig", None),
    ("UTF-16", "utf-16", "utf-16"),
    ("UTF-32", "utf-32", "utf-32"),
    ("windows-1252", "cp1252", "windows-1252"),
    ("Mac Roman", "mac_roman", "mac-roman"),
]


@pytest.mark.parametrize(("encoding", "note"), [pytest.param(e, note, id=name) for name, e, note in ENCODINGS])
def test_encodings_give_the_same_text(run: Run, tmp_path: Path, text: str, encoding: str, note: str | None) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (record,) = analysed(run, "a.txt")
    assert check_spans(record, text) > 10
    notes = record["article"].get("notes", [])
    assert (notes == []) if note is None else (note in notes[0])


def test_mixed_encoding_is_read_and_noted(run: Run, tmp_path: Path, text: str) -> None:
    mixed = text.encode("utf-8") + "“It’s late,” said Okafor.".encode("cp1252")
    (tmp_path / "a.txt").write_bytes(mixed)
    (record,) = analysed(run, "a.txt")
    check_spans(record, text + "“It’s late,” said Okafor.")
    assert "mixed encoding" in record["article"]["notes"][0]


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_stay_as_they_are(run: Run, tmp_path: Path, text: str, ending: str) -> None:
    changed = text.replace("\n", ending)
    (tmp_path / "a.txt").write_bytes(changed.encode("utf-8"))
    (record,) = analysed(run, "a.txt")
    assert check_spans(record, changed) > 10
    assert len(record["sentences"]) >= 9


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The council met on Tuesday to talk about the new ferry line.", id="one sentence"),
        pytest.param("The rain fell all night. By morning the bridge was shut. " * 4, id="no quotes, no names"),
        pytest.param("Hello there.", id="two words"),
    ],
)
def test_thin_articles_give_a_briefing_that_says_what_is_missing(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "thin.txt").write_text(text, encoding="utf-8")
    done = run("make", "thin.txt", "-o", "out.md", "-o", "out.docx", "-o", "out.json")
    assert done.code == 0, done.err
    lines = (tmp_path / "out.md").read_text("utf-8").splitlines()
    headings = [number for number, line in enumerate(lines) if line.startswith("#")]
    for start, end in zip(headings[1:], [*headings[2:], len(lines)], strict=True):
        assert any(line.strip() for line in lines[start + 1 : end]), f"nothing stands under {lines[start]!r}"


def test_one_very_long_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The council met on Tuesday and talked. " * 500, encoding="utf-8")
    done = run("make", "a.txt")
    assert done.code == 0, done.err


def test_folder_in_name_order_without_hidden_files(run: Run, tmp_path: Path, text: str) -> None:
    names = ["b.txt", "a/z.txt", "a/y.txt", "c d.txt", "é.txt"]
    for name in [*names, ".hidden.txt", ".git/x.txt"]:
        (tmp_path / "news" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "news" / name).write_text(text, encoding="utf-8")
    (tmp_path / "news" / "a" / "loop").symlink_to(tmp_path / "news")
    records = analysed(run, "news")
    expected = ["news/a/y.txt", "news/a/z.txt", "news/b.txt", "news/c d.txt", "news/é.txt"]
    assert [record["article"]["source"] for record in records] == expected


def test_pattern_that_the_shell_left_alone(run: Run, tmp_path: Path, text: str) -> None:
    for name in ["2.txt", "1.txt", "x.md", "odd[1].txt"]:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [record["article"]["source"] for record in analysed(run, "?.txt")] == ["1.txt", "2.txt"]
    assert [record["article"]["source"] for record in analysed(run, "odd[1].txt")] == ["odd[1].txt"]


def test_standard_input(run: Run, text: str) -> None:
    (record,) = analysed(run, "-", stdin=text.encode("utf-8"))
    assert record["article"]["source"] == "standard input"
    assert run("make", "-", "-", stdin=text.encode("utf-8")).code == 1


def test_names_that_are_not_utf_8(run: Run, tmp_path: Path, text: str) -> None:
    name = b"caf\xe9\x01.txt"
    with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:  # noqa: PTH123
        file.write(text.encode("utf-8"))
    (record,) = analysed(run, name)
    assert record["article"]["source"] == r"caf\xe9\x01.txt"
    assert run("make", name, "-o", "out.docx", "-o", "out.md", "-o", "out.json").code == 0


def test_narrow_locale(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "Zürich.txt").write_text(text, encoding="utf-8")
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    (record,) = analysed(run, "Zürich.txt", env=narrow)
    assert record["article"]["source"] == "Zürich.txt"
    done = run("make", "Zürich.txt", "--title", "Fähre", env=narrow)
    assert (done.code, done.err) == (0, "")
    assert "Fähre" in done.out.decode("utf-8")
    assert "Zürich-2.txt" not in run("make", "Zürich-2.txt", env=narrow).out.decode("utf-8")


def test_the_same_text_twice_counts_once(run: Run, tmp_path: Path, article: Path, text: str) -> None:
    (tmp_path / "copy.txt").write_text(text, encoding="utf-8")
    done = run("make", article, "copy.txt", "-f", "json")
    assert done.code == 0
    assert len(json.loads(done.out)["sources"]) == 1


@pytest.mark.usefixtures("article")
def test_the_output_is_no_input(run: Run, tmp_path: Path) -> None:
    assert run("make", ".", "-o", "out.md").code == 0
    first = (tmp_path / "out.md").read_bytes()
    assert run("make", ".", "-o", "out.md").code == 0
    assert (tmp_path / "out.md").read_bytes() == first
    done = run("make", "ferry.txt", "out.md", "-o", "out.md")
    assert done.code == 2
    assert "overwritten" in done.err
    assert (tmp_path / "out.md").read_bytes() == first


def test_what_briefing_made_itself_is_left_out_of_a_folder(run: Run, tmp_path: Path, article: Path) -> None:
    (tmp_path / "news").mkdir()
    article.rename(tmp_path / "news" / "ferry.txt")
    own = [f"news/{name}" for name in ("old.md", "old.html", "old.docx", "old.json")]
    assert run("make", "news", *(word for path in own for word in ("-o", path))).code == 0
    (tmp_path / "news" / "old.md").rename(tmp_path / "news" / "story.txt")
    (tmp_path / "news" / "old.docx").rename(tmp_path / "news" / "report")
    again = run("make", "news", "-o", "new.json", "-v")
    assert again.code == 0
    assert again.err.count("briefing made it itself") == 4
    record = json.loads((tmp_path / "new.json").read_text("utf-8"))
    assert [one["source"] for one in record["sources"]] == ["news/ferry.txt"]
    assert "4 inputs were left out because briefing had made them itself: " in record["left_out"][-1]
    alone = run("make", "news/story.txt", "-o", "alone.md")
    assert (alone.code, "briefing made it itself" in alone.err) == (3, True)


def test_many_bad_files_in_an_archive_are_summed_up(run: Run, tmp_path: Path, article: Path) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.write(article, "good.txt")
        for number in range(12):
            archive.writestr(f"bad{number}.txt", b"\0\0")
    done = run("make", "news.zip", "-o", "out.json")
    assert done.code == 1
    assert done.err.count("\n") == 6
    assert done.err.endswith("briefing: 7 more parts of news.zip could not be used; -v tells each.\n")
    failures = json.loads((tmp_path / "out.json").read_text("utf-8"))["failures"]
    assert [one["within"] for one in failures] == ["news.zip"] * 12
