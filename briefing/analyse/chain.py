"""One article from text to analysis: the steps in their order."""

from __future__ import annotations

from briefing.analyse.attributions import attributions
from briefing.analyse.questions import questions
from briefing.analyse.salience import rank
from briefing.analyse.weighing import weigh
from briefing.reader import LONGEST_READ, read
from briefing.text.sentences import sentences
from briefing.types import Analysis, Article


def analyse(article: Article, *, ranker: str = "news", threads: int = 1, formula: bool = False) -> Analysis:
    """Analyse one article; `threads` is for the reader and changes no result.

    With `formula`, the reasons of the salience are all terms of the ranker's formula, not only the heaviest.

    Raises UsageError for an unknown ranker and ModelError where the reader's weights cannot be loaded.
    """
    found = sentences(article.id, article.text)
    reading = read(article, found, threads=threads)
    salience = rank(ranker, article, found, reading, formula=formula)
    actors, said = attributions(article, found, reading)
    said = weigh(article, found, reading, salience, said)
    return Analysis(
        article=article,
        sentences=found,
        salience=salience,
        actors=actors,
        attributions=said,
        questions=questions(article, found, reading, salience, said, actors),
        notes=_notes(article),
    )


def _notes(article: Article) -> tuple[str, ...]:
    if len(article.text) <= LONGEST_READ:
        return ()
    read = f"Only the first {LONGEST_READ:,} of {len(article.text):,} characters"
    return (f"{read} of {article.source} were read for statements and names.",)
