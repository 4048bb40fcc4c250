"""Why each line of a briefing is there, and what became of every other sentence: a record, and that record as text."""

from __future__ import annotations

import math
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from briefing.counting import counted
from briefing.render.escape import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.types import Article, Reason, Salience

EXPLANATION_SCHEMA: Final = "briefing/explanation/1"
NEAR: Final = 10
"""So many near misses are told with their reasons: those that come next by worth."""
WIDTH: Final = 100
FACTOR: Final = frozenset({"times"})
"""Rules whose weight multiplies; the others' weights add up."""
RESULT: Final = "worth a line"
WATCHED: Final = "watched"
UNWEIGHED: Final = frozenset({"cut", "insertion", "quotation", "completed", "swap", "repeat", "noise", "method"})
"""Rules that tell what was done to a line, and have no part in the formula."""

Record = dict[str, Any]
Told = tuple[str, str, int | None]


def explanation_record(
    saliences: Sequence[Salience],
    lines: Sequence[tuple[str, tuple[Reason, ...]]],
    fates: Sequence[Told],
    *,
    article: Article,
) -> Record:
    """The explanation of one article; `fates` (kind, detail, number of the line) are parallel to `saliences`.

    `near_misses` holds the indices of the sentences that come next by worth, the likeliest first.
    """
    sentences = [_sentence(salience, told) for salience, told in zip(saliences, fates, strict=True)]
    lost = [one for one in sentences if one["fate"] not in ("line", "part", "noise")]
    near = sorted(lost, key=lambda one: (-one["worth"], one["rank"]))[:NEAR]
    return {
        "schema": EXPLANATION_SCHEMA,
        "source": article.source,
        "title": article.title,
        "lines": [
            {
                "number": number,
                "text": text,
                "sentences": [one["index"] for one in sentences if one["line"] == number and _stands(one)],
                "reasons": [asdict(reason) for reason in reasons],
            }
            for number, (text, reasons) in enumerate(lines, start=1)
        ],
        "near_misses": [one["index"] for one in near],
        "sentences": sentences,
    }


def as_text(record: Record) -> str:
    """The record laid out for a reader."""
    sentences = record["sentences"]
    head = shown(record["title"] or record["source"])
    parts = [head, "=" * min(WIDTH, len(head)), "", f"{record['source']}: {counted(len(sentences), 'sentence')}", ""]
    parts += ["Lines", "-----"]
    for line in record["lines"]:
        parts += _line(line, sentences)
    parts += ["Near misses, the likeliest first", "--------------------------------"]
    near = [sentences[index] for index in record["near_misses"]]
    for one in near:
        parts += [*_wrapped(_place(one), one["text"]), f"  lost: {shown(one['detail'])}", *_formula(one["reasons"]), ""]
    parts += [] if near else ["None.", ""]
    parts += _groups(sentences, set(record["near_misses"]))
    return "\n".join(parts).rstrip() + "\n\n"


def _sentence(salience: Salience, told: Told) -> Record:
    kind, detail, line = told
    worth = next((reason.weight for reason in salience.reasons if reason.rule == RESULT), salience.score)
    return {
        "index": salience.sentence.index,
        "start": salience.sentence.span.start,
        "end": salience.sentence.span.end,
        "text": salience.sentence.text,
        "score": salience.score,
        "rank": salience.rank,
        "worth": worth,
        "noise": salience.noise,
        "fate": kind,
        "detail": detail,
        "line": line,
        "reasons": [asdict(reason) for reason in salience.reasons],
    }


def _stands(one: Record) -> bool:
    return one["fate"] in ("line", "part")


def _line(line: Record, sentences: Sequence[Record]) -> Iterator[str]:
    yield from _wrapped(f"{line['number']}.", line["text"])
    for index in line["sentences"]:
        one = sentences[index]
        yield f"  from {_place(one)}" + ("" if one["fate"] == "line" else ", shown with it")
    yield from _formula(line["reasons"])
    yield ""


def _place(one: Record) -> str:
    return f"sentence {one['index'] + 1} (worth {one['worth']:.3f}, score {one['score']:.3f}, rank {one['rank']})"


def _formula(reasons: Sequence[Record]) -> Iterator[str]:
    """The terms with their weights, one a line, what they come to, what being watched adds, what was done to it."""
    worth = lift = 0.0
    for reason in reasons:
        rule, weight = reason["rule"], reason["weight"]
        if rule in (*UNWEIGHED, WATCHED):
            continue
        worth = weight if rule == RESULT else worth
        yield _term("x" if rule in FACTOR else "=" if rule == RESULT else "+", weight, f"{rule}: {reason['detail']}")
    for reason in reasons:
        if reason["rule"] == WATCHED:
            lift += reason["weight"]
            yield _term("+", reason["weight"], f"{WATCHED}: {reason['detail']}")
    if lift:
        odds = worth / max(1e-6, 1 - worth) * math.exp(lift)
        yield _term("=", odds / (1 + odds), "lifted: worth a line, with what is watched")
    for reason in reasons:
        if reason["rule"] in UNWEIGHED:
            yield f"           {reason['rule']}: {shown(reason['detail'])}"


def _term(sign: str, weight: float, told: str) -> str:
    number = f"{weight:+.3f}" if sign == "+" else f"{weight:.3f}"
    return f"  {'' if sign == '+' else sign:1}{number:>7}  {shown(told)}"


def _groups(sentences: Sequence[Record], told: set[int]) -> Iterator[str]:
    """The sentences that are neither lines nor near misses: noise with its rule, then the rest."""
    noise = [one for one in sentences if one["fate"] == "noise"]
    rest = [one for one in sentences if one["fate"] not in ("line", "part", "noise") and one["index"] not in told]
    for name, group in (("Set aside as noise", noise), ("The others", rest)):
        if not group:
            continue
        yield from (name, "-" * len(name))
        for one in group:
            yield from _wrapped(f"{one['index'] + 1}. [{shown(one['detail'])}; worth {one['worth']:.3f}]", one["text"])
        yield ""


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(f"{label} {shown(text)}", WIDTH, subsequent_indent="  ", break_long_words=False)
