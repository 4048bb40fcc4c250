"""The sources of a briefing, its title, and what it leaves out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from briefing.counting import counted
from briefing.language import lexicon
from briefing.types import Analysis, Article, Copy, Development, Position, QuestionLine, SourceEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TITLE: Final = 110
"""A title made from a first line is cut to this many characters."""
LONGEST_OPENING: Final = 64
"""An article without a headline is known by its first words, as many characters as this."""

LEAST_WORDS: Final = 4
"""A sentence of fewer words ("HAVANA (AP) --", "By Ann Lee") does not tell one article from another."""


def title_of(analyses: Sequence[Analysis]) -> str:
    """A lone article's headline, or its first words; of several articles nothing shorter is true of all."""
    if len(analyses) != 1:
        return "Briefing"
    return cut(analyses[0].article.title or "", LONGEST_TITLE) or f"Briefing: {opening(analyses[0])}"


def cut(text: str, most: int) -> str:
    """`text` on one line, cut at a word and marked with an ellipsis where it is longer than `most` characters."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[:most].rsplit(" ", 1)[0] + " …"


def opening(analysis: Analysis) -> str:
    """The first words of an article without a headline, to know it by: no dateline, caption or other noise."""
    for salience in analysis.salience:
        text = salience.sentence.text
        dateline = _dateline().match(text)
        told = text[dateline.end() :] if dateline else text
        if salience.noise is None and len(told.split()) >= LEAST_WORDS:
            return cut(told, LONGEST_OPENING)
    return cut(analysis.sentences[0].text if analysis.sentences else analysis.article.source, LONGEST_OPENING)


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(lexicon("en").table("standalone")["dateline"])


def source(
    number: int,
    analysis: Analysis,
    lines: Sequence[Development],
    stated: Sequence[Position],
    asked: Sequence[QuestionLine],
) -> SourceEntry:
    """The entry of an article in the list, with how many lines rest on it."""
    article = analysis.article

    def rests(item: Development | QuestionLine) -> bool:
        return any(evidence.number == number for evidence in item.evidence)

    statements = [statement for position in stated for statement in position.statements]
    return SourceEntry(
        number=number,
        article_id=article.id,
        source=article.source,
        title=article.title or opening(analysis),
        publisher=article.publisher,
        published=article.published,
        sha256=article.sha256,
        developments=sum(rests(line) for line in lines),
        statements=sum(any(e.number == number for e in statement.evidence) for statement in statements),
        questions=sum(rests(line) for line in asked),
        notes=article.notes,
        length=len(article.text),
        link=article.link,
    )


def copy_of(article: Article) -> Copy:
    """The entry of a near-copy."""
    return Copy(article_id=article.id, source=article.source, publisher=article.publisher, sha256=article.sha256)


def left_out(analyses: Sequence[Analysis], stated: Sequence[Position]) -> tuple[str, ...]:
    """What is not on the page and why, in plain words."""
    noise = sum(salience.noise is not None for analysis in analyses for salience in analysis.salience)
    attributed = sum(len(analysis.attributions) for analysis in analyses)
    shown = sum(len(position.statements) for position in stated)
    unclear = sum(attribution.actor is None for analysis in analyses for attribution in analysis.attributions)
    found = []
    if noise:
        found.append(
            f"{counted(noise, 'sentence was', 'sentences were')} set aside as captions, adverts or other noise."
        )
    if attributed > shown:
        found.append(
            f"{shown} of {attributed} attributed statements are shown; "
            "the others repeat these, matter less, or are uncertain."
        )
    if unclear:
        whose = counted(unclear, "statement has", "statements have")
        found.append(f"{whose} a speaker that the text does not make clear.")
    found += [note for analysis in analyses for note in analysis.notes]
    return tuple(found)
