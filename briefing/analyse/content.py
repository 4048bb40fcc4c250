"""What of the content that the reader gives to a cue is said by it: the words within its reach, and no one else's."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from briefing.analyse.actors.pronouns import sentence_at
from briefing.analyse.own_clauses import is_asked, own_clauses
from briefing.analyse.verbs import base_form
from briefing.language import lexicon
from briefing.types import RawAttribution, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.actors.phrases import Words

# Content counts as direct speech where at least this share of it stands in quotation marks.
DIRECT = 0.85
# Beside a quotation, an unquoted piece of at most so many words and no verb is no part of what is said.
SCRAP = 4
# Fewer words than these are a fragment.
LEAST_WORDS = 3
# What leads on to another clause's subject.
_JOINING = re.compile(
    r"(?:[\s,;:—–-]|(?<=\s)(?:and|but|while|as|or|though|although|because|that|only|if|when|which|who|where|whom))+\Z"
)
# Content outside its cue's sentence must stand in quotation marks by this share.
LEAST_QUOTED = 0.5
# What opens a clause in which the reporter sets something against a quotation: "...," he said, though none had come.
_CONCESSION = re.compile(r"\b(?:although|though|even as|despite|in spite of)\b", re.IGNORECASE)
_BESIDE_DAY = frozenset({"on", "late", "early", "last", "morning", "afternoon", "evening", "night"})
# Behind a day a clause of its own begins with these.
_CLAUSE_OPENS = frozenset({"DT", "PRP", "PRP$", "EX", "CD"})


Subjects = dict[int, list[tuple[Span, Span]]]


def governed(
    raw: RawAttribution,
    words: Words,
    sentences: Sequence[Sentence],
    quoted: bytearray,
    others: Subjects,
) -> RawAttribution | None:
    """`raw` with what its cue says of its content, or None where nothing is left; `quoted` as `inside` gives it.

    `others` are the article's attributions as `subjects` gives them, whose sources are no part of what it says.
    """
    if is_asked(raw, words):
        return None
    mine = _without_anothers(_without_concession(own_clauses(raw, words), quoted, words.text), words, sentences)
    within = _within_reach(mine, sentences, quoted) if mine is not None else None
    if within is None:
        return None
    whole = _without_next_subject(_without_day(within, words), words.text, others)
    return _without_scraps(whole, words, quoted)


def subjects(said: Sequence[RawAttribution]) -> Subjects:
    """The sources of attributions by where they end, each with its cue."""
    found: Subjects = {}
    for raw in said:
        if raw.source is not None:
            found.setdefault(raw.source.end, []).append((raw.source, raw.cue))
    return found


def _without_next_subject(raw: RawAttribution, text: str, others: Subjects) -> RawAttribution:
    """`raw` without the subject of another statement at its end: "that both promised it, but only he [kept ...]"."""
    kept = []
    for span in raw.content:
        ends = [
            source.start
            for end in (span.end - 1, span.end, span.end + 1)
            for source, cue in others.get(end, ())
            if span.start < source.start and span.end <= cue.start <= span.end + 1 and cue != raw.cue
        ]
        left = _JOINING.sub("", text[span.start : min(ends)]) if ends else ""
        kept.append(Span(span.start, span.start + len(left)) if len(left.split()) >= LEAST_WORDS else span)
    return replace(raw, content=tuple(kept))


def _without_scraps(raw: RawAttribution, words: Words, quoted: bytearray) -> RawAttribution:
    """`raw` without the few unquoted words, none a verb, that the reader adds to a quotation from elsewhere."""
    whole = [span for span in raw.content if quoted_share([span], quoted) >= DIRECT and _count(span, words) > SCRAP]
    kept = tuple(span for span in raw.content if not _is_scrap(span, words, quoted))
    return replace(raw, content=kept) if whole else raw


def _is_scrap(span: Span, words: Words, quoted: bytearray) -> bool:
    inside = words.within(span)
    verb = any(word.tag.startswith("VB") or word.tag == "MD" for word in inside)
    return bool(inside) and not verb and not any(quoted[span.start : span.end]) and _count(span, words) <= SCRAP


def _count(span: Span, words: Words) -> int:
    return len(span.of(words.text).split())


def quoted_share(spans: Sequence[Span], quoted: bytearray) -> float:
    """The share of the spans' characters that stands in quotation marks; 0 where there are none."""
    whole = sum(len(span) for span in spans)
    return sum(sum(quoted[span.start : span.end]) for span in spans) / whole if whole else 0.0


def _without_concession(raw: RawAttribution, quoted: bytearray, text: str) -> RawAttribution:
    """`raw` without what the reporter sets against a quotation behind its cue: that is nobody's statement."""
    if quoted_share([span for span in raw.content if span.end <= raw.cue.start], quoted) < DIRECT:
        return raw
    kept = tuple(
        span
        for span in raw.content
        if span.start < raw.cue.end
        or any(quoted[span.start : span.end])
        or not _CONCESSION.search(text, raw.cue.end, span.start)
    )
    return replace(raw, content=kept)


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


def _without_day(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` without the day on which it was said, where the content begins with it: "said Monday [it was late]".

    Of a day that the content leaves out, no "on" stays at its end.
    """
    days = lexicon("en").words("weekdays")
    kept = []
    for span in raw.content:
        inside = words.within(span)
        opening: list[str] = []  # "late Monday night"
        if span.start >= raw.cue.end and not words.text[raw.cue.end : span.start].strip():
            forms = (words.of(word).lower() for word in inside)
            opening = list(takewhile(lambda form: form in days or form in _BESIDE_DAY, forms))
        # "said Monday was too late", "said Sunday school was": the day belongs to the clause.
        clause = inside[len(opening)] if len(opening) < len(inside) else None
        apart = clause is not None and clause.tag in _CLAUSE_OPENS and not days.isdisjoint(opening)
        start = clause.span.start if clause is not None and apart else span.start
        behind = words.after(span.end, 1)
        dated = bool(behind) and words.of(behind[0]).lower() in days
        loose = dated and len(inside) > 1 and words.of(inside[-1]).lower() in _BESIDE_DAY
        kept.append(Span(start, inside[-2].span.end if loose else span.end))
    return replace(raw, content=tuple(kept))
