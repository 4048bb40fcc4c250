"""The dates of articles: one given by hand where an article bears none, and which are too old to be used."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from briefing.counting import counted

if TYPE_CHECKING:
    from briefing.types import Article

GIVEN: Final = "its date of publication was given with --published"


@dataclass(slots=True)
class Dates:
    """Gives articles without a date the one that was `published`, and counts those from before `since`."""

    published: datetime | None = None
    since: datetime | None = None
    older: int = field(default=0, init=False)
    undated: int = field(default=0, init=False)

    def take(self, article: Article) -> Article | None:
        """The article, dated where it can be; None where it is too old. One without a date is taken, and counted."""
        if article.published is None and self.published is not None:
            article = replace(article, published=self.published, notes=(*article.notes, GIVEN))
        if self.since is None:
            return article
        if article.published is None:
            self.undated += 1
        elif article.published < self.since:
            self.older += 1
            return None
        return article

    def left_out(self) -> tuple[str, ...]:
        """What a reader should know of it, in plain words."""
        if self.since is None:
            return ()
        told, day = [], f"{self.since:%Y-%m-%d}"
        if self.older:
            were = counted(self.older, "article was", "articles were")
            told.append(f"{were} left out as published before {day}.")
        if self.undated:
            bear = counted(self.undated, "article bears", "articles bear")
            told.append(f"{bear} no date and may be older than {day}.")
        return tuple(told)
