"""What supposed persons are, and where the reader missed a name that it knows elsewhere; words are the reader's."""

from __future__ import annotations

import re

import pytest

from briefing.analyse.actors.entities import Entity
from briefing.analyse.actors.kinds import complete, settle_kinds
from briefing.analyse.actors.phrases import Words
from briefing.language import lexicon
from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Article, Span


def words_of(text: str) -> Words:
    article = Article(id="case", source="case", text=text, sha256="")
    return Words(text, read(article, sentences("case", text)).words)


def person(name: str, *mentions: Span) -> Entity:
    entity = Entity(name=name, kind="person")
    for mention in mentions:
        entity.add(mention, name)
    return entity


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The ferry to Vimmer was late, and nobody lives in Vimmer.", "Vimmer", "place"),
        ("Nobody trusts in Vimmer. Vimmer left.", "Vimmer", "person"),
        ("The town has lost its confidence in Vimmer.", "Vimmer", "person"),
        ("A crack was found in Vimmer's house.", "Vimmer", "person"),
        ("The letter to Vimmer was lost.", "Vimmer", "person"),
        ("The company, Petrov Hoch, left the site.", "Petrov Hoch", "organisation"),
        ("The head of the company, Petrov Hoch, left the site.", "Petrov Hoch", "person"),
        ("The company, Karl Hoch, left the site.", "Karl Hoch", "person"),
        ("The company, Petrov Hoch said, left the site.", "Petrov Hoch", "person"),
    ],
)
def test_what_a_supposed_person_is(text: str, name: str, kind: str) -> None:
    entity = person(name, *(Span(*found.span()) for found in re.finditer(name, text)))
    settle_kinds([entity], words_of(text), lexicon("en"))
    assert entity.kind == kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vimmer spoke first. In the end Vimmer demurred.", 2),
        ("Vimmer spoke first. Then they read the Vimmer Treaty.", 1),
        ("Vimmer spoke first. Then they read the law.", 1),
    ],
)
def test_a_name_is_known_wherever_it_stands(text: str, found: int) -> None:
    entity = person("Vimmer", Span(0, 6))
    complete([entity], words_of(text))
    assert len(entity.mentions) == found
    assert all(mention.of(text) == "Vimmer" for mention in entity.mentions)
