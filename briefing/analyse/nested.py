"""The inner layer of nested speech: "Reyes said the talks had failed, the agency reported" has two speakers.

The reader gives each word to one cue, so of two layers it marks the outer. Here the inner one is read off the outer's
content: a reporting verb with its subject beside it, outside quotation marks. The outer one stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import NOUNS, Words, singular
from briefing.analyse.verbs import base_form
from briefing.types import Article, RawAttribution, Reading, Span, Word

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
_CLOSING = "”’\"'»"


def nested(
    article: Article, reading: Reading, found: Sequence[RawAttribution], quoted: bytearray, lexicon: Lexicon
) -> list[RawAttribution]:
    """The attributions inside the content of `found` that none of them holds, in no order of their own."""
    words = Words(article.text, reading.words)
    names = sorted(name.span for name in reading.names)
    cues = [raw.cue for raw in found]
    made = []
    for raw in found:
        for content in raw.content:
            made += _inside(raw, content, words, _Ground(names, cues, quoted, lexicon))
    return made


class _Ground:
    """What the search looks at besides the words: names, cues that are taken, quotation marks, word lists."""

    def __init__(self, names: list[Span], cues: list[Span], quoted: bytearray, lexicon: Lexicon) -> None:
        self.names = names
        self.cues = cues
        self.quoted = quoted
        self.lexicon = lexicon
        self.verbs = frozenset(lexicon.table("reporting")["nested"]["verbs"])

    def is_somebody(self, words: Words, subject: Sequence[Word]) -> bool:
        """True for a pronoun of persons, a name, or a noun of an office or body."""
        span = Span(subject[0].span.start, subject[-1].span.end)
        if len(subject) == 1 and subject[0].tag == "PRP":
            return words.of(subject[0]).lower() in _THIRD
        noun = singular(words.of(subject[-1]))
        known = noun in self.lexicon.words("roles") or noun in self.lexicon.words("organisation_nouns")
        return known or any(name.overlaps(span) and name.end == span.end for name in self.names)


def _inside(raw: RawAttribution, content: Span, words: Words, ground: _Ground) -> list[RawAttribution]:
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
        if not form.islower() or base_form(form, word.tag) not in ground.verbs:
            continue
        subject = _subject(words, inside, at)
        if not subject or not ground.is_somebody(words, subject):
            continue
        if subject[0].tag == "PRP" and raw.cue.start < content.start:
            continue  # "Reyes said she hopes": one speaker, one layer
        said = _said(words, content, inside, at, subject)
        if said is not None:
            source = Span(subject[0].span.start, subject[-1].span.end)
            confidence = round(raw.confidence * SURE, 4)
            made.append(RawAttribution(source=source, cue=word.span, content=(said,), confidence=confidence))
            break
    return made


def _subject(words: Words, inside: Sequence[Word], at: int) -> list[Word]:
    """The noun phrase right before the verb at `at`, or right behind it where a quotation ends there."""
    run: list[Word] = []
    for word in reversed(inside[:at]):
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


def _said(words: Words, content: Span, inside: Sequence[Word], at: int, subject: Sequence[Word]) -> Span | None:
    """What the inner speaker says: a quotation that closes before the subject, else what follows the verb."""
    text = words.text
    before = text[content.start : subject[0].span.start].rstrip()
    if before and before[-1] in _CLOSING and len(before.split()) >= LEAST_WORDS:
        return Span(content.start, content.start + len(before))
    clause = [word for word in inside[:at] if word.span.end <= subject[0].span.start]
    if any(word.tag in FINITE or word.tag == "MD" for word in clause):
        return None
    if clause and words.of(clause[-1]).lower() in _SUBORDINATE and len(clause) > 1 + (words.of(clause[0]) == "that"):
        return None
    if clause and words.of(clause[-1]).lower() in _UNSURE:
        return None
    rest = inside[at + 1 :]
    if len(rest) < LEAST_WORDS or words.of(rest[0]) in _NO_CONTENT:
        return None
    return Span(rest[0].span.start, content.end)
