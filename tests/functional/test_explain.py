"""`briefing explain`, and what a reader asks of a page: a watch-list, dates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_each_line_is_told_with_its_terms_and_the_others_with_their_fate(run: Run, article: Path) -> None:
    done = run("explain", article)
    assert (done.code, done.err) == (0, "")
    told = done.out.decode()
    made = json.loads(run("make", article, "-f", "json").out)
    for number, line in enumerate(made["developments"], start=1):
        assert f"\n{number}. {line['text'].split()[0]}" in told
    assert "base: what every sentence starts from" in told
    assert "worth a line" in told
    assert "Near misses" in told
    assert "is no news line: heading" in told


def test_the_json_tells_the_fate_of_every_sentence(run: Run, article: Path, text: str) -> None:
    done = run("explain", article, "--format", "json", "--developments", "2")
    record = json.loads(done.out)
    assert len(record["lines"]) == 2
    assert [one["text"] for one in record["sentences"]] == [
        text[one["start"] : one["end"]] for one in record["sentences"]
    ]
    assert all(one["fate"] and one["detail"] for one in record["sentences"])
    near = [record["sentences"][index] for index in record["near_misses"]]
    assert near
    assert [one["worth"] for one in near] == sorted((one["worth"] for one in near), reverse=True)
    assert run("explain", article, "--format", "json", "--developments", "2").out == done.out


def test_explain_names_what_it_cannot_read(run: Run, article: Path) -> None:
    done = run("explain", article, "missing.txt")
    assert done.code == 1
    assert "missing.txt" in done.err
    assert run("explain", "missing.txt").code == 3
    assert run("explain", article, "--ranker", "newz").code == 2


def test_the_watch_list_lifts_lines_and_says_so(run: Run, article: Path) -> None:
    plain = json.loads(run("make", article, "-f", "json", "--developments", "2").out)
    options = ("--developments", "2", "--watch", "islands", "--watch", "Atlantis")
    done = json.loads(run("make", article, "-f", "json", *options).out)
    assert not any("have to pay" in line["text"] for line in plain["developments"])
    assert [line["watched"] for line in done["developments"] if "have to pay" in line["text"]] == [["islands"]]
    shown = run("make", article, *options).out.decode()
    assert "watched: islands" in shown
    assert "Atlantis (not mentioned)" in shown
    assert "lifted" in run("explain", article, *options).out.decode()


def test_older_articles_are_left_out_and_told(run: Run, tmp_path: Path, article: Path) -> None:
    page = (
        "---\ntitle: Bridge shut\ndate: {}\n---\n\nThe council of Oslo closed the upper bridge on Monday for repair.\n"
    )
    (tmp_path / "old.md").write_text(page.format("2026-03-01"), encoding="utf-8")
    (tmp_path / "new.md").write_text(page.format("2026-03-09"), encoding="utf-8")
    inputs = ("old.md", "new.md", article)
    done = json.loads(run("make", *inputs, "--since", "2026-03-05", "-f", "json").out)
    assert sorted(entry["source"].rsplit("/", 1)[-1] for entry in done["sources"]) == ["ferry.txt", "new.md"]
    assert "1 article was left out as published before 2026-03-05." in done["left_out"]
    assert "1 article bears no date and may be older than 2026-03-05." in done["left_out"]
    by_age = json.loads(run("make", *inputs, "--since", "5d", "--date", "2026-03-10", "-f", "json").out)
    assert [entry["source"] for entry in by_age["sources"]] == [entry["source"] for entry in done["sources"]]
    none = run("make", "old.md", "--since", "2026-03-05", "-o", "out.md")
    assert none.code == 3
    assert "too old" in none.err
    assert not (tmp_path / "out.md").exists()


def test_a_date_is_given_to_articles_that_bear_none(run: Run, article: Path) -> None:
    done = json.loads(run("make", article, "--published", "2026-01-20", "-f", "json").out)
    assert done["sources"][0]["published"] == "2026-01-20T00:00:00+00:00"
    assert any("--published" in note for note in done["sources"][0]["notes"])
    assert run("make", article, "--published", "2026-01-20", "--since", "2026-01-21").code == 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--since", "soon"), "no point in time"),
        (("--since", "2d"), "no date to count from"),
        (("--published", "yesterday"), "no date"),
    ],
)
def test_dates_that_are_none(run: Run, article: Path, options: tuple[str, ...], message: str) -> None:
    done = run("make", article, *options)
    assert done.code == 2
    assert message in done.err


def test_days_are_told_where_the_date_is_known(run: Run, article: Path) -> None:
    plain = json.loads(run("make", article, "-f", "json").out)
    assert not any("dates" in line for line in plain["developments"])
    options = ("--published", "2026-01-22")
    done = json.loads(run("make", article, "-f", "json", *options).out)
    told = {one["text"]: (one["first"], one["last"]) for line in done["developments"] for one in line.get("dates", ())}
    assert told == {"Tuesday": ("2026-01-20", "2026-01-20"), "March": ("2026-03-01", "2026-03-31")}
    shown = run("make", article, *options).out.decode()
    assert "(Tuesday = 20 January 2026)" in shown
    assert "(March = March 2026)" in shown


def test_dated_lines_make_a_line_of_time(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(
        "The upper dam of Bergen burst on Monday and flooded two villages.\n"
        "The council of Bergen moved 3,000 people out of their homes on Tuesday.\n"
        "Parliament will vote on 40 million dollars of aid on Friday.\n",
        encoding="utf-8",
    )
    options = ("make", "dam.txt", "-f", "html", "--developments", "3")
    assert "What happened when" not in run(*options).out.decode()
    page = run(*options, "--published", "2026-03-18").out.decode()
    assert "What happened when" in page
    places = [page.index(day) for day in ("16 Mar 2026", "17 Mar 2026", "20 Mar 2026")]
    assert places == sorted(places)
