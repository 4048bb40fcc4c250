"""Whom or what a stance is aimed at, in the source's words: "the council" of "urged the council to wait".

A target is one whole noun phrase behind the verb, or none: a pronoun, a clause and half a quotation name nothing that
a reader could use without the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.analyse.actors.phrases import FINITE, NOUNS, Words, names_somebody, singular
from briefing.analyse.noun_phrase import noun_phrase
from briefing.analyse.verbs import BE, base_form
from briefing.language import lexicon
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.stance import Taken
    from briefing.text.quotes import Quotation
    from briefing.types import RawAttribution, Stance, Word

# The stances that are taken towards somebody or something.
AIMED: frozenset[Stance] = frozenset(
    {"accuses", "praises", "supports", "opposes", "doubts", "demands", "denies"},
)
# What makes a passive with a participle.
_PASSIVE = BE | {"'s", "’s", "'re", "’re", "got", "gets"}
# What ends the stretch in which a finite verb may still belong to the phrase ("doubts | the plan | for the port will").
_CLAUSE_ENDS = frozenset({",", ".", ":", "``", "''", "CC", "WDT", "WP", "WP$", "WRB", "-LRB-"})
_SUBORDINATE = frozenset({"that", "after", "as", "because", "before", "if", "since", "though", "until", "while"})
# So many words back "was" still makes a passive ("was sharply criticized"), or a pronoun is the verb's subject.
NEAR = 3
# So many words behind the verb its sentence is looked at.
REACH = 40


def target_of(words: Words, raw: RawAttribution, taken: Taken, quotations: Sequence[Quotation]) -> Span | None:
    """The target of the stance `taken` by `raw`, or None where it takes none or the text does not clearly give one."""
    if taken.stance not in AIMED:
        return None
    if taken.reason.rule == "wording":
        verbs = _first_verbs(words, raw.content[0])
    else:
        verbs = [word for word in words.within(raw.cue) if word.tag.startswith("VB") or word.tag in NOUNS]
        if raw.content[-1].end <= raw.cue.start:  # "We must wait," urged Berg: what follows is the speaker
            return None
    end = max(raw.cue.end, *(span.end for span in raw.content))
    for verb in verbs:
        found = _behind(words, verb, end)
        if found is not None:
            whole = _with_quotations(words.text, found, quotations)
            own = raw.source is not None and raw.source.overlaps(found)
            return whole if whole is not None and not own and found.end <= end else None
    return None


def _first_verbs(words: Words, content: Span) -> list[Word]:
    """The verb of a clause whose subject is a pronoun ("that he firmly opposes ..."), where `content` begins so."""
    inside = [word for word in words.within(content) if words.of(word).lower() not in ("that", "“", '"', "‘", "'")]
    if not inside or inside[0].tag != "PRP":
        return []
    return [word for word in inside[1 : 1 + NEAR] if word.tag in ("VBP", "VBZ", "VBD", "VB")][-1:]


def _with_quotations(text: str, found: Span, quotations: Sequence[Quotation]) -> Span | None:
    """`found` with the closing mark of a quotation that ends with it; None where it would cut one."""
    for mark in quotations:
        if not mark.outer.overlaps(found) or found.contains(mark.outer) or mark.inner.contains(found):
            continue
        ends = mark.closed and not any(map(str.isalnum, text[found.end : mark.inner.end]))
        if not ends or found.start > mark.outer.start:
            return None
        found = Span(found.start, mark.outer.end)
    return found


def _behind(words: Words, verb: Word, end: int) -> Span | None:
    """The target behind `verb`, by the frames in which it takes one."""
    table = lexicon("en").table("targets")
    rest = [word for word in words.after(verb.span.end, REACH) if word.span.start < end]
    rest = rest[: next((at for at, word in enumerate(rest) if _torn(words, verb, word)), len(rest))]
    if not rest:
        return None
    # Whatever its tag: a tagger often takes the noun of "took aim" for a verb.
    if words.of(rest[0]).lower() in table["noun"].get(singular(words.of(verb)), ()):
        return _plain(words, rest[1:])
    if verb.tag in NOUNS:
        return None
    base = base_form(words.of(verb), verb.tag)
    if base is None or _is_passive(words, verb):
        return None
    return _of_verb(words, base, rest, table)


def _torn(words: Words, verb: Word, word: Word) -> bool:
    return "\n" in words.text[verb.span.end : word.span.start]


def _of_verb(words: Words, base: str, rest: list[Word], table: dict[str, Any]) -> Span | None:
    first = words.of(rest[0]).lower()
    if first in table["preposition"].get(base, ()):
        return _plain(words, rest[1:])
    if first == "for" and base == "call":
        return _asked(words, rest[1:]) if _can_act(words, rest[1:]) else None
    if first == "that" and base in table["subjunctive"]:
        return _subject(words, rest[1:])
    if base in table["asked"]:
        return _asked(words, rest)
    if base in table["object"]:
        found = _object(words, rest, behind=table["behind_object"].get(base))
        return _without_deed(words, found) if found is not None and base == "accuse" else found
    return None


def _is_passive(words: Words, verb: Word) -> bool:
    """True for "was accused" and for "accused of": the target is not behind it."""
    if verb.tag not in ("VBN", "VBD"):
        return False
    before = words.before(verb.span.start, NEAR)
    near = [word for word in before if not _torn(words, word, verb)]
    for word in reversed(near):
        if words.of(word).lower() in _PASSIVE:
            return True
        if not word.tag.startswith("RB"):
            return False
    return False


def _plain(words: Words, rest: Sequence[Word]) -> Span | None:
    """The noun phrase that begins `rest`, where a preposition before it keeps it from being a clause's subject."""
    found = noun_phrase(words, rest)
    return found[1] if found is not None else None


def _can_act(words: Words, rest: Sequence[Word]) -> bool:
    """True for somebody: "called for the mayor to resign", not "called for an inquiry to find out"."""
    found = noun_phrase(words, rest, joined=())
    if found is None:
        return False
    head = rest[found[0] - 1]
    return head.tag in ("NNP", "NNPS") or names_somebody(words, head, lexicon("en"))


def _object(words: Words, rest: Sequence[Word], behind: str | None = None) -> Span | None:
    """The noun phrase that begins `rest`, with what an "of" or "to" ties to it; none where it begins a clause."""
    found = noun_phrase(words, rest)
    if found is None:
        return None
    taken, span = found
    if behind is not None and taken < len(rest) and words.of(rest[taken]).lower() == behind:
        return _plain(words, rest[taken + 1 :])
    return None if _goes_on(words, rest[taken:]) else span


def _without_deed(words: Words, span: Span) -> Span:
    """The phrase without an "of lying" at its end: what somebody is accused of is no part of who is."""
    inside = words.within(span)
    deed = len(inside) > 2 and words.of(inside[-2]).lower() == "of" and words.of(inside[-1]).endswith("ing")
    return Span(span.start, inside[-3].span.end) if deed else span


def _goes_on(words: Words, rest: Sequence[Word]) -> bool:
    """True where a finite verb follows in the same clause: the phrase was its subject ("doubts the plan will work").

    Likewise where a pronoun or particle follows: the phrase is not whole.
    """
    if rest and rest[0].tag in ("PRP", "POS", "RP"):
        return True
    for word in rest:
        if word.tag in _CLAUSE_ENDS or words.of(word).lower() in _SUBORDINATE:
            return False
        if word.tag in FINITE:
            return True
    return False


def _asked(words: Words, rest: Sequence[Word]) -> Span | None:
    """The noun phrase that begins `rest`, where "to" and a verb follow: who is to do it."""
    found = noun_phrase(words, rest, joined=("of",))
    if found is None:
        return None
    taken, span = found
    behind = [word for word in rest[taken : taken + NEAR] if words.of(word).lower() != "not"]
    if len(behind) < 2 or words.of(behind[0]).lower() != "to" or behind[1].tag != "VB":
        return None
    # "wants the minutes to be published": who is to do it stays unsaid.
    return None if words.of(behind[1]).lower() == "be" else span


def _subject(words: Words, rest: Sequence[Word]) -> Span | None:
    """The singular noun phrase that begins `rest`, where a bare verb follows it, as in the subjunctive only."""
    found = noun_phrase(words, rest, joined=("of",))
    if found is None:
        return None
    taken, span = found
    plural = rest[taken - 1].tag in ("NNS", "NNPS") or any(word.tag == "CC" for word in rest[:taken])
    bare = taken < len(rest) and rest[taken].tag == "VB" and words.of(rest[taken]).lower() != "be"
    return span if bare and not plural else None
