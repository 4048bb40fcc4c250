"""What is measured of each sentence: plain numbers by name, from wording, place and, where there is one, the reading.

Features that start with "r_" need a Reading; those with "v_" and "e_" need its sentence vectors ("e_000" and so on are
the vector itself, less the article's mean: what the sentence says beside its article's subject). The rest need the text
alone.
"""

from __future__ import annotations

import bisect
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.analyse.salience.terms import TermVectors, mean_vector
from briefing.language.lexicon import lexicon
from briefing.reader.vectors import matrix_of
from briefing.text.patterns import PatternSet, small
from briefing.text.quotes import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

    from briefing.types import Article, Name, Reading, Sentence, Span

Row = dict[str, float]

LIKENESS_DECIMALS = 9
OUTSIDE = "_outside"  # how the cues end that look at nobody's words but the reporter's
LEAD = 3  # sentences that count as the lead; lead-3 is the classic baseline of news summaries
_CAPITALISED = re.compile(r"(?<=[\w,;:’'] )(?:[A-Z][\w’'.-]+)(?: [A-Z][\w’'.-]+)*")
_UPPER = re.compile("[A-Z]")
_ENDING = re.compile(r"[.?!…][\"”’')\]]*$")
_TAG_GROUPS = {
    "past": ("VBD",),
    "participle": ("VBN",),
    "present": ("VBZ", "VBP"),
    "modal": ("MD",),
    "gerund": ("VBG",),
    "pronoun": ("PRP", "PRP$"),
    "proper": ("NNP", "NNPS"),
    "noun": ("NN", "NNS"),
    "number": ("CD",),
    "adjective": ("JJ", "JJR", "JJS"),
    "adverb": ("RB", "RBR", "RBS"),
}


_GROUP_OF = {tag: group for group, tags in _TAG_GROUPS.items() for tag in tags}


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled wording of one language: what is counted in a sentence, how one may open, and its stop words."""

    counted: tuple[str, ...]
    """The feature of each pattern of `small`, whose matches it counts in small letters."""
    small: PatternSet
    outside: tuple[tuple[str, re.Pattern[str]], ...]
    """Patterns that count in a sentence's own letters, outside quotation marks."""
    openings: tuple[tuple[str, re.Pattern[str]], ...]
    """How a sentence may begin, in small letters."""
    stop_words: frozenset[str]


@cache
def cues(language: str) -> Cues:
    """The cues of a language, compiled once."""
    table = lexicon(language).table("salience")
    patterns = [(name, pattern) for name, several in table["cues"].items() for pattern in several]
    small = [(name, pattern) for name, pattern in patterns if not name.endswith(OUTSIDE)]
    return Cues(
        counted=tuple(name for name, _ in small),
        small=PatternSet([pattern for _, pattern in small]),
        outside=tuple((name, re.compile(pattern)) for name, pattern in patterns if name.endswith(OUTSIDE)),
        openings=tuple((name, re.compile(pattern)) for name, pattern in table["openings"].items()),
        stop_words=frozenset(table["stop_words"]["words"].split()),
    )


def features(article: Article, sentences: Sequence[Sentence], reading: Reading | None) -> list[Row]:
    """One row a sentence. With a reading, rows hold the "r_" features too, with its vectors "v_" and "e_" ones."""
    rows, apart = described(article, sentences, reading)
    if apart is not None:
        names = [vector_feature(column) for column in range(apart.shape[1])]
        for row, values in zip(rows, apart.tolist(), strict=True):
            row.update(zip(names, values, strict=True))
    return rows


def vector_feature(column: int) -> str:
    """The name of the feature that a column of the vectors is."""
    return f"e_{column:03d}"


def described(
    article: Article, sentences: Sequence[Sentence], reading: Reading | None
) -> tuple[list[Row], Floats | None]:
    """The rows of `features` without the "e_" ones, and those as an array of a row a sentence, or None."""
    if not sentences:
        return [], None
    words = cues("en")
    vectors = TermVectors.of([sentence.text for sentence in sentences], words.stop_words)
    quoted = inside(article.text)
    rows = [_wording(sentence, words, quoted) for sentence in sentences]
    _places(rows, sentences)
    _relations(rows, vectors)
    apart = None
    if reading is not None:
        _read(rows, sentences, reading)
        if len(reading.vectors) == len(sentences):
            apart = _embedded(rows, matrix_of(reading.vectors))
    _neighbours(rows)
    return rows, apart


def _wording(sentence: Sentence, words: Cues, quoted: bytearray) -> Row:
    """What one sentence's own words tell."""
    text, span = sentence.text, sentence.span
    mask = quoted[span.start : span.end]
    marked = mask.count(1)
    own = text
    if marked:
        own = "".join(" " if hidden else character for character, hidden in zip(text, mask, strict=True))
    count = len(text.split())
    row: Row = {"words": float(count), "log_words": math.log1p(count), "characters": len(text) / max(1, count)}
    row.update(dict.fromkeys(words.counted, 0.0))
    for place, _ in words.small.found(text.lower()):
        row[words.counted[place]] += 1
    row.update({name: float(len(pattern.findall(own))) for name, pattern in words.outside})
    opening = small(text)
    for name, pattern in words.openings:
        row[f"opens_{name}"] = float(bool(pattern.match(opening)))
    row["quote_share"] = marked / max(1, len(mask))
    row["quote_starts"] = float(mask[0]) if mask else 0.0
    row["quote_ends"] = float(mask[-1]) if mask else 0.0
    row["quote_small"] = float(0 < row["quote_share"] < 0.4)
    row["question"] = float("?" in text)
    row["exclamation"] = float("!" in text)
    row["no_ending"] = float(not _ENDING.search(text.rstrip()))
    row["colon_end"] = float(text.rstrip().endswith(":"))
    row["brackets"] = float(sum(map(text.count, "()[]")))
    row["commas"] = float(text.count(","))
    row["dashes"] = float(text.count("—") + text.count("--") + text.count(" – ") + text.count(" - "))
    capitals = _CAPITALISED.findall(text)
    row["capitalised"] = float(len(capitals))
    row["capitalised_share"] = sum(len(name.split()) for name in capitals) / max(1, count)
    row["upper_share"] = len(_UPPER.findall(text)) / max(1, len(text))
    return row


def _places(rows: list[Row], sentences: Sequence[Sentence]) -> None:
    """Where each sentence stands in the article and in its paragraph."""
    size = len(rows)
    lengths = Counter(sentence.paragraph for sentence in sentences)
    order = {paragraph: place for place, paragraph in enumerate(sorted(lengths))}
    seen: Counter[int] = Counter()
    for index, (row, sentence) in enumerate(zip(rows, sentences, strict=True)):
        paragraph = sentence.paragraph
        row["index"] = float(min(index, 60))
        row["inverse_index"] = 1 / (index + 1)
        row["relative"] = index / max(1, size - 1)
        row["from_end"] = float(min(size - 1 - index, 30))
        row["article_sentences"] = float(min(size, 120))
        row["paragraph_index"] = float(min(order[paragraph], 40)) if len(lengths) > 1 else -1.0
        row["paragraph_place"] = float(min(seen[paragraph], 10)) if len(lengths) > 1 else -1.0
        row["paragraph_size"] = float(min(lengths[paragraph], 12)) if len(lengths) > 1 else -1.0
        seen[paragraph] += 1


def _relations(rows: list[Row], vectors: TermVectors) -> None:
    """How each sentence stands to the others by the words they share."""
    central = vectors.centralities()
    top = max(central) or 1.0
    ranks = _ranks(central)
    first = vectors.likeness(vectors.vectors[0])
    lead = vectors.likeness(mean_vector(vectors.vectors[:LEAD]))
    second = vectors.likeness(vectors.vectors[1] if len(rows) > 1 else {})
    new, again, twins = vectors.first_mentions(), vectors.recurrences(), vectors.earlier_twins()
    for i, row in enumerate(rows):
        row["centrality"] = central[i]
        row["centrality_of_top"] = central[i] / top
        row["centrality_rank"] = ranks[i]
        row["like_first"] = first[i] if i else 0.0
        row["like_second"] = second[i] if i != 1 else 0.0
        row["like_lead"] = lead[i] if i >= LEAD else 0.5 * lead[i]
        row["first_mentions"] = new[i]
        row["recurrence"] = again[i]
        row["earlier_twin"] = twins[i]
        row["terms"] = float(len(vectors.terms[i]))
        row["like_previous"] = _pair(vectors, i, i - 1)
        row["like_next"] = _pair(vectors, i, i + 1)


def _pair(vectors: TermVectors, one: int, other: int) -> float:
    if not 0 <= other < len(vectors.vectors):
        return 0.0
    shared = vectors.vectors[other]
    return sum([weight * shared[term] for term, weight in vectors.vectors[one].items() if term in shared])


def _ranks(values: Sequence[float]) -> list[float]:
    """Each value's rank from the top, 0 for the highest, as a share of all."""
    order = sorted(range(len(values)), key=lambda i: (-round(values[i], 6), i))
    ranks = [0.0] * len(values)
    for rank, i in enumerate(order):
        ranks[i] = rank / max(1, len(values) - 1)
    return ranks


def _read(rows: list[Row], sentences: Sequence[Sentence], reading: Reading) -> None:
    """What the reading tells: shares of attribution, names, parts of speech."""
    sources = [raw.source for raw in reading.attributions if raw.source is not None]
    _shares(rows, sentences, sources, "r_source")
    _shares(rows, sentences, [raw.cue for raw in reading.attributions], "r_cue")
    _shares(rows, sentences, [span for raw in reading.attributions for span in raw.content], "r_content")
    _names(rows, sentences, reading.names)
    _tags(rows, sentences, reading)


def _shares(rows: list[Row], sentences: Sequence[Sentence], spans: Sequence[Span], name: str) -> None:
    """The share of each sentence's characters inside any of `spans`, and how many of them start there."""
    starts = [sentence.span.start for sentence in sentences]
    covered = [0] * len(rows)
    counts = [0] * len(rows)
    for span in spans:
        at = max(0, bisect.bisect_right(starts, span.start) - 1)
        counts[at] += 1
        while at < len(rows) and starts[at] < span.end:
            here = sentences[at].span
            covered[at] += max(0, min(here.end, span.end) - max(here.start, span.start))
            at += 1
    for row, sentence, length, count in zip(rows, sentences, covered, counts, strict=True):
        row[f"{name}_share"] = min(1.0, length / max(1, len(sentence.span)))
        row[f"{name}_count"] = float(count)


def _names(rows: list[Row], sentences: Sequence[Sentence], names: Sequence[Name]) -> None:
    """Who and what is named in each sentence: how many, how often elsewhere, and whether for the first time."""
    starts = [sentence.span.start for sentence in sentences]
    by_sentence: list[list[tuple[str, str]]] = [[] for _ in rows]
    for name in names:
        at = bisect.bisect_right(starts, name.span.start) - 1
        if at >= 0 and name.span.end <= sentences[at].span.end:
            shown = _slice(sentences[at], name.span)
            by_sentence[at].append((shown.split()[-1].lower() if shown.split() else shown, name.kind))
    totals = Counter(word for found in by_sentence for word, _ in found)
    most = max(totals.values(), default=1)
    seen: set[str] = set()
    for row, found in zip(rows, by_sentence, strict=True):
        kinds = Counter(kind for _, kind in found)
        row["r_names"] = float(len({word for word, _ in found}))
        for kind in ("person", "organisation", "place", "other"):
            row[f"r_{kind}s"] = float(kinds[kind])
        row["r_name_weight"] = max((totals[word] / most for word, _ in found), default=0.0)
        row["r_new_names"] = float(len({word for word, _ in found} - seen))
        seen.update(word for word, _ in found)


def _slice(sentence: Sentence, span: Span) -> str:
    return sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]


def _tags(rows: list[Row], sentences: Sequence[Sentence], reading: Reading) -> None:
    """Shares of the parts of speech, and which finite verb form comes first."""
    starts = [sentence.span.start for sentence in sentences]
    by_sentence: list[list[str]] = [[] for _ in rows]
    for word in reading.words:
        at = bisect.bisect_right(starts, word.span.start) - 1
        if at >= 0:
            by_sentence[at].append(word.tag)
    for row, tags in zip(rows, by_sentence, strict=True):
        counts = Counter(_GROUP_OF.get(tag) for tag in tags)
        size = max(1, len(tags))
        for group in _TAG_GROUPS:
            row[f"r_{group}_share"] = counts[group] / size
        finite = next((tag for tag in tags if tag in {"VBD", "VBZ", "VBP", "MD"}), "")
        row["r_first_past"] = float(finite == "VBD")
        row["r_first_present"] = float(finite in {"VBZ", "VBP"})
        row["r_first_modal"] = float(finite == "MD")
        row["r_no_verb"] = float(bool(tags) and not finite)


def _embedded(rows: list[Row], given: Floats) -> Floats:
    """Likeness by the reader's sentence vectors: to the article's mean, its first sentence, and the neighbours.

    What comes back is the unit vectors less the article's mean.
    """
    import numpy as np

    def rounded(likenesses: NDArray[np.float64]) -> list[float]:
        """Without the last bits, in which processors may differ, and which would decide between equal ones."""
        found: list[float] = np.round(likenesses, LIKENESS_DECIMALS).tolist()
        return found

    lengths = np.sqrt((given * given).sum(1, keepdims=True))
    units = given / np.where(lengths == 0, 1.0, lengths)
    middle = units.mean(0)
    mean = middle / (np.sqrt((middle * middle).sum()) or 1.0)
    central = rounded((units * mean).sum(1))
    like_first = rounded((units * units[0]).sum(1))
    like_previous = rounded((units[1:] * units[:-1]).sum(1))
    ranks = _ranks(central)
    for i, row in enumerate(rows):
        row["v_centrality"] = central[i]
        row["v_centrality_rank"] = ranks[i]
        row["v_like_first"] = like_first[i] if i else 0.0
        row["v_like_previous"] = like_previous[i - 1] if i else 0.0
    apart: Floats = units - middle
    return apart


def _neighbours(rows: list[Row]) -> None:
    """What stands before and after: a sentence followed by a quotation introduces it, one between two is colour."""
    for name in ("quote_share", "words", "opens_pronoun", "past_year"):
        values = [row[name] for row in rows]
        for i, row in enumerate(rows):
            row[f"previous_{name}"] = values[i - 1] if i else -1.0
            row[f"next_{name}"] = values[i + 1] if i + 1 < len(rows) else -1.0
