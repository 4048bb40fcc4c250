"""Scores -> proper names and words with their part of speech."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefing.reader.decode import best_tags, stretches
from briefing.reader.session import Scores, labels
from briefing.reader.vectors import Vectors
from briefing.types import Name, NameKind, Span, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from briefing.reader.pieces import Pieces
    from briefing.types import Sentence

KINDS: dict[str, NameKind] = {"PERSON": "person", "ORG": "organisation", "PLACE": "place", "OTHER": "other"}
# Words as the Penn Treebank has them: abbreviations with their full stops, clitics apart, hyphens apart.
_SHORT = (
    "Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Prof|Rev|Fr|St|Jr|Sr|Inc|Corp|Co|Ltd|Bros|No|vs|Jan|Feb|"
    "Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Del|Atty|Supt"
)
_SHORT_END = re.compile(r"\b(?:Inc|Corp|Co|Cos|Ltd|Bros|Jr|Sr)\Z")
"""What a name ends in that is written with a full stop."""
_WORD = re.compile(
    rf"\b(?:{_SHORT})\."
    r"|(?:[A-Za-z]\.){2,}|\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d+(?:[.,:]\d+)*|\w+|[^\w\s]"
)


def names(text: str, pieces: Pieces, scores: Scores) -> tuple[Name, ...]:
    """The proper names of `text`, in order; each form takes the kind that most of its mentions were given."""
    tags = labels()["names"]
    found = [
        (_trim(text, pieces.starts[start], pieces.ends[end - 1]), KINDS[kind])
        for kind, start, end in stretches(best_tags(scores.name, tags), tags)
    ]
    found = [(line, kind) for span, kind in found for line in _lines(text, span)]
    found = _joined(text, found)
    found = [
        pair for at, pair in enumerate(found) if len(pair[0]) and (not at or pair[0].start >= found[at - 1][0].end)
    ]
    votes: defaultdict[str, Counter[NameKind]] = defaultdict(Counter)
    for span, kind in found:
        votes[span.of(text)][kind] += 1
    order = list(KINDS.values())
    chosen = {
        form: max(counted, key=lambda kind: (counted[kind], -order.index(kind))) for form, counted in votes.items()
    }
    return tuple(Name(span=span, kind=chosen[span.of(text)]) for span, _ in found)


def _lines(text: str, span: Span) -> list[Span]:
    """The parts of `span` on each line: no name runs over a line break."""
    return [Span(span.start + m.start(), span.start + m.end()) for m in re.finditer(r"[^\n]+", span.of(text))]


def _joined(text: str, found: list[tuple[Span, NameKind]]) -> list[tuple[Span, NameKind]]:
    """Two names of one kind with nothing but a space between them are one: nobody lists names without a comma."""
    made: list[tuple[Span, NameKind]] = []
    for span, kind in found:
        if (
            made
            and kind in ("person", "organisation")
            and made[-1][1] == kind
            and text[made[-1][0].end : span.start] == " "
        ):
            made[-1] = (Span(made[-1][0].start, span.end), kind)
        else:
            made.append((span, kind))
    return made


def _trim(text: str, start: int, end: int) -> Span:
    """The span on word limits (a tag may stop inside a word), without a possessive ending."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    for ending in ("'s", "’s"):
        if text[start:end].endswith(ending):
            end -= 2
    if text[end : end + 1] == "." and _SHORT_END.search(text, start, end):
        end += 1  # the tags leave it out at times
    return Span(start, end)


def words(text: str, pieces: Pieces, scores: Scores) -> tuple[Word, ...]:
    """The words and marks of `text` with their tags (Penn Treebank, as OntoNotes has them)."""
    tags = labels()["words"]
    best = scores.word.argmax(-1).tolist()
    starts, ends, count, piece = pieces.starts, pieces.ends, len(pieces), 0
    made = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        while piece < count and ends[piece] <= start:
            piece += 1
        if text[start] in "nN" and match.group().lower() in ("n't", "n’t"):
            made.append(Word(span=Span(start, end), tag="RB"))
        elif piece < count and starts[piece] < end:
            made.append(Word(span=Span(start, end), tag=tags[best[piece]]))
    return tuple(made)


def sentence_vectors(sentences: tuple[Sentence, ...], pieces: Pieces, scores: Scores) -> Vectors:
    """The mean of the last states over each sentence's pieces, rounded; zeros for a sentence without a piece."""
    import numpy as np

    hidden = scores.hidden
    means = np.zeros((len(sentences), hidden.shape[1]), dtype=hidden.dtype)
    for at, sentence in enumerate(sentences):
        covered = pieces.covering(sentence.span.start, sentence.span.end)
        if len(covered):
            np.add.reduce(hidden[covered.start : covered.stop], 0, out=means[at])
            means[at] /= len(covered)
    exact: NDArray[np.float64] = means.astype(np.float64)
    return Vectors.of(exact.round(4))
