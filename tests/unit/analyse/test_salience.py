"""Ranking over one interface, selection, and what holds for every ranker."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from briefing.analyse.salience import RANKERS, rank, select
from briefing.analyse.salience.features import features
from briefing.analyse.salience.model import model
from briefing.analyse.salience.select import judged
from briefing.analyse.salience.terms import TermVectors, likeness, stem
from briefing.errors import UsageError
from briefing.types import Article, Name, RawAttribution, Reading, Salience, Sentence, Span, Word

NEWS = (
    "The council of Bergen voted on Friday to close the upper dam after engineers found 40 cracks in its wall.",
    "Mayor Anna Lind announced that two villages with 3,000 people will be evacuated by Monday.",
    "The dam was built in 1931 and has long been a favourite of hikers.",
    "“I walked there as a child, and my father did before me,” said Ole Vik, a farmer.",
    "The council voted on Friday to close the upper dam after 40 cracks were found in its wall.",
    "Engineers warned that the lower dam could fail too if the rain goes on.",
    "The ministry refused to say who will pay for the repair, which may cost $12 million.",
    "Follow us on Twitter: @example",
)


def _article(lines: tuple[str, ...]) -> tuple[Article, tuple[Sentence, ...]]:
    text, sentences = "", []
    for index, line in enumerate(lines):
        start = len(text)
        text += line + "\n"
        span = Span(start, start + len(line))
        sentences.append(Sentence(article_id="a", index=index, paragraph=index, span=span, text=line))
    return Article(id="a", source="a", text=text, sha256=""), tuple(sentences)


DEGENERATE = {
    "none": (),
    "one": ("The dam burst on Friday.",),
    "two": ("The dam burst on Friday.", "Two villages were evacuated."),
    "no words": ("* * *", "...", "---"),
    "one with words": ("* * *", "The dam burst.", "---"),
    "all equal": ("The dam burst on Friday.",) * 5,
    "stop words alone": ("It is what it is.", "So they say.", "And that was that."),
    "one word each": ("Dam.", "Dam.", "River."),
    "nothing shared": ("Alpha beta gamma.", "Delta epsilon zeta.", "Eta theta iota."),
    "long": ("word " * 3000,),
}


@pytest.mark.parametrize("name", RANKERS)
@pytest.mark.parametrize("kind", DEGENERATE)
def test_every_ranker_answers_degenerate_input(name: str, kind: str) -> None:
    article, sentences = _article(DEGENERATE[kind])
    found = rank(name, article, sentences, None)
    assert [s.sentence for s in found] == list(sentences)
    assert sorted(s.rank for s in found) == list(range(1, len(sentences) + 1))
    assert all(0 <= s.score <= 1 for s in found)


@pytest.mark.parametrize("name", RANKERS)
def test_scores_and_ranks_agree_and_repeat(name: str) -> None:
    article, sentences = _article(NEWS)
    found = rank(name, article, sentences, None)
    ordered = sorted(found, key=lambda s: s.rank)
    assert all(one.score >= other.score for one, other in itertools.pairwise(ordered))
    assert found == rank(name, article, sentences, None)
    assert all(s.reasons for s in found)
    assert found[7].noise == "social media"


def test_repeated_sentences_are_ranked_one_by_one() -> None:
    article, sentences = _article((NEWS[0], NEWS[0], NEWS[2]))
    for name in RANKERS:
        assert len({s.rank for s in rank(name, article, sentences, None)}) == 3


def test_an_unknown_ranker_names_the_known_ones() -> None:
    article, sentences = _article(NEWS)
    with pytest.raises(UsageError, match="lexrank"):
        rank("best", article, sentences, None)


def test_news_puts_the_vote_before_history_and_colour() -> None:
    article, sentences = _article(NEWS)
    ranks = [s.rank for s in rank("news", article, sentences, None)]
    assert max(ranks[0], ranks[1]) < min(ranks[2], ranks[3])
    assert ranks[7] == len(NEWS)


def test_selection_holds_no_noise_and_no_repeat() -> None:
    article, sentences = _article(NEWS)
    chosen = [s.sentence.index for s in select(rank("news", article, sentences, None), 8)]
    assert 7 not in chosen
    assert not {0, 4} <= set(chosen)
    assert len(chosen) == len(set(chosen))


HEADLINED = (
    "Bergen closes cracked upper dam.",
    "The council of Bergen voted on Friday to shut the upper dam after engineers found cracks in its wall.",
    "Mayor Anna Lind announced that two villages with 3,000 people will be evacuated by Monday.",
    "Engineers warned that the lower dam could fail too if the rain goes on.",
)


def test_a_headline_gives_way_to_the_sentence_that_tells_it_in_full() -> None:
    article, sentences = _article(HEADLINED)
    chosen = [s.sentence.index for s in select(rank("news", article, sentences, None), 3)]
    assert 0 not in chosen
    assert 1 in chosen


def test_a_headline_that_the_text_does_not_tell_again_stays() -> None:
    article, sentences = _article(("Ferry line to the islands is sold to Northern Lines.", *HEADLINED[1:]))
    assert 0 in [s.sentence.index for s in select(rank("news", article, sentences, None), 4)]


def test_a_text_without_paragraphs_has_no_headline() -> None:
    article, sentences = _article(HEADLINED)
    joined = tuple(replace(sentence, paragraph=0) for sentence in sentences)
    ranked = rank("news", article, joined, None)
    assert all(twin is None for _, twin in judged(ranked))


def test_selection_keeps_to_a_number_and_to_a_budget() -> None:
    article, sentences = _article(NEWS)
    ranked = rank("news", article, sentences, None)
    assert len(select(ranked, 2)) == 2
    assert sum(len(s.sentence.text.split()) for s in select(ranked, words=40)) <= 40
    assert len(select(ranked, words=1)) == 1
    assert len(select(ranked)) <= len(NEWS) // 2


def test_selection_of_nothing_is_nothing() -> None:
    empty: tuple[Salience, ...] = ()
    assert select(empty) == ()


def test_a_reading_adds_features_and_its_own_variant() -> None:
    article, sentences = _article(NEWS)
    said = article.text.index("announced")
    reading = Reading(
        article_id="a",
        attributions=(
            RawAttribution(
                source=Span(said - 16, said - 1),
                cue=Span(said, said + 9),
                content=(Span(said + 10, said + 30),),
                confidence=0.9,
            ),
        ),
        names=(Name(span=Span(said - 10, said - 1), kind="person"),),
        words=(Word(span=Span(said, said + 9), tag="VBD"),),
    )
    row = features(article, sentences, reading)[1]
    assert row["r_persons"] == 1
    assert row["r_cue_count"] == 1
    assert 0 < row["r_content_share"] < 1
    assert row["r_past_share"] == 1
    assert len(rank("news", article, sentences, reading)) == len(sentences)


@pytest.mark.parametrize("variant", ["text", "reading"])
def test_the_weights_name_features_that_exist(variant: str) -> None:
    article, sentences = _article(NEWS)
    reading = Reading(article_id="a", vectors=((0.1,) * 384,) * len(sentences))
    rows = features(article, sentences, reading if variant == "reading" else None)
    heads = model(variant)
    for head in (heads.development, heads.noise, heads.highlight):
        assert set(head.names) <= set(rows[0])


def test_terms() -> None:
    vectors = TermVectors.of(["The dam burst.", "The dam was repaired.", ""], frozenset({"the", "was"}))
    assert vectors.vectors[2] == {}
    assert 0 < vectors.centralities()[0] < 1
    assert vectors.first_mentions() == [1.0, 0.5, 0.0]
    assert likeness(vectors.vectors[0], vectors.vectors[2]) == 0
    assert stem("evacuated") == stem("evacuate")
