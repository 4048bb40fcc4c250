"""Refusals that name who was not reached: "could not be reached", "calls to the firm were not returned"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import NOUNS, singular
from briefing.analyse.speech.page import Found, Page, Spoken
from briefing.language import lexicon
from briefing.types import RawAttribution, Sentence, Span

if TYPE_CHECKING:
    from briefing.types import Word

CONFIDENCE = 0.9
# Tags that a noun phrase before a verb is made of.
_PHRASE = NOUNS | {"DT", "JJ", "JJR", "JJS", "POS", "CD", "PRP$", "HYPH", "VBN", "RB"}
_PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
# A cue that refuses by itself; and what was asked, where the cue needs it.
_REFUSES = re.compile(
    r"comment|\bno .*(?:respon|reaction|reply)|\b(?:reached|contacted|reachable|unreachable)\b", re.IGNORECASE
)
_ASKED = re.compile(r"comment|request|message|call|e-?mail|inquir|enquir|question|interview", re.IGNORECASE)
# A noun phrase that names somebody is no longer than this, in words and characters.
MOST_WORDS, LONGEST_PERSON = 14, 120
_APPOSITION = 90


@cache
def _after_person() -> re.Pattern[str]:
    table = lexicon("en").table("speech")["refusals"]
    return re.compile(rf"\b(?P<cue>{'|'.join(table['after_person'])})(?P<rest>{table['rest']})")


@cache
def _before_person() -> re.Pattern[str]:
    table = lexicon("en").table("speech")["refusals"]
    person = rf"(?P<person>[^.;\n]{{2,{LONGEST_PERSON}}}?)"
    return re.compile(rf"\b(?P<what>{table['before_person']}) {person},? (?P<cue>{table['unanswered']})\b")


@cache
def _from_person() -> re.Pattern[str]:
    table = lexicon("en").table("speech")["refusals"]
    return re.compile(rf"\b(?P<cue>{table['from_person']}) from (?=\w)")


def refusals(page: Page) -> Found:
    """Every refusal whose person the sentence names, where the reader has none."""
    known = [raw.cue for raw in page.reading.attributions if raw.source is not None]
    found: list[Spoken] = []
    for paragraph in page.paragraphs:
        for sentence in paragraph.sentences:
            for raw in _in_sentence(page, sentence):
                taken = [cue for cue in known if cue.overlaps(Span(raw.cue.start, raw.content[-1].end))]
                if not taken:
                    found.append(Spoken(raw=raw, named=raw.source, form="not reached"))
    return Found(spoken=tuple(found))


def _in_sentence(page: Page, sentence: Sentence) -> list[RawAttribution]:
    span = sentence.span
    made = []
    for match in _before_person().finditer(page.small, span.start, span.end):
        source = _trimmed(page, Span(*match.span("person")))
        if not page.quoted[match.start()] and _can_speak(page, source):
            made.append(_refusal(source, Span(*match.span("cue")), Span(match.start(), match.end())))
    for match in _from_person().finditer(page.small, span.start, span.end):
        behind = None if page.quoted[match.start()] else _person_behind(page, match.end(), span.end)
        if behind is not None and _can_speak(page, behind):
            cue = Span(*match.span("cue"))
            made.append(_refusal(behind, cue, Span(cue.start, behind.end)))
    if made:
        return made
    for match in _after_person().finditer(page.small, span.start, span.end):
        cue, rest = Span(*match.span("cue")), Span(*match.span("rest"))
        person = None if page.quoted[match.start()] else _person_before(page, cue.start, span.start)
        if person is not None and _can_speak(page, person) and _is_refusal(cue.of(page.text), rest.of(page.text)):
            end = rest.end - (len(rest.of(page.text)) - len(rest.of(page.text).rstrip()))
            made.append(_refusal(person, cue, Span(cue.start, max(end, cue.end))))
    return made


def _refusal(source: Span, cue: Span, content: Span) -> RawAttribution:
    return RawAttribution(source=source, cue=cue, content=(content,), confidence=CONFIDENCE)


def _is_refusal(cue: str, rest: str) -> bool:
    """True where the words mean that nobody spoke: "did not answer" and "was not available" need "for comment"."""
    if _REFUSES.search(cue):
        return True
    return _ASKED.search(rest) is not None


def _can_speak(page: Page, span: Span) -> bool:
    """True for a person or a body: a pronoun, a name that is no place, or a noun for either."""
    form = span.of(page.text)
    if form.lower() in _PRONOUNS or any(name.span.overlaps(span) for name in page.speakers):
        return True
    data = lexicon("en")
    nouns = (
        data.words("roles") | data.words("organisation_nouns") | data.words("alias_nouns") | data.words("title_words")
    )
    heads = {singular(page.words.of(word)) for word in page.words.within(span) if word.tag in NOUNS}
    return bool(heads & (nouns | set(data.table("speech")["refusals"]["people"])))


def _trimmed(page: Page, span: Span) -> Span:
    """The person without "for comment" and the like behind."""
    cut = re.search(r" (?:for|seeking|on|at|by|via|through) (?=\w)|,", span.of(page.text))
    return Span(span.start, span.start + cut.start()) if cut and cut.start() > 1 else span


def _person_before(page: Page, place: int, start: int) -> Span | None:
    """The noun phrase that ends at `place`, not before `start`; an apposition between is passed over."""
    before = [word for word in page.words.before(place, 40) if word.span.start >= start]
    while before and before[-1].tag in ("RB", "CC") and page.words.of(before[-1]).lower() in ("also", "both", "still"):
        before.pop()
    if before and page.words.of(before[-1]) == ",":
        commas = [at for at, word in enumerate(before[:-1]) if page.words.of(word) == ","]
        if not commas or place - before[commas[-1]].span.start > _APPOSITION:
            return None
        before = before[: commas[-1]]
    kept = _phrase_at_end(page, before)
    if not kept:
        return None
    span = Span(kept[0].span.start, kept[-1].span.end)
    return span if len(span) <= LONGEST_PERSON else None


def _person_behind(page: Page, place: int, end: int) -> Span | None:
    """The noun phrase that begins at `place`, in a sentence that ends at `end`."""
    kept: list[Word] = []
    for word in page.words.after(place, MOST_WORDS):
        joins = bool(kept) and page.words.of(word).lower() in ("of", "for", ".", "-", "&")
        if word.span.start >= end or not (word.tag in _PHRASE - {"RB"} or joins):
            break
        kept.append(word)
    while kept and kept[-1].tag not in NOUNS:
        kept.pop()
    return Span(kept[0].span.start, kept[-1].span.end) if kept else None


def _phrase_at_end(page: Page, before: list[Word]) -> list[Word]:
    """The words of the noun phrase that `before` ends in; "who" and other pronouns stand alone."""
    if before and page.words.of(before[-1]).lower() in _PRONOUNS:
        return before[-1:]
    kept: list[Word] = []
    for word in reversed(before[-MOST_WORDS:]):
        form = page.words.of(word).lower()
        joins = bool(kept) and (form in ("of", "for", "at", "from", "in", "with") or form in (".", "-", "&"))
        if not (word.tag in _PHRASE or joins) or form in ("also", "however", "but"):
            break
        kept.insert(0, word)
    while kept and kept[0].tag not in NOUNS | {"DT", "JJ", "CD", "PRP$", "VBN"}:
        kept.pop(0)
    return kept if any(word.tag in NOUNS for word in kept) else []
