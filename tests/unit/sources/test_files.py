"""Files, folders and patterns as articles."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from briefing.errors import InputError
from briefing.sources import files
from briefing.sources.collect import read, read_all
from briefing.sources.desk import new_desk
from briefing.types import Article, Failure

TEXT = "Council delays vote\r\n\r\nThe council met on Tuesday and put off the vote on the ferry.\r\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_article_is_the_file_itself() -> None:
    Path("a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode("utf-8"))
    (article,) = read("a.txt", new_desk())
    digest = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    assert article == Article(
        id=digest[:12], source="a.txt", text=TEXT, sha256=digest, title="Council delays vote", language="en"
    )


def test_standard_input_is_passed_in() -> None:
    (article,) = read("-", new_desk(stdin=io.BytesIO(TEXT.encode("utf-8"))))
    assert isinstance(article, Article)
    assert (article.source, article.text) == ("standard input", TEXT)


def test_all_places_keep_the_order_and_the_failures() -> None:
    for name in ("b.txt", "a.txt"):
        Path(name).write_text(TEXT, encoding="utf-8")
    Path("bad.txt").write_bytes(b"\0")
    found = list(read_all(["b.txt", "bad.txt", "nowhere.txt", "a.txt"], new_desk()))
    assert [type(one) for one in found] == [Article, Failure, Failure, Article]
    assert [one.source for one in found] == ["b.txt", "bad.txt", "nowhere.txt", "a.txt"]


def test_too_large_is_refused_without_reading_on() -> None:
    stream = io.BytesIO(b"The council met. " * 50)
    with pytest.raises(InputError, match="larger than"):
        files.read_bytes("-", limit=100, stdin=stream)
    assert stream.tell() == 101


def test_expand_a_folder() -> None:
    for name in ("n/b", "n/a/2", "n/a/10", "n/.hidden", "n/.dot/x", "n/out.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    Path("n/loop").symlink_to(Path("n").resolve())
    Path("n/broken").symlink_to("nowhere")
    assert files.expand(["n"], skip=["n/out.md"]) == ("n/a/10", "n/a/2", "n/b", "n/broken")


def test_expand_patterns_only_where_no_such_file_is_there() -> None:
    for name in ("a1", "a2", "a[1]"):
        Path(name).touch()
    assert files.expand(["a?"]) == ("a1", "a2")
    assert files.expand(["a[1]"]) == ("a[1]",)
    (failure,) = files.expand(["z*"])
    assert isinstance(failure, Failure)


def test_standard_input_only_once() -> None:
    first, second = files.expand(["-", "-"])
    assert first == "-"
    assert isinstance(second, Failure)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("-", "standard input"),
        ("Zürich.txt", "Zürich.txt"),
        (os.fsdecode(b"caf\xe9"), r"caf\xe9"),
        ("two\nlines", r"two\nlines"),
        ("bell\x07", r"bell\x07"),
    ],
)
def test_shown(path: str, shown: str) -> None:
    assert files.shown(path) == shown


def test_name_with_a_nul_byte() -> None:
    with pytest.raises(InputError, match="no file name"):
        files.read_bytes("a\0b", limit=9)
