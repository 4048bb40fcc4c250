"""The reader's attributions with their actor, kind of speech and stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import Words
from briefing.analyse.actors.resolve import resolve
from briefing.analyse.stance import stance_of
from briefing.text.quotes import inside
from briefing.types import Actor, Article, Attribution, RawAttribution, Reading, Sentence, SpeechKind

if TYPE_CHECKING:
    from collections.abc import Sequence

# Content counts as direct speech where at least this share of it stands in quotation marks, as indirect below the
# second share, as mixed between: a clause around a quoted phrase is neither.
DIRECT, INDIRECT = 0.85, 0.05
# An attribution of less confidence is left out: under the first, one in ten is right; one without a source is worth
# listing only where it is likelier than not.
LEAST_SURE, LEAST_SOURCELESS = 0.05, 0.5


def attributions(
    article: Article, sentences: Sequence[Sentence], reading: Reading
) -> tuple[tuple[Actor, ...], tuple[Attribution, ...]]:
    """All actors of the article, and every attribution the reader found, in text order, with its actor."""
    kept = (raw for raw in reading.attributions if raw.confidence >= (LEAST_SURE if raw.source else LEAST_SOURCELESS))
    ordered = sorted(kept, key=lambda raw: (raw.content[0].start, raw.cue.start))
    actors, resolved = resolve(article, sentences, reading, ordered)
    words = Words(article.text, reading.words)
    quoted = inside(article.text)
    made = []
    for raw, (actor, reason) in zip(ordered, resolved, strict=True):
        taken = stance_of(article.text, words, raw)
        made.append(
            Attribution(
                speaker=raw.source,
                cue=raw.cue,
                content=raw.content,
                kind=speech_kind(raw, quoted),
                stance=taken.stance,
                verb=taken.verb,
                confidence=raw.confidence,
                actor=actor,
                reasons=(reason, taken.reason),
            )
        )
    return actors, tuple(made)


def speech_kind(raw: RawAttribution, quoted: bytearray) -> SpeechKind:
    """Direct, indirect or mixed, by the share of the content's characters that stand in quotation marks."""
    whole = sum(len(span) for span in raw.content)
    marked = sum(sum(quoted[span.start : span.end]) for span in raw.content)
    share = marked / whole if whole else 0.0
    return "direct" if share >= DIRECT else "indirect" if share < INDIRECT else "mixed"
