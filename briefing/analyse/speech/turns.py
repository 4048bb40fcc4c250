"""Interviews and transcripts: each labelled turn belongs to the speaker that its label names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from briefing.analyse.speech.labels import Label, labels, table
from briefing.analyse.speech.page import Found, Page, Passage, bare_name, bearers, statements
from briefing.text.names import split_title
from briefing.types import Name, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIDENCE = 0.9
# Labels farther apart than this, in paragraphs, belong to two transcripts.
GAP = 8
# More speakers than these make a list, not a talk: a hearing of many witnesses has about thirty.
MOST_SPEAKERS = 60
# In talk, at least this share of the turns asks something or says "I", "we" or "you"; lists and notes stay below it.
LEAST_TALK = 0.5
# Who asks in at least this share of their turns is the interviewer, where somebody else seldom does.
ASKS = 0.5
_TALK = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b|\?")
_DIRECTION = re.compile(r"[(\[][^()\[\]\n]{1,80}[)\]]\.?\Z")
_DIRECTION_AT = re.compile(
    r"[(\[](?:[A-Z][A-Z :,.’'-]{2,60}|[Ll]aughter|[Aa]pplause|[Ll]aughs|[Cc]rosstalk)[)\]]\.?\s*"
)
# The end matter of an interview.
_END = re.compile(r"(?:This|The) (?:interview|conversation|transcript|discussion)|Edited by\b|©|END\b|-30-|Copyright\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One label and the paragraphs (spans) that its speaker says."""

    label: Label
    parts: tuple[Span, ...]


def turns(page: Page) -> Found:
    """The turns of every transcript in the article; nothing where the labels do not show people talking."""
    found = _believed(labels(page))
    passages: list[Passage] = []
    names: list[Name] = []
    for group in found:
        surnames = frozenset(label.key.split()[-1] for label in group if label.kind == "name")
        said = [
            Turn(label=label, parts=_parts(page, label, following.paragraph if following else None, surnames))
            for label, following in zip_longest(group, group[1:])
        ]
        if not _is_talk(page, said):
            continue
        asking = _askers(page, said)
        speakers, labelled = _cast(page, said)
        names += labelled
        for turn in said:
            passages += _passages(page, turn, speakers[turn.label.key], asks=turn.label.key in asking)
    return Found(passages=tuple(passages), names=tuple(names))


def _believed(found: list[Label]) -> list[list[Label]]:
    """The labels in groups that stand near each other, without those of which there is too little to believe them."""
    keys = Counter(label.key for label in found)
    kept = [label for label in found if _is_believed(label, keys) and not _is_headline(label, found)]
    groups: list[list[Label]] = []
    for label in kept:
        if groups and label.paragraph - groups[-1][-1].paragraph <= GAP:
            groups[-1].append(label)
        else:
            groups.append([label])
    return groups


def _is_headline(label: Label, found: Sequence[Label]) -> bool:
    """True for "Reyes: We Will Win" over an article whose transcript has "REYES:" before each turn."""
    return label.paragraph == 0 and not label.capitals and any(other.capitals for other in found)


def _is_believed(label: Label, keys: Counter[str]) -> bool:
    """False for a "Q" or "A" without its partner, and for a name without a colon that stands at no second line."""
    if label.kind == "answer":
        return keys["question"] > 0
    if label.kind == "question":
        marked = len(label.mark) > 0 or label.alone
        return keys["answer"] > (0 if marked else 1) or (marked and len(keys) > 1)
    if label.colon or (not label.alone and (label.capitals or label.kind != "name")):
        return True
    return keys[label.key] > 1 and len(keys) > 1


def _parts(page: Page, label: Label, following: int | None, surnames: frozenset[str]) -> tuple[Span, ...]:
    """What the turn of `label` holds: the rest of its line, and the lines behind it up to the `following` label."""
    limit = following if following is not None else min(len(page.paragraphs), label.paragraph + GAP)
    first = Span(label.body, page.paragraphs[label.paragraph].span.end)
    parts = [first] if first.end > first.start else []
    for paragraph in page.paragraphs[label.paragraph + 1 : limit]:
        line = paragraph.span
        told = line.of(page.text)
        if _DIRECTION.match(told):
            if "VIDEO" in told or "CLIP" in told or "BREAK" in told:
                break
            continue
        fresh = not parts
        outside = told if label.quoted else page.outside_quotes(line)
        talks = fresh or following is not None or bool(_TALK.search(outside))
        if not talks or _END.match(told) or _is_narrative(outside, surnames):
            break
        parts.append(line)
    return tuple(parts)


def _is_narrative(told: str, surnames: frozenset[str]) -> bool:
    """True where a line speaks of the speakers themselves ("Smith later said"), as they don't."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", told)
    return any(
        word.casefold() in surnames and following.lower() in table()["narrating"]
        for word, following in zip(words, [*words[1:], ""], strict=False)
    )


def _is_talk(page: Page, said: Sequence[Turn]) -> bool:
    keys = Counter(turn.label.key for turn in said)
    telling = [
        " ".join(part.of(page.text) if turn.label.quoted else page.outside_quotes(part) for part in turn.parts)
        for turn in said
    ]
    if len(keys) > MOST_SPEAKERS or not any(len(told.split()) > 4 for told in telling):
        return False
    if keys["question"] and keys["answer"]:
        return True
    share = sum(bool(_TALK.search(told)) for told in telling) / len(said)
    repeated = any(count > 1 for count in keys.values())
    asked = any("?" in told for told in telling)
    known = any(turn.label.known for turn in said)
    if share < LEAST_TALK or len(said) < 2 or not (known or repeated):
        return False
    return (len(keys) > 1 and (repeated or asked)) or (repeated and known and share == 1.0)


def _askers(page: Page, said: Sequence[Turn]) -> frozenset[str]:
    """The keys of those who only ask: by their label, or because they do so and the others don't."""
    asked: Counter[str] = Counter()
    total: Counter[str] = Counter()
    kinds = {turn.label.key: turn.label.kind for turn in said}
    titled = {turn.label.key for turn in said if split_title(turn.label.name.of(page.text))[0]}
    for turn in said:
        if turn.parts:
            total[turn.label.key] += 1
            asked[turn.label.key] += turn.parts[-1].of(page.text).rstrip("\"”’') *_").endswith("?")
    shares = {key: asked[key] / total[key] for key in total}
    least = min(shares.values(), default=1.0)
    found = {key for key, kind in kinds.items() if kind in ("question", "asker")}
    if not found and least < ASKS / 2:
        found = {key for key, share in shares.items() if share >= ASKS and key not in titled}
    return frozenset(found)


def _cast(page: Page, said: Sequence[Turn]) -> tuple[dict[str, Span | None], list[Name]]:
    """Where the text names the speaker with each key, or None where it is unclear; and the labels that are names."""
    own: dict[str, list[Label]] = {}
    for turn in said:
        own.setdefault(turn.label.key, []).append(turn.label)
    full = dict(page.full_names)
    for key, found in own.items():
        form = bare_name(found[0].name.of(page.text))
        if found[0].kind == "name" and " " in key and not bearers(form, full):
            full[form] = found[0].name
    speakers = {key: _named(page, found[0], full, said[0].label.name.start) for key, found in own.items()}
    named = (key for key, found in own.items() if found[0].kind == "name" and speakers[key] is not None)
    return speakers, [Name(span=label.name, kind="person") for key in named for label in own[key]]


def _named(page: Page, label: Label, full: dict[str, Span], start: int) -> Span | None:
    """Where the text names the speaker of `label`, of all the `full` names; `start` is where the transcript begins."""
    if label.kind == "answer":
        return interviewee(page, start)
    if label.kind in ("question", "asker", "unknown"):
        return None
    if label.kind == "initials":
        letters = label.key.replace(".", "").replace(" ", "")
        fitting = [span for name, span in full.items() if _initials(name) == letters]
        return fitting[0] if len(fitting) == 1 else None
    if label.kind == "name" and len(bearers(label.name.of(page.text), full)) > 1:
        return None
    return label.name


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).casefold()


def interviewee(page: Page, place: int) -> Span | None:
    """Whom the text before `place` brings in as the one who answers, where it does so clearly."""
    before = {}
    for name, span in page.full_names.items():
        by = page.text[max(0, span.start - 4) : span.start].casefold().strip()
        if span.end <= place and by != "by":
            before[name] = span
    introduced = [span for span in before.values() if _is_introduced(page, span, place)]
    chosen = introduced or list(before.values())
    return chosen[0] if len(chosen) == 1 else None


@cache
def _introductions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table()
    return (
        re.compile(rf"\b{data['introduced_before']} [^.?!\n]{{0,70}}\Z", re.IGNORECASE),
        re.compile(rf"(?:,[^.,?!\n]{{1,80}},)? {data['introduced_after']}", re.IGNORECASE),
    )


def _is_introduced(page: Page, span: Span, place: int) -> bool:
    before, after = _introductions()
    lead = page.text[max(0, span.start - 110) : span.start]
    others = any(name.span.start >= span.start - 70 and name.span.end <= span.start for name in page.people)
    return (bool(before.search(lead)) and not others) or bool(after.match(page.text, span.end, place))


def _passages(page: Page, turn: Turn, named: Span | None, *, asks: bool) -> list[Passage]:
    """One passage a paragraph of the turn."""
    made = []
    for part in turn.parts:
        inside = [
            sentence.span
            for paragraph in page.paragraphs[turn.label.paragraph : turn.label.paragraph + GAP]
            for sentence in paragraph.sentences
            if part.overlaps(sentence.span)
        ]
        spoken = [_without_directions(page.text, Span(max(span.start, part.start), span.end)) for span in inside]
        made.append(
            Passage(
                span=part,
                label=turn.label.name,
                named=None if asks else named,
                cue=turn.label.mark,
                statements=() if asks else statements(page.text, [span for span in spoken if span.end > span.start]),
                form="turn",
                confidence=CONFIDENCE,
                asker=named if asks else None,
            )
        )
    return made


def _without_directions(text: str, span: Span) -> Span:
    """The sentence without a stage direction before it ("(LAUGHTER) Well, ...")."""
    match = _DIRECTION_AT.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span
