"""A question for a line that is shown anyway and has none: more is read then than what makes a line.

The rules of `wording` also tell the classifier what they saw, and so choose lines; these are asked afterwards and
change no choice. They are the same rules over more announcements and subjects (`Context.wide`), and a few of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, get_args

from briefing.analyse.questions import embedded, steps, withheld
from briefing.analyse.questions.abstain import is_fit
from briefing.analyse.questions.answers import answers, asked
from briefing.analyse.questions.asked import Asked
from briefing.analyse.questions.context import Worded
from briefing.analyse.questions.tokens import WH
from briefing.analyse.questions.wording import LONGEST_SENTENCE, is_sound
from briefing.analyse.questions.wordlists import wording_pattern, wordings
from briefing.language.lexicon import lexicon
from briefing.text.patterns import one_of
from briefing.types import QuestionKind, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.analyse.questions.context import Context


def reword(context: Context, after: Sequence[Sentence]) -> Worded | None:
    """The question of a sentence that the first rules left without one, or None; `after` are the sentences behind it.

    None as well where one of those answers it.
    """
    if not 0 < len(context.tokens) <= LONGEST_SENTENCE or context.plain.rstrip(" \"')").endswith("?"):
        return None
    wide = replace(context, wide=True)
    for rule in RULES:
        worded = rule(wide)
        if worded is None or not is_sound(worded.question, wide) or not is_fit(worded, wide):
            continue
        if worded.rule == "indirect question" and not _is_announced(worded, wide):
            continue
        item = asked(worded.question, context.sentence.text)
        if not any(answers(item, sentence.text) for sentence in after):
            return worded
    return None


def _is_announced(worded: Worded, context: Context) -> bool:
    """False for what a form or a poll asks, for "it is no question of whether", and where the tense is not told."""
    if wording_pattern("unannounced").search(context.plain):
        return False
    lower = worded.question.lower().split()
    if not wordings("judging").isdisjoint(lower) or "others" in lower:
        return False  # "to determine what is good for the town", "Who will two others vote for?"
    told = lower[0] not in wordings("auxiliaries") and worded.kind != "undisclosed"
    if told and ({"do", "does"}.intersection(lower[1:3]) or not wording_pattern("sought").search(worded.matched)):
        return False  # "a debate over how the town responds", "the book examines how it grew"
    place = Asked(worded=worded, lower=lower, context=context).place
    before = {token.lower for token in context.tokens[max(0, (place or 0) - 6) : place or 0]}
    if not before.isdisjoint(wordings("forms") | wordings("crowds")):
        return False
    whose = "to" in worded.matched.lower().split()[-2:] or "decision" in worded.matched.lower()
    return not (whose and re.search(r"\bbeen made\b", context.small))


def fronted(context: Context) -> Worded | None:
    """Turn "Whether the plan works remains to be seen" into "Will the plan work?"."""
    for kind in get_args(QuestionKind):
        match = _fronted(kind)
        found = match.search(context.small) if match is not None else None
        if found is None:
            continue
        start, end = (context.sentence.span.start + place for place in found.span("clause"))
        text = context.article.text[start:end]
        part = replace(context, sentence=replace(context.sentence, span=Span(start, end), text=text))
        first = part.tokens[0] if part.tokens else None
        if first is None or not (first.tag in WH or first.lower in ("whether", "if")):
            return None
        question = embedded.direct_form(part, 0, start, addressed=False, seen=found.group("seen"))
        matched = f"{first.lower} ... {found.group('seen')}"
        return Worded(question, "fronted question", matched, kind) if question is not None else None
    return None


@cache
def _fronted(kind: QuestionKind) -> re.Pattern[str] | None:
    """What comes behind a question that a sentence begins with, by the kind that it speaks for."""
    behind = lexicon("en").table("question_wording")["fronted"].get(kind)
    if behind is None:
        return None
    opening = r"^\W*(?:but |and |yet |still |so )?(?:just |exactly )?"
    return re.compile(
        opening + r"(?P<clause>(?:whether|how|what|who|when|where|why|which)\b[^.;:?!]{8,200}?),? "
        r"(?P<seen>" + one_of(behind) + r")(?![\w-])"
    )


RULES: tuple[Callable[[Context], Worded | None], ...] = (
    embedded.indirect,
    fronted,
    withheld.not_told,
    withheld.left_untold,
    withheld.none_told,
    steps.not_taken,
    steps.under_way,
    steps.denied_part,
    steps.kept_back,
    steps.left_possible,
)
