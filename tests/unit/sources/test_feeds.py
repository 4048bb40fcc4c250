"""Entries of feeds: which are passed over, what is taken for a whole article, what is only a teaser."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.sources.collect import collect
from briefing.sources.desk import new_desk
from briefing.sources.web.answer import Answer, FetchError
from briefing.types import Validators

FEED = "https://news.example/feed"
WORDS = "The council of Marden met on Tuesday and put off its vote on the bridge. " * 3
SEEN = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)


class Site:
    """A feed, and a page behind every other address; `asked` are those that were asked for."""

    def __init__(self, *entries: str, fails: str = "") -> None:
        self.feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title>{''.join(entries)}</feed>"
        self.asked: list[str] = []
        self.fails = fails

    def fetch(self, address: str, *, validators: Validators | None = None) -> Answer:  # noqa: ARG002
        self.asked.append(address)
        if address == self.fails:
            raise FetchError("busy", passing=True)
        page = f"<html><head><title>P</title></head><body><article><p>{WORDS}{address[-1]}</p></article></body></html>"
        body = self.feed if address == FEED else page
        return Answer(address=address, body=body.encode(), retrieved=SEEN, validators=Validators(etag="1"))


def entry(link: str, *, updated: str = "", text: str = "Read more", published: str = "") -> str:
    stamps = f"<updated>{updated}</updated>" if updated else ""
    stamps += f"<published>{published}</published>" if published else ""
    return f"<entry><title>E</title><link href='{link}'/><summary>{text}</summary>{stamps}</entry>"


@pytest.mark.parametrize(
    ("updated", "published", "asked"),
    [
        ("", "", False),
        ("2026-03-20T11:59:59Z", "", False),
        ("2026-03-20T13:00:01+01:00", "", True),
        ("", "2026-03-20T13:00:00Z", False),
        ("some day", "", False),
    ],
    ids=["silent", "before", "since", "published since", "no date"],
)
def test_an_entry_that_was_read_is_passed_over_unless_it_was_changed_since(
    updated: str, published: str, asked: bool
) -> None:
    site = Site(entry("/a", updated=updated, published=published))
    harvest = collect(FEED, new_desk(fetcher=site, seen={"https://news.example/a": SEEN}.get))
    assert site.asked == [FEED, "https://news.example/a"][: 1 + asked]
    assert (harvest.answered, len(harvest.articles)) == (True, int(asked))


def test_two_feeds_with_the_same_entry() -> None:
    site = Site(entry("/a"), entry("/a?utm_source=feed"), entry("/b"))
    desk = new_desk(fetcher=site)
    assert [article.source[-1] for article in collect(FEED, desk).articles] == ["a", "b"]
    assert collect(FEED, desk).articles == ()
    assert site.asked == [FEED, "https://news.example/a", "https://news.example/b", FEED]


def test_a_feed_is_read_anew_where_an_article_may_be_there_another_time() -> None:
    site = Site(entry("/a"), entry("/b"), fails="https://news.example/a")
    harvest = collect(FEED, new_desk(fetcher=site))
    assert harvest.validators is None
    assert [failure.source for failure in harvest.failures] == ["https://news.example/a"]
    site.fails = ""
    assert collect(FEED, new_desk(fetcher=site)).validators == Validators(etag="1")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (WORDS, False),
        (WORDS * 4, True),
        (WORDS * 4 + "Continue reading...", False),
        (WORDS * 4 + "[…]", False),
        (WORDS * 4 + "The post Bridge appeared first on Wire.", True),
    ],
)
def test_what_is_a_whole_article(text: str, whole: bool) -> None:
    site = Site(entry("/a", text=text))
    (article,) = collect(FEED, new_desk(fetcher=site)).articles
    assert (len(site.asked) == 1) is whole
    assert "appeared first" not in article.text


@pytest.mark.parametrize(
    "link", ["javascript:x", "file:///etc/passwd", "ftp://a.example/b", "http://a.example/\u202eb"]
)
def test_a_link_that_leads_nowhere_safe_is_none(link: str) -> None:
    site = Site(entry(link, text=WORDS))
    (article,) = collect(FEED, new_desk(fetcher=site)).articles
    assert (site.asked, article.link) == ([FEED], None)
    assert article.notes == ("the feed's teaser: it names no page with the whole article",)


def test_a_feed_that_answers_with_a_page_has_failed() -> None:
    site = Site()
    site.feed = f"<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>"
    assert len(collect(FEED, new_desk(fetcher=site)).articles) == 1
    harvest = collect(FEED, new_desk(fetcher=site), feed=True)
    assert (harvest.answered, harvest.articles, harvest.validators) == (False, (), None)
    assert "answered with a web page, and with no feed" in harvest.failures[0].reason
