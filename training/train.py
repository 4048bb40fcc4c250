"""train.py: fit the reader. See training/README.md for the corpora and the command.

Same seed, same machine, same thread count: same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

from briefing.reader.pieces import encode, windows
from training import distil
from training.augment import augment, beginning
from training.labels import IGNORE, NO_SOURCE, NOT_MARKED, attribution_labels, name_labels, word_labels
from training.network import Reader

PIECES_A_BATCH = 3200
# Weights of the losses: attribution is what the reader is for, the lower heads ride along.
WEIGHTS = {"tag": 2.0, "to_cue": 1.0, "to_source": 1.0, "name": 0.4, "word": 0.2}
# Articles without attribution gold (other genres) serve names and words only; this share of them is read an epoch.
# Where teachers tell their attributions, too, more of them are.
SHARE_OF_OTHERS, SHARE_OF_OTHERS_TAUGHT = 0.2, 0.5
# Windows in pieces, the shortest and the longest; a reader that is taught sees shorter ones, too.
WINDOWS, WINDOWS_TAUGHT = (300, 460), (180, 320)


@dataclass(frozen=True, slots=True)
class Article:
    text: str
    attributions: list[dict[str, list[list[int]]]] | None
    names: list[tuple[int, int, str]]
    words: list[tuple[int, int, str]]


def read_jsonl(path: str) -> list[dict[str, Any]]:
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load(gold_path: str, silver_paths: list[str]) -> list[Article]:
    """The silver articles; those whose text is in the gold file carry its attributions."""
    gold = {record["text"]: record["attributions"] for record in read_jsonl(gold_path)}
    seen: dict[str, Article] = {}
    for path in silver_paths:
        for record in read_jsonl(path):
            text = record["text"]
            seen.setdefault(text, Article(text, gold.get(text), record["names"], record["words"]))
    return list(seen.values())


def examples(
    articles: list[Article], word_tags: list[str], dice: random.Random, *, taught: bool
) -> list[dict[str, list[int]]]:
    """One epoch's windows, freshly augmented, with one list a label."""
    found = []
    share = SHARE_OF_OTHERS_TAUGHT if taught else SHARE_OF_OTHERS
    sizes = WINDOWS_TAUGHT if taught else WINDOWS
    for article in articles:
        if article.attributions is None and dice.random() > share:
            continue
        text = augment(article.text, dice)
        pieces = encode(text)
        first = pieces.covering(beginning(text, dice), len(text)).start
        if article.attributions is None:
            tags, pointers = [IGNORE] * len(pieces), [NOT_MARKED] * len(pieces)
        else:
            tags, pointers = attribution_labels(pieces, article.attributions)
        names = name_labels(pieces, article.names)
        words = word_labels(pieces, [(s, e, word_tags.index(t)) for s, e, t in article.words])
        for start, end in windows(pieces, dice.randint(*sizes), dice.randint(40, 70), first):
            inside = [
                IGNORE if p == NOT_MARKED else 0 if p == NO_SOURCE or not start <= p < end else p - start + 1
                for p in pointers[start:end]
            ]
            found.append({
                "ids": list(pieces.ids[start:end]), "features": list(pieces.features[start:end]),
                "tag": tags[start:end], "pointer": inside, "name": names[start:end], "word": words[start:end],
            })  # fmt: skip
    return found


def batches(data: list[dict[str, list[int]]], dice: random.Random) -> list[list[int]]:
    """Indices of windows of about one length together, at most PIECES_A_BATCH padded pieces a batch."""
    order = list(range(len(data)))
    dice.shuffle(order)
    made: list[list[int]] = []
    for at in range(0, len(order), 200):
        batch: list[int] = []
        longest = 0
        for index in sorted(order[at : at + 200], key=lambda i: len(data[i]["ids"])):
            longest_then = max(longest, len(data[index]["ids"]))
            if batch and longest_then * (len(batch) + 1) > PIECES_A_BATCH:
                made.append(batch)
                batch, longest_then = [], len(data[index]["ids"])
            batch.append(index)
            longest = longest_then
        made.append(batch)
    dice.shuffle(made)
    return made


def loss_of(scores: dict[str, torch.Tensor], label: dict[str, torch.Tensor]) -> torch.Tensor:
    """The weighted sum of the heads' cross-entropies; a head without a label in the batch adds nothing."""
    ignored = torch.full_like(label["pointer"], IGNORE)
    targets = {
        "tag": label["tag"],
        "to_cue": torch.where(label["tag"] >= 5, label["pointer"], ignored),
        "to_source": torch.where(label["tag"] == 1, label["pointer"], ignored),
        "name": label["name"],
        "word": label["word"],
    }
    total = torch.zeros(())
    for head, target in targets.items():
        if (target != IGNORE).any():
            flat = scores[head].float().flatten(0, 1)
            total = total + WEIGHTS[head] * F.cross_entropy(flat, target.flatten(), ignore_index=IGNORE)
    return total


def column(data: list[dict[str, list[int]]], batch: list[int], key: str, fill: int) -> torch.Tensor:
    longest = max(len(data[i]["ids"]) for i in batch)
    return torch.tensor([data[i][key] + [fill] * (longest - len(data[i][key])) for i in batch])


def tensors(
    data: list[dict[str, list[int]]], batch: list[int]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, dict[str, torch.Tensor]]:
    """Ids, features, mask and labels of a batch, padded to its longest window."""
    label = {key: column(data, batch, key, IGNORE) for key in ("tag", "pointer", "name", "word")}
    ids, features = column(data, batch, "ids", 0), column(data, batch, "features", 0)
    lengths = torch.tensor([len(data[i]["ids"]) for i in batch])
    mask = (torch.arange(ids.shape[1])[None] < lengths[:, None]).long()
    return ids, features, mask, label


def started(options: argparse.Namespace, words: int) -> Reader:
    """The reader that training begins with: the base, or an earlier run's, or some of that one's layers."""
    if not options.start:
        return Reader(words)
    saved = torch.load(options.start, weights_only=True)
    state = saved["state"]
    if options.keep:
        state = distil.cut(state, options.keep)
    model = Reader(words, distil.size_of(state))
    model.load_state_dict(state)
    return model


def optimiser(
    model: Reader, rate: float, heads_faster: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW, its rate rising over the first steps and falling to nothing at the last."""
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": rate * heads_faster}]
    made = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        made, lambda s: min(1, (s + 1) / (0.06 * steps)) * max(0.0, 1 - s / steps) + 1e-3
    )
    return made, schedule


def fit(options: argparse.Namespace) -> None:
    """Train for `options.epochs` and write state and word tags to `options.out`."""
    torch.manual_seed(0)  # the heads start alike in every run, so that runs of several seeds can be averaged
    articles = load(options.gold, options.silver)
    word_tags = sorted({tag for article in articles for _, _, tag in article.words})
    model = started(options, len(word_tags))
    teachers = distil.Teachers(options.teachers) if options.teachers else None
    torch.manual_seed(options.seed)
    dice = random.Random(options.seed)
    taught = teachers is not None
    an_epoch = len(batches(examples(articles, word_tags, random.Random(0), taught=taught), random.Random(0)))
    steps = int(an_epoch * options.epochs * 1.01)
    optimizer, schedule = optimiser(model, options.rate, 1 if options.start else 5, steps)
    begun, step = time.time(), 0
    for _ in range(options.epochs):
        model.train()
        data = examples(articles, word_tags, dice, taught=taught)
        for batch in batches(data, dice):
            ids, features, mask, label = tensors(data, batch)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
                scores = model(ids, features, mask)
                said = teachers.scores(ids, features, mask) if teachers else None
            loss = loss_of(scores, label)
            if said is not None:
                loss = distil.GOLD * loss + distil.loss(scores, said, mask)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 25 == 0:
                print(step, "of", steps, f"{loss.item():.2f}", f"{time.time() - begun:.0f} s", flush=True)
        torch.save({"state": model.state_dict(), "words": word_tags}, options.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", required=True, help="PolNeAR's training part, JSONL")
    parser.add_argument("--silver", required=True, nargs="+", help="what silver.py wrote")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument(
        "--bfloat16", action="store_true", help="twice as fast with AVX512-BF16 or AMX, 20 times slower without"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="go on from the state of an earlier run")
    parser.add_argument("--keep", type=int, nargs="+", help="the layers of --start to begin with, counted from 0")
    parser.add_argument("--teachers", type=Path, nargs="+", help="states of readers to learn from")
    parser.add_argument("--out", type=Path, required=True)
    fit(parser.parse_args())
