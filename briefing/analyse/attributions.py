"""The reader's attributions with their actor, kind of speech and stance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import Words
from briefing.analyse.actors.resolve import resolve
from briefing.analyse.actors.sources import at_home, mended, without_far_agent
from briefing.analyse.content import DIRECT, Subjects, governed, quoted_share, subjects
from briefing.analyse.nested import nested, relays
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
    SpeechKind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# Content with less than this share in quotation marks is indirect speech, from DIRECT on direct, between them mixed: a
# clause around a quoted phrase is neither.
INDIRECT = 0.05
# An attribution without a source is listed only where it is likelier right than not. One with a source is listed
# however unsure it is: what is shown is decided by its weight, and a cut here loses long quotations (content F1 0.877
# with a cut at 0.05, 0.892 without; F1 0.756 and 0.752; positions shown the same).
LEAST_SOURCELESS = 0.5
# Forms in which the words are the speaker's own though they stand in no quotation marks.
OWN_WORDS = frozenset({"turn", "asked", "letter", "opinion", "release", "post"})


def attributions(
    article: Article, sentences: Sequence[Sentence], reading: Reading
) -> tuple[tuple[Actor, ...], tuple[Attribution, ...]]:
    """All actors of the article, and every attribution the reader found, in text order, with its actor."""
    quoted = inside(article.text)
    marks = quotations(article.text)
    words = Words(article.text, reading.words)
    told = (without_far_agent(raw, words, sentences) for raw in reading.attributions)
    kept = [raw for raw in told if raw.source or raw.confidence >= LEAST_SOURCELESS]
    kept = [mended(at_home(raw, words, sentences, lexicon("en")), words) for raw in kept]
    kept += nested(article, sentences, reading, kept, quoted, lexicon("en"))
    said, names = spoken(article, sentences, replace(reading, attributions=tuple(kept)))
    others = subjects([one.raw for one in said])
    whole = (_kept(one, others, words, sentences, quoted) for one in said)
    ordered = sorted(
        (one for one in whole if one is not None), key=lambda one: (one.raw.content[0].start, one.raw.cue.start)
    )
    sources = [replace(one.raw, source=one.named) for one in ordered]
    actors, resolved = resolve(article, sentences, replace(reading, names=names), sources)
    made = []
    for one, (actor, reason) in zip(ordered, resolved, strict=True):
        raw = one.raw
        taken = _taken(words, one)
        if relays(raw, sources, article.text):
            taken = replace(taken, stance="states")
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
    if one.form == "asked":
        return Taken(stance="states", verb="asks", reason=Reason(rule="verb", detail="asks"))
    if one.form in OWN_WORDS:
        return stance_of_words(words, one.raw.content)
    return stance_of(words.text, words, one.raw)


def _kept(
    one: Spoken,
    others: Subjects,
    words: Words,
    sentences: Sequence[Sentence],
    quoted: bytearray,
) -> Spoken | None:
    """`one` without content out of its cue's reach, or None where nothing is left of it."""
    if one.form is not None:
        return one
    raw = governed(one.raw, words, sentences, quoted, others)
    return replace(one, raw=raw) if raw is not None else None


def _agreeing(taken: Taken, actor: Actor | None) -> str:
    """The label's verb in the number of its actor: critics "say", a minister "says"; a cue's own words stay."""
    if actor is None or actor.kind != "group" or not taken.present:
        return taken.verb
    first, _, rest = taken.verb.partition(" ")
    if first == "is":
        return f"are {rest}"
    base = base_form(first, "VBZ")
    return f"{base} {rest}".strip() if base and third_person(base) == first else taken.verb


def speech_kind(raw: RawAttribution, quoted: bytearray) -> SpeechKind:
    """Direct, indirect or mixed, by the share of the content's characters that stand in quotation marks."""
    share = quoted_share(raw.content, quoted)
    return "direct" if share >= DIRECT else "indirect" if share < INDIRECT else "mixed"
