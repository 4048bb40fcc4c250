"""The watch-list: which articles mention the names and terms that a reader looks out for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.types import Watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Analysis


def watched(analyses: Sequence[Analysis], terms: Sequence[str]) -> tuple[Watched, ...]:
    """Each term with the numbers of the articles that hold it as whole words; capitals count where the term has some.

    A term that no article holds is listed too: that is what its reader wants to know.
    """
    made = []
    for term in dict.fromkeys(terms):
        words = r"\s+".join(map(re.escape, term.split()))
        pattern = re.compile(rf"(?<!\w){words}(?!\w)", 0 if term != term.lower() else re.IGNORECASE)
        numbers = tuple(
            number
            for number, analysis in enumerate(analyses, start=1)
            if pattern.search(analysis.article.text) or pattern.search(analysis.article.title or "")
        )
        made.append(Watched(term=term, sources=numbers))
    return tuple(made)
