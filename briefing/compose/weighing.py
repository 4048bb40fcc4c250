"""How much a statement belongs on the page: in [0, 1], learned from annotated articles."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import exp, log

from briefing.analyse.stance import strength_of
from briefing.language import lexicon
from briefing.types import Analysis, Attribution, Span

# A statement of less weight is not shown: the F1 of positions on the annotated articles is highest there.
LEAST_WEIGHT = 0.4


@cache
def model() -> dict[str, float]:
    """Feature -> weight, with "bias"; from `weights.json`."""
    loaded: dict[str, float] = json.loads((files("briefing.compose") / "weights.json").read_text("utf-8"))
    return loaded


def features(analysis: Analysis) -> list[dict[str, float]]:
    """One row of facts an attribution, in their order."""
    text = analysis.article.text
    counts: dict[str, int] = {}
    for attribution in analysis.attributions:
        if attribution.actor is not None:
            counts[attribution.actor.name] = counts.get(attribution.actor.name, 0) + 1
    return [_row(analysis, attribution, counts, len(text)) for attribution in analysis.attributions]


def _row(analysis: Analysis, attribution: Attribution, counts: dict[str, int], size: int) -> dict[str, float]:
    actor = attribution.actor
    words = sum(len(span.of(analysis.article.text).split()) for span in attribution.content)
    salience = _salience(analysis, attribution)
    row = {
        "confidence": log(max(attribution.confidence, 0.01)),
        "words": log(1 + words),
        "fragment": float(words < 4),
        "direct": float(attribution.kind == "direct"),
        "mixed": float(attribution.kind == "mixed"),
        "strength": strength_of(attribution.stance) - 1.0,
        "refusal": float(attribution.stance == "declines-to-comment"),
        "often": log(1 + counts.get(actor.name, 0)) if actor else 0.0,
        "named": float(bool(actor and actor.mentions)),
        "person": float(bool(actor and actor.kind == "person")),
        "government": float(bool(actor and actor.kind == "government")),
        "group": float(bool(actor and actor.kind == "group")),
        "unnamed": float(bool(actor and actor.kind == "unnamed")),
        "role": float(bool(actor and actor.role)),
        "salience": salience,
        "place": attribution.content[0].start / max(1, size),
    }
    verb = attribution.verb
    row["thinks"] = float(
        verb in ("thinks", "believes", "knows", "feels", "sees", "wants", "hopes", "expects", "finds")
    )
    row["plans"] = float(verb in ("plans", "decides", "intends", "seeks", "agrees", "aims", "prepares", "orders"))
    row["asks"] = float(verb == "asks" and bool(actor and actor.kind in ("unnamed", "group")))
    row["negated"] = float(verb.startswith("does not"))
    row.update(_source_facts(analysis, attribution))
    return row


def _source_facts(analysis: Analysis, attribution: Attribution) -> dict[str, float]:
    """What the source's name tells: an outlet that passes on others' words, a paper, or nobody in particular."""
    words = attribution.actor.name.lower().replace("’s", "").split() if attribution.actor else []
    last = words[-1].strip(".,") if words else ""
    data = lexicon("en")
    named = bool(attribution.actor and attribution.actor.mentions)
    outlet = last in data.words("outlets") or " ".join(words) in data.words("outlets")
    document = any(word.strip(",.") in data.words("document_nouns") for word in words) and not named
    relayed = _relays(analysis, attribution)
    return {
        "outlet": float(outlet),
        "document": float(document),
        "vague": float(len(words) == 1 and not named),
        "definite": float(
            bool(words) and words[0] in ("the", "this", "that", "its", "his", "her", "their") and not named
        ),
        "relays": float(relayed),
        "carrier": float(relayed and (outlet or document)),
    }


def _relays(analysis: Analysis, attribution: Attribution) -> bool:
    """True where another actor's attribution has its cue in this one's content, or the same words as content."""
    span = Span(attribution.content[0].start, attribution.content[-1].end)
    return any(
        other is not attribution
        and other.cue is not None
        and other.actor is not None
        and other.actor != attribution.actor
        and (span.overlaps(other.cue) or any(span.overlaps(content) for content in other.content))
        for other in analysis.attributions
    )


def _salience(analysis: Analysis, attribution: Attribution) -> float:
    """The score of the most salient sentence that the content touches."""
    return max(
        (s.score for s in analysis.salience if any(s.sentence.span.overlaps(span) for span in attribution.content)),
        default=0.0,
    )


def weigh(analysis: Analysis) -> list[float]:
    """The weight of each attribution of `analysis`, in their order."""
    weights = model()
    made = []
    for row in features(analysis):
        total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in row.items())
        made.append(round(1 / (1 + exp(-total)), 6))
    return made
