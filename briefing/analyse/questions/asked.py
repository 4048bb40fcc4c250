"""A question beside the sentence that it was made of: where its verb stands there, and who says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.context import Context, Worded
from briefing.analyse.questions.tokens import join
from briefing.analyse.questions.wordlists import wordings
from briefing.analyse.verbs import base_form
from briefing.text.patterns import straight

if TYPE_CHECKING:
    from briefing.analyse.questions.tokens import Token


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question, its words in lower case without its mark, and the sentence that it was made of."""

    worded: Worded
    lower: Sequence[str]
    context: Context

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.context.tokens

    @cached_property
    def matched(self) -> str:
        """What the rule saw, in lower case and with straight marks."""
        return straight(self.worded.matched).lower()

    @cached_property
    def place(self) -> int | None:
        """The token at which the words begin that the rule saw; None where they are not found as they stand."""
        size = len(self.matched.split()) + self.matched.count("'")
        for length in (3, 2, 1, size):
            for i in range(len(self.tokens)):
                if straight(join(self.tokens[i : i + length])).lower() == self.matched:
                    return i
        return None

    @cached_property
    def clause(self) -> int | None:
        """The token of the finite verb asked after: where a rule saw who says it, the next one behind that."""
        if self.place is None or self.worded.rule not in ("claimed", "charge"):
            return self.place
        return next((i for i in range(self.place + 1, len(self.tokens)) if self.tokens[i].tag in FINITE), None)

    @cached_property
    def governor(self) -> int | None:
        """The token of the verb or noun whose content the clause is ("fears (that) the yard will close")."""
        if self.place is None:
            return None
        start = self.place
        if start and self.tokens[start - 1].tag == "CC":
            # "was due in May but could come sooner": both have one subject
            start = next((i for i in range(start - 1, -1, -1) if self.tokens[i].tag in FINITE), 0)
        for i in range(start - 1, -1, -1):
            if self._governs(i):
                return i
        return None

    def _governs(self, i: int) -> bool:
        """True for a finite verb, for one that tells, and for a word with "that" right behind it."""
        token = self.tokens[i]
        if token.tag in FINITE or (token.tag in ("VBG", "VBN") and tells(token)):
            return True
        return token.tag in ("NN", "NNS", "VBG", "VBN", "JJ") and self.tokens[i + 1].lower == "that"


def tells(token: Token) -> bool:
    """True for a verb, finite or not, behind which stands what somebody says, hopes or fears."""
    base = base_form(token.text, token.tag)
    return base in wordings("foretelling") or base in wordings("reporting")
