"""Whether a text is English, by its function words: a check at the door, not language identification.

Refusing an English text is worse than letting a foreign one in, so only what speaks against English counts: another
script, more function words of other languages than English ones, or running text almost without English ones.
"""

from __future__ import annotations

import re

from briefing.language import lexicon

# Enough to tell; keeps the check at a few milliseconds whatever the text's length.
LOOK_AT = 20_000
# Running English has 0.3 to 0.5 function words a word by our list. A tenth of that is no English.
LEAST_SHARE = 0.05
# Fewer words in lower case than these are a heading or a list of names, which tells nothing.
ENOUGH_WORDS = 12

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")


def is_english(text: str) -> bool:
    """Tell whether `text` can be English; true for what holds no evidence (a list of names, figures, nothing).

    >>> is_english("The talks would go on, he said."), is_english("Es ist nicht wahr, dass er geht.")
    (True, False)
    """
    sample = text[:LOOK_AT]
    if len(_NOT_LATIN.findall(sample)) * 2 > len(_LETTER.findall(sample)):
        return False
    data = lexicon("en")
    words = [word.replace("’", "'") for word in _WORD.findall(sample)]
    lowered = [word.lower() for word in words]
    english = _count(lowered, data.words("function_words"))
    other = _count(lowered, data.words("other_languages"))
    if other > english:
        return False
    running = [word for word in words if word.islower()]
    if len(running) < ENOUGH_WORDS or len(running) * 2 < len(words):
        return True
    return english >= LEAST_SHARE * len(words)


def _count(words: list[str], known: frozenset[str]) -> int:
    return sum(word in known for word in words)
