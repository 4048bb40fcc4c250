"""The main clauses of what somebody says: "those who oppose the plan must go" demands, and opposes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE, NOUNS, RELATIVE, SUBJECTS, Words
from briefing.analyse.verbs import base_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Span, Word

# A question takes no stand: "Should they pay?"
_QUESTION = re.compile(r"[^.!?]*\?")
# What stands for a character of a subordinate clause: no pattern matches it.
HIDDEN = "\x00"
_CONJUNCTIONS = frozenset(
    {"because", "if", "when", "while", "after", "before", "although", "though", "unless", "until", "since", "whether"}
    | {"once", "whereas", "as", "than", "despite", "lest"}
)
_ENDS = frozenset({".", "?", "!", ";"})
_BREAKS = frozenset({",", "—", "–", "--", ":"})
# "I think that we must": the clause behind "that" is what is said.
_THINKS = frozenset({"think", "believe", "say", "feel", "hope", "know", "guess", "suppose", "argue", "insist", "agree"})
# So many words into a sentence its own "I think that" has come.
OPENING = 6
# Behind these a pronoun begins a clause of its own, and no relative clause: "today we must", "every time we oppose".
_TIMES = frozenset(
    {"day", "year", "time", "week", "month", "today", "now", "tomorrow", "yesterday", "moment", "tonight"}
)


def main_clauses(words: Words, content: Sequence[Span]) -> str:
    """The text of `content`, a space between its spans, each character of a subordinate clause made `HIDDEN`."""
    return " ".join(_of_span(words, span) for span in content)


def _of_span(words: Words, span: Span) -> str:
    inside = words.within(span)
    shown = list(span.of(words.text))
    state = _State()
    for at, word in enumerate(inside):
        state.pass_on(words, inside, at)
        if state.hidden:
            start, end = word.span.start - span.start, min(word.span.end, span.end) - span.start
            shown[start:end] = HIDDEN * (end - start)
    return _QUESTION.sub(lambda match: HIDDEN * len(match.group()), "".join(shown))


def _stands_aside(form: str) -> bool:
    """True for a mark or a "that" before the first word of a clause."""
    return not form.isalnum() or form.lower() == "that"


class _State:
    """Where a walk through the words is: in a main clause, or how far into a subordinate one."""

    def __init__(self) -> None:
        self.hidden = False
        self.relative = False
        self.finite = 0
        self.reports = False
        self.opened = -1
        self.leads = False

    def pass_on(self, words: Words, inside: Sequence[Word], at: int) -> None:
        """Take the word at `at` into account."""
        word = inside[at]
        form = words.of(word).lower()
        if form in _ENDS:
            self.hidden, self.opened = False, at
        elif not self.hidden:
            self._open(words, inside, at)
        elif self._closes(words, inside, at):
            self.hidden = False
        if self.hidden and word.tag in FINITE:
            self.finite += 1
            base = base_form(form, word.tag)
            self.reports = self.reports or base in _THINKS or base == "tell"

    def _open(self, words: Words, inside: Sequence[Word], at: int) -> None:
        word = inside[at]
        form = words.of(word).lower()
        first = at - self.opened <= 1 or (at - self.opened == 2 and _stands_aside(words.of(inside[at - 1])))
        contact = (
            form in SUBJECTS
            and at > 0
            and inside[at - 1].tag in NOUNS
            and words.of(inside[at - 1]).lower() not in _TIMES
        )
        relative = (word.tag in RELATIVE and not first) or (form == "that" and self._joins(words, inside, at))
        if relative or contact or form in _CONJUNCTIONS:
            self.hidden, self.relative, self.finite, self.reports = True, relative or contact, 0, False
            self.leads = first

    def _joins(self, words: Words, inside: Sequence[Word], at: int) -> bool:
        """True for a "that" which begins a subordinate clause: not the first word, and not behind "I think"."""
        if inside[at].tag == "DT" or at - self.opened <= 1:
            return False
        before = [word for word in inside[max(0, at - 2) : at] if not word.tag.startswith("RB")]
        says = bool(before) and base_form(words.of(before[-1]), before[-1].tag) in _THINKS
        return not (says and at - self.opened <= OPENING)

    def _closes(self, words: Words, inside: Sequence[Word], at: int) -> bool:
        form = words.of(inside[at]).lower()
        if form in _BREAKS:
            return self.finite > 0 or not self.relative
        after = words.of(inside[at + 1]).lower() if at + 1 < len(inside) else ""
        # "If they pay and they stay, we must": the condition goes on to its comma.
        if inside[at].tag == "CC" and self.finite and not self.leads and after in SUBJECTS | {"it", "this"}:
            return True
        # "Those who pay | must know": a second verb without a subject of its own is the main clause's.
        own_subject = inside[at - 1].tag in ("PRP", "CC", "EX", "DT")
        again = self.relative and self.finite > 0 and inside[at].tag in FINITE and not own_subject
        return again and not self.reports
