"""The inner layer of nested speech: "Reyes said the talks had failed, the agency reported" has two speakers.

The reader gives each word to one cue, so of two layers it marks the outer. Here the inner one is read off the outer's
content: a reporting verb with its subject beside it, outside quotation marks. The outer one stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import NOUNS, Words, names_somebody
from briefing.analyse.actors.pronouns import sentence_at
from briefing.analyse.stance import STANCES
from briefing.analyse.verbs import base_form
from briefing.types import Article, RawAttribution, Reading, Sentence, Span, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.language import Lexicon

FINITE = frozenset({"VBD", "VBZ", "VBP"})
_IN_SUBJECT = NOUNS | {"DT", "JJ", "JJR", "JJS", "POS", "CD", "HYPH", "PRP$", "AFX"}
_THIRD = frozenset({"he", "she", "they"})
# Words between a subject and its verb, and behind a verb that closes a quotation ("said Monday in a statement").
_BETWEEN = frozenset({"RB"})
# What an inner statement must hold, in words: less is a fragment ("said so").
LEAST_WORDS = 4
# A subject longer than this, in words, is a clause that was taken for one.
LONGEST_SUBJECT = 12
# The inner layer holds where the outer does and the words are as they seem: read as nine in ten.
SURE = 0.9
_NO_CONTENT = frozenset(",;:.")
# A relative clause behind a noun, and clauses in which nothing is said to have been said.
_SUBORDINATE = frozenset({"that", "who", "whom", "which"})
_UNSURE = frozenset({"whether", "if", "because", "unless", "until", "how", "why", "what", "when", "whom", "whose"})
# A cue of one who passes on what others say.
_PASSES_ON = re.compile(r"\b(?:according|reports?|reported|reporting|citing|cited|quoting|quoted)\b", re.IGNORECASE)
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\Z", re.IGNORECASE)
_AS_SAYING = re.compile(r"\s+(?P<who>[^,.;:\"“”\n]{2,60}?) as (?P<cue>saying|telling \w+|stating|warning|adding)\b")
# Behind the cue or source of an outer layer, perhaps with a day between.
_CITING = re.compile(r"(?:\s+\w+){0,2},\s+(?P<cue>citing|quoting)\s+(?=\S)")
# An apposition or relative clause between a subject and its verb is no longer than this, in words.
LONGEST_APPOSITION = 14
_CLOSING = "”’\"'»"


def nested(
    article: Article,
    sentences: Sequence[Sentence],
    reading: Reading,
    found: Sequence[RawAttribution],
    quoted: bytearray,
    lexicon: Lexicon,
) -> list[RawAttribution]:
    """The attributions inside the content of `found` that none of them holds, in no order of their own."""
    words = Words(article.text, reading.words)
    names = sorted(name.span for name in reading.names)
    cues = [raw.cue for raw in found]
    ground = _Ground(names, cues, quoted, lexicon)
    made = []
    for raw in found:
        quoting = _quoted_as_saying(raw, words)
        if quoting is not None:
            made.append(quoting)
            continue
        cited = _cited(raw, words, ground)
        if cited is not None:
            made.append(cited)
            continue
        for content in _passed_on(raw, article.text, sentences) or _joined(raw.content, article.text):
            made += _inside(raw, content, words, ground)
    return made


def relays(raw: RawAttribution, all_said: Sequence[RawAttribution], text: str) -> bool:
    """True where `raw` only passes on what another says in its content: the stance taken there is the other's."""
    if not _PASSES_ON.search(raw.cue.of(text)):
        return False
    return any(
        other.source is not None
        and other.source != raw.source
        and any(one.contains(other.cue) or one in other.content for one in raw.content)
        for other in all_said
    )


def _passed_on(raw: RawAttribution, text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """What stands before "according to the agency" in its sentence, where that is the cue; else nothing.

    The reader leaves the inner speaker and cue out of the content there.
    """
    if not sentences or not _PASSES_ON.search(raw.cue.of(text)):
        return []
    start = sentences[sentence_at(sentences, raw.cue.start)].span.start
    limit = min(raw.cue.start, raw.source.start if raw.source else raw.cue.start)
    before = [span for span in raw.content if start <= span.start < limit or span.start <= start < span.end]
    end = max((min(span.end, limit) for span in before), default=start)
    end += len(text[end:limit].rstrip(" ,"))
    return [Span(start, end)] if before and end > start else []


def _joined(content: Sequence[Span], text: str) -> list[Span]:
    """The content's spans, as one where nothing but marks lies between."""
    made: list[Span] = []
    for span in sorted(content):
        if made and not any(character.isalnum() for character in text[made[-1].end : span.start]):
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return made


def _quoted_as_saying(raw: RawAttribution, words: Words) -> RawAttribution | None:
    """Whom "quoted Reyes as saying" quotes, with what stands outside that clause as content."""
    match = _AS_SAYING.match(words.text, raw.cue.end)
    if match is None or not _QUOTES.search(raw.cue.of(words.text)):
        return None
    who = Span(*match.span("who"))
    parts = [
        part
        for span in raw.content
        for part in (Span(span.start, min(span.end, raw.cue.start)), Span(max(span.start, match.end()), span.end))
        if part.end > part.start + 1 and any(character.isalnum() for character in part.of(words.text))
    ]
    if not parts or any(part.overlaps(who) for part in parts):
        return None
    confidence = round(raw.confidence * SURE, 4)
    return RawAttribution(source=who, cue=Span(*match.span("cue")), content=tuple(parts), confidence=confidence)


def _cited(raw: RawAttribution, words: Words, ground: _Ground) -> RawAttribution | None:
    """Whom "the agency reported, citing a ministry statement" cites for all that is reported."""
    behind = _CITING.match(words.text, max(raw.cue.end, raw.source.end if raw.source else 0))
    if behind is None or not _PASSES_ON.search(raw.cue.of(words.text)):
        return None
    cue = Span(*behind.span("cue"))
    run: list[Word] = []
    for word in words.after(behind.end(), LONGEST_SUBJECT):
        if word.tag not in _IN_SUBJECT:
            break
        run.append(word)
    while run and run[-1].tag not in NOUNS:
        run.pop()
    if not run or any(taken.overlaps(cue) for taken in ground.cues):
        return None
    who = Span(run[0].span.start, run[-1].span.end)
    if not ground.is_somebody(words, run) and not any(name.overlaps(who) for name in ground.names):
        return None
    if any(span.overlaps(cue) or span.overlaps(who) for span in raw.content):
        return None
    confidence = round(raw.confidence * SURE, 4)
    return RawAttribution(source=who, cue=cue, content=raw.content, confidence=confidence)


class _Ground:
    """What the search looks at besides the words: names, cues that are taken, quotation marks, word lists."""

    def __init__(self, names: list[Span], cues: list[Span], quoted: bytearray, lexicon: Lexicon) -> None:
        self.days = lexicon.words("weekdays")
        self.names = names
        self.cues = cues
        self.quoted = quoted
        self.lexicon = lexicon
        table = lexicon.table("reporting")
        self.verbs = frozenset(table["nested"]["verbs"])
        # In what an agency or paper passes on, any reporting verb opens a layer.
        self.any_verb = self.verbs | {verb for stance in STANCES for verb in table[stance]["verbs"]}

    def is_somebody(self, words: Words, subject: Sequence[Word]) -> bool:
        """True for a pronoun of persons, a name, or a noun of an office or body."""
        span = Span(subject[0].span.start, subject[-1].span.end)
        if len(subject) == 1 and subject[0].tag == "PRP":
            return words.of(subject[0]).lower() in _THIRD
        known = names_somebody(words, subject[-1], self.lexicon)
        return known or any(name.overlaps(span) and name.end == span.end for name in self.names)


def _inside(raw: RawAttribution, content: Span, words: Words, ground: _Ground) -> list[RawAttribution]:
    passes_on = _PASSES_ON.search(raw.cue.of(words.text)) is not None
    verbs = ground.any_verb if passes_on else ground.verbs
    inside = words.within(content)
    made: list[RawAttribution] = []
    for at, word in enumerate(inside):
        if (
            word.tag not in FINITE
            or ground.quoted[word.span.start]
            or any(cue.overlaps(word.span) for cue in ground.cues)
        ):
            continue
        form = words.of(word)
        if not form.islower() or base_form(form, word.tag) not in verbs:
            continue
        subject = _somebody(words, ground, inside, at)
        if not subject:
            continue
        if subject[0].tag == "PRP" and raw.cue.start < content.start:
            continue  # "Reyes said she hopes": one speaker, one layer
        said = _said(words, content, (inside, at), subject, ground.days)
        if said is not None:
            source = Span(subject[0].span.start, subject[-1].span.end)
            confidence = round(raw.confidence * SURE, 4)
            made.append(RawAttribution(source=source, cue=word.span, content=(said,), confidence=confidence))
            break
    return made


def _somebody(words: Words, ground: _Ground, inside: Sequence[Word], at: int) -> list[Word]:
    """The subject of the verb at `at` where it is somebody: before an apposition, or right before a lone comma."""
    comma = at > 0 and words.of(inside[at - 1]) == ","
    for end in (_before_apposition(words, inside, at), at - 1 if comma else at):
        subject = _subject(words, inside[:end])
        if subject and ground.is_somebody(words, subject):
            return subject
    return []


def _subject(words: Words, before: Sequence[Word]) -> list[Word]:
    """The noun phrase at the end of the words `before` a verb."""
    run: list[Word] = []
    for word in reversed(before):
        if word.tag in _BETWEEN and not run:
            continue
        joined = word.tag == "IN" and words.of(word).lower() == "of" and bool(run)
        tied = word.tag == "." and bool(run) and words.text[word.span.end : run[0].span.start].strip() == ""
        if not (
            word.tag in _IN_SUBJECT or joined or (tied and len(words.of(word)) > 1) or (word.tag == "PRP" and not run)
        ):
            break
        run.insert(0, word)
        if word.tag == "PRP":
            break
    while run and run[0].tag in ("IN", "POS", "CD", "."):
        run.pop(0)
    return run if len(run) <= LONGEST_SUBJECT else []


def _before_apposition(words: Words, inside: Sequence[Word], at: int) -> int:
    """Where the words before the verb at `at` end, if what is set off by two commas before it is passed over."""
    if at < 1 or words.of(inside[at - 1]) != ",":
        return at
    for back in range(at - 2, max(-1, at - 2 - LONGEST_APPOSITION), -1):
        if words.of(inside[back]) == ",":
            return back
    return at


def _said(
    words: Words, content: Span, verb: tuple[Sequence[Word], int], subject: Sequence[Word], days: frozenset[str]
) -> Span | None:
    """What the inner speaker says: a quotation that closes before the subject, else what follows the verb and a day."""
    inside, at = verb
    text = words.text
    before = text[content.start : subject[0].span.start].rstrip()
    if before and before[-1] in _CLOSING and len(before.split()) >= LEAST_WORDS:
        return Span(content.start, content.start + len(before))
    clause = [word for word in inside[:at] if word.span.end <= subject[0].span.start]
    rest = inside[at + 1 :]
    opens = bool(rest) and words.of(rest[0]) == ":"  # "When asked who paid, Reyes said: ..."
    if not opens and any(word.tag in FINITE or word.tag == "MD" for word in clause):
        return None
    if clause and words.of(clause[-1]).lower() in _SUBORDINATE and len(clause) > 1 + (words.of(clause[0]) == "that"):
        return None
    if clause and words.of(clause[-1]).lower() in _UNSURE:
        return None
    while rest and (words.of(rest[0]) == ":" or words.of(rest[0]).lower() in days):
        rest = rest[1:]
    if len(rest) < LEAST_WORDS or words.of(rest[0]) in _NO_CONTENT:
        return None
    return Span(rest[0].span.start, content.end)
