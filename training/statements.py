"""statements.py SCORER ARTICLES.json GOLD.jsonl [--write]: which statements belong on the page.

Fits the weights of `briefing/compose/weighing.py` (logistic regression, L2) on annotated articles and prints the
cross-validated figures of the positions section for a row of thresholds. SCORER is the evaluation's score.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

import briefing.compose.positions as shown
from briefing.analyse.chain import analyse
from briefing.compose import weighing
from briefing.types import Analysis, Article

if TYPE_CHECKING:
    from types import ModuleType

FOLDS = 5
STRENGTH = 0.5  # inverse of L2; 0.1 to 2 differ by less than 0.003 of F1


def load(path: Path) -> ModuleType:
    """The evaluation's scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(articles: Path, gold: Path) -> list[tuple[Analysis, list[dict[str, Any]], dict[str, Any]]]:
    """(analysis, the annotators' sentences, gold) of every annotated article."""
    marked = {record["id"]: record for record in map(json.loads, gold.read_text("utf-8").splitlines())}
    found = []
    for record in json.loads(articles.read_text("utf-8")):
        if record["id"] in marked:
            article = Article(id=record["id"], source=record["id"], text=record["text"], sha256="")
            found.append((analyse(article), record["sentences"], marked[record["id"]]))
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


def counts(scorer: ModuleType, data: list[Any], threshold: float) -> dict[str, dict[str, float]]:
    """The scorer's report on the positions that the current weights show."""
    weighing.LEAST_WEIGHT = shown.LEAST_WEIGHT = threshold
    rows = []
    for analysis, sentences, gold in data:
        said = [
            (position.actor, [(e.span.start, e.span.end) for e in statement.evidence])
            for position in shown.positions([analysis])
            for statement in position.statements
        ]
        rows.append(scorer.exam_counts(gold, sentences, [], said, []))
    return {key: sum(row[key] for row in rows) for key in rows[0]}


def figures(total: dict[str, float]) -> str:
    precision, recall = total["pos_ok"] / max(1, total["pos_out"]), total["pos_found"] / max(1, total["pos_gold"])
    accuracy = total["pos_ok"] / max(1, total["pos_placed"])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} actor accuracy {accuracy:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    scorer = load(options.scorer)
    data = read(options.articles, options.gold)
    names = sorted(weighing.features(data[0][0])[0])
    rows, labels, owners = [], [], []
    for at, (analysis, sentences, gold) in enumerate(data):
        by_attribution = {id(c.attribution): c for c in shown.candidates(analysis)}
        for attribution, row in zip(analysis.attributions, weighing.features(analysis), strict=True):
            candidate = by_attribution.get(id(attribution))
            if candidate is not None:
                rows.append([row[name] for name in names])
                labels.append(is_wanted(scorer, candidate, sentences, gold))
                owners.append(at)
    x, y, owner = np.array(rows), np.array(labels), np.array(owners)
    print(f"{len(y)} statements of {len(data)} articles, {y.mean():.3f} wanted")
    folds = np.array([int(hash_of(analysis.article.id)) % FOLDS for analysis, _, _ in data])
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
        total: dict[str, float] = {}
        for fold in range(FOLDS):
            use(fit(x[folds[owner] != fold], y[folds[owner] != fold], names))
            held = [item for item, its in zip(data, folds, strict=True) if its == fold]
            for key, value in counts(scorer, held, threshold).items():
                total[key] = total.get(key, 0) + value
        print("threshold", threshold, figures(total))
    weights = fit(x, y, names)
    print({name: round(value, 2) for name, value in weights.items()})
    if options.write:
        path = Path(str(weighing.__file__)).with_name("weights.json")
        path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def hash_of(name: str) -> int:
    """A fold number that does not hang on Python's hash seed."""
    return sum((at + 1) * ord(character) for at, character in enumerate(name))


def fit(x: Any, y: Any, names: list[str]) -> dict[str, float]:
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(x, y)
    weights = {name: round(float(value), 4) for name, value in zip(names, model.coef_[0], strict=True)}
    return {**weights, "bias": round(float(model.intercept_[0]), 4)}


def use(weights: dict[str, float]) -> None:
    """Let weighing work with `weights` in this process."""
    weighing.model.cache_clear()
    weighing.model = lambda: weights  # type: ignore[assignment]
    weighing.model.cache_clear = lambda: None  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
