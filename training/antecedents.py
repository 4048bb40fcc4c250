"""antecedents.py SCORER ARTICLES.json GOLD.jsonl [--write]: the weights of `briefing/analyse/actors/pronouns.py`.

A case is an attribution whose source is a third-person singular pronoun, in a sentence where the annotators give that
very mention to a named actor, or all that is said to one. The fit is a conditional logit over the article's persons
(L2), the report cross-validated by article: how many pronouns are answered above a share of the probability, how many
of those rightly.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from briefing.analyse.actors import pronouns
from briefing.analyse.actors.resolve import Resolver
from briefing.language import lexicon
from briefing.reader import read
from briefing.text.sentences import sentences
from briefing.types import Article, RawAttribution
from training.statements import FOLDS, hash_of, load

if TYPE_CHECKING:
    from types import ModuleType

L2, STEPS, RATE = 1.0, 300, 0.1


@dataclass(frozen=True)
class Case:
    """One pronoun: the facts of each candidate, and which of them is right (-1 where none is)."""

    article: str
    rows: list[dict[str, float]]
    right: int


def cases(scorer: ModuleType, record: dict[str, Any], gold: dict[str, Any]) -> list[Case]:
    """The pronoun cases of one annotated article, with all other speakers resolved as the program resolves them."""
    article = Article(id=record["id"], source=record["id"], text=record["text"], sha256="")
    found = sentences(article.id, article.text)
    reading = read(article, found)
    resolver = Resolver(article, found, reading, lexicon("en"))
    made = []
    for raw in sorted(reading.attributions, key=lambda raw: (raw.content[0].start, raw.cue.start)):
        form = raw.source.of(article.text).strip().lower() if raw.source else ""
        actor = wanted(scorer, raw, form, record, gold) if form in pronouns.SINGULAR else None
        if actor is not None and raw.source is not None:
            gender = "f" if form in pronouns.FEMALE else "m"
            mention = pronouns.Mention(span=raw.source, gender=gender, content=raw.content)
            told = [(p, pronouns.facts(p, mention, resolver.context)) for p in resolver.known.singles()]
            kept = [(person, row) for person, row in told if row is not None]
            right = next((at for at, (person, _) in enumerate(kept) if scorer.same_actor(person.name, actor)), -1)
            made.append(Case(article.id, [row for _, row in kept], right))
            if right >= 0:
                # The right speaker goes into the history, so that the fit doesn't hang on the weights before it.
                resolver.hear(raw, raw.source, kept[right][0])
                continue
        resolver.speaker(raw, None)
    return made


def wanted(
    scorer: ModuleType, raw: RawAttribution, form: str, record: dict[str, Any], gold: dict[str, Any]
) -> str | None:
    """The actor that the annotators give to this pronoun in this place, or to all that is said there, if they do."""
    where = scorer.sentence_numbers([(span.start, span.end) for span in raw.content], record["sentences"])
    here = [entry for entry in gold["positions"] if where & set(entry["sents"])]
    own = [str(entry["actor"]) for entry in here if entry["mention"].lower() == form]
    actors = {str(entry["actor"]) for entry in here}
    return own[0] if own else actors.pop() if len(actors) == 1 else None


def fit(data: list[Case], names: list[str]) -> Any:
    """Weights that make the right candidate the likeliest (Adam on the penalised conditional likelihood)."""
    groups = [
        (np.array([[row[name] for name in names] for row in case.rows]), case.right) for case in data if case.right >= 0
    ]
    weights = np.zeros(len(names))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = L2 * weights
        for rows, right in groups:
            scores = rows @ weights
            shares = np.exp(scores - scores.max())
            gradient = gradient - rows[right] + (shares / shares.sum()) @ rows
        gradient = gradient / len(groups)
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.99 * spread + 0.01 * gradient**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def report(data: list[Case], names: list[str]) -> None:
    answers = []
    for fold in range(FOLDS):
        weights = fit([case for case in data if hash_of(case.article) % FOLDS != fold], names)
        for case in data:
            if hash_of(case.article) % FOLDS == fold and case.rows:
                scores = np.array([[row[name] for name in names] for row in case.rows]) @ weights
                shares = np.exp(scores - scores.max())
                answers.append((float(shares.max() / shares.sum()), int(scores.argmax()) == case.right))
    for least in (0.0, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = [right for share, right in answers if share >= least]
        print(f"share {least:.1f}: {len(kept)} of {len(data)} answered, {sum(kept) / max(1, len(kept)):.3f} rightly")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    scorer = load(options.scorer)
    marked = {record["id"]: record for record in map(json.loads, options.gold.read_text("utf-8").splitlines())}
    records = [record for record in json.loads(options.articles.read_text("utf-8")) if record["id"] in marked]
    data = [case for record in records for case in cases(scorer, record, marked[record["id"]])]
    names = sorted({name for case in data for row in case.rows for name in row})
    print(f"{len(data)} pronouns, {sum(case.right < 0 for case in data)} without the right candidate")
    report(data, names)
    weights = {name: round(float(value), 3) for name, value in zip(names, fit(data, names), strict=True)}
    print(weights)
    if options.write:
        path = Path(str(pronouns.__file__)).with_name("weights.json")
        path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
