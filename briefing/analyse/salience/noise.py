"""Which sentences can never be a key development because of their form: the furniture of a news page.

The wording of the rules is language data (`language/en/noise.toml`); here are those about a line's shape. A rule gives
its name, which the briefing shows where it says what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.language.lexicon import lexicon
from briefing.text.patterns import minds_case, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Article, Sentence

_ENDING = re.compile(r"[.?!…][\"”’')\]]*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"^[\s>*•·▪–—-]+")
# A line of fewer words than this says nothing that stands alone ("He did.", "No."): of the 130 such sentences in the
# annotated articles one carries a development.
FEWEST_WORDS = 4
# A line without a closing mark and at most this long, after the first line, is a heading or a label inside the text.
LONGEST_HEADING = 9
# A table's rows are mostly figures: letters make less than this share of their visible characters.
LEAST_LETTERS = 0.45


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    match: Callable[[str], re.Match[str] | None]
    longest: int
    """No line of more words is held against it; 0 for any."""
    exact: bool
    """It tells capitals apart; the others are held against small letters."""
    needs: tuple[str, ...]
    """No line without one of these, in small letters, is held against it; empty for any."""


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            name=rule["name"],
            match=pattern.fullmatch if rule.get("whole", False) else pattern.match,
            longest=rule.get("longest", 0),
            exact=exact,
            needs=tuple(rule.get("needs", ())),
        )
        for rule in lexicon(language).table("noise")["rule"]
        for exact in (bool(rule.get("case")) or minds_case(rule["pattern"]),)
        for pattern in (re.compile(rule["pattern"], re.IGNORECASE if exact and not rule.get("case") else 0),)
    )


def noise_of(text: str, *, first: bool = False) -> str | None:
    """The name of the rule that makes one line noise, or None; `first` where the line is the article's first (a title).

    >>> noise_of("By Anna Muster and John Doe"), noise_of("The court ruled on Friday that the law is void.")
    ('byline', None)
    """
    line = _MARKUP.sub("", text.strip())
    words = line.split()
    count, letters = len(words), small(line)
    for rule in _rules("en"):
        if (rule.longest and count > rule.longest) or (rule.needs and not any(map(letters.__contains__, rule.needs))):
            continue
        if rule.match(line if rule.exact else letters):
            return rule.name
    return _shape(line, words, first=first)


def _shape(line: str, words: Sequence[str], *, first: bool) -> str | None:
    letters = sum(map(len, _LETTERS.findall(line)))
    visible = sum(map(len, words))
    if not letters:
        return "no words"
    if letters < LEAST_LETTERS * visible:
        return "table"
    ended = bool(_ENDING.search(line))
    if len(_WORD.findall(line)) < FEWEST_WORDS:
        return "fragment"
    if not ended and not first and len(words) <= LONGEST_HEADING:
        return "heading"
    return None


def noise(article: Article, sentences: Sequence[Sentence]) -> list[str | None]:
    """The noise rule of each sentence, or None.

    A caption, byline or correction marks the whole of its paragraph's rest where it opens it, since such lines run over
    several sentences ("Photo: Getty Images. The minister on Friday.").
    """
    names: list[str | None] = []
    carried: str | None = None
    paragraph = -1
    one_line = len({sentence.paragraph for sentence in sentences}) < 2
    for sentence in sentences:
        opens = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        name = noise_of(sentence.text, first=sentence.index == 0 and not article.title)
        if opens:
            carried = name if name in _RUNNING and not one_line else None
        names.append(name or carried)
    return names


_RUNNING = frozenset(
    {"caption", "correction", "copyright", "author note", "contributor", "social media", "subscription"}
)
