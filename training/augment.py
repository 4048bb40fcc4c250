"""Other newsrooms' habits, made from the corpus's own text; each change keeps every offset (one character for one)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

# How often each quotation style is put on an article. The corpus is American and mixed (curly and straight), so those
# stay the most frequent; the rare ones are there so that no mark is unknown.
STYLES = (
    (0.18, {"“": '"', "”": '"', "‘": "'", "’": "'"}),
    (0.08, {"“": "‘", "”": "’"}),
    (0.03, {"“": "«", "”": "»"}),
    (0.03, {"“": "„", "”": "“"}),
)
# One article in eight loses its line breaks, as text pasted from a page or a database often has.
ONE_LINE = 0.12


def augment(text: str, dice: random.Random) -> str:
    """A variant of `text` of the same length; most often `text` itself."""
    roll = dice.random()
    for share, marks in STYLES:
        if roll < share:
            text = text.translate(str.maketrans(_curled(marks, text)))
            break
        roll -= share
    if dice.random() < ONE_LINE:
        text = text.replace("\n", " ")
    return text


def _curled(marks: dict[str, str], text: str) -> dict[str, str]:
    """The style's marks; where the text has only straight ones there is nothing to change."""
    return marks if "“" in text else {}
