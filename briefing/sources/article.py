"""The last step of every format: a text and what is known of it become an `Article`, if it can be briefed on."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from briefing.errors import InputError
from briefing.sources.language import name_of_language
from briefing.sources.limits import MAX_TEXT
from briefing.text.english import is_english
from briefing.types import Article

LONGEST_FIELD: Final = 300
"""Characters of a title or byline: the longest headlines have 200. What is longer is text in the wrong field."""

LEAST_LETTERS: Final = 0.4
"""Share of letters among the characters of an article that are no space: articles have 0.93 to 0.98, lists of results
and prices 0.6. What has fewer is code or a broken file, and costs many times the work of an article of its length."""

ENOUGH: Final = 200
"""Characters from which that share is taken."""

_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a source tells of an article beside its text."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: datetime | None = None
    retrieved: datetime | None = None
    language: str | None = None
    link: str | None = None
    notes: tuple[str, ...] = ()

    def over(self, other: Facts) -> Facts:
        """These facts, with those of `other` where these say nothing."""
        return Facts(
            title=self.title or other.title,
            byline=self.byline or other.byline,
            publisher=self.publisher or other.publisher,
            published=self.published or other.published,
            retrieved=self.retrieved or other.retrieved,
            language=self.language or other.language,
            link=self.link or other.link,
            notes=tuple(dict.fromkeys((*self.notes, *other.notes))),
        )


def field(value: object) -> str | None:
    """A title, byline or name on one line, without control characters, cut where it is far too long; None if empty."""
    if not isinstance(value, str):
        return None
    clean = _SPACE.sub(" ", "".join(char if char.isprintable() else " " for char in value)).strip()
    return clean if len(clean) <= LONGEST_FIELD else clean[: LONGEST_FIELD - 1].rstrip() + "…"


def article(text: str, facts: Facts, *, source: str) -> Article:
    """The article with this text. Raises InputError where there is nothing to brief on: white space, not English."""
    if not text.strip():
        raise InputError(f"{source} holds only white space.", hint="Give a file that holds an article's text.")
    data = text.encode("utf-8")
    if len(data) > MAX_TEXT:
        raise too_large(source, MAX_TEXT)
    marks = [char for char in text if not char.isspace()]
    if len(marks) > ENOUGH and sum(map(str.isalpha, marks)) < LEAST_LETTERS * len(marks):
        message = f"{source} is no text to read: less than {LEAST_LETTERS:.0%} of its characters are letters."
        raise InputError(message, hint="Give a file that holds an article's text.")
    if not is_english(text):
        language = name_of_language(text, declared=facts.language)
        message = f"{source} is in {language}." if language else f"{source} does not look like English."
        raise InputError(message, hint="Only English articles can be briefed on.")
    digest = hashlib.sha256(data).hexdigest()
    return Article(
        id=digest[:12],
        source=source,
        text=text,
        sha256=digest,
        title=field(facts.title),
        byline=field(facts.byline),
        publisher=field(facts.publisher),
        published=facts.published,
        retrieved=facts.retrieved,
        link=facts.link,
        notes=facts.notes,
    )


def too_large(source: str, limit: int) -> InputError:
    """The fault of a text that is no single article."""
    message = f"{source} is larger than {limit / 1e6:g} MB, far more than one news article."
    return InputError(message, hint="Split it into one file an article.")
