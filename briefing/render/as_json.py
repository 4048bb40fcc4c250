"""JSON with everything: the whole briefing, and the record of one analysed article for programs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from briefing.render.proof.manifest import piece_record
from briefing.render.proof.pieces import taken

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.types import (
        Analysis,
        Article,
        Attribution,
        Briefing,
        Development,
        Difference,
        Evidence,
        Failure,
        Position,
        QuestionLine,
        Reason,
        Salience,
        SourceEntry,
        Span,
        Statement,
        Story,
    )

BRIEFING_SCHEMA: Final = "briefing/briefing/1"
ANALYSIS_SCHEMA: Final = "briefing/analysis/1"

Record = dict[str, Any]


def document(briefing: Briefing) -> bytes:
    """`briefing_record` with its `seal` as a JSON file, indented, in UTF-8."""
    record = briefing_record(briefing)
    return _encoded(json.dumps(record | {"seal": seal(record)}, ensure_ascii=False, indent=2))


def seal(record: Record) -> str:
    """SHA-256 over the record's values, but for a `seal` of its own; layout and the order of keys don't count.

    It finds what changed by accident or by hand in the labels, which no source can prove; who means to deceive can
    make it anew.
    """
    bare = {name: value for name, value in record.items() if name != "seal"}
    text = json.dumps(bare, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def line(record: Record) -> bytes:
    """`record` as one line of a JSONL file, with its line end, in UTF-8."""
    return _encoded(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


def briefing_record(briefing: Briefing) -> Record:
    """The whole briefing; offsets count code points of each article's text, end exclusive."""
    return {
        "schema": BRIEFING_SCHEMA,
        "title": briefing.title,
        "date": _time(briefing.date),
        "version": briefing.version,
        "ranker": briefing.ranker,
        "developments": [_development(one) for one in briefing.developments],
        "positions": [_position(one) for one in briefing.positions],
        "open_questions": [_question(one) for one in briefing.open_questions],
        "sources": [_source(entry) for entry in briefing.sources],
        "failures": [_failure(failure) for failure in briefing.failures],
        "left_out": list(briefing.left_out),
    } | _given(
        issue=briefing.issue,
        notices=list(briefing.notices),
        watched=[asdict(one) for one in briefing.watched],
        differences=[_difference(one) for one in briefing.differences],
        stories=[_story(one) for one in briefing.stories],
    )


def analysis_record(analysis: Analysis, briefing: Briefing) -> Record:
    """All that was found in one article, and in `briefing` what a briefing of that article alone shows."""
    text = analysis.article.text
    return {
        "schema": ANALYSIS_SCHEMA,
        "article": _article(analysis.article),
        "sentences": [_sentence(salience) for salience in analysis.salience],
        "attributions": [_attribution(attribution, text) for attribution in analysis.attributions],
        "briefing": briefing_record(briefing),
    }


def _failure(failure: Failure) -> Record:
    record: Record = {"source": failure.source, "reason": failure.reason, "passing": failure.passing}
    return record | _given(within=failure.within)


def _given(**fields: object) -> Record:
    """The fields that say something: what only briefings of several articles have is left out of the others."""
    return {name: value for name, value in fields.items() if value}


def _story(story: Story) -> Record:
    return {
        "title": story.title,
        "sources": list(story.sources),
        "origins": story.origins,
        "in_brief": story.in_brief,
        "developments": [_development(one) for one in story.developments],
        "positions": [_position(one) for one in story.positions],
        "open_questions": [_question(one) for one in story.open_questions],
        "differences": [_difference(one) for one in story.differences],
    }


def _difference(difference: Difference) -> Record:
    return {
        "subject": difference.subject,
        "figures": [
            {"value": figure.value, "text": figure.text, "evidence": _evidence(figure.evidence)}
            for figure in difference.figures
        ],
    }


def _encoded(text: str) -> bytes:
    # A lone surrogate cannot be UTF-8, but its backslash form is just how JSON writes it.
    return (text + "\n").encode("utf-8", errors="backslashreplace")


def _development(development: Development) -> Record:
    return {
        "text": development.text,
        "pieces": _pieces(development.text, development.evidence),
        "evidence": _evidence(development.evidence),
        "reasons": _reasons(development.reasons),
    } | _given(
        origins=development.origins,
        watched=list(development.watched),
        dates=[
            {"text": one.text, "first": one.first.isoformat(), "last": one.last.isoformat(), "resolved": one.resolved}
            for one in development.dates
        ],
    )


def _position(position: Position) -> Record:
    return {
        "actor": position.actor,
        "kind": position.kind,
        "role": position.role,
        "statements": [_statement(statement) for statement in position.statements],
    }


def _statement(statement: Statement) -> Record:
    return {
        "verb": statement.verb,
        "stance": statement.stance,
        "target": _evidence((statement.target,))[0] if statement.target else None,
        "speech": statement.speech,
        "text": statement.text,
        "pieces": _pieces(statement.text, statement.evidence),
        "evidence": _evidence(statement.evidence),
        "reasons": _reasons(statement.reasons),
    }


def _question(question: QuestionLine) -> Record:
    return {
        "question": question.question,
        "kind": question.kind,
        "text": question.text,
        "pieces": _pieces(question.text, question.evidence),
        "evidence": _evidence(question.evidence),
        "reasons": _reasons(question.reasons),
        "answerer": question.answerer,
        "due": _evidence((question.due,))[0] if question.due else None,
    }


def _source(entry: SourceEntry) -> Record:
    record = asdict(entry) | {"published": _time(entry.published)}
    for name in ("link", "copies"):
        if not record[name]:
            del record[name]
    return record


def _article(article: Article) -> Record:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "published": _time(article.published),
        "retrieved": _time(article.retrieved),
        "language": article.language,
        "sha256": article.sha256,
        "length": len(article.text),
        "notes": list(article.notes),
    } | _given(link=article.link)


def _sentence(salience: Salience) -> Record:
    sentence = salience.sentence
    return {
        "index": sentence.index,
        "paragraph": sentence.paragraph,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "text": sentence.text,
        "score": salience.score,
        "rank": salience.rank,
        "noise": salience.noise,
        "reasons": _reasons(salience.reasons),
    }


def _attribution(attribution: Attribution, text: str) -> Record:
    actor = attribution.actor
    return {
        "speaker": _span(attribution.speaker, text),
        "cue": _span(attribution.cue, text),
        "content": [_span(span, text) for span in attribution.content],
        "actor": actor.name if actor else None,
        "role": actor.role if actor else None,
        "actor_kind": actor.kind if actor else None,
        "kind": attribution.kind,
        "stance": attribution.stance,
        "target": _span(attribution.target, text),
        "verb": attribution.verb,
        "confidence": attribution.confidence,
        "reasons": _reasons(attribution.reasons),
    }


def _evidence(evidence: tuple[Evidence, ...]) -> list[Record]:
    return [
        {
            "article_id": one.article_id,
            "number": one.number,
            "start": one.span.start,
            "end": one.span.end,
            "text": one.text,
        }
        for one in evidence
    ]


def _pieces(text: str, evidence: tuple[Evidence, ...]) -> list[Record]:
    return [piece_record(piece) for piece in taken("", "", text, evidence).pieces]


def _span(span: Span | None, text: str) -> Record | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def _reasons(reasons: tuple[Reason, ...]) -> list[Record]:
    return [{"rule": reason.rule, "detail": reason.detail, "weight": reason.weight} for reason in reasons]


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
