"""Where the other articles of a story say what a line says, and from how many independent origins it comes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from briefing.analyse.salience.features import cues
from briefing.analyse.salience.terms import TermVectors, cosine
from briefing.compose.wording import evidence_of
from briefing.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.types import Analysis, Article, Development, Evidence

SAYS_THE_SAME: Final = 0.55
"""Cosine from which another article's sentence says what a line says. A line that is wrongly called confirmed is worse
than one confirmation missed, so it is high: sentences on one event in other words have 0.3 to 0.5."""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r"[\w']+")
_CREDIT: Final = re.compile(r"\(([A-Z][\w. -]{1,30})\)")
_DATELINE: Final = 200
"""An agency is credited within so many characters of the beginning, after the place."""


def supported(lines: Sequence[Development], analyses: Sequence[Analysis]) -> tuple[Development, ...]:
    """The lines with the sentences of other articles that say the same added to their evidence, and their origins."""
    if len(analyses) < 2:
        return tuple(lines)
    told = [
        (number, salience.sentence)
        for number, analysis in enumerate(analyses, start=1)
        for salience in analysis.salience
        if salience.noise is None
    ]
    texts = [line.text for line in lines] + [sentence.text for _, sentence in told]
    vectors = TermVectors.of(texts, cues("en").stop_words).vectors
    origins = {number: origin(analysis.article) for number, analysis in enumerate(analyses, start=1)}
    made = []
    for at, line in enumerate(lines):
        best: dict[int, tuple[float, int]] = {}
        for place, (number, sentence) in enumerate(told):
            score = round(cosine(vectors[at], vectors[len(lines) + place]), 6)
            if score >= SAYS_THE_SAME and score > best.get(number, (0.0, 0))[0] and agree(line.text, sentence.text):
                best[number] = score, place
        own = {evidence.number for evidence in line.evidence}
        more: list[Evidence] = []
        for number in sorted(set(best) - own):
            article, (_, sentence) = analyses[number - 1].article, told[best[number][1]]
            more += evidence_of(article.id, number, article.text, [sentence.span])
        evidence = (*line.evidence, *more)
        numbers = {one.number for one in evidence}
        count = len({origins[number] for number in numbers}) if len(numbers) > 1 else 0
        made.append(replace(line, evidence=evidence, origins=count))
    return tuple(made)


def origin(article: Article) -> str:
    """Whose report an article is: the agency that it credits, else its publisher, else itself."""
    names = [article.byline or "", article.publisher or "", *_CREDIT.findall(article.text[:_DATELINE])]
    for name in names:
        agency = _agencies().get(name.strip().casefold())
        if agency:
            return f"agency:{agency}"
    return article.publisher.casefold() if article.publisher else article.id


def independent(articles: Iterable[Article]) -> int:
    """From how many independent origins the articles come."""
    return len({origin(article) for article in articles})


def agree(one: str, other: str) -> bool:
    """False where two sentences cannot say the same: other figures, or only one of them says no."""
    table = lexicon("en").table("figures")
    negations, number_words = set(table["negations"]), set(table["numbers"]) - {"one"}
    words = [set(_WORD.findall(text.lower().replace("’", "'"))) for text in (one, other)]
    figures = [
        set(_NUMBER.findall(text)) | (said & number_words) for text, said in zip((one, other), words, strict=True)
    ]
    if bool(words[0] & negations) != bool(words[1] & negations):
        return False
    return figures[0] <= figures[1] or figures[1] <= figures[0]


@cache
def _agencies() -> dict[str, str]:
    table: dict[str, list[str]] = lexicon("en").table("agencies")["agencies"]
    return {name.casefold(): agency for agency, names in table.items() for name in names}
