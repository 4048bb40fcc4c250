"""Where the content of a cue ends and the text itself goes on: with its main verb, or with a relative clause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import NOUNS
from briefing.types import RawAttribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.actors.phrases import Words
    from briefing.types import Word

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
# What begins a clause inside a noun phrase: its verb is not the sentence's ("hopes of a deal that will hold").
_OPENS = _RELATIVE | {"PRP", "EX"}
_ABOUT = frozenset({"of", "for", "about"})
_COMMAS = frozenset({",", "-", "—", "–", "--", "("})


def own_clauses(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` without what the text itself goes on with behind a noun cue, and behind a noun of its own."""
    return _without_loose_clauses(_up_to_verb(raw, words), words)


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
        if word.tag in _FINITE:
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
