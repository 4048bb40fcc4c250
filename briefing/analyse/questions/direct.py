"""Direct questions: asked by the text in full, and answered, or not meant to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.context import Worded
from briefing.analyse.questions.wordlists import wording_pattern, wordings
from briefing.text.patterns import straight

if TYPE_CHECKING:
    from briefing.analyse.questions.context import Context
    from briefing.types import Article

_BOUNDARY = re.compile(r"[\"“”:—–]|--|[.!?]\s")
_LEADING = frozenset({"and", "but", "so", "then"})
# So far into the question a word that points at something said before would be its subject.
NEAR_AUXILIARY, NEAR_QUESTION_WORD = 4, 6
# How many characters after a question are looked at for its answer.
ANSWER_REACH = 80


def is_answered(article: Article, end: int) -> bool:
    """True where the words right after a question, which ends at code point `end`, answer it at once."""
    after = straight(article.text[end : end + ANSWER_REACH]).lstrip(" \"'\t")
    return wording_pattern("answers").match(after) is not None


def direct(context: Context) -> Worded | None:
    """The question that the sentence asks, word for word, where it can stand alone and is left open."""
    end = context.plain.rfind("?")
    if end < 0 or is_answered(context.article, context.sentence.span.start + end + 1):
        return None
    segment = _BOUNDARY.split(context.plain[:end])[-1].strip(" '")
    start = context.plain.rfind(segment, 0, end)
    words = context.sentence.text[start : start + len(segment)].split()
    while words and words[0].lower().strip(",") in _LEADING:
        words = words[1:]
    lower = [straight(word).lower() for word in words]
    if len(words) < 4 or "," in segment or segment.isupper() or not _stands_alone(lower, context, start):
        return None
    shown = " ".join(words)
    return Worded(f"{shown[0].upper()}{shown[1:]}?", "question in the text", "?", "asked")


def _stands_alone(lower: list[str], context: Context, start: int) -> bool:
    """False for rhetoric, for questions to a listener, and where a pronoun near the beginning points back."""
    if lower[0] not in wordings("openers") or wordings("personal").intersection(lower):
        return False
    if wording_pattern("rhetorical").match(" ".join(lower)) or lower[1] in ("about", "if"):
        return False
    if lower[0] == "how" and lower[1] in ("many", "much", "few") and lower[2] in wordings("strictly_finite"):
        return False  # what is counted was told before
    yes_or_no = lower[0] in wordings("auxiliaries")
    if wordings("pointing").intersection(lower[: NEAR_AUXILIARY if yes_or_no else NEAR_QUESTION_WORD]):
        return False
    if yes_or_no or wordings("auxiliaries").intersection(lower[1:5]):
        return True
    place = context.sentence.span.start + start
    return any(token.tag in FINITE for token in [token for token in context.tokens if token.start >= place][:5])
