"""Train the classifier for open questions: questions.py EXAM_FOLDER READINGS.jsonl [--write].

EXAM_FOLDER holds train_articles.json and train_gold.jsonl (annotated articles). READINGS.jsonl holds, an article a
line, its text with words and tags, names, and where there is a reader also attributions and sentence vectors.

Prints 5-fold cross-validated figures (folds by article, fixed seed); with --write it fits on all articles and writes
briefing/analyse/questions/weights.json. Same data, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from briefing.analyse.questions.features import content_stems, features
from briefing.analyse.questions.select import Candidate, select
from briefing.types import Article, Name, RawAttribution, Reading, Sentence, Span, Word

WEIGHTS = Path(__file__).parents[1] / "briefing" / "analyse" / "questions" / "weights.json"
FOLDS, SEED = 5, 7
# A word must occur in so many training sentences to have a weight of its own.
RAREST_WORD = 12
REGULARISATION = 0.03
THRESHOLDS = [round(0.1 + 0.01 * i, 2) for i in range(40)]


@dataclass(frozen=True)
class Example:
    """One annotated article: sentences, features, labels, and the gold questions as sets of sentence places."""

    rows: list[dict[str, float]]
    stems: list[frozenset[str]]
    labels: list[int]
    gold: list[set[int]]


def span(pair: list[int]) -> Span:
    """A stored pair as a span."""
    return Span(pair[0], pair[1])


def reading_of(article: Article, stored: dict[str, Any]) -> Reading:
    """The reading as it was stored."""
    return Reading(
        article_id=article.id,
        words=tuple(Word(span=Span(start, end), tag=tag) for start, end, tag in stored.get("words", [])),
        names=tuple(Name(span=Span(a, b), kind=kind.lower()) for a, b, kind in stored.get("names", [])),
        attributions=tuple(
            RawAttribution(
                source=span(item["source"]) if item["source"] else None,
                cue=span(item["cue"]),
                content=tuple(span(pair) for pair in item["content"]),
                confidence=item["confidence"],
            )
            for item in stored.get("attributions", [])
        ),
        vectors=tuple(tuple(vector) for vector in stored.get("vectors", [])),
    )


def example(record: dict[str, Any], gold: dict[str, Any], stored: dict[str, Any]) -> Example:
    """One article with its labels; sentences are the annotators' own."""
    text = record["text"]
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=sha[:12], source=record["id"], text=text, sha256=sha)
    sentences = tuple(
        Sentence(
            article_id=article.id,
            index=i,
            paragraph=0,
            span=Span(s["start"], s["end"]),
            text=text[s["start"] : s["end"]],
        )
        for i, s in enumerate(record["sentences"])
    )
    place = {s["n"]: i for i, s in enumerate(record["sentences"])}
    items = [{place[n] for n in question["sents"]} for question in gold["open_questions"]]
    shown = set().union(*items) if items else set()
    return Example(
        rows=features(article, sentences, reading_of(article, stored)),
        stems=[content_stems(sentence.text) for sentence in sentences],
        labels=[int(i in shown) for i in range(len(sentences))],
        gold=items,
    )


def load(folder: Path, readings: Path) -> list[Example]:
    """All training articles, in the file's order."""
    records = json.loads((folder / "train_articles.json").read_text("utf-8"))
    gold = {g["id"]: g for g in map(json.loads, (folder / "train_gold.jsonl").read_text("utf-8").splitlines())}
    stored = {r["text"]: r for r in map(json.loads, readings.read_text("utf-8").splitlines())}
    return [example(r, gold[r["id"]], stored[r["text"]]) for r in records if r["id"] in gold]


def names_of(examples: list[Example]) -> list[str]:
    """The features that get a weight: all but rare words."""
    count = Counter(name for item in examples for row in item.rows for name in row)
    return sorted(name for name in count if not name.startswith("word ") or count[name] >= RAREST_WORD)


def matrix(examples: list[Example], names: list[str]) -> np.ndarray:
    """The features of all sentences as one array, a row a sentence."""
    index = {name: i for i, name in enumerate(names)}
    rows = [row for item in examples for row in item.rows]
    table = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                table[i, index[name]] = value
    return table


def fit(examples: list[Example], names: list[str]) -> LogisticRegression:
    """A logistic model over `names`."""
    labels = np.array([label for item in examples for label in item.labels])
    return LogisticRegression(C=REGULARISATION, max_iter=5000, tol=1e-6).fit(matrix(examples, names), labels)


def cross_validated(examples: list[Example]) -> list[list[float]]:
    """The probabilities of each article's sentences, from the model that did not see it."""
    fold = np.random.RandomState(SEED).permutation(len(examples)) % FOLDS
    found: list[list[float]] = [[] for _ in examples]
    for k in range(FOLDS):
        seen = [item for item, f in zip(examples, fold, strict=True) if f != k]
        names = names_of(seen)
        fitted = fit(seen, names)
        for i, f in enumerate(fold):
            if f == k:
                found[i] = [float(p) for p in fitted.predict_proba(matrix([examples[i]], names))[:, 1]]
    return found


def score(examples: list[Example], probabilities: list[list[float]], threshold: float) -> dict[str, float]:
    """F1, precision and recall of the selected questions, as the exam counts them."""
    right = out = wanted = found = 0
    for item, values in zip(examples, probabilities, strict=True):
        pool = [Candidate(place=i, probability=p, stems=item.stems[i]) for i, p in enumerate(values)]
        shown = [{candidate.place for candidate in group} for group in select(pool, threshold)]
        right += sum(any(group & gold for gold in item.gold) for group in shown)
        found += sum(any(group & gold for group in shown) for gold in item.gold)
        out, wanted = out + len(shown), wanted + len(item.gold)
    precision, recall = right / max(1, out), found / max(1, wanted)
    total = precision + recall
    return {
        "f1": 2 * precision * recall / total if total else 0.0,
        "precision": precision,
        "recall": recall,
        "out": out,
    }


def main() -> None:
    """Cross-validate, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    examples = load(args.exam, args.readings)
    probabilities = cross_validated(examples)
    threshold = max(THRESHOLDS, key=lambda value: score(examples, probabilities, value)["f1"])
    print(f"threshold {threshold}", {k: round(v, 3) for k, v in score(examples, probabilities, threshold).items()})
    if args.write:
        names = names_of(examples)
        fitted = fit(examples, names)
        weights = {n: round(float(w), 5) for n, w in zip(names, fitted.coef_[0], strict=True) if abs(w) >= 0.0005}
        stored = {
            "plain": {"threshold": threshold, "intercept": round(float(fitted.intercept_[0]), 5), "weights": weights}
        }
        WEIGHTS.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
