"""What the weight of a statement is told from: its words, its speech, its stance, its source, its place."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from briefing.analyse.actors.pronouns import sentence_at
from briefing.analyse.actors.scene import is_outlet
from briefing.analyse.stance import strength_of
from briefing.language import lexicon
from briefing.types import Attribution, Salience, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_THINKS = frozenset({"thinks", "believes", "knows", "feels", "sees", "wants", "hopes", "expects", "finds"})
_PLANS = frozenset({"plans", "decides", "intends", "seeks", "agrees", "aims", "prepares", "orders"})
_PLAIN = frozenset({"says", "say", "adds", "add", "tells", "tell"})
_POINTING = frozenset({"the", "this", "that", "its", "his", "her", "their"})
# Content of fewer words is a fragment.
FRAGMENT = 4


def places(sentences: Sequence[Sentence], said: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The sentence in which each statement's content begins, and the one of its cue."""
    return [
        (sentence_at(sentences, a.content[0].start), sentence_at(sentences, (a.cue or a.content[0]).start))
        for a in said
    ]


def features(
    text: str, sentences: Sequence[Sentence], salience: Sequence[Salience], said: Sequence[Attribution]
) -> list[dict[str, float]]:
    """One row of facts an attribution, in their order."""
    counts = Counter(a.actor.name for a in said if a.actor is not None)
    scores = {line.sentence.index: line.score for line in salience}
    touched = [_touched(sentences, a) for a in said]
    beside: dict[int, list[Attribution]] = {}
    for attribution, indices in zip(said, touched, strict=True):
        for index in indices:
            beside.setdefault(index, []).append(attribution)
    rows = []
    for attribution, indices in zip(said, touched, strict=True):
        near = [other for index in indices for other in beside[index]]
        row = _said(text, attribution) | _by_whom(attribution, relayed=_relays(attribution, near))
        row["often"] = log(1 + counts[attribution.actor.name]) if attribution.actor else 0.0
        row["salience"] = max((scores.get(index, 0.0) for index in indices), default=0.0)
        row["place"] = attribution.content[0].start / max(1, len(text))
        rows.append(row)
    return rows


def _touched(sentences: Sequence[Sentence], attribution: Attribution) -> list[int]:
    """The indices of the sentences that the content touches, in order."""
    found: list[int] = []
    for span in attribution.content:
        found += range(sentence_at(sentences, span.start), sentence_at(sentences, max(span.start, span.end - 1)) + 1)
    return sorted(set(found))


def _said(text: str, attribution: Attribution) -> dict[str, float]:
    words = sum(len(span.of(text).split()) for span in attribution.content)
    verb, actor = attribution.verb, attribution.actor
    return {
        "confidence": log(max(attribution.confidence, 0.01)),
        "words": log(1 + words),
        "fragment": float(words < FRAGMENT),
        "direct": float(attribution.kind == "direct"),
        "mixed": float(attribution.kind == "mixed"),
        "strength": strength_of(attribution.stance) - 1.0,
        "refusal": float(attribution.stance == "declines-to-comment"),
        "thinks": float(verb.partition(" ")[0] in _THINKS),
        "plans": float(verb.partition(" ")[0] in _PLANS),
        "asks": float(verb == "asks" and bool(actor and actor.kind in ("unnamed", "group"))),
        "plain": float(verb in _PLAIN),
        "own words": float(any(reason.rule == "cue" for reason in attribution.reasons)),
        "negated": float(verb.startswith("does not")),
    }


def _by_whom(attribution: Attribution, *, relayed: bool) -> dict[str, float]:
    """What the source's name tells: an outlet that passes on others' words, a paper, or nobody in particular."""
    actor = attribution.actor
    words = actor.name.lower().replace("’s", "").split() if actor else []
    data = lexicon("en")
    named = bool(actor and actor.mentions)
    outlet = actor is not None and is_outlet(actor.name, data)
    document = not named and any(word.strip(",.") in data.words("document_nouns") for word in words)
    kind = actor.kind if actor else ""
    return {
        **{name: float(kind == name) for name in ("person", "government", "group", "unnamed")},
        "named": float(named),
        "role": float(bool(actor and actor.role)),
        "outlet": float(outlet),
        "document": float(document),
        "vague": float(len(words) == 1 and not named),
        "definite": float(bool(words) and words[0] in _POINTING and not named),
        "relays": float(relayed),
        "carrier": float(relayed and (outlet or document)),
    }


def _relays(attribution: Attribution, near: Sequence[Attribution]) -> bool:
    """True where another actor's attribution has its cue in this one's content, or the same words as content."""
    span = Span(attribution.content[0].start, attribution.content[-1].end)
    return any(
        other is not attribution
        and other.cue is not None
        and other.actor is not None
        and other.actor != attribution.actor
        and (span.overlaps(other.cue) or any(span.overlaps(content) for content in other.content))
        for other in near
    )
