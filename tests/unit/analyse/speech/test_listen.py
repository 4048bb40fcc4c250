"""No text raises, and what the forms find lies in the text; a long text takes no longer than its length asks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analyse.attributions import attributions
from briefing.analyse.speech import spoken
from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Article, Name, RawAttribution, Reading, Span

PIECES = st.sampled_from(
    [
        "Q: ", "A: ", "Q", "A. ", "SMITH: ", "Smith — ", "(ANN SMITH, MAYOR): ", "Ann Smith", "@ann: ", "— Ann (@ann)",
        "I will not.", "Why?", "“We stay.”", "“We stay", "said Smith.", "\n", "\n\n", " ", ":", "“", "”", '"', "'",
        "By Ann Smith", "Letters", "Dear Editor,", "Opinion", "FOR IMMEDIATE RELEASE", "could not be reached",
        "Attempts to reach ",
        "were unsuccessful", "Editorial", "this newspaper", "[applause]", "(", ")", "\u2028", "\r\n", "é", "🙂", "\x00",
    ]
)  # fmt: skip


def bare(text: str) -> Article:
    return Article(id="a", source="a", text=text, sha256="")


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_raises_and_spans_lie_in_it(text: str) -> None:
    cut = sentences("a", text)
    at = text.find("Ann Smith")
    names = (Name(span=Span(at, at + 9), kind="person"),) if at >= 0 else ()
    cue = text.find("said")
    raw = RawAttribution(source=None, cue=Span(cue, cue + 4), content=(Span(0, cue),), confidence=0.9)
    reading = Reading(article_id="a", names=names, attributions=(raw,) if cue > 0 else ())
    said, _ = spoken(bare(text), cut, reading)
    for one in said:
        for span in (one.raw.cue, *one.raw.content, *(span for span in (one.raw.source, one.named) if span)):
            assert 0 <= span.start <= span.end <= len(text)
        assert all(len(span) for span in one.raw.content)
    attributions(bare(text), cut, reading)


@settings(max_examples=15, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_raises_with_the_real_reader(text: str) -> None:
    cut = sentences("a", text)
    attributions(bare(text), cut, read(bare(text), cut))


def test_a_label_takes_the_place_of_the_names_under_it() -> None:
    text = "HOST: Why now?\n\nANN SMITH: We had to act at once.\n\nHOST: And then?\n\nANN SMITH: We left."
    names = (Name(span=Span(16, 19), kind="organisation"), Name(span=Span(20, 25), kind="place"))
    _, found = spoken(bare(text), sentences("a", text), Reading(article_id="a", names=names))
    assert [(name.span.of(text), name.kind) for name in found] == [("ANN SMITH", "person")] * 2
