"""`briefing run`, `config`, `init` and `archive` as their user meets them, in this process: one start for all."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

WIRE = (Path(__file__).parent / "wire.jsonl").read_text("utf-8").splitlines()
CONFIG = """
topic = "Morning"
archive = "archive.sqlite3"
watch = ["Westfield", "flood"]
when_empty = "nothing"
[[sources]]
path = "news/"
[[outputs]]
path = "out/{name}-{number}.md"
[[outputs]]
path = "out/{name}-{number}.json"
"""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = "Callable[..., Done]"


@pytest.fixture
def briefing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Carries out the command in a folder of the test's own, as of a moment that the test gives."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def runner(*arguments: str, at: str = "1773988200") -> Done:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", at)
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capsys.readouterr()
        assert "internal error" not in err, err
        return Done(int(ended.value.code or 0), out, err)

    return runner


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A configuration and its sources: the bridge twice, the glacier, and the same text in a second file."""
    (tmp_path / "briefing.toml").write_text(CONFIG)
    (tmp_path / "news").mkdir()
    for name, number in (("a", 0), ("b", 2), ("c", 6), ("again", 0)):
        put(tmp_path, name, number)
    return tmp_path


def put(desk: Path, name: str, number: int) -> None:
    (desk / "news" / f"{name}.json").write_text(WIRE[number], encoding="utf-8")


def record(desk: Path, number: int) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        (desk / "out" / f"briefing-{number}.json").read_text("utf-8")
    )
    return found


def test_the_first_steps(briefing: Callable[..., Done], tmp_path: Path) -> None:
    assert briefing("init", "--topic", "Morning").code == 0
    assert briefing("init").code == 2
    assert briefing("config", "check").code == 0
    (tmp_path / "news").mkdir()
    put(tmp_path, "c", 6)
    assert briefing("run", "briefing.toml").code == 0
    made = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("briefing-"))
    assert made == ["briefing-2026-03-20-1.docx", "briefing-2026-03-20-1.md"]
    assert (tmp_path / "data" / "briefing" / "archive.sqlite3").exists()
    assert briefing("archive", "list").out.count("\n") == 1


def test_a_series_of_runs(briefing: Callable[..., Done], desk: Path) -> None:
    dry = briefing("run", "briefing.toml", "--dry-run")
    assert dry.code == 0
    assert dry.out.startswith("Would make issue 1 of 'briefing': 3 new articles\n")
    assert f"Would write {desk / 'out' / 'briefing-1.md'}\n" in dry.out
    assert sorted(path.name for path in desk.iterdir()) == ["briefing.toml", "news"]

    first = briefing("run", "briefing.toml")
    assert (first.code, first.out, first.err) == (0, "", "")
    made = record(desk, 1)
    assert [entry["publisher"] for entry in made["sources"]] == [
        "Estuary Gazette",
        "Ellery Evening Post",
        "Science Weekly",
    ]
    assert [(one["term"], one["sources"]) for one in made["watched"]] == [("Westfield", []), ("flood", [])]
    assert made["issue"] == 1
    text = (desk / "out" / "briefing-1.md").read_text("utf-8")
    assert "Issue 1 · 20 March 2026, 06:30 UTC · 3 articles from 3 publishers" in text

    again = briefing("run", "briefing.toml")
    assert (again.code, again.out) == (0, "Nothing new: 3 articles in 1 source\n")
    assert briefing("run", "briefing.toml", "--quiet").out == ""
    assert not (desk / "out" / "briefing-2.md").exists()

    put(desk, "wire copy", 1)  # of an article that issue 1 used
    put(desk, "d", 4)
    second = briefing("run", "briefing.toml", "-v")
    assert second.code == 0
    assert "Issue 2 of 'briefing': 1 new article; 1 left out as near-copies of articles in earlier issues" in second.err
    assert [entry["publisher"] for entry in record(desk, 2)["sources"]] == ["Marlow Courier"]
    watched = [line["watched"] for line in record(desk, 2)["developments"] if line.get("watched")]
    assert watched
    assert set(map(tuple, watched)) == {("Westfield",)}  # type: ignore[arg-type]
    assert "1 article was left out as near-copies" in (desk / "out" / "briefing-2.md").read_text("utf-8")

    every = briefing("run", "briefing.toml", "--all")
    assert every.code == 0
    assert len(record(desk, 3)["sources"]) == 4
    assert briefing("run", "briefing.toml").out.startswith("Nothing new: 5 articles")


def test_since_leaves_what_is_older_waiting(briefing: Callable[..., Done], desk: Path) -> None:
    dry = briefing("run", "briefing.toml", "--since", "2026-03-18", "--dry-run")
    assert dry.out.startswith("Would make issue 1 of 'briefing': 1 new article; 2 more waiting for a later run\n")
    assert briefing("run", "briefing.toml", "--since", "48h").code == 0
    assert [entry["publisher"] for entry in record(desk, 1)["sources"]] == ["Science Weekly"]
    for path in (desk / "news").iterdir():
        path.unlink()  # what was seen waits in the archive
    nothing = briefing("run", "briefing.toml", "--since", "1d")
    assert nothing.out == "Nothing new: 0 articles in 1 source; 2 waiting for a later run\n"
    assert briefing("run", "briefing.toml").code == 0
    assert len(record(desk, 2)["sources"]) == 2
    assert briefing("run", "briefing.toml", "--since", "soon").code == 2


def test_nothing_new_is_not_could_not_tell(briefing: Callable[..., Done], desk: Path) -> None:
    for path in (desk / "news").iterdir():
        path.unlink()
    nothing = briefing("run", "briefing.toml")
    assert (nothing.code, nothing.out, nothing.err) == (0, "Nothing new: 0 articles in 1 source\n", "")

    (desk / "briefing.toml").write_text(CONFIG.replace("news/", "news/**/*.json"))
    assert briefing("run", "briefing.toml").out == "Nothing new: 0 articles in 1 source\n"
    (desk / "briefing.toml").write_text(CONFIG)

    (desk / "news").rmdir()
    failed = briefing("run", "briefing.toml")
    assert (failed.code, failed.out) == (3, "")
    assert "does not exist" in failed.err
    assert "Could not tell whether anything is new for 'briefing': reading its only source failed." in failed.err
    assert briefing("run", "briefing.toml", "--dry-run").code == 3

    (desk / "briefing.toml").write_text(CONFIG.replace("[[outputs]]", '[[sources]]\npath = "more/"\n[[outputs]]', 1))
    (desk / "more").mkdir()
    partly = briefing("run", "briefing.toml")
    assert (partly.code, partly.out) == (1, "Nothing new: 0 articles in 2 sources, of which 1 could not be read\n")
    assert "does not exist" in partly.err


def test_a_note_is_made_of_nothing_new_and_of_no_failure(briefing: Callable[..., Done], desk: Path) -> None:
    (desk / "briefing.toml").write_text(CONFIG.replace('when_empty = "nothing"', 'when_empty = "note"'))
    assert briefing("run", "briefing.toml").code == 0
    dry = briefing("run", "briefing.toml", "--dry-run")
    assert f"Would write {desk / 'out' / 'briefing-2.md'}" in dry.out
    assert briefing("run", "briefing.toml").out.startswith("Nothing new: ")
    text = (desk / "out" / "briefing-2.md").read_text("utf-8")
    since = (
        "**Note:** Nothing new since issue 1 of 2026-03-20 06:30 UTC: 3 articles found in 1 source, none of them new."
    )
    assert since in text
    for path in (desk / "news").iterdir():
        path.unlink()
    (desk / "news").rmdir()
    assert briefing("run", "briefing.toml").code == 3
    assert not (desk / "out" / "briefing-3.md").exists()


def test_what_fails_is_named_on_standard_error_and_in_the_last_section(
    briefing: Callable[..., Done], desk: Path
) -> None:
    (desk / "news" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing of the kind")
    done = briefing("run", "briefing.toml")
    assert done.code == 1
    assert "broken.pdf" in done.err
    text = (desk / "out" / "briefing-1.md").read_text("utf-8").partition("<!--")[0]
    assert "**Note:** 1 of 4 inputs could not be read; it is listed at the end." in text
    last = text.rpartition("\n## ")[2]
    assert last.startswith("Inputs that could not be read\n")
    assert "broken.pdf" in last
    assert len(record(desk, 1)["failures"]) == 1


def test_what_cannot_be_used_is_told_once_and_again_when_it_changes(briefing: Callable[..., Done], desk: Path) -> None:
    broken = desk / "news" / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing of the kind")
    (desk / "news" / "scan.zip").write_bytes(zipped({"in.pdf": b"%PDF-1.7 neither"}))
    first = briefing("run", "briefing.toml")
    assert (first.code, first.err.count("is a damaged PDF file")) == (1, 2)
    put(desk, "d", 4)
    again = briefing("run", "briefing.toml")
    assert (again.code, again.err) == (0, "")
    assert record(desk, 2)["failures"] == []
    line = "2 inputs could not be used, as was told before: news/broken.pdf, news/scan.zip/in.pdf."
    assert line in record(desk, 2)["left_out"]
    nothing = briefing("run", "briefing.toml")
    assert (nothing.code, nothing.err) == (0, "")
    assert "; 2 inputs could not be used, as was told before" in nothing.out
    assert "made issue 2 of 1 article; 2 that could not be used before are still there" in (
        briefing("status", "briefing.toml").out
    )
    broken.write_bytes(b"%PDF-1.7 still nothing of the kind")
    changed = briefing("run", "briefing.toml")
    assert (changed.code, changed.err.count("damaged")) == (1, 1)
    assert briefing("run", "briefing.toml").code == 0
    told = briefing("run", "briefing.toml", "--all")
    assert (told.code, told.err.count("damaged")) == (1, 2)
    for path in (desk / "news").glob("*.json"):
        path.unlink()
    alone = briefing("run", "briefing.toml")  # a folder with nothing but these was read
    assert (alone.code, alone.err, alone.out[:11]) == (0, "", "Nothing new")
    broken.unlink()
    (desk / "news" / "scan.zip").unlink()
    (desk / "news").rmdir()
    assert briefing("run", "briefing.toml").code == 3  # a source that is gone is told each time
    assert briefing("run", "briefing.toml").code == 3


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_file_that_could_not_be_written_is_written_by_the_next_run(briefing: Callable[..., Done], desk: Path) -> None:
    (desk / "out").write_text("in the way")
    assert briefing("run", "briefing.toml").code in (2, 3)
    assert not (desk / "archive.sqlite3").exists()
    (desk / "out").unlink()
    (desk / "out").mkdir()
    (desk / "out" / "briefing-1.json").mkdir()
    assert briefing("run", "briefing.toml").code == 3
    assert (desk / "out" / "briefing-1.md").is_file()
    (desk / "out" / "briefing-1.json").rmdir()
    done = briefing("run", "briefing.toml", "-v")
    assert done.code == 0
    assert "briefing-1.json, which an earlier run had recorded" in done.err
    assert len(record(desk, 1)["sources"]) == 3


def test_a_limit_leaves_the_rest_for_later_runs(briefing: Callable[..., Done], desk: Path) -> None:
    (desk / "briefing.toml").write_text(f"{CONFIG}[limits]\narticles = 2\n")
    assert briefing("run", "briefing.toml").code == 0
    assert "- 1 more article will be in a later issue." in (desk / "out" / "briefing-1.md").read_text("utf-8")
    assert briefing("run", "briefing.toml").code == 0
    assert [len(record(desk, number)["sources"]) for number in (1, 2)] == [2, 1]


def test_templates_figures_and_articles_of_an_issue(briefing: Callable[..., Done], desk: Path) -> None:
    extra = '[[outputs]]\npath = "out/page.html"\ntemplate = "bluf"\n[briefing]\nfigures = false\ndevelopments = 1\n'
    (desk / "briefing.toml").write_text(CONFIG + extra)
    assert briefing("run", "briefing.toml").code == 0
    page = (desk / "out" / "page.html").read_text("utf-8")
    assert "Bottom line:" in page
    assert "<svg" not in page
    assert page.count('data-briefing-source="') == 3
    assert all(len(story["developments"]) == 1 for story in record(desk, 1)["stories"])  # type: ignore[arg-type]
    assert briefing("verify", "out/page.html").code == 0


def test_the_archive_is_looked_into(briefing: Callable[..., Done], desk: Path) -> None:
    assert briefing("archive", "list", "--config", "briefing.toml").code != 0  # there is none yet
    assert briefing("run", "briefing.toml").code == 0
    here = ("--config", "briefing.toml")
    listed = briefing("archive", "list", *here)
    assert re.fullmatch(r"(?:[0-9a-f]{12}  2026-03-20 06:30  briefing:1  .+: .+\n){3}", listed.out)
    assert briefing("archive", "list", "--unused", *here).out == ""
    issues = briefing("archive", "list", "--issues", *here).out
    assert issues == "briefing:1  2026-03-20 06:30  3 articles  Morning\n"
    ident = next(line for line in listed.out.splitlines() if "Science Weekly" in line)[:12]
    shown = briefing("archive", "show", ident[:6], *here).out
    assert "publisher:    Science Weekly" in shown
    assert "used in:      briefing:1" in shown
    assert shown.rstrip().endswith(json.loads(WIRE[6])["text"][-40:])
    assert "  source\n" in briefing("archive", "show", "--issue", "briefing:1", *here).out
    assert briefing("archive", "show", "--issue", "briefing:1", "-o", "copy.md", *here).code == 0
    assert (desk / "copy.md").read_bytes() == (desk / "out" / "briefing-1.md").read_bytes()
    assert briefing("archive", "show", "--issue", "briefing:9", *here).code == 2
    assert (
        briefing("archive", "show", "briefing:1", *here).out
        == briefing("archive", "show", "--issue", "briefing:1", *here).out
    )
    assert briefing("archive", "show", *here).code == 2
    assert "Only the file of an issue" in briefing("archive", "show", ident[:6], "-o", "copy2.md", *here).err

    found = briefing("archive", "search", "glacier NOT bridge", "thin*", *here)
    assert (found.code, found.out.count(ident)) == (0, 1)
    assert briefing("archive", "search", "elephant", *here).code == 1

    exported = [json.loads(line) for line in briefing("archive", "export", *here).out.splitlines()]
    assert [one["issues"] for one in exported] == [[{"name": "briefing", "number": 1}]] * 3
    assert {one["text"] for one in exported} <= {json.loads(line)["text"] for line in WIRE}

    assert briefing("archive", "prune", "--older-than", "2026-03-21", *here).code == 0
    assert "text removed:" in briefing("archive", "show", ident, *here).out
    assert briefing("run", "briefing.toml").out.startswith("Nothing new: 3 articles")


def test_an_issue_is_verified_from_the_archive_when_its_sources_are_gone(
    briefing: Callable[..., Done], desk: Path
) -> None:
    assert briefing("run", "briefing.toml").code == 0
    for path in (desk / "news").iterdir():
        path.unlink()
    assert briefing("verify", "out/briefing-1.md").code == 3
    for where in (("--config", "briefing.toml"), ("--archive", "archive.sqlite3")):
        proven = briefing("verify", "out/briefing-1.md", *where)
        assert proven.code == 0
        assert "lines proven against 3 sources" in proven.out
    assert briefing("verify", "out/briefing-1.md", "--archive", "gone.sqlite3").code == 3
    assert briefing("archive", "prune", "--older-than", "2026-03-21", "--config", "briefing.toml").code == 0
    assert briefing("verify", "out/briefing-1.md", "--config", "briefing.toml").code == 3


def test_an_issue_names_no_place_on_the_machine_that_made_it(briefing: Callable[..., Done], desk: Path) -> None:
    (desk / "home" / "ann" / "news").mkdir(parents=True)
    (desk / "desk").mkdir()
    for name in ("a", "b", "c"):
        (desk / "news" / f"{name}.json").rename(desk / "home" / "ann" / "news" / f"{name}.json")
    (desk / "home" / "ann" / "news" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing of the kind")
    (desk / "news").rename(desk / "desk" / "inbox")
    (desk / "desk" / "one.json").write_text(WIRE[4], encoding="utf-8")
    sources = (f"{desk}/home/ann/news", f"{desk}/home/ann/*.txt", "inbox/", "one.json")
    parts = [f'[[sources]]\npath = "{one}"\n' for one in sources]
    whole = CONFIG.replace('[[sources]]\npath = "news/"\n', "".join(parts))
    (desk / "desk" / "morning.toml").write_text(whole + '[[outputs]]\npath = "out/{number}.html"\n')
    done = briefing("run", "desk/morning.toml")
    assert done.code == 1
    assert "news/bad.pdf is a damaged PDF file" in done.err
    for name in ("morning-1.json", "morning-1.md", "1.html"):
        text = (desk / "desk" / "out" / name).read_text("utf-8")
        assert "news/a.json" in text
        assert "news/bad.pdf" in text
        assert str(desk) not in text, name
    read = json.loads((desk / "desk" / "out" / "morning-1.json").read_text("utf-8"))
    assert sorted(one["source"] for one in read["sources"]) == ["news/a.json", "news/b.json", "news/c.json", "one.json"]
    (desk / "desk" / "archive.sqlite3").unlink()
    assert briefing("verify", "desk/out/morning-1.md").code == 3
    assert briefing("verify", "desk/out/morning-1.md", "--config", "desk/morning.toml").code == 3  # it has no archive


def test_an_archive_of_a_newer_program_is_refused(briefing: Callable[..., Done], desk: Path) -> None:
    import sqlite3

    assert briefing("run", "briefing.toml").code == 0
    with sqlite3.connect(desk / "archive.sqlite3") as database:
        database.execute("PRAGMA user_version = 900")
    database.close()
    for arguments in (("run", "briefing.toml"), ("archive", "list", "--config", "briefing.toml")):
        done = briefing(*arguments)
        assert done.code == 3
        assert "was made by a newer briefing (schema 900" in done.err
        assert "Update briefing" in done.err


def test_two_configurations_share_an_archive(briefing: Callable[..., Done], desk: Path) -> None:
    (desk / "evening.toml").write_text(CONFIG.replace("Morning", "Evening"))
    assert briefing("run", "briefing.toml").code == 0
    assert briefing("run", "evening.toml").code == 0
    names = {
        line.split("  ")[0]
        for line in briefing("archive", "list", "--issues", "--config", "evening.toml").out.splitlines()
    }
    assert names == {"briefing:1", "evening:1"}
    assert "briefing:1, evening:1" in briefing("archive", "list", "--config", "evening.toml").out


def test_a_name_belongs_to_one_configuration(briefing: Callable[..., Done], desk: Path) -> None:
    (desk / "other").mkdir()
    shared = CONFIG.replace('"archive.sqlite3"', f'"{desk}/archive.sqlite3"').replace('"news/"', f'"{desk}/news"')
    (desk / "other" / "briefing.toml").write_text(shared)
    assert briefing("run", "briefing.toml").code == 0
    for options in ((), ("--dry-run",)):
        done = briefing("run", "other/briefing.toml", *options)
        assert done.code == 2
        assert "the name 'briefing' is that of another configuration" in done.err
        assert str(desk / "briefing.toml") in done.err
    assert not (desk / "other" / "out").exists()
    shutil.copytree(desk, desk.with_name(f"{desk.name}-copy"))  # with its archive, which is another one then
    assert briefing("run", str(desk.with_name(f"{desk.name}-copy") / "briefing.toml")).out.startswith("Nothing new")
    (desk / "briefing.toml").rename(desk / "other" / "briefing.toml")  # one that was moved keeps its history
    (desk / "other" / "briefing.toml").write_text(shared)
    assert briefing("run", "other/briefing.toml").out.startswith("Nothing new")


def test_a_folder_whose_name_is_no_text(briefing: Callable[..., Done], desk: Path) -> None:
    folder = desk / os.fsdecode(b"caf\xe9 [1] {x}")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    (desk / "news").rename(folder / "news")
    (folder / "briefing.toml").write_text(CONFIG)
    assert briefing("run", str(folder / "briefing.toml")).code == 0
    assert (folder / "out" / "briefing-1.md").exists()
    done = briefing("run", str(folder / "briefing.toml"))
    assert (done.code, done.out[:11]) == (0, "Nothing new")
    assert "written" in briefing("archive", "show", "briefing:1", "--archive", str(folder / "archive.sqlite3")).out


def test_a_source_that_is_not_there_is_told_before_the_run(briefing: Callable[..., Done], desk: Path) -> None:
    for path in ("news/*.eml", "news/[a-z].json", "nowhere/x.txt", "nowhere/**/*.txt", "https://news.example"):
        kind = "page" if path.startswith("https") else "path"
        with (desk / "briefing.toml").open("a") as file:
            file.write(f'\n[[sources]]\n{kind} = "{path}"\n')
    done = briefing("config", "check")
    assert done.code == 0
    begun, told = f"briefing: {desk}/briefing.toml", "is not there now; a run would name it as failed."
    assert done.err.splitlines() == [
        f"{begun}:{line}: sources[{number}].path: {desk}/{path} {told}"
        for line, number, path in ((20, 4, "nowhere/x.txt"), (23, 5, "nowhere/**/*.txt"))
    ]
