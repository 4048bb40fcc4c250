"""Which candidates are shown, and which of them are one and the same gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# All by 5-fold cross-validation over the training articles (F1 of questions, see CARD.md).
LIMIT = 5
SAME_WORDS, SAME_QUESTION = 0.25, 0.3
"""Share of the shorter sentence's stems that two sentences on one gap have in common, wherever they stand; and of the
shorter question's, where a question could be made of both: those tell better what each is about."""
NEAR = 3
"""So many sentences apart one shared stem is enough. Neighbours that share none are two gaps."""
MOST_EVIDENCE = 3
WORDED_LIFT = 0.1
"""A reader is served better by a question than by a sentence under a label: so much less need be the probability of a
sentence that a question could be made of. Cross-validated F1 is the same from 0 to 0.1."""


SURE, SURE_UNCLEAR = 0.3, 0.6
SURE_SAYS, SURE_WORDED, SURE_ASKED = 0.15, 0.1, 0.35
"""From which probability on a sentence leads a line; below, it is only further evidence. First where no question was
made of it: with a clear cue, and without one; then where it says itself that it is open; then where a question was made
of it, and where that was a mild one. Cross-validated F1 is 0.71 and 0.72 with the first at 0.3 and at 0.4, but 0.01 and
more lower in articles that are annotated more densely; with each of the others it is the same from 0.1 below on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence by its place, its probability of leaving something open, and the stems of what it is about.

    `asks` are the stems of the question that could be made of it; empty where none could.
    """

    place: int
    probability: float
    stems: frozenset[str]
    asks: frozenset[str] = frozenset()
    fit: bool = True
    """False where that question is not fit to be shown: it tells what the sentence is about, and leads no line."""
    says: bool = False
    """True where the sentence says in so many words that something is open."""
    mild: bool = False
    """True where the question was made of a plain "will" or "may", or is one that the text asks: by itself that says
    little, for plans that nobody doubts are told with "will", and many a question is rhetoric."""
    clear: bool = True
    """False where the sentence has only weak hints that something is open, or what only looks like one."""
    leads: bool = True
    """False where no cue makes a line of it: it is put to the reader, answered at once, or announces a quotation."""
    voiced: bool = False
    """True where it is mostly quoted, or speaks as "I", "we" or to "you": a plain sentence tells more."""

    @property
    def weight(self) -> float:
        """What the candidate is chosen by."""
        return round(self.probability + (WORDED_LIFT if self.asks else 0.0), 6)


def select(candidates: Sequence[Candidate], threshold: float) -> list[list[Candidate]]:
    """The open gaps of one article, best first, each with the sentences that show it, best first.

    A candidate that speaks of a gap already chosen becomes further evidence for it and is never shown by itself.
    """
    chosen: list[list[Candidate]] = []
    for candidate in sorted(candidates, key=lambda item: (-item.weight, item.place)):
        if candidate.weight < threshold:
            break
        same = next((group for group in chosen if any(_same_gap(candidate, other) for other in group)), None)
        if same is None and len(chosen) < LIMIT and _can_lead(candidate):
            chosen.append([candidate])
        elif same is not None and len(same) < MOST_EVIDENCE:
            same.append(candidate)
    return chosen


def _can_lead(candidate: Candidate) -> bool:
    """True where the sentence may be shown as a line of its own: it is sure enough for what its words tell."""
    if candidate.asks and candidate.fit:
        return candidate.probability >= (SURE_ASKED if candidate.mild else SURE_WORDED)
    if candidate.says:
        return candidate.probability >= SURE_SAYS
    return candidate.leads and candidate.probability >= (SURE if candidate.clear else SURE_UNCLEAR)


def shown(group: Sequence[Candidate]) -> Candidate:
    """Of the sentences on one gap the one to show: with a question, else saying that it is open, else plain."""

    def order(place: int) -> tuple[bool, bool, bool, bool, int]:
        one = group[place]
        asks = bool(one.asks) and one.fit
        return not _can_lead(one), not asks, not one.says, one.voiced or not one.clear, place

    return group[min(range(len(group)), key=order)]


def _same_gap(one: Candidate, other: Candidate) -> bool:
    if one.asks and other.asks:
        return _share(one.asks, other.asks) >= SAME_QUESTION
    share = _share(one.stems, other.stems)
    return share >= SAME_WORDS or (share > 0 and abs(one.place - other.place) <= NEAR)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
