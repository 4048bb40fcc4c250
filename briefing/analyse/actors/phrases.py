"""Noun phrases over tagged words: their head, their determiner, and the roles that stand beside a name."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.types import Span, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.language import Lexicon

PROPER = frozenset({"NNP", "NNPS"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
# What may stand between a role's first word and the name it introduces ("former two-term U.S. Rep. Jane Doe").
_BEFORE_NAME = NOUNS | {"JJ", "JJS", "JJR", "POS", "HYPH", "VBN", "CD", "AFX", "RB", "CC", "IN"}
# A role longer than this is a clause that the tagger took for a phrase: set by reading.
LONGEST_ROLE = 80


class Words:
    """The tagged words of one text, found by place."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text = text
        self.words = tuple(words)
        self._starts = [word.span.start for word in words]

    def within(self, span: Span) -> tuple[Word, ...]:
        """The words that begin inside `span`."""
        return self.words[bisect.bisect_left(self._starts, span.start) : bisect.bisect_left(self._starts, span.end)]

    def before(self, place: int, most: int = 14) -> tuple[Word, ...]:
        """Up to `most` words that end at or before `place`, nearest last."""
        end = bisect.bisect_left(self._starts, place)
        return self.words[max(0, end - most) : end]

    def after(self, place: int, most: int = 30) -> tuple[Word, ...]:
        """Up to `most` words that begin at or after `place`."""
        start = bisect.bisect_left(self._starts, place)
        return self.words[start : start + most]

    def of(self, word: Word) -> str:
        """The word's own characters."""
        return word.span.of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A source's noun phrase: its words up to the first preposition, comma or relative pronoun.

    `determiner` is lower case ("the", "a", "his", "" for none), `head` the last noun's span, `rest` where what follows
    begins.
    """

    words: tuple[Word, ...]
    determiner: str
    head: Word | None
    rest: int

    @property
    def plural(self) -> bool:
        """True where the head is a plural noun."""
        return self.head is not None and self.head.tag in ("NNS", "NNPS")


# The pronouns that can only be subjects: right behind a noun they begin a clause.
SUBJECTS = frozenset({"i", "he", "she", "we", "they"})
_TIED = re.compile(r"(?:\b[^\W\d_]+-)+\Z")
# What hyphens tie to a noun is no longer than this, in characters.
LONGEST_TIED = 24
_STOPS = frozenset({"IN", "WDT", "WP", "WP$", "WRB", "TO", ",", ":", "-LRB-", "VBG", "VBD", "VBZ", "VBP", "MD", "."})


def phrase(words: Words, span: Span) -> Phrase:
    """The leading noun phrase of `span`."""
    inside = words.within(span)
    kept: list[Word] = []
    determiner = ""
    for word in inside:
        lower = words.of(word).lower()
        if not kept and (
            word.tag in ("DT", "PRP$", "PDT", "CD") or lower in ("some", "many", "several", "most", "few")
        ):
            determiner = determiner or lower
            continue
        # "U.S." and "state-run": a full stop or a hyphen ties what touches it.
        # "the bearded, 70-year-old envoy": adjectives in a row, and their noun is still to come.
        if kept and word.tag == "," and kept[-1].tag in ("JJ", "VBN") and not any(one.tag in NOUNS for one in kept):
            continue
        tied = bool(kept) and word.span.start == kept[-1].span.end and (word.tag == "." or words.of(kept[-1]) == "-")
        # "a doctor I know": a relative clause without its pronoun begins.
        clause = lower in SUBJECTS and any(one.tag in NOUNS for one in kept)
        if kept and not tied and (clause or word.tag in _STOPS or (word.tag == "VBN" and kept[-1].tag in NOUNS)):
            break
        kept.append(word)
    nouns = [word for word in kept if word.tag in NOUNS or word.tag in ("PRP", "CD")]
    head = nouns[-1] if nouns else None
    rest = kept[-1].span.end if kept else span.end
    return Phrase(words=tuple(kept), determiner=determiner, head=head, rest=rest)


def singular(noun: str) -> str:
    """A lower-case noun without the commonest plural endings."""
    lower = noun.lower()
    if lower.endswith("men"):
        return lower[:-3] + "man"
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith("s") and not lower.endswith(("ss", "us")):
        return lower[:-1]
    return lower


def tied_head(words: Words, found: Phrase) -> str:
    """The head in lower case with what hyphens tie to it, where they do ("front-runner"), else ""."""
    if found.head is None:
        return ""
    before = _TIED.search(words.text, max(0, found.head.span.start - LONGEST_TIED), found.head.span.start)
    return f"{before.group()}{words.of(found.head)}".lower() if before else ""


def role_before(words: Words, mention: Span, lexicon: Lexicon) -> Span | None:
    """The role that stands right before a name: "Kremlin spokesman" of "Kremlin spokesman Dmitry Peskov"."""
    place = mention.start
    run: list[Word] = []
    for word in reversed(words.before(mention.start)):
        gap = words.text[word.span.end : place]
        if gap.strip() not in ("", ".") or "\n" in gap or word.tag not in _BEFORE_NAME:
            break
        if word.tag in ("IN", "CC") and words.of(word).lower() not in ("of", "and", "for"):
            break
        run.insert(0, word)
        place = word.span.start
    while run and run[0].tag in ("IN", "CC", "POS", "HYPH", "RB", "VBN", "CD"):
        run.pop(0)
    if not run:
        return None
    # "Secretary of State": the office stands before its "of".
    head = len(run) if names_role(words, run[-1], lexicon) else _office_of(words, run, lexicon)
    if not head:
        return None
    cut = _last_break(words, run[:head], lexicon)
    torn = _tears_a_name(run, cut)
    run = run[cut:]
    while torn and len(run) > 1 and not names_role(words, run[0], lexicon):
        run.pop(0)
    span = Span(run[0].span.start, len(words.text[: mention.start].rstrip()))
    return span if len(span) <= LONGEST_ROLE else None


def _tears_a_name(run: list[Word], cut: int) -> bool:
    """True where half a body's name would stand at `cut`: "Port Authority of York and | Essex Director".

    An "and" alone joins people too ("between Mr Moe and | U.S. President"); behind an "of" it joins parts of a name.
    """
    if not 1 < cut < len(run) or run[cut - 2].tag not in PROPER or run[cut].tag not in PROPER:
        return False
    if run[cut - 1].tag != "CC":
        return True
    before = next((at for at in range(cut - 2, 0, -1) if run[at].tag not in PROPER), 0)
    return before > 0 and run[before].tag == "IN" and run[before - 1].tag in PROPER


def _office_of(words: Words, run: list[Word], lexicon: Lexicon) -> int:
    """Behind which word of `run` the last "of" or "for" stands, where an office goes on with nouns there; else 0."""
    at = next((at for at in range(len(run) - 2, 0, -1) if run[at].tag == "IN"), 0)
    office = at > 0 and words.of(run[at - 1]).lower() in lexicon.words("offices_of")
    demonyms = lexicon.table("demonyms")
    tied = all(word.tag in NOUNS and words.of(word) not in demonyms for word in run[at + 1 :])
    return at if office and tied else 0


def _last_break(words: Words, run: list[Word], lexicon: Lexicon) -> int:
    """Where the role begins in a run that took in too much ("... campaign of former Gov.").

    That is behind its last "of" or "and" whose left side names no role, or whose right side is a role of its own.
    """
    whole = names_role(words, run[-1], lexicon)
    for at in range(len(run) - 1, 0, -1):
        # "wife of Mayor" before a name: the mayor is named, and not his wife.
        if run[at].tag == "IN" and whole and not any(word.tag == "CC" for word in run[at:]):
            return at + 1
        if run[at].tag in ("IN", "CC") and not (run[at - 1].tag in NOUNS and names_role(words, run[at - 1], lexicon)):
            return at + 1
    return 0


def role_after(words: Words, mention: Span, lexicon: Lexicon) -> Span | None:
    """The role set off behind a name: "the Kremlin spokesman" of "Dmitry Peskov, the Kremlin spokesman,"."""
    following = words.after(mention.end)
    if not following or words.of(following[0]) != "," or following[0].span.start - mention.end > 1:
        return None
    run = _set_off(words, following)
    head: Word | None = None
    for word in run:
        if word.tag in ("IN", "VBG", "TO"):
            break
        head = word if word.tag in NOUNS else head
    if head is None or singular(words.of(head)) != words.of(head).lower() or not names_role(words, head, lexicon):
        return None
    if run[0].tag in ("DT", "PRP$") and len(run) > 1:
        run = run[1:]
    span = Span(run[0].span.start, run[-1].span.end)
    return span if len(span) <= LONGEST_ROLE else None


def role_set_off_before(words: Words, mention: Span, lexicon: Lexicon) -> Span | None:
    """The role that a name stands in apposition to: "spokesman" of "Its spokesman, Leo Marsh,"; without "its" or "the".

    None where both the whole phrase and its tail may be meant ("a spokesman for the mayor, Ann Lee,").
    """
    run = _before_comma(words, mention)
    found: list[Span] = []
    for at, word in enumerate(run):
        owner = next((later for later in run[at:] if later.tag == "POS"), None)
        opens = word.tag in ("DT", "PRP$") or (owner is not None and not found and at == 0)
        rest = run[at + 1 :] if word.tag in ("DT", "PRP$") else run[at:]
        head = _head(rest)
        if opens and head is not None and head.tag in ("NN", "NNP") and names_role(words, head, lexicon):
            found.append(Span(rest[0].span.start, run[-1].span.end))
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST_ROLE else None


def _before_comma(words: Words, mention: Span) -> list[Word]:
    """The noun phrase, with what "of" and "for" tie to it, before the comma before a name set off by commas."""
    behind = words.after(mention.end, 2)
    closed = bool(behind) and words.of(behind[0]) in (",", ".") and not (len(behind) > 1 and behind[1].tag == "CC")
    before = words.before(mention.start)
    if (
        not closed
        or not before
        or words.of(before[-1]) != ","
        or "\n" in words.text[before[-1].span.end : mention.start]
    ):
        return []
    run: list[Word] = []
    place = before[-1].span.start
    for word in reversed(before[:-1]):
        tied = word.tag in _BEFORE_NAME - {"RB", "CC"} | {"DT", "PRP$"}
        if words.text[word.span.end : place].strip() or "\n" in words.text[word.span.end : place] or not tied:
            # "Ann Lee, the mayor, Karl Hess, ...": a list, or the role of the one before.
            return [] if word.tag == "," and _is_name_before(words, word) else run
        if word.tag == "IN" and words.of(word).lower() not in ("of", "for"):
            return run
        run.insert(0, word)
        place = word.span.start
    return run


def _is_name_before(words: Words, comma: Word) -> bool:
    before = words.before(comma.span.start, 2)
    return len(before) > 1 and all(word.tag == "NNP" for word in before)


def _head(run: Sequence[Word]) -> Word | None:
    """The last noun before the first preposition."""
    head: Word | None = None
    for word in run:
        if word.tag == "IN":
            break
        head = word if word.tag in NOUNS else head
    return head


def _set_off(words: Words, following: Sequence[Word]) -> list[Word]:
    """The words between the comma that begins `following` and the mark that ends the apposition; none where none does.

    "... of Reyes, his former teacher said" has no second comma: a clause of its own begins there.
    """
    run: list[Word] = []
    for word in following[1:]:
        before = (run[-1] if run else following[0]).span.end
        ends = words.of(word) in ',;:()—–"“”' or "\n" in words.text[before : word.span.start]
        if ends or word.tag in ("WP", "WDT", "PRP") or (words.of(word) == "." and not _abbreviates(words, run, word)):
            return run
        if word.tag in ("VBD", "VBZ", "VBP", "MD"):
            return []
        run.append(word)
    return []


def _abbreviates(words: Words, run: list[Word], stop: Word) -> bool:
    return (
        bool(run)
        and run[-1].span.end == stop.span.start
        and words.text[stop.span.end : stop.span.end + 2].strip()[:1].islower()
    )


def names_somebody(words: Words, word: Word, lexicon: Lexicon) -> bool:
    """True for the noun of what a person is, of a title, or of a body ("council"): whoever it means can speak."""
    return names_role(words, word, lexicon) or singular(words.of(word)) in lexicon.words("organisation_nouns")


def names_role(words: Words, word: Word, lexicon: Lexicon) -> bool:
    """True for the noun of what a person is ("spokesman"), or of a title ("Sen."); a full stop passes."""
    form = words.of(word).lower().rstrip(".")
    if form in ("", "."):
        return True
    return singular(form) in lexicon.words("roles") or form in lexicon.words("title_words")
