"""The reader's attributions with their actor, kind of speech and stance."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import Words
from briefing.analyse.actors.pronouns import sentence_at
from briefing.analyse.actors.resolve import resolve
from briefing.analyse.actors.sources import at_home, mended
from briefing.analyse.nested import nested
from briefing.analyse.speech import Spoken, spoken
from briefing.analyse.stance import Taken, not_reached, stance_of, stance_of_words
from briefing.analyse.target import target_of
from briefing.analyse.verbs import base_form, third_person
from briefing.language import lexicon
from briefing.text.quotes import inside, quotations
from briefing.types import (
    Actor,
    Article,
    Attribution,
    RawAttribution,
    Reading,
    Reason,
    Sentence,
    Span,
    SpeechKind,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# Content counts as direct speech where at least this share of it stands in quotation marks, as indirect below the
# second share, as mixed between: a clause around a quoted phrase is neither.
DIRECT, INDIRECT = 0.85, 0.05
# An attribution without a source is listed only where it is likelier right than not. One with a source is listed
# however unsure it is: what is shown is decided by its weight, and a cut here loses long quotations (content F1 0.877
# with a cut at 0.05, 0.892 without; F1 0.756 and 0.752; positions shown the same).
LEAST_SOURCELESS = 0.5
# Content outside its cue's sentence must stand in quotation marks by this share.
LEAST_QUOTED = 0.5
# What opens a clause in which the reporter sets something against a quotation: "...," he said, though none had come.
_CONCESSION = re.compile(r"\b(?:although|though|even as|despite|in spite of)\b", re.IGNORECASE)
_BESIDE_DAY = frozenset({"on", "late", "early", "last", "morning", "afternoon", "evening", "night"})
# Behind a day a clause of its own begins with these.
_CLAUSE_OPENS = frozenset({"DT", "PRP", "PRP$", "EX", "CD"})
# Forms in which the words are the speaker's own though they stand in no quotation marks.
OWN_WORDS = frozenset({"turn", "letter", "opinion", "release", "post"})


def attributions(
    article: Article, sentences: Sequence[Sentence], reading: Reading
) -> tuple[tuple[Actor, ...], tuple[Attribution, ...]]:
    """All actors of the article, and every attribution the reader found, in text order, with its actor."""
    kept = [raw for raw in reading.attributions if raw.source or raw.confidence >= LEAST_SOURCELESS]
    quoted = inside(article.text)
    marks = quotations(article.text)
    words = Words(article.text, reading.words)
    kept = [mended(at_home(raw, words, sentences, lexicon("en")), words) for raw in kept]
    kept += nested(article, sentences, reading, kept, quoted, lexicon("en"))
    said, names = spoken(article, sentences, replace(reading, attributions=tuple(kept)))
    whole = (_kept(one, words, sentences, quoted) for one in said)
    ordered = sorted(
        (one for one in whole if one is not None), key=lambda one: (one.raw.content[0].start, one.raw.cue.start)
    )
    sources = [replace(one.raw, source=one.named) for one in ordered]
    actors, resolved = resolve(article, sentences, replace(reading, names=names), sources)
    made = []
    for one, (actor, reason) in zip(ordered, resolved, strict=True):
        raw = one.raw
        taken = _taken(words, one)
        made.append(
            Attribution(
                speaker=raw.source,
                cue=raw.cue if len(raw.cue) else None,
                content=raw.content,
                kind="direct" if one.form in OWN_WORDS else speech_kind(raw, quoted),
                stance=taken.stance,
                target=target_of(words, raw, taken, marks),
                verb=_agreeing(taken, actor),
                confidence=raw.confidence,
                actor=actor,
                reasons=(reason, taken.reason, *((Reason(rule=one.form),) if one.form else ())),
            )
        )
    return actors, tuple(made)


def _taken(words: Words, one: Spoken) -> Taken:
    """The stance: of the cue where there is one, else of what the form is."""
    if one.form == "not reached":
        return not_reached(one.raw.cue.of(words.text))
    if one.form in OWN_WORDS:
        return stance_of_words(words, one.raw.content)
    return stance_of(words.text, words, one.raw)


def _kept(one: Spoken, words: Words, sentences: Sequence[Sentence], quoted: bytearray) -> Spoken | None:
    """`one` without content out of its cue's reach, or None where nothing is left of it."""
    if one.form is not None:
        return one
    raw = _without_concession(one.raw, quoted, words.text)
    mine = _without_anothers(raw, words, sentences)
    within = _within_reach(mine, sentences, quoted) if mine is not None else None
    return replace(one, raw=_without_day(within, words)) if within is not None else None


def _without_day(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` without the day on which it was said, where the content begins with it: "said Monday [it was late]"."""
    kept = []
    for span in raw.content:
        inside = words.within(span)
        days = 0
        if not words.text[raw.cue.end : span.start].strip() and span.start >= raw.cue.end:
            days = next((at for at, word in enumerate(inside) if not _is_day(words, word)), 0)
        named = any(words.of(word).lower() in lexicon("en").words("weekdays") for word in inside[:days])
        # "said Monday was too late", "said Sunday school was": the day belongs to the clause.
        clause = named and inside[days].tag in _CLAUSE_OPENS
        kept.append(Span(inside[days].span.start, span.end) if clause else span)
    return replace(raw, content=tuple(kept))


def _is_day(words: Words, word: Word) -> bool:
    """True for "Monday", or for "on", "late" or "night" beside it."""
    form = words.of(word).lower()
    return form in lexicon("en").words("weekdays") or form in _BESIDE_DAY


def _without_anothers(raw: RawAttribution, words: Words, sentences: Sequence[Sentence]) -> RawAttribution | None:
    """`raw` without the words that its source only agrees with: "It is too late," Lee said. Reyes agreed.

    None where nothing is left.
    """
    verb = next((word for word in words.within(raw.cue) if word.tag.startswith("VB")), None)
    reactions = lexicon("en").table("reporting")["reaction"]["verbs"]
    if verb is None or not sentences or base_form(words.of(verb), verb.tag) not in reactions:
        return raw
    home = sentences[sentence_at(sentences, raw.cue.start)].span
    kept = tuple(span for span in raw.content if span.start >= home.start)
    return replace(raw, content=kept) if kept else None


def _agreeing(taken: Taken, actor: Actor | None) -> str:
    """The label's verb in the number of its actor: critics "say", a minister "says"; a cue's own words stay."""
    if actor is None or actor.kind != "group" or not taken.present:
        return taken.verb
    first, _, rest = taken.verb.partition(" ")
    base = base_form(first, "VBZ")
    return f"{base} {rest}".strip() if base and third_person(base) == first else taken.verb


def speech_kind(raw: RawAttribution, quoted: bytearray) -> SpeechKind:
    """Direct, indirect or mixed, by the share of the content's characters that stand in quotation marks."""
    share = _quoted_share(raw.content, quoted)
    return "direct" if share >= DIRECT else "indirect" if share < INDIRECT else "mixed"


def _quoted_share(spans: Sequence[Span], quoted: bytearray) -> float:
    """The share of the spans' characters that stands in quotation marks; 0 where there are none."""
    whole = sum(len(span) for span in spans)
    return sum(sum(quoted[span.start : span.end]) for span in spans) / whole if whole else 0.0


def _without_concession(raw: RawAttribution, quoted: bytearray, text: str) -> RawAttribution:
    """`raw` without what the reporter sets against a quotation behind its cue: that is nobody's statement."""
    if _quoted_share([span for span in raw.content if span.end <= raw.cue.start], quoted) < DIRECT:
        return raw
    kept = tuple(
        span
        for span in raw.content
        if span.start < raw.cue.end
        or any(quoted[span.start : span.end])
        or not _CONCESSION.search(text, raw.cue.end, span.start)
    )
    return replace(raw, content=kept)


def _within_reach(raw: RawAttribution, sentences: Sequence[Sentence], quoted: bytearray) -> RawAttribution | None:
    """`raw` with only the content that its cue can govern, or None where none is left.

    Indirect speech does not go past its sentence: what stands outside the cue's own sentence is kept only where it is
    quoted. So a stretch whose cue the reader missed is not given to the speaker of another sentence.
    """
    at = sentence_at(sentences, raw.cue.start)
    home = sentences[at].span if sentences else raw.cue
    kept: list[Span] = []
    for span in raw.content:
        first, last = sentence_at(sentences, span.start), sentence_at(sentences, span.end - 1)
        for index in range(first, last + 1):
            limits = sentences[index].span if sentences else span
            part = Span(max(span.start, limits.start), min(span.end, limits.end))
            if part.end <= part.start:
                continue
            if limits == home or sum(quoted[part.start : part.end]) >= LEAST_QUOTED * len(part):
                kept.append(part)
    joined = _touching(kept, raw.content)
    return replace(raw, content=joined) if joined else None


def _touching(parts: Sequence[Span], content: Sequence[Span]) -> tuple[Span, ...]:
    """Parts of one stretch of content that follow each other are one again."""
    made: list[Span] = []
    for part in parts:
        together = made and any(span.contains(Span(made[-1].start, part.end)) for span in content)
        if together and part.start - made[-1].end <= 2:
            made[-1] = Span(made[-1].start, part.end)
        else:
            made.append(part)
    return tuple(made)
