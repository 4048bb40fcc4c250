"""Train the classifier for open questions: questions.py EXAM_FOLDER [--readings CACHE.jsonl] [--write].

EXAM_FOLDER holds train_articles.json and train_gold.jsonl (annotated articles). The shipped reader reads each article
once; with --readings what it read is kept in that file and taken from it the next time.

Prints 5-fold cross-validated figures (folds by article, fixed seed); with --write it fits on all articles and writes
briefing/analyse/questions/weights.json. Same data, same reader, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from briefing.analyse.attributions import attributions
from briefing.analyse.questions.classify import Model, Trees, article_context
from briefing.analyse.questions.look import Look, look
from briefing.analyse.questions.select import select
from briefing.reader import read
from briefing.types import Article, Name, RawAttribution, Reading, Sentence, Span, Word

WEIGHTS = Path(__file__).parents[1] / "briefing" / "analyse" / "questions" / "weights.json"
FOLDS, SEED = 5, 7
# A word must occur in so many training sentences to have a weight of its own.
RAREST_WORD = 12
# Inverse strength of the penalty, and the scale of the standardised sentence vectors against the named features (a
# smaller scale penalises them more): by cross-validation over 0.01 to 0.3 and 0.03 to 1.
REGULARISATION = 0.05
VECTOR_SCALE = 0.4
# The second model has few features and needs little penalty.
CONTEXT_REGULARISATION = 1.0
# The trees: few leaves and a slow rate, as so few articles allow; a feature must be named this often to be forked on.
TREES, RATE, LEAVES, LEAST_LEAF = 120, 0.06, 8, 20
FEATURES_A_FORK, ROWS_A_TREE = 0.3, 0.7
RAREST_FEATURE = 5
# F1 over thresholds is flat and jagged, and its peak is chance: this many on each side are averaged.
SMOOTHING = 3
# Of thresholds that are alike by so much the lowest is taken: one annotator alone lists too few questions
# rather than too many.
ALIKE = 0.005
NOT_LEARNED = ("column",)
"""Features that only lower the odds afterwards: too few of the annotated articles are columns to learn from."""
VARIANTS = {"plain": False, "read": True}
"""Without and with the reader's sentence vectors."""
THRESHOLDS = [round(0.1 + 0.01 * i, 2) for i in range(40)]


@dataclass(frozen=True)
class Example:
    """One annotated article: a row of features and a vector a sentence, labels, gold questions as sets of places."""

    seen: Look
    rows: list[dict[str, float]]
    vectors: list[tuple[float, ...]]
    labels: list[int]
    gold: list[set[int]]


def span(stored: dict[str, int] | None) -> Span | None:
    """A span as it was stored."""
    return Span(stored["start"], stored["end"]) if stored else None


def restored(stored: dict[str, Any]) -> Reading:
    """The reading of one article as it was stored."""
    return Reading(
        article_id=stored["article_id"],
        words=tuple(Word(span=span(word["span"]), tag=word["tag"]) for word in stored["words"]),
        names=tuple(Name(span=span(name["span"]), kind=name["kind"]) for name in stored["names"]),
        attributions=tuple(
            RawAttribution(
                source=span(item["source"]),
                cue=span(item["cue"]),
                content=tuple(span(part) for part in item["content"]),
                confidence=item["confidence"],
            )
            for item in stored["attributions"]
        ),
        vectors=tuple(tuple(vector) for vector in stored["vectors"]),
    )


def parts(record: dict[str, Any]) -> tuple[Article, tuple[Sentence, ...]]:
    """An article of the annotated set, with the annotators' own sentences."""
    text = record["text"]
    sha = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=sha[:12], source=record["id"], text=text, sha256=sha)
    spans = [Span(item["start"], item["end"]) for item in record["sentences"]]
    sentences = tuple(
        Sentence(article_id=article.id, index=i, paragraph=text.count("\n", 0, s.start), span=s, text=s.of(text))
        for i, s in enumerate(spans)
    )
    return article, sentences


def example(record: dict[str, Any], gold: dict[str, Any], reading: Reading) -> Example:
    """One article with its features and labels."""
    article, sentences = parts(record)
    _, said = attributions(article, sentences, reading)
    seen = look(article, sentences, reading, said)
    place = {s["n"]: i for i, s in enumerate(record["sentences"])}
    items = [{place[n] for n in question["sents"]} for question in gold["open_questions"]]
    shown = set().union(*items) if items else set()
    return Example(
        seen=seen,
        rows=list(seen.rows),
        vectors=list(reading.vectors),
        labels=[int(i in shown) for i in range(len(sentences))],
        gold=items,
    )


def load(folder: Path, cache: Path | None) -> list[Example]:
    """All training articles, in the file's order."""
    records = json.loads((folder / "train_articles.json").read_text("utf-8"))
    gold = {g["id"]: g for g in map(json.loads, (folder / "train_gold.jsonl").read_text("utf-8").splitlines())}
    records = [record for record in records if record["id"] in gold]
    if cache and cache.exists():
        readings = [restored(json.loads(line)) for line in cache.read_text("utf-8").splitlines()]
    else:
        readings = [read(*parts(record)) for record in records]
        if cache:
            cache.write_text("".join(json.dumps(asdict(reading)) + "\n" for reading in readings), "utf-8")
    return [example(r, gold[r["id"]], reading) for r, reading in zip(records, readings, strict=True)]


def fit(examples: list[Example], *, vectors: bool) -> Model:
    """Both models; the second learns from what the first says of articles that it did not see."""
    unseen: list[list[float]] = [[] for _ in examples]
    for inside, outside in folds(len(examples), SEED + 1):
        alone = fit_alone([examples[i] for i in inside], vectors=vectors)
        for i in outside:
            unseen[i] = list(alone.alone(examples[i].rows, examples[i].vectors if vectors else ()))
    rows = [row for values in unseen for row in article_context(values)]
    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    labels = np.array([label for item in examples for label in item.labels])
    second = LogisticRegression(C=CONTEXT_REGULARISATION, max_iter=2000).fit(table, labels)
    return replace(
        fit_alone(examples, vectors=vectors),
        context={name: round(float(w), 5) for name, w in zip(names, second.coef_[0], strict=True)},
        context_intercept=round(float(second.intercept_[0]), 6),
    )


def probabilities(model: Model, item: Example) -> list[float]:
    """What a model says of each sentence."""
    return list(model.probabilities(item.rows, item.vectors if model.vector else ()))


def fit_alone(examples: list[Example], *, vectors: bool) -> Model:
    """The first model: over the named features and, where asked, the standardised sentence vectors."""
    rows = [
        {name: value for name, value in row.items() if name not in NOT_LEARNED}
        for item in examples
        for row in item.rows
    ]
    count = Counter(name for row in rows for name in row)
    names = sorted(name for name in count if not name.startswith("word ") or count[name] >= RAREST_WORD)
    index = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                table[i, index[name]] = value
    labels = np.array([label for item in examples for label in item.labels])
    scale = mean = np.zeros(0)
    if vectors:
        dense = np.array([vector for item in examples for vector in item.vectors])
        mean, scale = dense.mean(0), VECTOR_SCALE / (dense.std(0) + 1e-6)
        table = np.hstack([table, (dense - mean) * scale])
    fitted = LogisticRegression(C=REGULARISATION, max_iter=2000).fit(table, labels)
    weights = fitted.coef_[0]
    vector = weights[len(names) :] * scale
    return Model(
        weights={n: round(float(w), 5) for n, w in zip(names, weights, strict=False) if abs(w) >= 0.0005},
        vector=tuple(round(float(w), 6) for w in vector),
        intercept=round(float(fitted.intercept_[0] - np.dot(vector, mean)), 6),
        context={"log odds": 1.0},
        context_intercept=0.0,
        threshold=0.5,
        trees=grown(examples, rows, labels),
    )


GROWN: dict[frozenset[int], Trees] = {}
"""Trees by the examples they were grown on: both models need the same ones, and they take the longest."""


def grown(examples: list[Example], rows: list[dict[str, float]], labels: np.ndarray) -> Trees:
    """The trees of these examples, grown once."""
    key = frozenset(id(item) for item in examples)
    if key not in GROWN:
        GROWN[key] = grow(rows, labels)
    return GROWN[key]


def grow(rows: list[dict[str, float]], labels: np.ndarray) -> Trees:
    """Boosted trees over the named features but the words; the same rows give the same trees."""
    count = Counter(name for row in rows for name in row)
    names = sorted(name for name in count if not name.startswith("word ") and count[name] >= RAREST_FEATURE)
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    fitted = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        max_depth=None,
        min_samples_leaf=LEAST_LEAF,
        max_features=FEATURES_A_FORK,
        subsample=ROWS_A_TREE,
        random_state=SEED,
    ).fit(table, labels)
    share = float(labels.mean())
    trees = []
    for stage in fitted.estimators_[:, 0]:
        tree = stage.tree_
        leaf = tree.children_left < 0
        trees.append(
            tuple(
                (-1, round(RATE * float(tree.value[i, 0, 0]), 6), 0, 0)
                if leaf[i]
                else (int(tree.feature[i]), float(tree.threshold[i]), int(tree.children_left[i]), int(right))
                for i, right in enumerate(tree.children_right)
            )
        )
    made = Trees(names=tuple(names), base=round(float(np.log(share / (1 - share))), 6), trees=tuple(trees))
    wanted = fitted.decision_function(table[:50])
    told = made.log_odds(rows[:50])
    if not np.allclose(wanted, told, atol=1e-3):
        raise AssertionError("the trees as they are written do not say what scikit-learn's say")
    return made


def folds(count: int, seed: int) -> list[tuple[list[int], list[int]]]:
    """(seen, unseen) places of articles, fold by fold."""
    fold = np.random.RandomState(seed).permutation(count) % FOLDS
    return [
        ([i for i in range(count) if fold[i] != k], [i for i in range(count) if fold[i] == k]) for k in range(FOLDS)
    ]


def fitted(examples: list[Example], fold: int | None) -> tuple[list[Model], list[dict[int, list[float]]]]:
    """Both variants fitted without one fold, or on all where it is None; and what they say of what they did not see."""
    inside, outside = folds(len(examples), SEED)[fold] if fold is not None else (list(range(len(examples))), [])
    models = [fit([examples[i] for i in inside], vectors=vectors) for vectors in VARIANTS.values()]
    return models, [{i: probabilities(model, examples[i]) for i in outside} for model in models]


LOADED: list[Example] = []
"""The training articles, for the processes that fit a fold each: they are copies of this one."""


def fold_of(fold: int | None) -> tuple[list[Model], list[dict[int, list[float]]]]:
    """`fitted` on the articles that were loaded."""
    return fitted(LOADED, fold)


def score(examples: list[Example], found: list[list[float]], threshold: float) -> dict[str, float]:
    """F1, precision and recall of the selected questions, as the exam counts them."""
    right = out = wanted = recalled = 0
    for item, values in zip(examples, found, strict=True):
        groups = select(item.seen.candidates(values), threshold)
        shown = [{candidate.place for candidate in group} for group in groups]
        right += sum(any(group & gold for gold in item.gold) for group in shown)
        recalled += sum(any(group & gold for group in shown) for gold in item.gold)
        out, wanted = out + len(shown), wanted + len(item.gold)
    precision, recall = right / max(1, out), recalled / max(1, wanted)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": f1, "precision": precision, "recall": recall, "out": out, "gold": wanted}


def text_of(stored: dict[str, Any]) -> str:
    """The weights as JSON, one weight or tree a line."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in stored["trees"]["trees"])
    rest = json.dumps({**stored, "trees": {**stored["trees"], "trees": []}}, indent=1, ensure_ascii=False)
    return rest.replace('"trees": []', f'"trees": [\n{trees}\n]') + "\n"


def smoothed(figures: list[float]) -> list[float]:
    """Each figure as the mean of those around it."""
    return [float(np.mean(figures[max(0, i - SMOOTHING) : i + SMOOTHING + 1])) for i in range(len(figures))]


def main() -> None:
    """Cross-validate both models, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exam", type=Path)
    parser.add_argument("--readings", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    LOADED.extend(load(args.exam, args.readings))
    with multiprocessing.get_context("fork").Pool(FOLDS + 1) as pool:
        (models, _), *rest = pool.map(fold_of, [None, *range(FOLDS)])
    stored: dict[str, Any] = {}
    for at, name in enumerate(VARIANTS):
        said = {i: values for _, found in rest for i, values in found[at].items()}
        found = [said[i] for i in range(len(LOADED))]
        figures = [score(LOADED, found, value)["f1"] for value in THRESHOLDS]
        curve = smoothed(figures)
        threshold = next(value for value, f1 in zip(THRESHOLDS, curve, strict=True) if f1 >= max(curve) - ALIKE)
        print(name, threshold, {k: round(v, 3) for k, v in score(LOADED, found, threshold).items()})
        stored[name] = asdict(replace(models[at], threshold=threshold, trees=None))
        del stored[name]["trees"]
        stored["trees"] = asdict(models[at].trees) if models[at].trees else {}
    if args.write:
        WEIGHTS.write_text(text_of(stored), encoding="utf-8")


if __name__ == "__main__":
    main()
