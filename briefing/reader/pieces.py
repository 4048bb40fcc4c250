"""Wordpieces with offsets and shape features, and the overlapping windows in which the encoder reads them."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

from briefing.text.quotes import inside

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Attention costs the square of a window, and what two windows share is read twice. On PolNeAR's dev part 256 pieces
# with 90 shared give F1 0.752 and source accuracy 0.959, with 64 shared 0.749 and 0.953 in a tenth less time, with 50
# 0.748 and 0.953; 288 with 64 give 0.745. It was taught with windows of 180 to 320. The shared part is more than
# a paragraph, enough for a cue to see its source on one side or the other.
LONGEST = 256
OVERLAP = 90
PARAGRAPH, QUOTED = 4, 8
_LOADING = Lock()  # two threads that ask at once wait for one
FEATURES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The wordpieces of one text: ids, offsets (code points, parallel lists) and shape features in [0, FEATURES)."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    features: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def covering(self, start: int, end: int) -> range:
        """The pieces that share a character with [start, end) of the text."""
        first = max(0, bisect.bisect_right(self.ends, start))
        return range(first, max(first, bisect.bisect_left(self.starts, end)))


def tokenizer() -> Tokenizer:
    """The wordpiece tokenizer that the weights were made with; it lies beside them."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Tokenizer:
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_str((files("briefing.reader") / "weights" / "tokenizer.json").read_text("utf-8"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def encode(text: str) -> Pieces:
    """Cut `text` into wordpieces.

    The vocabulary is lower case, so a feature keeps what it loses: 0 no letter, 1 lower, 2 capitalised, 3 capitals;
    PARAGRAPH is added where a paragraph begins, QUOTED inside quotation marks (both tell the encoder what it would have
    to count marks and line breaks for).
    """
    encoding = tokenizer().encode(text, add_special_tokens=False)
    offsets = encoding.offsets  # made anew each time it is asked for
    if not offsets:
        return Pieces(ids=(), starts=(), ends=(), features=())
    quoted = inside(text)
    features, before = [], 0
    for start, end in offsets:
        word = text[start:end]
        feature = QUOTED if quoted[start] else 0
        if word[0].isalpha():
            feature += 1 if word.islower() else 3 if len(word) > 1 and word.isupper() else 2 if word[0].isupper() else 1
        if start > before and "\n" in text[before:start]:
            feature += PARAGRAPH
        features.append(feature)
        before = end
    features[0] |= PARAGRAPH
    starts, ends = zip(*offsets, strict=True)
    return Pieces(ids=tuple(encoding.ids), starts=starts, ends=ends, features=tuple(features))


@cache
def headline(text: str) -> Pieces:
    """The wordpieces of a text that many articles are read behind."""
    return encode(text)


def windows(pieces: Pieces, longest: int = LONGEST, overlap: int = OVERLAP, first: int = 0) -> list[tuple[int, int]]:
    """Half-open windows over `pieces` from `first` on, which begin and end at paragraphs where they can."""
    size = len(pieces)
    paragraphs = [i for i in range(size) if pieces.features[i] & PARAGRAPH]
    found: list[tuple[int, int]] = []
    start = first
    while start < size:
        end = min(size, start + longest)
        if end < size:
            at = bisect.bisect_right(paragraphs, end) - 1
            if at >= 0 and paragraphs[at] > start + longest * 2 // 3:
                end = paragraphs[at]
        found.append((start, end))
        if end == size:
            break
        at = bisect.bisect_left(paragraphs, end - overlap)
        back = paragraphs[at] if at < len(paragraphs) and paragraphs[at] <= end - overlap // 3 else end - overlap // 2
        start = max(start + 1, back)
    return found
