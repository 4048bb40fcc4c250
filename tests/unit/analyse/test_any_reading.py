"""No text and no reading raises, however its quotation marks stand and whatever the reader makes of it."""

from __future__ import annotations

import re
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse.attributions import attributions
from briefing.analyse.weighing import weigh
from briefing.text.sentences import sentences
from briefing.types import Article, Name, NameKind, RawAttribution, Reading, Span, Word

PIECES = st.sampled_from(
    [
        "“", "”", "‘", "’", "«", "»", "„", "‟", "\"", "'", "``", "''", "‹", "›", "「", "」", "'s", "s’", "n’t",
        "said", "says", "according to", "quoted", "as saying", "who", "which", "But", "the", "The", "a", "his", "their",
        "statement", "letter", "company", "spokesman", "senator", "former", "another", "Some", "others", "they",
        "I", "we",
        "Ann Smith", "Reyes", "Ohio", "Harbour Freight Inc.", "AP", "(R-Ohio)", "(@ann)", "@ann", "By", "Dear", "from",
        "in a", "wrote", ".", ",", ":", "?", "—", "\n", "\n\n", "(", ")", "é", "🙂", "\u200b", "\x00", "7", "%",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=45).map(" ".join)
TAGS = st.sampled_from(
    ["NN", "NNS", "NNP", "NNPS", "VBD", "VBZ", "VBN", "VBG", "IN", "DT", "PRP", "PRP$", "JJ", "POS", "CC", "WP", "WDT"]
)


@st.composite
def read_articles(draw: st.DrawFn) -> tuple[Article, Reading]:
    """A text of odd marks, and a reading of it that holds nothing but valid spans."""
    text = draw(TEXTS)

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, min(len(text), start + 60))))

    marks = re.finditer(r"\w+|[^\w\s]", text)
    words = tuple(
        Word(span=Span(*one.span()), tag=draw(TAGS) if one.group().isalnum() else one.group()) for one in marks
    )
    names = {name.start: name for name in (span() for _ in range(draw(st.integers(0, 4))))}
    kept: list[Span] = []
    for name in (names[start] for start in sorted(names)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    found = tuple(
        RawAttribution(
            source=span() if draw(st.booleans()) else None,
            cue=span(),
            content=tuple(sorted({span() for _ in range(draw(st.integers(1, 3)))})),
            confidence=draw(st.sampled_from([0.0, 0.3, 0.6, 1.0])),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    kinds = st.sampled_from(get_args(NameKind))
    reading = Reading(
        article_id="a",
        attributions=found,
        names=tuple(Name(span=name, kind=draw(kinds)) for name in kept),
        words=words,
    )
    return Article(id="a", source="a", text=text, sha256=""), reading


@settings(max_examples=150, deadline=None)
@given(read_articles())
def test_no_reading_raises_and_all_spans_lie_in_the_text(read: tuple[Article, Reading]) -> None:
    article, reading = read
    cut = sentences("a", article.text)
    actors, said = attributions(article, cut, reading)
    assert all(actor.name.strip() for actor in actors)
    for one in said:
        assert one.content
        for span in (*one.content, *(span for span in (one.speaker, one.cue) if span)):
            assert 0 <= span.start <= span.end <= len(article.text)
        assert one.actor is None or one.actor in actors
    assert [one.content for one in weigh(article, cut, reading, (), said)] == [one.content for one in said]
    assert attributions(article, cut, reading) == (actors, said)
