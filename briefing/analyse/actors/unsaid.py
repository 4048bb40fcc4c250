"""Who is asked or pressed to say something, and has not said it: "there is pressure on the mayor to admit that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import NOUNS, singular
from briefing.analyse.verbs import base_form

if TYPE_CHECKING:
    from briefing.analyse.actors.phrases import Words
    from briefing.language import Lexicon
    from briefing.types import RawAttribution, Span

# So many words before the source stands what asks for it ("calls from all sides on the mayor to").
REACH = 6
_TO_SOMEBODY = frozenset({"on", "upon", "for", "from"})
_CLAUSE_ENDS = frozenset({",", ".", ":", "``", "''", "WDT", "WP", "WRB"})


def is_unsaid(words: Words, raw: RawAttribution, lexicon: Lexicon) -> bool:
    """True where the source stands before "to" and the cue's verb, and what stands before it asks or wants that.

    "The ministers led others to conclude" tells what came of it, and so is not meant.
    """
    if raw.source is None or not _infinitive_behind(words, raw.source, raw.cue):
        return False
    table = lexicon.table("reporting")["asking"]
    asking, bringing, pressing = (frozenset(table[kind]) for kind in ("verbs", "bringing", "nouns"))
    before = list(words.before(raw.source.start, REACH))
    tied = False
    while before:
        word = before.pop()
        form = words.of(word).lower()
        if word.tag in _CLAUSE_ENDS or "\n" in words.text[word.span.end : raw.source.start]:
            return False
        if word.tag.startswith("VB"):
            verb = base_form(form, word.tag)
            return verb in asking or (word.tag == "VB" and verb in bringing)
        if tied and word.tag in NOUNS and singular(form) in pressing:
            return True
        tied = tied or form in _TO_SOMEBODY
    return False


def _infinitive_behind(words: Words, source: Span, cue: Span) -> bool:
    """True for "<source> to explain", the cue being "to explain" or "explain"."""
    behind = [word for word in words.after(source.end, 4) if word.span.start < cue.end]
    forms = [words.of(word).lower() for word in behind if not word.tag.startswith("RB")]
    return len(forms) > 1 and forms[0] == "to" and any(word.tag == "VB" for word in behind)
