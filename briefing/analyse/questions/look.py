"""One article made ready for its open questions: what each sentence asks, what it shows, who is on which side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.analyse.questions.abstain import is_fit
from briefing.analyse.questions.answers import REACH, answers, asked, is_answered_next
from briefing.analyse.questions.context import Context, Worded
from briefing.analyse.questions.cues import leads_nothing, matches, says_open, strongest_cue
from briefing.analyse.questions.disputes import Disputes, disputes
from briefing.analyse.questions.due import due
from briefing.analyse.questions.features import content_stems, features
from briefing.analyse.questions.select import Candidate
from briefing.analyse.questions.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Article, Attribution, Reading, Sentence


# The strength of a cue that is a clear hint, as language/en/questions.toml counts it; and a share of a sentence.
CLEAR, MOSTLY = 2, 0.5
MILD = ("modal", "expected to", "question in the text")
"""Wording rules whose question alone is no sign that anything is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the rules see of an article, a row a sentence: the classifier is trained on the same rows as it is used."""

    contexts: tuple[Context, ...]
    worded: tuple[Worded | None, ...]
    rows: tuple[dict[str, float], ...]
    sides: Disputes
    closed: frozenset[int]
    """The places of the sentences whose question the article itself answers."""
    pool: tuple[Candidate, ...]
    """The sentences that may be shown, their probabilities still to be told."""

    def candidates(self, probabilities: Sequence[float]) -> list[Candidate]:
        """The sentences that may be shown, with the probabilities of all sentences of the article."""
        return [replace(one, probability=probabilities[one.place]) for one in self.pool]


def look(
    article: Article, sentences: Sequence[Sentence], reading: Reading, attributions: tuple[Attribution, ...]
) -> Look:
    """Read the whole article by the rules; no weights are used."""
    contexts = tuple(
        Context(article=article, sentence=sentence, reading=reading, attributions=attributions)
        for sentence in sentences
    )
    worded = tuple(word(context) for context in contexts)
    rows = features(article, sentences, reading, [item.rule if item else None for item in worded])
    sides = disputes(article, sentences, attributions)
    for context, row in zip(contexts, rows, strict=True):
        row.update(_said(context, sides))
    closed = frozenset(i for i in range(len(sentences)) if _is_closed(sentences, i, worded[i]))
    pool = tuple(_candidate(contexts[i], worded[i], rows[i]) for i in range(len(sentences)) if i not in closed)
    shown = tuple(one for one in pool if one is not None)
    return Look(contexts=contexts, worded=worded, rows=tuple(rows), sides=sides, closed=closed, pool=shown)


def _candidate(context: Context, worded: Worded | None, row: dict[str, float]) -> Candidate | None:
    """The sentence as a candidate; None for one that says nowhere that it is open."""
    text, language = context.sentence.text, context.article.language
    if worded is None and not matches(text, language):
        return None
    asks = content_stems(worded.question, language) if worded else frozenset()
    return Candidate(
        place=context.sentence.index,
        probability=0.0,
        stems=content_stems(text, language),
        asks=asks,
        says=says_open(text, language),
        fit=worded is not None and is_fit(worded, context),
        mild=worded is not None and worded.rule in MILD,
        clear=strongest_cue(text, language) >= CLEAR,
        leads=not leads_nothing(text, language),
        voiced=bool(row["personal"]) or row["quoted share"] > MOSTLY,
    )


def _is_closed(sentences: Sequence[Sentence], place: int, worded: Worded | None) -> bool:
    """True where what comes after answers what the sentence asks, or tells what it says was kept back."""
    text = sentences[place].text
    after = sentences[place + 1 :]
    if "?" in text and is_answered_next(text, after[:REACH]):
        return worded is None or worded.kind in (None, "asked")
    if worded is None or worded.kind != "undisclosed":
        return False
    item = asked(worded.question, text)
    return any(answers(item, sentence.text) for sentence in after)


def _said(context: Context, sides: Disputes) -> dict[str, float]:
    """The stances taken in a sentence, whether the other side is told elsewhere, and whether it gives a due time."""
    place = context.sentence.index
    row: dict[str, float] = {}
    for said in context.attributions:
        if said.cue is not None and context.sentence.span.contains(said.cue):
            row[f"stance {said.stance}"] = 1.0
            row[f"speaker {said.actor.kind if said.actor else 'unclear'}"] = 1.0
    if sides.denies(place):
        row["denies"] = 1.0
        row["denies a claim"] = float(sides.claim_against(place) is not None)
    elif sides.denial_of(place) is not None:
        row["is denied"] = 1.0
    if due(context) is not None:
        row["due"] = 1.0
    return row
