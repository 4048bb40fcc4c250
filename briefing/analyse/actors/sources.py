"""A source as the reader tagged it, mended to whole noun phrases: "But" or "guests on" names nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE, NOUNS, Words
from briefing.analyse.actors.pronouns import sentence_at
from briefing.analyse.verbs import BE
from briefing.types import RawAttribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.language import Lexicon
    from briefing.types import Sentence, Word

# What a noun phrase is made of, in front of its last noun.
IN_PHRASE = NOUNS | {"DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "POS", "CD", "HYPH", "AFX", "RBS", "VBN", "VBG"}
# What may open a source that the reader began too early.
_LOOSE_START = frozenset({"CC", "WRB"})
# What can't end one.
_LOOSE_END = frozenset({"IN", "CC", "TO", ",", ":"})
_OF = frozenset({"in", "of", "from", "at"})
# A noun phrase is no longer than this, in words.
LONGEST = 10


def mended(raw: RawAttribution, words: Words) -> RawAttribution:
    """`raw` with a source that begins and ends as a noun phrase does; unchanged where it does already."""
    if raw.source is None:
        return raw
    inside = list(words.within(raw.source))
    kept = list(inside)
    while kept and kept[0].tag in _LOOSE_START:
        kept.pop(0)
    start = kept[0].span.start if kept else raw.source.end
    end = raw.source.end
    if (not kept or not any(_names(word) for word in kept) or kept[-1].tag in ("IN", "TO")) and not _owns(words, raw):
        behind = _phrase_behind(words, raw)
        if behind:
            start = kept[0].span.start if kept else behind[0].span.start
            return replace(raw, source=Span(start, behind[-1].span.end))
    while kept and kept[-1].tag in _LOOSE_END:
        kept.pop()
        end = kept[-1].span.end if kept else end
    if not kept or (start == inside[0].span.start and end == raw.source.end):
        return raw
    return replace(raw, source=Span(start, end))


def at_home(raw: RawAttribution, words: Words, sentences: Sequence[Sentence], lexicon: Lexicon) -> RawAttribution:
    """`raw` with the name right before its verb as source, where the reader took one from another sentence.

    "Lind left. The minister, Tom Reyes, declined to comment": who stands before the verb is its subject.
    """
    if raw.source is None or not sentences:
        return raw
    cue = next(iter(words.within(raw.cue)), None)
    home = sentences[sentence_at(sentences, raw.cue.start)].span
    if cue is None or cue.tag not in FINITE or home.contains(raw.source):
        return raw
    subject = phrase_before(words, raw.cue.start)
    if subject is None or not home.contains(subject):
        return raw
    last = words.within(subject)[-1]
    dated = words.of(last).lower() in lexicon.words("months") | lexicon.words("weekdays")
    before = words.before(subject.start, 1)
    tied = bool(before) and before[0].tag in ("IN", "TO", "CC")
    return raw if dated or tied or last.tag not in ("NNP", "NNPS") else replace(raw, source=subject)


def without_far_agent(raw: RawAttribution, words: Words, sentences: Sequence[Sentence]) -> RawAttribution:
    """`raw` without a source from another sentence where its cue is a passive: "is expected" does not tell by whom."""
    if raw.source is None or not sentences:
        return raw
    home = sentences[sentence_at(sentences, raw.cue.start)].span
    cue = [word for word in words.within(raw.cue) if not word.tag.startswith("RB")]
    behind = words.after(raw.cue.end, 1)
    passive = len(cue) > 1 and words.of(cue[-2]).lower() in BE and cue[-1].tag == "VBN"
    agent = bool(behind) and words.of(behind[0]).lower() == "by"
    return raw if home.contains(raw.source) or agent or not passive else replace(raw, source=None)


def _owns(words: Words, raw: RawAttribution) -> bool:
    """True for a lone possessive before a noun that is the cue: "her recent remark" is hers."""
    inside = words.within(raw.source) if raw.source else ()
    cue = words.within(raw.cue)
    return len(inside) == 1 and inside[0].tag == "PRP$" and bool(cue) and cue[0].tag in NOUNS | {"JJ"}


def _names(word: Word) -> bool:
    """True for a word that can stand for somebody: a noun, a pronoun, a figure, a relative pronoun."""
    return word.tag in NOUNS or word.tag in ("PRP", "CD", "WP", "WDT", "EX")


def _phrase_behind(words: Words, raw: RawAttribution) -> list[Word]:
    """The noun phrase right behind the source, where it ends before the cue and in a noun; else nothing."""
    if raw.source is None:
        return []
    found: list[Word] = []
    place = raw.source.end
    for word in words.after(raw.source.end, LONGEST):
        torn = "\n" in words.text[place : word.span.start]
        if torn or word.tag not in IN_PHRASE or raw.cue.start <= word.span.start < raw.cue.end:
            break
        found.append(word)
        place = word.span.end
    while found and found[-1].tag not in NOUNS:
        found.pop()
    return found


def phrase_before(words: Words, place: int, *, of_person: bool = False) -> Span | None:
    """The noun phrase that ends at `place`, a comma or bracket between at most; None where none does.

    One `of_person` goes back over a preposition: "relatives in Miami who" are relatives.
    """
    found: list[Word] = []
    for word in reversed(words.before(place, LONGEST + 2)):
        if not found and words.of(word) in (",", "(", "-", "—", "–"):
            continue
        end = found[0].span.start if found else place
        tied = word.tag == "." and bool(found) and word.span.end - word.span.start > 1
        if "\n" in words.text[word.span.end : end] or not (word.tag in IN_PHRASE - {"VBG", "RBS"} or tied):
            break
        found.insert(0, word)
        if word.tag in ("DT", "PRP$"):
            break
    while found and found[0].tag in ("POS", "HYPH", "VBN"):
        found.pop(0)
    if not found or found[-1].tag not in NOUNS:
        return None
    whole = Span(found[0].span.start, found[-1].span.end)
    before = words.before(whole.start, 1)
    if of_person and before and words.of(before[0]).lower() in _OF:
        owner = phrase_before(words, before[0].span.start)
        return Span(owner.start, whole.end) if owner is not None else whole
    return whole
