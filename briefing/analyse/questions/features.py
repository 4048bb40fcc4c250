"""What the classifier sees of each sentence: named numbers, so that a weight can be read and explained."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.analyse.questions.cues import CueMatch, matches
from briefing.analyse.questions.direct import is_answered
from briefing.language.lexicon import lexicon
from briefing.text.patterns import straight
from briefing.text.quotes import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Article, Reading, Sentence

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[a-z][a-z'-]*|\d+")
# Who writes so in an article's own words, outside quotation marks, writes a column, a letter or a memoir.
_WRITER = re.compile(r"\b(?:I|my|me|we|our|you|your)\b(?!\.)")
_PERSONAL = frozenset({"i", "i'm", "i've", "we", "we're", "my", "our", "you", "your", "me", "us"})
_AUXILIARY = re.compile(
    r"^[\"' ]*(?:who|what|when|where|why|which|how|will|would|can|could|is|are|was|were|do|does|did|has|have|should)\b",
    re.IGNORECASE,
)
# Words that say nothing of what a sentence is about; the list is the language's own stop list.
NEIGHBOUR_REACH = (-1, 1)
_TAGS = tuple((tag, f"tag {tag}") for tag in ("MD", "VBD", "VBZ", "VBP", "NNP", "CD", "VB", "PRP"))


@lru_cache(maxsize=1024)  # asked for a sentence by the classifier, by what it is about, and by what answers it
def words_of(text: str) -> tuple[str, ...]:
    """The lower-case words and numbers of a text."""
    return tuple(_WORD.findall(straight(text).lower()))


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A crude stem, good enough to see that two sentences speak of the same thing."""
    word = word.removesuffix("'s")
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=4096)  # every question is held against every sentence
def content_stems(text: str, language: str = "en") -> frozenset[str]:
    """The stems of the words that carry meaning."""
    stop = lexicon(language).words("question_stop_words")
    return frozenset(stem(word) for word in words_of(text) if word not in stop and len(word) > 2)


def features(
    article: Article, sentences: Sequence[Sentence], reading: Reading, rules: Sequence[str | None] = ()
) -> list[dict[str, float]]:
    """One mapping of feature name to value a sentence, in order; what is not named is 0.

    `rules` names, a sentence, the wording rule that made a question of it, or None.
    """
    found = [matches(sentence.text, article.language) for sentence in sentences]
    own = [_cue_features(found[i]) for i in range(len(sentences))]
    quoted = inside(article.text)
    stems = [content_stems(sentence.text, article.language) for sentence in sentences]
    weights = Counter(stem for group in stems for stem in group)
    lead = frozenset().union(*stems[:3]) if stems else frozenset()
    column = _column(sentences, quoted)
    rows: list[dict[str, float]] = []
    for i, sentence in enumerate(sentences):
        row = dict(own[i])
        row.update(_shape(sentence, quoted, i, len(sentences)))
        row["column"] = column
        if "?" in sentence.text:
            row["answered"] = float(is_answered(article, sentence.span.start + sentence.text.rfind("?") + 1))
        row.update(_topic(stems[i], lead if i > 2 else stems[0], weights))
        for step in NEIGHBOUR_REACH:
            if 0 <= i + step < len(sentences):
                side = "before" if step < 0 else "after"
                row.update({f"{side} {name}": value for name, value in own[i + step].items() if name[:4] == "kind"})
        row.update(dict.fromkeys([f"word {word}" for word in words_of(sentence.text)], 1.0))
        rows.append(row)
    for row, rule in zip(rows, rules, strict=False):
        if rule is not None:
            row.update({"worded": 1.0, f"worded {rule}": 1.0})
    _add_attributions(rows, sentences, reading)
    _add_tags(rows, sentences, reading)
    return rows


def _cue_features(found: tuple[CueMatch, ...]) -> dict[str, float]:
    row: dict[str, float] = {}
    for match in found:
        row[f"cue {match.cue.name}"] = 1.0
        key = f"kind {match.cue.kind}"
        row[key] = max(row.get(key, 0.0), match.cue.strength / 3)
    strengths = [match.cue.strength for match in found]
    row["strongest"] = max(strengths, default=0) / 3
    row["strength sum"] = min(sum(strengths), 9) / 9
    row["families"] = min(len({match.cue.name for match in found}), 5) / 5
    return row


def _shape(sentence: Sentence, quoted: bytearray, index: int, count: int) -> dict[str, float]:
    text = sentence.text
    words = words_of(text)
    share = sum(quoted[sentence.span.start : sentence.span.end]) / max(1, len(text))
    return {
        "first": float(index == 0),
        "early": float(index < 4),
        "place": index / max(1, count - 1),
        "place last": float(index >= count - 2),
        "log count": math.log(count + 1) / 5,
        "per sentence": 5 / (count + 4),
        "length": min(len(words), 50) / 50,
        "short": float(len(words) < 8),
        "quoted share": share,
        "all quoted": float(share > 0.9),
        "digits": min(3, len(_DIGITS.findall(text))) / 3,
        "personal": float(bool(_PERSONAL.intersection(words))),
        "question quoted": float("?" in text and share > 0.5),
        "question plain": float("?" in text and share <= 0.5),
        "question form": float("?" in text and bool(_AUXILIARY.match(straight(text)))),
        "negation": float(any(word in ("not", "no", "never", "neither") or word.endswith("n't") for word in words)),
    }


def _column(sentences: Sequence[Sentence], quoted: bytearray) -> float:
    """The share of sentences, up to a half of them, in which the writer speaks as "I" or "we" or to "you"."""
    spoken = 0
    for sentence in sentences:
        start = sentence.span.start
        spoken += any(not quoted[start + found.start()] for found in _WRITER.finditer(sentence.text))
    return min(spoken / max(1, len(sentences)), 0.5) * 2


def _topic(stems: frozenset[str], lead: frozenset[str], weights: Counter[str]) -> dict[str, float]:
    shared = len(stems & lead)
    central = math.fsum(math.log(weights[stem]) for stem in stems if weights[stem] > 1)
    return {
        "shared with lead": min(shared, 8) / 8,
        "lead share": shared / max(1, len(stems)),
        "centrality": min(central / (3 + len(stems)), 2.0),
    }


def _add_attributions(rows: list[dict[str, float]], sentences: Sequence[Sentence], reading: Reading) -> None:
    contents = [(content.start, content.end) for a in reading.attributions for content in a.content]
    for row, sentence in zip(rows, sentences, strict=True):
        start, end = sentence.span.start, sentence.span.end
        parts = [min(last, end) - max(first, start) for first, last in contents if first < end and start < last]
        if parts:
            row["attributed"] = 1.0
            row["attributed share"] = min(1.0, sum(parts) / max(1, end - start))


def _add_tags(rows: list[dict[str, float]], sentences: Sequence[Sentence], reading: Reading) -> None:
    """Shares of modals, names and verb forms among a sentence's words."""
    at = 0
    words = reading.words
    for i, sentence in enumerate(sentences):
        while at < len(words) and words[at].span.end <= sentence.span.start:
            at += 1
        tags: list[str] = []
        here = at
        while here < len(words) and words[here].span.start < sentence.span.end:
            tags.append(words[here].tag)
            here += 1
        rows[i].update({name: min(4, tags.count(tag)) / 4 for tag, name in _TAGS})
