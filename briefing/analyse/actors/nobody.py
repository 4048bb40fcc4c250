"""Sources that name nobody: a share ("52 percent of voters"), a result, an amendment, a title without its bearer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.phrases import singular
from briefing.text.names import is_title

if TYPE_CHECKING:
    from briefing.language import Lexicon

# "Nearly eight in 10 voters", "one in five": a share too.
_OUT_OF = re.compile(
    r"(?:\w+ )?(?:\d{1,2}|\w+) (?:in|out of) (?:every )?(?:\d{1,3}|five|ten|four|three)\b", re.IGNORECASE
)
# "Just over a quarter", "two-thirds", "among likely voters".
_FRACTION = re.compile(
    r"(?:(?:about|around|almost|nearly|roughly|just|over|under|more than|less than|fewer than|only) )*"
    r"(?:(?:a|one|two|three)[ -])?(?:thirds?|quarters?|fifths?|half)\Z|among\b",
    re.IGNORECASE,
)
# "52 percent of", "7.5 per cent", "40%": a figure, whoever it counts.
_SHARE = re.compile(r"(?:\S+ ){0,3}(?:\d[\d.,]*|\w+) ?(?:per ?cent(?:age points?)?|%)(?: of\b|\Z)", re.IGNORECASE)
_TIED = re.compile(r" (?:of|for|from|in|to|on) ")
# What was left of a source that the reader broke off, or how many there are of somebody: "all of whom", "43", "by".
_NO_WORDS = re.compile(
    r"(?:(?:the |a |an |vast |great |large |overwhelming )*"
    r"(?:all|many|most|some|each|both|few|several|majority|half|two)|[\W\d_]*|a|an|the|of|in|by|for|from|to|at|on|and|with)",
    re.IGNORECASE,
)
# Of whom one cannot ask: "reports say", "headlines suggested".
_HEARSAY = re.compile(
    r"(?:(?:media|news|press|recent|published|other|some) )*(?:reports|headlines|rumou?rs)", re.IGNORECASE
)
_SHORT_TITLE = re.compile(r"[A-Z][a-z]{1,4}\.?(?: [A-Z][a-z]{1,4}\.)?")


def is_share(words: str) -> bool:
    """True for "as many as 40 percent of Lee voters", whose Lee does not speak for them."""
    return _SHARE.match(words) is not None or _OUT_OF.match(words) is not None


def names_nobody(name: str, lexicon: Lexicon) -> bool:
    """True for words that can stand for no speaker, so that what they "say" is given to none."""
    head = _TIED.split(name, maxsplit=1)[0].split()
    if (
        not head
        or _SHARE.match(name)
        or _OUT_OF.match(name)
        or _FRACTION.match(name)
        or _NO_WORDS.fullmatch(name)
        or _HEARSAY.fullmatch(name)
        or name.lower() in pronouns.SINGULAR
    ):
        return True
    bare_title = bool(_SHORT_TITLE.fullmatch(name)) and is_title(name) and (name.endswith(".") or len(name) <= 3)
    return bare_title or singular(head[-1].strip(".,")) in lexicon.words("no_speakers")
