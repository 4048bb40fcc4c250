"""The reader on texts of our own: who said what, names, words; and that no text makes it raise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Article, Reading


def reading(text: str) -> Reading:
    return read(Article(id="t", source="t", text=text, sha256=""), sentences("t", text))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The minister said the port would close on Friday.", "The minister", "said", "the port would close on Friday"),
        ("“The port is closed,” the minister said.", "the minister", "said", "“The port is closed,”"),
        ("According to Ida Moe, the mill is bankrupt.", "Ida Moe", "According to", "the mill is bankrupt"),
        ("Norway has denied that its ships were there.", "Norway", "has denied", "that its ships were there"),
    ],
)
def test_plain_attributions(text: str, source: str, cue: str, content: str) -> None:
    found = reading(text).attributions
    assert len(found) == 1
    assert found[0].source is not None
    assert found[0].source.of(text) == source
    assert found[0].cue.of(text) == cue
    assert content in "".join(span.of(text) for span in found[0].content)
    assert 0.0 < found[0].confidence <= 1.0


def test_two_speakers_in_one_sentence() -> None:
    text = "Ida Moe said the mill would stay, while Karl Lind warned that it would be sold."
    found = [(raw.source and raw.source.of(text), raw.cue.of(text)) for raw in reading(text).attributions]
    assert found == [("Ida Moe", "said"), ("Karl Lind", "warned")]


def test_names_and_words() -> None:
    text = "Emmanuel Macron visited Norway and the World Bank's office."
    found = {name.span.of(text): name.kind for name in reading(text).names}
    assert found["Emmanuel Macron"] == "person", found
    assert found["Norway"] == "place"
    tags = {word.span.of(text): word.tag for word in reading(text).words}
    assert tags["visited"] == "VBD"
    assert tags["office"] == "NN"


def test_one_vector_a_sentence() -> None:
    text = "One sentence. Another one.\nA third."
    assert len(reading(text).vectors) == len(sentences("t", text)) == 3
    assert {len(vector) for vector in reading(text).vectors} == {384}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_no_text_raises_and_every_span_lies_in_it(text: str) -> None:
    found = reading(text)
    spans = [span for raw in found.attributions for span in (raw.cue, *raw.content)]
    spans += [name.span for name in found.names] + [word.span for word in found.words]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_threads_change_nothing() -> None:
    text = "Ida Moe said the mill would stay. “It stays,” she told the council on Monday.\n" * 12
    article = Article(id="t", source="t", text=text, sha256="")
    found = sentences("t", text)
    assert read(article, found, threads=1) == read(article, found, threads=2)
