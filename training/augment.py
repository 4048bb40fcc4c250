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
# One article in five is read without its first paragraph, as a text from an archive or a mail has no headline,
# and one in ten from some later paragraph on, as an excerpt.
HEADLESS, EXCERPT = 0.2, 0.1


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


def beginning(text: str, dice: random.Random) -> int:
    """Where reading starts, in characters: most often 0, else after the first or some later line break."""
    breaks = [at + 1 for at, character in enumerate(text) if character == "\n"]
    roll = dice.random()
    if not breaks or roll >= HEADLESS + EXCERPT:
        return 0
    return breaks[0] if roll < HEADLESS else dice.choice(breaks[: max(1, len(breaks) * 2 // 3)])


def _curled(marks: dict[str, str], text: str) -> dict[str, str]:
    """The style's marks; where the text has only straight ones there is nothing to change."""
    return marks if "“" in text else {}
