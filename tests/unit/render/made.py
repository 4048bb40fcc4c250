"""Briefings made by hand, the seed's first: what the renderers are tested on before there is any analysis."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from briefing.types import (
    Article,
    Briefing,
    Development,
    Evidence,
    Failure,
    Position,
    QuestionLine,
    SourceEntry,
    Span,
    Statement,
)

SEED = (Path(__file__).parents[3] / "seeds" / "reassurance-force.txt").read_text("utf-8")
SHA = hashlib.sha256(SEED.encode("utf-8")).hexdigest()
ARTICLE = Article(id=SHA[:12], source="seeds/reassurance-force.txt", text=SEED, sha256=SHA)


def evidence(words: str) -> tuple[Evidence, ...]:
    """The one place of the seed where `words` stand."""
    start = SEED.index(words)
    return (Evidence(article_id=ARTICLE.id, number=1, span=Span(start, start + len(words)), text=words),)


def said(verb: str, stance: str, speech: str, words: str) -> Statement:
    return Statement(verb=verb, stance=stance, speech=speech, text=words, evidence=evidence(words))  # type: ignore[arg-type]


def development(words: str, shown: str | None = None) -> Development:
    return Development(text=shown or words, evidence=evidence(words))


def question(wording: str | None, kind: str, words: str) -> QuestionLine:
    return QuestionLine(question=wording, kind=kind, text=words, evidence=evidence(words))  # type: ignore[arg-type]


MACRON = (
    "French President Emmanuel Macron announced that 26 of Ukraine’s allies had formally committed to supporting Kyiv "
    "with land, sea, or air forces once fighting stops."
)

POSITIONS = (
    Position(
        actor="Vladimir Putin",
        kind="person",
        role="Russian President",
        statements=(
            said(
                "warns",
                "warns",
                "indirect",
                "any foreign troops on Ukrainian soil would be treated as legitimate targets",
            ),
            said(
                "doubts",
                "doubts",
                "direct",
                "“I do not see much point. It is nearly impossible to reach agreement with the Ukrainian side on key "
                "issues.”",
            ),
            said("confirms", "states", "indirect", "he planned to speak directly with his American counterpart soon"),
        ),
    ),
    Position(
        actor="Emmanuel Macron",
        kind="person",
        role="French President",
        statements=(
            said(
                "denies",
                "denies",
                "direct",
                "“It does not have the will or the objective of waging war against Russia, but to prevent any new "
                "major aggression.”",
            ),
        ),
    ),
    Position(
        actor="Dmitry Peskov",
        kind="person",
        role="Kremlin spokesman",
        statements=(
            said("praises", "praises", "mixed", "Trump’s “constructive efforts” to mediate"),
            said(
                "accuses",
                "accuses",
                "mixed",
                "European nations of making “outrageous efforts to provoke continuation of the war.”",
            ),
        ),
    ),
    Position(
        actor="Donald Trump",
        kind="person",
        role="U.S. President",
        statements=(
            said("suggests", "states", "mixed", "American support would “probably” come in the form of air cover"),
        ),
    ),
    Position(
        actor="Ukraine",
        kind="government",
        role=None,
        statements=(said("praises", "praises", "indirect", "hailed the Paris commitments as a breakthrough"),),
    ),
)

QUESTIONS = (
    question("Which countries are involved?", "undisclosed", "though he did not name the countries involved."),
    question(
        "What is the scope of U.S. involvement?",
        "undecided",
        "Washington has yet to clarify the scope of U.S. involvement.",
    ),
    question(None, "hedged", "Trump has hinted that American support would “probably” come in the form of air cover"),
)

SEED_BRIEFING = Briefing(
    title="Putin dismisses “reassurance force” for Ukraine",
    date=datetime(2025, 9, 5, 14, 0, tzinfo=UTC),
    developments=(
        development(SEED.strip().split("\n", 1)[0]),
        development(MACRON, f"[...] {MACRON}"),
        development(
            "While Ukraine hailed the Paris commitments as a breakthrough, Washington has yet to clarify the scope of "
            "U.S. involvement."
        ),
        development(
            "On Friday, Putin said he remained open to contact with Zelensky but doubted its usefulness",
            "On Friday, Putin said he remained open to contact with Zelensky but doubted its usefulness [...]",
        ),
    ),
    positions=POSITIONS,
    open_questions=QUESTIONS,
    sources=(
        SourceEntry(
            number=1,
            article_id=ARTICLE.id,
            source=ARTICLE.source,
            title="Reassurance force",
            publisher=None,
            published=None,
            sha256=SHA,
            developments=4,
            statements=8,
            questions=3,
            length=len(SEED),
        ),
    ),
    version="0.1.0",
    left_out=("3 statements were left out because their speaker is unclear.",),
)


def hostile(text: str) -> Briefing:
    """A briefing with `text` in every place that an article, or whoever named its file, can reach."""
    spot = (Evidence(article_id="a" * 12, number=1, span=Span(0, len(text)), text=text),)
    statement = Statement(verb=text, stance="accuses", speech="direct", text=text, evidence=spot, target=spot[0])
    return Briefing(
        title=text,
        date=None,
        developments=(Development(text=text, evidence=spot),),
        positions=(Position(actor=text, kind="person", role=text, statements=(statement, statement)),),
        open_questions=(QuestionLine(question=text, kind="asked", text=text, evidence=spot),),
        sources=(
            SourceEntry(
                number=1,
                article_id="a" * 12,
                source=text,
                title=text,
                publisher=text,
                published=datetime(2025, 9, 5, tzinfo=UTC),
                sha256="0" * 64,
                notes=(text,),
            ),
        ),
        failures=(Failure(source=text, reason=text),),
        left_out=(text,),
        version="0.1.0",
    )


def article_of(text: str) -> Article:
    """The article that `hostile(text)` takes its lines from."""
    return Article(id="a" * 12, source="a.txt", text=text, sha256="0" * 64)


def empty(*, sources: int = 1) -> Briefing:
    """A briefing in which nothing was found."""
    return Briefing(
        title="Nothing found",
        date=None,
        developments=(),
        positions=(),
        open_questions=(),
        sources=SEED_BRIEFING.sources[:sources],
        failures=() if sources else (Failure(source="lost.txt", reason="There is no such file."),),
        version="0.1.0",
    )
