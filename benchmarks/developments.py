"""Compare rankers: python -m benchmarks.developments SCORER.py EXAM_FOLDER CNN.jsonl [options].

SCORER.py is the evaluation's scorer; its own functions count. Every ranker of the package, PyPI's lede where it is
installed (`pip install -e '.[bench]'`), and the first three sentences run over the same articles in one go; printed are
the exam's developments F1 and noise rate (six lines each; the last row lets "news" choose their number), ROUGE-1 and
ROUGE-2 of the three best sentences on the CNN articles, and milliseconds of processor time an article for ranking alone
(median; with --read the reading too; lede is called with twelve budgets to get an order from it). --curve prints
seconds of processor time against sentences instead.
Weights that were fitted on these articles flatter "news" on the training split and on CNN: the figures that count
there are the out-of-fold ones that `training/salience.py` prints.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.analyse.salience import RANKERS, developments, rank, select
from briefing.text.sentences import sentences as split
from briefing.types import Article, Reading, Sentence

if TYPE_CHECKING:
    from types import ModuleType

LINES = 6  # what most annotated articles have
TOP = 3
# Rankers whose time grows with the square of the sentences, or faster, are not run beyond this many.
CURVE = (1, 3, 10, 30, 100, 300, 1000, 3000)
SLOW = 300

Ranked = Callable[[Article, tuple[Sentence, ...]], list[int]]
Pick = Callable[[Article, tuple[Sentence, ...]], list[Sentence]]
Read = Callable[[Article, tuple[Sentence, ...]], Reading | None]


def scorer(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def article_of(text: str) -> Article:
    """The article that a plain-text file with `text` would be."""
    return Article(id="x", source="x", text=text, sha256="")


def order_by(name: str, read: Read) -> Ranked:
    """The sentences' indices by a ranker, best first."""

    def ranked(article: Article, sentences: tuple[Sentence, ...]) -> list[int]:
        found = rank(name, article, sentences, read(article, sentences) if name == "news" else None)
        return [s.sentence.index for s in sorted(found, key=lambda s: s.rank)]

    return ranked


def lede_order(article: Article, sentences: tuple[Sentence, ...]) -> list[int]:
    """The sentences that lede takes as its budget of characters grows, best first."""
    import lede

    taken: dict[int, None] = {}
    for budget in range(200, 2600, 200):
        summary = lede.summarize(article.text, budget)
        shown = str(getattr(summary, "summary", summary))
        for sentence in sentences:
            if sentence.text[:60] in shown:
                taken.setdefault(sentence.index)
    return [*taken, *(s.index for s in sentences if s.index not in taken)]


def exam(score: ModuleType, folder: Path, split_name: str, limit: int | None) -> list[tuple[Any, dict[str, Any]]]:
    """The annotated articles of a split, each with its gold record."""
    prefix = "train_" if split_name == "train" else ""
    gold = {record["id"]: record for record in score.read_jsonl(folder / f"{prefix}gold.jsonl")}
    articles = json.loads((folder / f"{prefix}articles.json").read_text("utf-8"))
    return [(record, gold[record["id"]]) for record in articles if record["id"] in gold][:limit]


def exam_row(score: ModuleType, articles: Sequence[tuple[Any, Any]], pick: Pick) -> str:
    """Developments F1 and noise rate by the scorer's own count."""
    out = found = wanted = right = noise = 0
    for record, gold in articles:
        article = article_of(record["text"])
        picks = pick(article, split("x", record["text"]))
        spans = [[(s.span.start, s.span.end)] for s in picks]
        counts = score.exam_counts(gold, record["sentences"], spans, [], [])
        out, wanted = out + counts["dev_out"], wanted + counts["dev_gold"]
        right, found, noise = right + counts["dev_ok"], found + counts["dev_found"], noise + counts["noise"]
    f1 = score.f1(right / max(1, out), found / max(1, wanted))
    return f"F1 {f1:.3f}  noise {noise / max(1, out):.3f}  lines {out / max(1, len(articles)):.1f}"


def rouge_row(articles: Sequence[Any], order: Ranked) -> str:
    """ROUGE-1 and ROUGE-2 of the first three by rank, and milliseconds an article."""
    from rouge_score import rouge_scorer

    rouge = rouge_scorer.RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    totals, times = [0.0, 0.0], []
    for record in articles:
        article = article_of(record["article"])
        sentences = split("x", record["article"])
        started = time.process_time()
        best = sorted(order(article, sentences)[:TOP])
        times.append(time.process_time() - started)
        text = "\n".join(sentences[i].text.replace("\n", " ") for i in best)
        result = rouge.score(record["references"][0], text)
        totals = [totals[0] + result["rouge1"].fmeasure, totals[1] + result["rouge2"].fmeasure]
    means = [total / max(1, len(articles)) for total in totals]
    return f"ROUGE-1 {means[0]:.4f}  ROUGE-2 {means[1]:.4f}  {1000 * statistics.median(times):7.1f} ms"


def compare(given: argparse.Namespace) -> None:
    """Print one line a ranker."""
    score = scorer(given.scorer)
    annotated = exam(score, given.exam, given.split, given.limit)
    cnn = score.read_jsonl(given.cnn)[: given.limit]
    from briefing.reader import read

    def unread(_article: Article, _sentences: tuple[Sentence, ...]) -> None:
        return None

    orders: dict[str, Ranked] = {name: order_by(name, unread) for name in RANKERS}
    picks = {name: first_of(order) for name, order in orders.items()}
    # The news ranker judges lines apart from ranks, so its own selection counts.
    picks["news"] = selection(unread, LINES)
    if given.read:
        orders["news, read"], picks["news, read"] = order_by("news", read), selection(read, LINES)
    if importlib.util.find_spec("lede"):
        orders["lede"], picks["lede"] = lede_order, first_of(lede_order)
    for name, order in orders.items():
        print(f"{name:12} {exam_row(score, annotated, picks[name])}  {rouge_row(cnn, order)}", flush=True)
    print(f"{'news, free':12} {exam_row(score, annotated, selection(read if given.read else unread, None))}")


def first_of(order: Ranked) -> Pick:
    """The first LINES sentences of an order."""
    return lambda article, sentences: [sentences[i] for i in order(article, sentences)[:LINES]]


def selection(read: Read, lines: int | None) -> Pick:
    """The sentences that the news ranker's selection shows, `lines` of them or as many as it likes."""
    return lambda article, sentences: [
        s.sentence for s in select(rank("news", article, sentences, read(article, sentences)), lines)
    ]


def curve(given: argparse.Namespace) -> None:
    """Print seconds of processor time against sentences, over the CNN articles joined to one text and cut to so many.

    "lines" is the news ranker with the choice and the mending of lines, up to what is printed.
    """
    score = scorer(given.scorer)
    whole = "\n".join(record["article"] for record in score.read_jsonl(given.cnn))
    sentences = split("x", whole)
    cut = {size: (article_of(whole[: sentences[size - 1].span.end]), sentences[:size]) for size in CURVE}
    for name in (*RANKERS, "lines"):
        figures = []
        for size, (article, some) in cut.items():
            if size > SLOW and name not in {"news", "lead", "random", "lines"}:
                continue
            started = time.process_time()
            if name == "lines":
                developments(article, rank("news", article, some, None))
            else:
                rank(name, article, some, None)
            figures.append(f"{size}: {time.process_time() - started:.3f}")
        print(f"{name:12} {'  '.join(figures)}", flush=True)


def main() -> None:
    """Read the arguments and print the table or the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("exam", type=Path)
    parser.add_argument("cnn", type=Path)
    parser.add_argument("--split", choices=["dev", "train"], default="dev")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--read", action="store_true", help="also rank with the learned reader's reading")
    parser.add_argument("--curve", action="store_true")
    given = parser.parse_args()
    (curve if given.curve else compare)(given)


if __name__ == "__main__":
    main()
