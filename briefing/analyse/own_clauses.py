"""Where the content of a cue ends and the text itself goes on: with its main verb, or with a relative clause."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE, NOUNS, RELATIVE
from briefing.analyse.actors.sources import phrase_before
from briefing.types import RawAttribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.actors.phrases import Words
    from briefing.types import Word

# What begins a clause inside a noun phrase: its verb is not the sentence's ("hopes of a deal that will hold").
_OPENS = RELATIVE | {"PRP", "EX"}
# "Lind, known as the King,": a name, and no statement.
_KNOWN_AS = re.compile(r"\b(?:known|nicknamed) (?:as|for)\Z", re.IGNORECASE)
_ASKED = frozenset({"asked", "pressed", "questioned", "pressured", "quizzed", "challenged", "grilled", "prompted"})
_ABOUT = frozenset({"of", "for", "about"})
_COMMAS = frozenset({",", "-", "—", "–", "--", "("})


def own_clauses(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` without what the text itself goes on with behind a noun cue, and behind a noun of its own."""
    return _without_loose_clauses(_from_clause(_up_to_verb(raw, words), words), words)


def is_asked(raw: RawAttribution, words: Words) -> bool:
    """True for "Asked about | the toll, | Reyes left": what somebody is asked about is nothing that they say."""
    if _KNOWN_AS.search(raw.cue.of(words.text)):
        return True
    verb = next((word for word in words.within(raw.cue) if word.tag in ("VBN", "VBD")), None)
    if raw.source is None or verb is None or words.of(verb).lower() not in _ASKED:
        return False
    first, last = raw.content[0], raw.content[-1]
    if first.start < raw.cue.end or raw.source.start < last.end:
        return False
    before = [word for word in words.before(verb.span.start, 3) if not word.tag.startswith("RB")]
    opens = (
        not before
        or before[-1].tag in (".", ",", ":", "WRB", "``", "''", "CC")
        or "\n" in words.text[before[-1].span.end : verb.span.start]
    )
    return opens or words.of(before[-1]).lower() in ("when", "if", "once", "while", "though")


def _from_clause(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` without a relative clause of the reporter's before its "that": "said in a note, [which he sent] — that"."""
    first = raw.content[0]
    inside = words.within(first)
    if len(inside) == 1 and len(raw.content) > 1 and inside[0].tag == "WDT":
        # "40 offers, which, he said, came late": the noun says what came.
        noun = _whole_phrase_before(words, first.start)
        return raw if noun is None else replace(raw, content=(noun, *raw.content[1:]))
    if not inside or inside[0].tag not in ("WDT", "WP") or words.of(inside[0]).lower() not in ("which", "who"):
        return raw
    for before, word in pairwise(inside):
        if words.of(word) == "that" and words.of(before) in _COMMAS:
            return replace(raw, content=(Span(word.span.start, first.end), *raw.content[1:]))
    return raw


def _whole_phrase_before(words: Words, place: int) -> Span | None:
    """The noun phrase that ends at `place`, both of "the crew and the cook"; None where it is one of a longer row."""
    last = phrase_before(words, place)
    before = words.before(last.start, 1) if last is not None else ()
    if last is None or not before or before[0].tag != "CC":
        return last
    first = phrase_before(words, before[0].span.start)
    row = words.before(first.start, 1) if first is not None else ()
    if first is None or (row and (row[0].tag == "CC" or words.of(row[0]) == ",")):
        return None
    return Span(first.start, last.end)


def _up_to_verb(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` of a noun cue with what the noun is about: "hopes of | a quick deal", without "faded on Monday"."""
    cue = words.within(raw.cue)
    tied = bool(cue) and words.of(cue[-1]).lower() in _ABOUT
    if not tied or any(word.tag.startswith("VB") or word.tag == "MD" for word in cue):
        return raw
    first = raw.content[0]
    behind = first.start >= raw.cue.end and not words.text[raw.cue.end : first.start].strip(" ")
    verb = _main_verb(words, words.within(first)) if behind else None
    if verb is None or verb.span.start - first.start < 2:
        return raw
    end = first.start + len(words.text[first.start : verb.span.start].rstrip(" ,"))
    return replace(raw, content=(Span(first.start, end), *raw.content[1:])) if end > first.start else raw


def _main_verb(words: Words, inside: Sequence[Word]) -> Word | None:
    """The verb whose subject the noun phrase that begins `inside` belongs to; None where a clause begins before it."""
    for at, word in enumerate(inside):
        if word.tag in _OPENS or words.of(word).lower() == "that" or words.of(word) in '“"‘':
            return None
        if word.tag in FINITE:
            return word if at else None
    return None


def _without_loose_clauses(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` without a further piece that tells of somebody outside the content: "said Reyes, [who runs the port]"."""
    kept = [raw.content[0]]
    for before, span in zip(raw.content, raw.content[1:], strict=False):
        first = next(iter(words.within(span)), None)
        loose = first is not None and first.tag in ("WP", "WDT", "WP$") and words.of(first).lower() != "what"
        if not loose or not _follows_other_noun(words, span, before, raw):
            kept.append(span)
    return raw if len(kept) == len(raw.content) else replace(raw, content=tuple(kept))


def _follows_other_noun(words: Words, span: Span, before: Span, raw: RawAttribution) -> bool:
    """True where right before `span`, a comma between at most, stands a noun that is no content."""
    near = [word for word in words.before(span.start, 2) if words.of(word) not in _COMMAS]
    if not near or before.contains(near[-1].span) or "\n" in words.text[near[-1].span.end : span.start]:
        return False
    return near[-1].tag in NOUNS and not raw.cue.contains(near[-1].span)
