"""statements.py SCORER ARTICLES.json GOLD.jsonl [--write]: which statements belong on the page.

Fits the weights of `briefing/analyse/weighing/` (logistic regression, L2) on annotated articles and prints the
cross-validated figures of the positions section for a row of thresholds. SCORER is the evaluation's score.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

import briefing.compose.positions as shown
from briefing.analyse import weighing
from briefing.analyse.attributions import attributions
from briefing.analyse.salience import rank
from briefing.reader import read as read_article
from briefing.text.sentences import sentences
from briefing.types import Analysis, Article, Reading

if TYPE_CHECKING:
    from types import ModuleType

FOLDS = 5
# Inverse of L2, and how much more a named feature may weigh than a dimension of a vector: by cross-validation, where
# 0.0003 to 0.003 and 3 to 30 differ by less than 0.01 of F1.
STRENGTH, NAMED = 0.001, 10.0
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True)
class Case:
    """One annotated article: what was found in it, the annotators' sentences, and what they want."""

    analysis: Analysis
    reading: Reading
    marked: list[dict[str, Any]]
    gold: dict[str, Any]


@dataclass(frozen=True)
class Data:
    """Statements as rows: named features, vectors, whether wanted, and the number of the case."""

    rows: list[dict[str, float]]
    vectors: Any
    wanted: Any
    owner: Any


def load(path: Path) -> ModuleType:
    """The evaluation's scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(articles: Path, gold: Path) -> list[Case]:
    """Every annotated article with its attributions."""
    marked = {record["id"]: record for record in map(json.loads, gold.read_text("utf-8").splitlines())}
    found = []
    for record in json.loads(articles.read_text("utf-8")):
        if record["id"] in marked:
            article = Article(id=record["id"], source=record["id"], text=record["text"], sha256="")
            cut = sentences(article.id, article.text)
            reading = read_article(article, cut)
            actors, said = attributions(article, cut, reading)
            salience = rank("news", article, cut, reading)
            analysis = Analysis(
                article=article, sentences=cut, salience=salience, actors=actors, attributions=said, questions=()
            )
            found.append(Case(analysis, reading, record["sentences"], marked[record["id"]]))
    return found


def is_wanted(
    scorer: ModuleType, candidate: shown.Candidate, sentences: list[dict[str, Any]], gold: dict[str, Any]
) -> bool:
    """True where the annotators give this statement to this actor."""
    where = scorer.sentence_numbers([(span.start, span.end) for span in candidate.spans], sentences)
    return any(
        where & set(entry["sents"]) and scorer.same_actor(candidate.actor.name, entry["actor"])
        for entry in gold["positions"]
    )


def statements(scorer: ModuleType, cases: list[Case]) -> Data:
    """Every statement that could be shown."""
    rows, vectors, wanted, owner = [], [], [], []
    for at, case in enumerate(cases):
        analysis = case.analysis
        candidates = {id(c.attribution): c for c in shown.candidates(analysis)}
        facts = weighing.features(analysis.article.text, analysis.sentences, analysis.salience, analysis.attributions)
        where = weighing.places(analysis.sentences, analysis.attributions)
        for attribution, row, (content, cue) in zip(analysis.attributions, facts, where, strict=True):
            candidate = candidates.get(id(attribution))
            if candidate is not None:
                rows.append(row)
                vectors.append([*case.reading.vectors[content], *case.reading.vectors[cue]])
                wanted.append(is_wanted(scorer, candidate, case.marked, case.gold))
                owner.append(at)
    return Data(rows, np.array(vectors), np.array(wanted), np.array(owner))


def fit(data: Data, chosen: Any) -> dict[str, Any]:
    """The model on the `chosen` statements, as `weights.json` holds it."""
    names = sorted(data.rows[0])
    named = np.array([[row[name] for name in names] for row in data.rows])[chosen]
    vectors = data.vectors[chosen]
    means, spreads = _scale(named)
    vector_means, vector_spreads = _scale(vectors)
    x = np.hstack([(named - means) / spreads * NAMED, (vectors - vector_means) / vector_spreads])
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, data.wanted[chosen])
    coefficients = fitted.coef_[0]
    weights = coefficients[: len(names)] * NAMED / spreads
    dimensions = coefficients[len(names) :] / vector_spreads
    half = len(dimensions) // 2
    plain = float(fitted.intercept_[0] - weights @ means)
    return {
        "features": {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)},
        "content": [round(float(value), 5) for value in dimensions[:half]],
        "cue": [round(float(value), 5) for value in dimensions[half:]],
        "bias": round(float(plain - dimensions @ vector_means), 4),
        "plain_bias": round(plain, 4),
    }


def _scale(values: Any) -> tuple[Any, Any]:
    return values.mean(0), values.std(0) + 1e-6


def weighed(case: Case, stored: dict[str, Any]) -> Analysis:
    """The case's analysis with statements weighed by the model `stored`."""
    analysis = case.analysis
    said = weighing.weigh(
        analysis.article,
        analysis.sentences,
        case.reading,
        analysis.salience,
        analysis.attributions,
        by=weighing.model_of(stored),
    )
    return replace(analysis, attributions=said)


def counts(scorer: ModuleType, cases: list[tuple[Analysis, Case]], threshold: float) -> dict[str, float]:
    """The scorer's counts over the positions that statements of at least `threshold` make."""
    shown.LEAST_WEIGHT = threshold
    rows = []
    for analysis, case in cases:
        said = [
            (position.actor, [(e.span.start, e.span.end) for e in statement.evidence])
            for position in shown.positions([analysis])
            for statement in position.statements
        ]
        rows.append(scorer.exam_counts(case.gold, case.marked, [], said, []))
    return {key: sum(row[key] for row in rows) for key in rows[0]}


def figures(total: dict[str, float]) -> str:
    """Precision, recall, F1 and actor accuracy in one line."""
    precision, recall = total["pos_ok"] / max(1, total["pos_out"]), total["pos_found"] / max(1, total["pos_gold"])
    accuracy = total["pos_ok"] / max(1, total["pos_placed"])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} actor accuracy {accuracy:.3f}"


def report(scorer: ModuleType, cases: list[Case], data: Data) -> None:
    """Print the cross-validated figures, by article."""
    folds = np.array([hash_of(case.analysis.article.id) % FOLDS for case in cases])
    held: list[tuple[Analysis, Case]] = []
    for fold in range(FOLDS):
        stored = fit(data, folds[data.owner] != fold)
        held += [(weighed(case, stored), case) for case, its in zip(cases, folds, strict=True) if its == fold]
    for threshold in THRESHOLDS:
        print("threshold", threshold, figures(counts(scorer, held, threshold)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    scorer = load(options.scorer)
    cases = read(options.articles, options.gold)
    data = statements(scorer, cases)
    print(f"{len(data.wanted)} statements of {len(cases)} articles, {data.wanted.mean():.3f} wanted")
    report(scorer, cases, data)
    stored = fit(data, np.ones(len(data.wanted), dtype=bool))
    print(stored["features"])
    if options.write:
        path = Path(str(weighing.__file__)).with_name("weights.json")
        path.write_text(json.dumps(stored) + "\n", encoding="utf-8")


def hash_of(name: str) -> int:
    """A fold number that does not hang on Python's hash seed."""
    return sum((at + 1) * ord(character) for at, character in enumerate(name))


if __name__ == "__main__":
    main()
