"""Fit the salience model: python -m training.salience EXAM_FOLDER CNN.jsonl [--readings FILE] [--write].

EXAM_FOLDER holds train_articles.json and train_gold.jsonl (articles annotated with developments and noise), CNN.jsonl
articles with an editor's highlights. Prints five-fold cross-validated figures, folds by article, so that an article
that is in both sets is in the same fold of both. With --write, fits on everything and writes
briefing/analyse/salience/weights.json. --readings names a file in which the reader's readings are kept from run to run
(delete it when the reader's weights change); without it only the variant that needs no reading is fitted. Articles of
EXAM_FOLDER/articles.json (held back for the report) are never trained on. Needs numpy and rouge-score.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.analyse.salience import news, select
from briefing.analyse.salience.features import features
from briefing.analyse.salience.model import CLIP, Linear, Model
from briefing.analyse.salience.terms import stem
from briefing.reader import read
from briefing.text.sentences import sentences as split
from briefing.types import Article, Name, RawAttribution, Reading, Salience, Sentence, Span, Word

Floats = NDArray[np.float64]
WEIGHTS = Path(__file__).parent.parent / "briefing" / "analyse" / "salience" / "weights.json"
FOLDS = 5
# Strength of the quadratic penalty. The columns of the sentence vector are many and weak, so they are held tighter: by
# cross-validated log-likelihood among 500, 1000, 2000 and 3000. The other was set once and not tuned.
PENALTY, VECTOR_PENALTY = 50.0, 500.0
SHARE = 0.5  # a sentence of ours stands for a gold one where they share this much of the shorter of the two
TOP = 3
STEPS = 8  # of Newton's method: the weights stand still after six
HEADS = ("development", "noise", "highlight")


@dataclass
class Example:
    """One article with its features and what is known of each sentence."""

    article: Article
    sentences: tuple[Sentence, ...]
    rows: dict[str, list[dict[str, float]]]
    items: list[frozenset[int]] = field(default_factory=list)
    """For each sentence the developments that it carries; empty for an article with highlights alone."""
    noise: list[bool] = field(default_factory=list)
    wanted: int = 0
    highlights: str = ""
    summary: frozenset[int] = frozenset()
    """The sentences that together come nearest to the highlights, at most three."""

    @property
    def fold(self) -> int:
        """In which fold the article is left out; by its name alone, so that both sets agree."""
        return zlib.crc32(self.article.id.split("/")[-1].encode()) % FOLDS


def article_of(identity: str, text: str) -> Article:
    return Article(id=identity, source=identity, text=text, sha256="")


Read = Callable[[Article, tuple[Sentence, ...]], Reading | None]


def unread(_article: Article, _sentences: tuple[Sentence, ...]) -> None:
    """No reading at all, for the variant that needs none."""


class Readings:
    """The learned reader's readings, kept in a JSON Lines file between runs, since reading takes most of the time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, dict[str, Any]] = {}
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                record = json.loads(line)
                self.known[record["key"]] = record

    def __call__(self, article: Article, sentences: tuple[Sentence, ...]) -> Reading:
        """The reading of one article, from the file where it is there."""
        borders = ",".join(str(sentence.span.start) for sentence in sentences)
        key = hashlib.sha256(f"{borders}\n{article.text}".encode()).hexdigest()[:16]
        if key not in self.known:
            self.known[key] = {"key": key, **_packed(read(article, sentences))}
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(self.known[key]) + "\n")
        return _unpacked(self.known[key])


def _packed(reading: Reading) -> dict[str, Any]:
    return {
        "attributions": [
            [raw.source and [raw.source.start, raw.source.end], [raw.cue.start, raw.cue.end],
             [[span.start, span.end] for span in raw.content], raw.confidence]
            for raw in reading.attributions
        ],
        "names": [[name.span.start, name.span.end, name.kind] for name in reading.names],
        "words": [[word.span.start, word.span.end, word.tag] for word in reading.words],
        "vectors": [[round(float(value), 3) for value in vector] for vector in reading.vectors],
    }  # fmt: skip


def _unpacked(record: dict[str, Any]) -> Reading:
    return Reading(
        article_id=record["key"],
        attributions=tuple(
            RawAttribution(
                source=Span(*source) if source else None,
                cue=Span(*cue),
                content=tuple(Span(*span) for span in content),
                confidence=confidence,
            )
            for source, cue, content, confidence in record["attributions"]
        ),
        names=tuple(Name(span=Span(start, end), kind=kind) for start, end, kind in record["names"]),
        words=tuple(Word(span=Span(start, end), tag=tag) for start, end, tag in record["words"]),
        vectors=tuple(tuple(vector) for vector in record["vectors"]),
    )


def _example(article: Article, read: Read) -> Example:
    sentences = split(article.id, article.text)
    rows = {"text": features(article, sentences, None)}
    reading = read(article, sentences)
    if reading:
        rows["reading"] = features(article, sentences, reading)
    return Example(article, sentences, rows)


def annotated(articles: Path, gold: Path, read: Read, *, without: frozenset[str] = frozenset()) -> Iterator[Example]:
    """The annotated articles; a sentence of ours takes the labels of the gold sentences that it stands for."""
    judged = {record["id"]: record for record in map(json.loads, gold.read_text("utf-8").splitlines())}
    for record in json.loads(articles.read_text("utf-8")):
        if record["id"] not in judged or record["id"] in without:
            continue
        example = _example(article_of(record["id"], record["text"]), read)
        items = [set(item) for item in judged[record["id"]]["developments"]]
        noise = set(judged[record["id"]]["background_or_noise"]) - set().union(*items)
        for sentence in example.sentences:
            numbers = {s["n"] for s in record["sentences"] if _stands_for(sentence.span, Span(s["start"], s["end"]))}
            example.items.append(frozenset(k for k, item in enumerate(items) if numbers & item))
            example.noise.append(bool(numbers) and numbers <= noise)
        example.wanted = len(items)
        yield example


def _stands_for(span: Span, other: Span) -> bool:
    common = min(span.end, other.end) - max(span.start, other.start)
    return common > 0 and common >= SHARE * min(len(span), len(other))


def highlighted(path: Path, read: Read, *, without: frozenset[str]) -> Iterator[Example]:
    """The articles with highlights, each with the summary that comes nearest to them."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["id"] in without:
            continue
        example = _example(article_of(record["id"], record["article"]), read)
        example.highlights = record["references"][0]
        example.summary = _nearest([s.text for s in example.sentences], example.highlights)
        yield example


def _nearest(texts: Sequence[str], highlights: str) -> frozenset[int]:
    """Sentences taken one by one, at most TOP, while ROUGE-1 plus ROUGE-2 (F1) with the highlights rises."""
    wanted, each = _grams(highlights), [_grams(text) for text in texts]
    chosen: list[int] = []
    best = 0.0
    held: tuple[Counter[Any], Counter[Any]] = (Counter(), Counter())
    while len(chosen) < TOP:
        values = {
            i: sum(_f1(a + b, c) for a, b, c in zip(held, grams, wanted, strict=True))
            for i, grams in enumerate(each)
            if i not in chosen
        }
        if not values or max(values.values()) <= best:
            break
        best = max(values.values())
        chosen.append(min(i for i, value in values.items() if value == best))
        held = (held[0] + each[chosen[-1]][0], held[1] + each[chosen[-1]][1])
    return frozenset(chosen)


def _grams(text: str) -> tuple[Counter[Any], Counter[Any]]:
    words = [stem(word) for word in re.findall(r"[^\W_]+", text.lower())]
    return Counter(words), Counter(itertools.pairwise(words))


def _f1(one: Counter[Any], other: Counter[Any]) -> float:
    shared = sum((one & other).values())
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


# --- fitting -----------------------------------------------------------------------------------


def columns(examples: Sequence[Example], variant: str) -> list[str]:
    """The names of the features that every row of a variant has, in sorted order."""
    return sorted(examples[0].rows[variant][0])


def table(examples: Sequence[Example], variant: str, names: Sequence[str]) -> Floats:
    rows = [[row.get(name, 0.0) for name in names] for example in examples for row in example.rows[variant]]
    return np.array(rows, dtype=np.float64)


def fit(values: Floats, labels: Floats, names: Sequence[str]) -> Linear:
    """A penalised logistic model over standardised, clipped columns, by Newton's method."""
    means, scales = values.mean(0), values.std(0)
    scales[scales < 1e-6] = 1.0
    inputs = np.c_[np.clip((values - means) / scales, -CLIP, CLIP), np.ones(len(values))]
    penalty = np.diag([*(VECTOR_PENALTY if name.startswith("e_") else PENALTY for name in names), 0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-inputs @ weights))
        curve = guess * (1 - guess)
        slope = inputs.T @ (guess - labels) + penalty @ weights
        weights -= np.linalg.solve((inputs * curve[:, None]).T @ inputs + penalty, slope)
    numbers = [tuple(float(f"{value:.5g}") for value in column) for column in (means, scales, weights[:-1])]
    return Linear(tuple(names), numbers[0], numbers[1], numbers[2], float(f"{weights[-1]:.5g}"))


def fit_model(gold: Sequence[Example], lit: Sequence[Example], variant: str) -> Model:
    """The three heads of one variant: development and noise from `gold`, highlight from `lit`."""
    names = columns(gold, variant)
    values = table(gold, variant, names)
    developed = np.array([float(bool(items)) for example in gold for items in example.items])
    noisy = np.array([float(mark) for example in gold for mark in example.noise])
    taken = np.array([float(i in example.summary) for example in lit for i in range(len(example.sentences))])
    return Model(
        development=fit(values, developed, names),
        noise=fit(values, noisy, names),
        highlight=fit(table(lit, variant, names), taken, names),
    )


# --- measuring ---------------------------------------------------------------------------------


def measure(examples: Sequence[Example], chosen: Sequence[Sequence[int]]) -> dict[str, float]:
    """F1 of developments as the exam counts it, precision, recall, noise rate and lines an article."""
    lines = sum(len(picks) for picks in chosen)
    right = sum(bool(example.items[i]) for example, picks in zip(examples, chosen, strict=True) for i in picks)
    noisy = sum(example.noise[i] for example, picks in zip(examples, chosen, strict=True) for i in picks)
    pairs = list(zip(examples, chosen, strict=True))
    found = sum(len(frozenset().union(*(example.items[i] for i in picks))) for example, picks in pairs)
    precision, recall = right / max(1, lines), found / max(1, sum(example.wanted for example in examples))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": f1, "p": precision, "r": recall, "noise": noisy / max(1, lines), "lines": lines / len(examples)}


def cross_validate(gold: Sequence[Example], lit: Sequence[Example], variant: str) -> None:
    """Print what each fold's model does on the fold that it has not seen."""
    chosen: list[list[int]] = [[] for _ in gold]
    summaries: list[list[int]] = [[] for _ in lit]
    for fold in range(FOLDS):
        heads = fit_model([x for x in gold if x.fold != fold], [x for x in lit if x.fold != fold], variant)
        for examples, picks, pick in ((gold, chosen, _selected), (lit, summaries, _top)):
            for place, example in enumerate(examples):
                if example.fold == fold:
                    rows = example.rows[variant]
                    picks[place] = pick(news.ranking(example.article, example.sentences, rows, heads))
    print(variant, {key: round(value, 3) for key, value in measure(gold, chosen).items()})
    print(variant, "first three by rank, ROUGE-1 and ROUGE-2:", *_rouge(lit, summaries), flush=True)


def _selected(ranked: tuple[Salience, ...]) -> list[int]:
    return [s.sentence.index for s in select(ranked)]


def _top(ranked: tuple[Salience, ...]) -> list[int]:
    return sorted(s.sentence.index for s in ranked if s.rank <= TOP)


def _rouge(lit: Sequence[Example], summaries: Sequence[Sequence[int]]) -> list[float]:
    """ROUGE-1 and ROUGE-2 (F1, stemmed) of the summaries by Google's package."""
    from rouge_score.rouge_scorer import RougeScorer

    names = ["rouge1", "rouge2"]
    scorer = RougeScorer(names, use_stemmer=True)
    found = [
        scorer.score(example.highlights, "\n".join(example.sentences[i].text for i in picks))
        for example, picks in zip(lit, summaries, strict=True)
    ]
    return [round(sum(result[name].fmeasure for result in found) / len(found), 4) for name in names]


def as_json(models: dict[str, Model], note: str) -> str:
    """The weights file: one feature a line, so that a change can be read."""
    lines = ['{"format": "briefing/salience/1",', f' "note": {json.dumps(note)},', ' "variants": {']
    for variant, heads in models.items():
        lines.append(f'  "{variant}": {{')
        for head in HEADS:
            linear: Linear = getattr(heads, head)
            rows = zip(linear.names, linear.means, linear.scales, linear.weights, strict=True)
            body = ",\n".join("    " + json.dumps(list(row)) for row in rows)
            comma = "" if head == HEADS[-1] else ","
            lines.append(f'   "{head}": {{"bias": {linear.bias}, "features": [\n{body}]}}{comma}')
        lines.append("  }" + ("" if variant == list(models)[-1] else ","))
    return "\n".join([*lines, " }}", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument("cnn", type=Path)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    reader: Read = Readings(given.readings) if given.readings else unread
    held = json.loads((given.exam / "articles.json").read_text("utf-8"))
    without = frozenset(record["id"].split("/")[-1] for record in held)
    gold = list(annotated(given.exam / "train_articles.json", given.exam / "train_gold.jsonl", reader))
    lit = list(highlighted(given.cnn, reader, without=without))
    print(f"{len(gold)} annotated articles, {len(lit)} with highlights", flush=True)
    variants = ("text", "reading") if given.readings else ("text",)
    for variant in variants:
        cross_validate(gold, lit, variant)
    if given.write:
        models = {variant: fit_model(gold, lit, variant) for variant in variants}
        models.setdefault("reading", models["text"])
        note = f"{len(gold)} annotated articles, {len(lit)} with highlights; see CARD.md"
        WEIGHTS.write_text(as_json(models, note), "utf-8")


if __name__ == "__main__":
    main()
