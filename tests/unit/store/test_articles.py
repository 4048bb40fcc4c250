"""Articles and issues in the archive: kept once, waiting until used, used once, found, searched and pruned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from briefing.errors import UsageError
from briefing.store.articles import by_hash, find, keep, listed, set_aside, used_lately, waiting
from briefing.store.issues import (
    Draft,
    Output,
    Taken,
    Use,
    issue,
    issues,
    mark_written,
    next_number,
    outputs,
    record,
    unwritten,
    uses,
)
from briefing.store.runs import end_run, note_exit_code, places_seen, runs, start_run
from briefing.store.search import prune, search

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.store import Archive
    from briefing.types import Article

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
Make = "Callable[..., Article]"


def seen(archive: Archive, *articles: Article, name: str = "morning", when: datetime = NOW) -> int:
    with archive.transaction():
        return keep(archive, articles, name=name, run=None, seen=when)


def used(archive: Archive, *keys: int, name: str = "morning", when: datetime = NOW, again: bool = False) -> int:
    """Record an issue of these articles; its number."""
    number = next_number(archive, name)
    output = Output(path=f"/out/{name}-{number}.md", format="markdown", media_type="text/markdown", data=b"# Issue\n")
    draft = Draft(
        name=name,
        number=number,
        title="Morning",
        made=when,
        uses=tuple(Use(key=key, role="source") for key in keys),
        outputs=(output,),
        again=again,
    )
    with archive.transaction():
        record(archive, draft)
    return number


def texts(archive: Archive, name: str = "morning") -> list[str]:
    return [one.article.text for one in waiting(archive, name)]


def test_an_article_is_kept_once_with_all_that_is_known_of_it(
    archive: Archive, article: Callable[..., Article]
) -> None:
    one = article(
        "A barge hit the bridge.",
        title="Barge",
        byline="Ann Lee",
        publisher="Post",
        published=NOW - timedelta(hours=2),
        retrieved=NOW,
        link="https://post.example/1",
        notes=("decoded as windows-1252",),
    )
    assert seen(archive, one, one) == 1
    assert seen(archive, one, when=NOW + timedelta(days=1)) == 0
    (stored,) = waiting(archive, "morning")
    assert stored.article == one
    assert stored.first_seen == NOW


def test_what_is_new_is_known_for_each_configuration_apart(archive: Archive, article: Callable[..., Article]) -> None:
    one, two = article("One."), article("Two.")
    seen(archive, one, two)
    seen(archive, one, name="evening")
    (first, _) = waiting(archive, "morning")
    used(archive, first.key)
    assert texts(archive) == ["Two."]
    assert texts(archive, "evening") == ["One."]
    assert texts(archive, "weekly") == []


def test_a_place_is_known_with_when_it_was_read_last(archive: Archive, article: Callable[..., Article]) -> None:
    one, later = article("One."), NOW + timedelta(hours=3)
    seen(archive, one)
    seen(archive, one, when=later)  # its feed said that it was changed, and it was not
    seen(archive, one, when=NOW - timedelta(days=1))
    assert places_seen(archive, "morning") == {one.source: later}
    assert places_seen(archive, "evening") == {}


def test_no_article_is_used_twice_but_on_purpose(archive: Archive, article: Callable[..., Article]) -> None:
    seen(archive, article("One."))
    (stored,) = waiting(archive, "morning")
    assert used(archive, stored.key) == 1
    with pytest.raises(Taken):
        used(archive, stored.key)
    assert next_number(archive, "morning") == 2
    assert [one.number for one in issues(archive)] == [1]
    assert used(archive, stored.key, again=True) == 2
    assert used(archive, stored.key, name="evening") == 1


def test_a_number_is_taken_once(archive: Archive) -> None:
    draft = Draft(name="morning", number=2, title="t", made=NOW, uses=(), outputs=())
    with pytest.raises(Taken), archive.transaction():
        record(archive, draft)


def test_what_repeats_waits_no_more(archive: Archive, article: Callable[..., Article]) -> None:
    one, two = article("One."), article("Two.")
    seen(archive, one, two)
    with archive.transaction():
        set_aside(archive, "morning", {two.sha256: one.sha256})
    assert texts(archive) == ["One."]


def test_used_lately_has_what_issues_used_since_then(archive: Archive, article: Callable[..., Article]) -> None:
    seen(archive, article("One."), article("Two."))
    first, second = waiting(archive, "morning")
    used(archive, first.key, when=NOW - timedelta(days=20))
    used(archive, second.key)
    assert [one.article.text for one in used_lately(archive, "morning", since=NOW - timedelta(days=14))] == ["Two."]


def test_an_article_is_found_by_its_id_its_link_or_its_source(
    archive: Archive, article: Callable[..., Article]
) -> None:
    one = article("One.", link="https://post.example/1")
    seen(archive, one, article("Two."))
    for wanted in (one.id, one.sha256[:6].upper(), one.sha256, "https://post.example/1", one.source):
        assert find(archive, wanted).article == one
    for wanted in (one.sha256[:5], "ffffffffff", "https://post.example/2", "", "%"):
        with pytest.raises(UsageError, match="holds no article"):
            find(archive, wanted)


def test_two_ids_that_begin_alike_are_told_apart_by_more_digits(
    archive: Archive, article: Callable[..., Article]
) -> None:
    from dataclasses import replace

    one = article("One.")
    seen(archive, one, replace(article("Two."), sha256=one.sha256[:10] + "0" * 54))
    with pytest.raises(UsageError, match="More than one"):
        find(archive, one.sha256[:8])
    assert find(archive, one.sha256[:12]).article.text == "One."


def test_the_list_is_newest_first_and_narrowed(archive: Archive, article: Callable[..., Article]) -> None:
    seen(archive, article("One."), when=NOW - timedelta(days=3))
    seen(archive, article("Two."), name="evening")
    (first,) = waiting(archive, "morning")
    used(archive, first.key)
    assert [one.article.text for one in listed(archive)] == ["Two.", "One."]
    assert [one.issues for one in listed(archive)] == [(), (("morning", 1),)]
    assert [one.article.text for one in listed(archive, name="morning")] == ["One."]
    assert [one.article.text for one in listed(archive, since=NOW - timedelta(days=1))] == ["Two."]
    assert [one.article.text for one in listed(archive, unused=True)] == ["Two."]


def test_files_are_known_until_they_are_written(archive: Archive, article: Callable[..., Article]) -> None:
    seen(archive, article("One."))
    (stored,) = waiting(archive, "morning")
    used(archive, stored.key)
    ((made, output),) = unwritten(archive, "morning")
    assert (made.number, output.path, output.data) == (1, "/out/morning-1.md", b"# Issue\n")
    with archive.transaction():
        mark_written(archive, output.key, when=NOW)
    assert unwritten(archive, "morning") == ()
    assert [one.written for one in outputs(archive, made.key)] == [NOW]
    assert uses(archive, made.key) == ((stored.article.sha256, "source"),)
    found = issue(archive, "morning", 1)
    assert found is not None
    assert found.articles == 1
    assert issue(archive, "morning", 2) is None


def test_search_finds_words_phrases_and_stems(archive: Archive, article: Callable[..., Article]) -> None:
    seen(archive, article("Divers searched the water.", title="Barge hits bridge"), article("The council voted."))
    assert [hit.stored.article.title for hit in search(archive, "diver search")] == ["Barge hits bridge"]
    (hit,) = search(archive, '"searched the water"')
    assert hit.snippet == "Divers \x02searched the water\x03."
    assert len(search(archive, "barge OR council")) == 2
    assert len(search(archive, "counc*")) == 1
    assert search(archive, "glacier") == ()
    seen(archive, article("The glacier is thinner."))
    assert len(search(archive, "glacier")) == 1


@pytest.mark.parametrize("words", ['"unbalanced', "AND", "a:b", "(", "title:", "x NEAR(", "don't"])
def test_what_is_no_query_is_searched_as_words(archive: Archive, article: Callable[..., Article], words: str) -> None:
    seen(archive, article("Divers searched the water."))
    assert search(archive, words) == ()


def test_nothing_to_search_for_is_told(archive: Archive) -> None:
    with pytest.raises(UsageError, match="nothing to search for"):
        search(archive, '"')


def test_pruning_keeps_what_was_seen_and_what_waits(archive: Archive, article: Callable[..., Article]) -> None:
    old = NOW - timedelta(days=100)
    one, two = article("One barge."), article("Two barges.")
    seen(archive, one, two, when=old)
    first, _ = waiting(archive, "morning")
    used(archive, first.key, when=old)
    assert len(search(archive, "barge")) == 2
    assert prune(archive, before=NOW - timedelta(days=90), now=NOW) == (1, 0)  # its file is not written yet
    (pruned,) = by_hash(archive, [one.sha256])
    assert (pruned.article.text, pruned.pruned) == ("", NOW)
    assert texts(archive) == ["Two barges."]
    assert seen(archive, one) == 0
    assert texts(archive) == ["Two barges."]
    assert [hit.stored.article.text for hit in search(archive, "barge")] == ["Two barges."]
    ((_, output),) = unwritten(archive, "morning")
    with archive.transaction():
        mark_written(archive, output.key, when=NOW)
    assert prune(archive, before=NOW - timedelta(days=90), now=NOW) == (0, 1)


def test_a_pruned_text_comes_back_for_who_has_not_used_it(archive: Archive, article: Callable[..., Article]) -> None:
    one, later = article("The old barge."), NOW + timedelta(days=60)
    seen(archive, one)
    used(archive, 1)
    assert prune(archive, before=later, now=later)[0] == 1
    seen(archive, one, when=later)
    assert by_hash(archive, [one.sha256])[0].pruned == later  # whoever used it needs it no more
    assert search(archive, "barge") == ()
    seen(archive, one, name="evening", when=later)
    assert texts(archive, "evening") == [one.text]
    assert texts(archive) == []
    assert [hit.stored.article.text for hit in search(archive, "barge")] == [one.text]


def test_a_pruned_text_comes_back_where_all_is_used_again(archive: Archive, article: Callable[..., Article]) -> None:
    one, later = article("The old barge."), NOW + timedelta(days=60)
    seen(archive, one)
    used(archive, 1)
    prune(archive, before=later, now=later)
    with archive.transaction():
        keep(archive, [one], name="morning", run=None, seen=later, again=True)
    (found,) = by_hash(archive, [one.sha256])
    assert (found.article.text, found.pruned) == (one.text, None)


def test_runs_are_told_with_how_they_ended(archive: Archive) -> None:
    with archive.transaction():
        first = start_run(archive, "morning", when=NOW)
        start_run(archive, "morning", when=NOW)
        end_run(archive, first, "nothing-new", when=NOW, articles=3)
    second, told = runs(archive, name="morning")
    assert (second.outcome, second.finished) == (None, None)
    assert (told.outcome, told.exit_code, told.details) == ("nothing-new", None, {"articles": 3})
    with archive.transaction():
        note_exit_code(archive, first, 1)
    assert [run.exit_code for run in runs(archive, name="morning")] == [None, 1]
    assert runs(archive, name="evening") == ()


def plans(archive: Archive, work: Callable[[], object]) -> list[str]:
    """How SQLite would carry out each statement that `work` begins."""
    said: list[str] = []
    archive._database.set_trace_callback(said.append)
    work()
    archive._database.set_trace_callback(None)
    read = [sql for sql in said if sql.lstrip().upper().startswith("SELECT")]
    assert read
    return [str(row["detail"]) for sql in read for row in archive.rows(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda archive: waiting(archive, "morning"), id="what waits"),
        pytest.param(lambda archive: by_hash(archive, ["a" * 64]), id="by hash"),
        pytest.param(lambda archive: find(archive, "abcdef"), id="by prefix"),
        pytest.param(lambda archive: find(archive, "https://post.example/1"), id="by link"),
        pytest.param(lambda archive: used_lately(archive, "morning", since=NOW), id="used lately"),
        pytest.param(lambda archive: next_number(archive, "morning"), id="next number"),
        pytest.param(lambda archive: unwritten(archive, "morning"), id="not written"),
        pytest.param(lambda archive: search(archive, "barge"), id="search"),
    ],
)
def test_what_a_run_asks_is_answered_by_an_index(
    archive: Archive, article: Callable[..., Article], work: Callable[[Archive], object]
) -> None:
    search(archive, "barge")  # so that the index of the full text is there

    def asked() -> None:
        try:
            work(archive)
        except UsageError:
            return

    seen(archive, article("One.", link="https://post.example/1"))
    scanned = [plan for plan in plans(archive, asked) if plan.startswith("SCAN")]
    harmless = ("VIRTUAL TABLE", "CONSTANT", "search_state")  # the index of the full text; nothing; a table of one row
    assert [plan for plan in scanned if not any(word in plan for word in harmless)] == []
