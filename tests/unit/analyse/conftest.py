"""The sentence of a case as the rules on questions see it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from briefing.analyse.questions.context import Context
from briefing.types import Article, Name, Reading, Sentence, Span, Word

if TYPE_CHECKING:
    from collections.abc import Callable


def _context_of(case: dict[str, Any]) -> Context:
    """The case's sentence, tagged, in an article of its own with what stands before and after it."""
    opening = "\n".join(part for part in ("The council met on Monday.", case.get("before", "")) if part) + "\n"
    text = f"{opening}{case['input']} {case.get('after', '')}\nThe square was cleared by noon.\n"
    words, at = [], len(opening)
    for item in case["tags"].split(" "):
        token, _, tag = item.rpartition("|")
        at = text.index(token, at)
        words.append(Word(span=Span(at, at + len(token)), tag=tag))
        at += len(token)
    names = tuple(
        Name(span=Span(place, place + len(name)), kind=kind)
        for name, kind in case["names"]
        for place in (text.index(name, len(opening)),)
    )
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=sha[:12], source="case", text=text, sha256=sha)
    span = Span(len(opening), len(opening) + len(case["input"]))
    sentence = Sentence(article_id=article.id, index=0, paragraph=0, span=span, text=case["input"])
    return Context(
        article=article, sentence=sentence, reading=Reading(article_id=article.id, words=tuple(words), names=names)
    )


@pytest.fixture(scope="session")
def context_of() -> Callable[[dict[str, Any]], Context]:
    """A case's tagged sentence in its context."""
    return _context_of
