"""The stories of a briefing for templates: each with its own lines, cut from those of the whole briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.counting import counted
from briefing.render.escape import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.render.context import Fields, Value
    from briefing.types import Briefing, Story

LINES = ("developments", "differences", "positions", "open_questions")
"""Fields of the whole briefing that hold its stories' lines, one story's after the other's."""


def stories(
    briefing: Briefing, fields: Mapping[str, Sequence[Value]], references: Sequence[Value]
) -> tuple[Value, ...]:
    """A record for each story, the biggest first; none where all articles tell of one.

    `fields` are those of the whole briefing under LINES, `references` one for each of its sources.
    """
    made: list[Value] = []
    begin = dict.fromkeys(LINES, 0)
    for number, story in enumerate(briefing.stories, start=1):
        record: Fields = {
            "number": str(number),
            "anchor": f"story_{number}",
            "title": shown(story.title),
            "note": _note(story, briefing),
            "brief": "yes" if story.in_brief else "",
            "references": tuple(references[at - 1] for at in story.sources),
        }
        for name, count in zip(LINES, _counts(story), strict=True):
            record[name] = tuple(fields[name][begin[name] : begin[name] + count])
            begin[name] += count
        made.append(record)
    return tuple(made)


def _counts(story: Story) -> tuple[int, ...]:
    stated = sum(bool(position.statements) for position in story.positions)
    return len(story.developments), len(story.differences), stated, len(story.open_questions)


def _note(story: Story, briefing: Briefing) -> str:
    """How many articles tell of it, copies too, and from how many independent origins they come."""
    copies = sum(len(briefing.sources[number - 1].copies) for number in story.sources)
    articles = len(story.sources) + copies
    if articles == 1:
        return "1 article"
    return f"{counted(articles, 'article')}, {counted(story.origins, 'independent source')}"
