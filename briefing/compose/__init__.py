"""Many analyses and a profile -> one briefing: what is said, in what order, within what budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.compose.developments import developments as key_developments
from briefing.compose.positions import positions as positions_by_actor
from briefing.compose.questions import question_lines
from briefing.types import Analysis, Briefing, Development, Failure, Position, QuestionLine, SourceEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Profile", "compose"]

# A title made from a first line is cut to this many characters.
LONGEST_TITLE = 110
# An article without a headline is known by its first words, as many characters as this.
LONGEST_OPENING = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the reader asked for; None leaves the choice to the program.

    `developments` is a number of lines, `words` a budget of words for the key developments, `date` what is printed in
    the title block.
    """

    title: str | None = None
    developments: int | None = None
    words: int | None = None
    ranker: str = "news"
    date: datetime | None = None
    watch: tuple[str, ...] = ()


def compose(analyses: Sequence[Analysis], failures: Sequence[Failure], *, profile: Profile) -> Briefing:
    """One briefing of all `analyses`, numbered from 1 in their order; `failures` are named in it.

    The same article given twice must be left out by the caller.
    """
    lines = key_developments(analyses, n=profile.developments, words=profile.words)
    stated = positions_by_actor(analyses)
    asked = question_lines(analyses)
    return Briefing(
        title=profile.title or _title(analyses),
        date=profile.date,
        developments=lines,
        positions=stated,
        open_questions=asked,
        sources=tuple(
            _source(number, analysis, lines, stated, asked) for number, analysis in enumerate(analyses, start=1)
        ),
        failures=tuple(failures),
        ranker=profile.ranker,
        left_out=_left_out(analyses, stated),
    )


def _title(analyses: Sequence[Analysis]) -> str:
    """A lone article's headline, or its first words; of several articles nothing shorter is true of all."""
    if len(analyses) != 1:
        return "Briefing"
    return _cut(analyses[0].article.title or "", LONGEST_TITLE) or f"Briefing: {_opening(analyses[0])}"


def _cut(text: str, most: int) -> str:
    """`text` on one line, cut at a word and marked with an ellipsis where it is longer than `most` characters."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[:most].rsplit(" ", 1)[0] + " …"


def _source(
    number: int,
    analysis: Analysis,
    lines: Sequence[Development],
    stated: Sequence[Position],
    asked: Sequence[QuestionLine],
) -> SourceEntry:
    article = analysis.article

    def rests(item: Development | QuestionLine) -> bool:
        return any(evidence.number == number for evidence in item.evidence)

    statements = [statement for position in stated for statement in position.statements]
    return SourceEntry(
        number=number,
        article_id=article.id,
        source=article.source,
        title=article.title or _opening(analysis),
        publisher=article.publisher,
        published=article.published,
        sha256=article.sha256,
        developments=sum(rests(line) for line in lines),
        statements=sum(any(e.number == number for e in statement.evidence) for statement in statements),
        questions=sum(rests(line) for line in asked),
        notes=article.notes,
        length=len(article.text),
    )


def _opening(analysis: Analysis) -> str:
    """The first words of an article without a headline, to know it by."""
    return _cut(analysis.sentences[0].text if analysis.sentences else analysis.article.source, LONGEST_OPENING)


def _left_out(analyses: Sequence[Analysis], stated: Sequence[Position]) -> tuple[str, ...]:
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


def counted(number: int, one: str, many: str) -> str:
    """A number with the words that go with it.

    >>> counted(1, "line", "lines"), counted(2, "line", "lines")
    ('1 line', '2 lines')
    """
    return f"{number} {one if number == 1 else many}"
