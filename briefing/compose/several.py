"""Several articles: near-copies set aside, the others put into stories, a section a story, the biggest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from briefing.compose.copies import near_copies
from briefing.compose.developments import developments as key_developments
from briefing.compose.figures import Figures, figures
from briefing.compose.listing import LONGEST_TITLE, cut, opening
from briefing.compose.positions import positions as positions_by_actor
from briefing.compose.questions import question_lines
from briefing.compose.stories import central, own_ends, stories
from briefing.compose.support import independent, supported
from briefing.types import Analysis, Article, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Evidence

FULL: Final = 12
"""So many stories have a section; of the others a line each is shown. A reader has no time for more."""
LINES_OF_ONE, LINES_MORE, MOST_LINES = 3, 1, 7
"""Key developments of a story with one article, what each further article adds, and the most: a briefing of one article
shows two to eight, and here there are other stories to read."""
FOOTER: Final = "footer"
"""Names the rule by which a sentence is noise that a paper prints below articles on different things."""
MOST_ACTORS, MOST_QUESTIONS = 6, 4
"""Actors and open questions of one story among several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The articles that a briefing rests on, in the order of its sources: `stories` holds their places from 0."""

    analyses: tuple[Analysis, ...]
    copies: Mapping[str, tuple[Article, ...]]
    """Near-copies by the id of the article that stands for them."""
    stories: tuple[tuple[int, ...], ...]


def gathered(analyses: Sequence[Analysis]) -> Gathered:
    """The analyses without near-copies, put into stories, the biggest story first; within one, in their order.

    Of near-copies the longest stands for all. A story's size is the number of its articles, copies too, then of its
    independent origins, then of its words.
    """
    groups: dict[int, list[Analysis]] = defaultdict(list)
    for first, analysis in zip(near_copies([one.article for one in analyses]), analyses, strict=True):
        groups[first].append(analysis)
    kept: list[Analysis] = []
    copies: dict[str, tuple[Article, ...]] = {}
    for group in groups.values():
        best = max(group, key=lambda one: len(one.article.text))
        kept.append(best)
        copies[best.article.id] = tuple(one.article for one in group if one is not best)

    def size(members: tuple[int, ...]) -> tuple[int, int, int, int]:
        articles = [kept[at].article for at in members]
        with_copies = sum(1 + len(copies[article.id]) for article in articles)
        return -with_copies, -independent(articles), -sum(len(article.text) for article in articles), members[0]

    ordered = sorted(stories(kept), key=size)
    kept = _footers_marked(kept, ordered)
    places = [at for members in ordered for at in members]
    if len(ordered) == 1:
        places = sorted(places)
    number = {at: place for place, at in enumerate(places)}
    return Gathered(
        analyses=tuple(kept[at] for at in places),
        copies={key: found for key, found in copies.items() if found},
        stories=tuple(tuple(number[at] for at in members) for members in ordered),
    )


def _footers_marked(analyses: Sequence[Analysis], found: Sequence[tuple[int, ...]]) -> list[Analysis]:
    """The analyses, with what articles on different stories end with, word for word, marked as noise: it is no news."""
    ends = own_ends(analyses)
    below: dict[str, set[int]] = defaultdict(set)
    for number, members in enumerate(found):
        for at in members:
            for sentence in analyses[at].sentences:
                if sentence.span.start >= ends[at]:
                    below[" ".join(sentence.text.split())].add(number)
    footers = {text for text, numbers in below.items() if len(numbers) > 1}
    return [_with_footer(analysis, end, footers) for analysis, end in zip(analyses, ends, strict=True)]


def _with_footer(analysis: Analysis, end: int, footers: set[str]) -> Analysis:
    marked = [
        replace(one, noise=FOOTER)
        if one.noise is None and one.sentence.span.start >= end and " ".join(one.sentence.text.split()) in footers
        else one
        for one in analysis.salience
    ]
    return replace(analysis, salience=tuple(marked))


def sections(found: Gathered, *, n: int | None, words: int | None, watch: Sequence[str] = ()) -> tuple[Story, ...]:
    """A section a story; `n` is the most lines of each, `words` the budget of all key developments together."""
    made: list[Story] = []
    left = words
    for place, members in enumerate(found.stories):
        most = min(MOST_LINES, LINES_OF_ONE + LINES_MORE * (len(members) - 1))
        analyses = [found.analyses[at] for at in members]
        story = _story(
            analyses,
            brief=place >= FULL,
            n=1 if place >= FULL else n or most,
            words=None if left is None else max(1, left),
            watch=watch,
        )
        numbers = {local: at + 1 for local, at in enumerate(members, start=1)}
        made.append(_numbered(story, numbers))
        left = None if left is None else left - sum(len(line.text.split()) for line in story.developments)
    return tuple(made)


def _story(analyses: Sequence[Analysis], *, brief: bool, n: int, words: int | None, watch: Sequence[str]) -> Story:
    """A story whose sources are numbered from 1 within it."""
    lines = supported(key_developments(analyses, n=n, words=words, watch=watch), analyses)
    head = analyses[central(analyses)]
    differing = Figures() if brief else figures(analyses)
    return Story(
        title=cut(head.article.title or "", LONGEST_TITLE) or opening(head),
        sources=tuple(range(1, len(analyses) + 1)),
        developments=lines,
        positions=() if brief else positions_by_actor(analyses)[:MOST_ACTORS],
        open_questions=() if brief else question_lines(analyses, differing, most=MOST_QUESTIONS),
        differences=differing.between,
        origins=independent(analysis.article for analysis in analyses),
        in_brief=brief,
    )


def _numbered(story: Story, numbers: Mapping[int, int]) -> Story:
    """The story with the numbers that its sources have in the whole briefing."""

    def moved(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(one, number=numbers[one.number]) for one in evidence)

    def moved_one(evidence: Evidence | None) -> Evidence | None:
        return None if evidence is None else moved((evidence,))[0]

    return replace(
        story,
        sources=tuple(numbers[number] for number in story.sources),
        developments=tuple(replace(line, evidence=moved(line.evidence)) for line in story.developments),
        positions=tuple(
            replace(
                position,
                statements=tuple(
                    replace(one, evidence=moved(one.evidence), target=moved_one(one.target))
                    for one in position.statements
                ),
            )
            for position in story.positions
        ),
        open_questions=tuple(
            replace(line, evidence=moved(line.evidence), due=moved_one(line.due)) for line in story.open_questions
        ),
        differences=tuple(
            replace(one, figures=tuple(replace(figure, evidence=moved(figure.evidence)) for figure in one.figures))
            for one in story.differences
        ),
    )
