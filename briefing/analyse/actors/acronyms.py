"""Bodies by what their acronym stands for: "Organization for Economic Cooperation and Development" with "OECD".

The reader cuts long names with small words in them; where the text also has their acronym, its letters tell where such
a name begins and ends (after Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions, 2003;
here each letter begins a word, as in the names of bodies).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from briefing.text.names import is_first_name
from briefing.types import Name, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
_BEGINS = r"(?<![\w’'-])"
_INITIAL = re.compile(rf"{_BEGINS}([A-Z])[a-z]")
# Between the words that give their letters stand at most two small ones ("for the", "and").
_SMALL = r"(?:[ \n](?:(?:and|of|for|the|on|to|in|de|des|du|la|del)\b|&)){0,2}[ \n]"
# More acronyms than these are a list or an attack.
MOST = 40
# No word of a name is longer, in characters: "Telecommunications" has 18.
LONGEST_WORD = 40


def with_full_names(text: str, names: Sequence[Name]) -> list[Name]:
    """The `names` of `text` with each name whole that an acronym in the text spells; in text order."""
    acronyms = [form for form, _ in Counter(_ACRONYM.findall(text)).most_common(MOST)]
    # What no row of capital words begins with the letters of is spelt nowhere: most acronyms, and a pattern costs time.
    initials = "".join(_INITIAL.findall(text)) if acronyms else ""
    spelt = [form for form in acronyms if form in initials]
    found = sorted({Span(*match.span()) for form in spelt for match in _pattern(form).finditer(text)})
    if not found:
        return list(names)
    kept = list(names)
    ends = [name.span.end for name in kept]
    added: list[Name] = []
    torn: set[int] = set()
    for span in found:
        inside = []
        at = bisect_left(ends, span.start + 1)
        while at < len(kept) and kept[at].span.start < span.end:
            inside.append(at)
            at += 1
        if is_first_name(span.of(text).split()[0]):  # "Anna Berit Lund" and "ABL"
            continue
        if any(kept[one].span.contains(span) for one in inside) or (added and added[-1].span.overlaps(span)):
            continue
        torn.update(inside)
        added.append(Name(span=span, kind="organisation"))
    whole = [name for at, name in enumerate(kept) if at not in torn] + added
    return sorted(whole, key=lambda name: name.span)


def _pattern(acronym: str) -> re.Pattern[str]:
    words = _SMALL.join(rf"{letter}[a-z](?:[\w’'-]{{0,{LONGEST_WORD}}}\w)?" for letter in acronym)
    return re.compile(_BEGINS + words)
