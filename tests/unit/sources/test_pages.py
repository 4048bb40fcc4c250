"""Web pages: the article's own words and what the page tells of it, on pages of our own (`tests/pages`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.sources.collect import collect, read
from briefing.sources.desk import new_desk
from briefing.sources.web.answer import Answer
from briefing.types import Article, Validators

TESTS = Path(__file__).parents[2]
CASES = json.loads((TESTS / "cases" / "pages.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_the_article_and_what_its_page_tells_of_it(case: dict[str, Any]) -> None:
    (article,) = read(str(TESTS / "pages" / case["input"]), new_desk())
    assert isinstance(article, Article)
    expected = case["expected"]
    published = article.published.isoformat() if article.published else None
    facts = (article.title, article.byline, article.publisher, published, article.link)
    assert facts == tuple(expected[name] for name in ("title", "byline", "publisher", "published", "link"))
    assert list(article.notes) == expected["notes"]
    assert article.text.split("\n\n") == expected["text"]


class Saved:
    """Answers from a file, as a site would."""

    def __init__(self, body: bytes, charset: str | None = None) -> None:
        self.body = body
        self.charset = charset

    def fetch(self, address: str, *, validators: Validators | None = None) -> Answer:  # noqa: ARG002
        moment = new_desk().clock.now()
        return Answer(address=f"{address}?moved", body=self.body, retrieved=moment, charset=self.charset)


def test_a_page_that_names_no_link_has_that_where_it_was_found() -> None:
    body = (TESTS / "pages" / "table.html").read_bytes()
    harvest = collect("https://news.example/a", new_desk(fetcher=Saved(body)))
    (article,) = harvest.articles
    assert (article.source, article.link) == ("https://news.example/a", "https://news.example/a?moved")
    assert article.retrieved is not None


@pytest.mark.parametrize(
    ("encoding", "header"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-16", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", "no-such"),
    ],
)
def test_what_the_bytes_are_beats_what_is_said_of_them(encoding: str, header: str) -> None:
    page = (TESTS / "pages" / "gallery.html").read_text("utf-8")
    read_as = [
        collect("https://news.example/a", new_desk(fetcher=Saved(body, charset))).articles[0].text
        for body, charset in ((page.encode(), "utf-8"), (page.encode(encoding), header))
    ]
    assert read_as[0] == read_as[1]
    assert "Amadeu Falcão" in read_as[1]
