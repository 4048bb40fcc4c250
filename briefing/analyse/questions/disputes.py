"""What one actor says and another denies: the two sides of a dispute inside one article.

An accusation alone is a claim; it is disputed only where somebody in the text denies it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.questions.features import content_stems
from briefing.language.lexicon import lexicon
from briefing.text.patterns import one_of, small, straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Article, Attribution, Sentence

# Two sentences speak of one matter where they share so many stems, and that share of the shorter one's. A judgement:
# with two stems in three, a charge and the denial that answers it are nearly always found, and little else.
SHARED, SHARE = 2, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One sentence of a dispute: its place, who speaks in it (names), and what it is about."""

    place: int
    names: frozenset[str]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """The sentences of an article that deny something, and those that assert or charge something."""

    denials: tuple[Side, ...]
    claims: tuple[Side, ...]

    def denial_of(self, place: int) -> int | None:
        """The place of a sentence that denies what the sentence at `place` asserts, or None."""
        claim = next((side for side in self.claims if side.place == place), None)
        return _best(claim, self.denials) if claim else None

    def claim_against(self, place: int) -> int | None:
        """The place of a sentence that asserts what the sentence at `place` denies, or None."""
        denial = next((side for side in self.denials if side.place == place), None)
        return _best(denial, self.claims) if denial else None

    def across(self, place: int, other: Disputes) -> int | None:
        """The place in another article of the sentence on the other side of the one at `place` here, or None."""
        denial = next((side for side in self.denials if side.place == place), None)
        if denial is not None:
            return _best(denial, other.claims, elsewhere=True)
        claim = next((side for side in self.claims if side.place == place), None)
        return _best(claim, other.denials, elsewhere=True) if claim else None

    def denies(self, place: int) -> bool:
        """True where the sentence at `place` itself denies something."""
        return any(side.place == place for side in self.denials)


def disputes(article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> Disputes:
    """The article's denials and claims; whose they are is told by the actors of the attributions in them."""
    denials, claims = [], []
    for place, sentence in enumerate(sentences):
        said = [a for a in attributions if a.cue is not None and sentence.span.contains(a.cue)]
        denying = frozenset(_name(a) for a in said if a.stance == "denies") - {""}
        claiming = frozenset(_name(a) for a in said if a.stance not in ("denies", "declines-to-comment")) - {""}
        # Who speaks is no part of the matter: a firm denies many things.
        names = content_stems(" ".join((*denying, *claiming)), article.language)
        stems = content_stems(sentence.text, article.language) - _empty(article.language) - names
        if denies(sentence.text, article.language):
            denials.append(Side(place=place, names=denying, stems=stems))
            claiming -= denying
        elif not claiming:
            continue
        if claiming:
            claims.append(Side(place=place, names=claiming, stems=stems))
    return Disputes(denials=tuple(denials), claims=tuple(claims))


def denies(text: str, language: str = "en") -> bool:
    """True where a sentence says that somebody denies what is said, or gives a plea of not guilty."""
    return _denial(language).search(small(straight(text))) is not None


def same_matter(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter one's stems two sentences share, or 0.0 where that is too little for one matter."""
    shared = len(one & other)
    share = shared / max(1, min(len(one), len(other)))
    return round(share, 6) if shared >= SHARED and share >= SHARE else 0.0


def _best(side: Side, others: Sequence[Side], *, elsewhere: bool = False) -> int | None:
    """The other side's sentence that is most about the same matter, by another actor; of equals the nearest.

    `elsewhere` tells that the others stand in another article.
    """
    rated = []
    for other in others:
        if (other.place == side.place and not elsewhere) or (side.names and side.names == other.names):
            continue
        share = same_matter(side.stems, other.stems)
        if share:
            rated.append((-share, abs(other.place - side.place), other.place))
    return min(rated)[2] if rated else None


def _name(attribution: Attribution) -> str:
    return attribution.actor.name if attribution.actor else ""


@cache
def _empty(language: str) -> frozenset[str]:
    """The stems of the words of saying and denying themselves: what two sides share must be the matter."""
    return content_stems(" ".join(lexicon(language).table("disputes")["saying"]), language)


@cache
def _denial(language: str) -> re.Pattern[str]:
    return re.compile(one_of(lexicon(language).table("disputes")["denial"]))
