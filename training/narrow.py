"""narrow.py IN.pt OUT.pt: a reader with fewer attention heads and narrower inner layers, to go on training from.

What is left out is what its loss feels least: for each head and each inner unit the size of activation times gradient,
summed over texts of the training part (Michel, Levy and Neubig 2019; Molchanov et al. 2019).
"""

from __future__ import annotations

import argparse
import random
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from training import distil
from training.size import HEAD
from training.train import batches, examples, load, loss_of, tensors

if TYPE_CHECKING:
    from torch import Tensor

    from training.network import Reader
    from training.train import Article

ROUNDS = 40
"""Batches on which importance is measured."""


class Watched:
    """What goes into the two products of each layer whose inputs may be left out, kept with its gradient."""

    def __init__(self, reader: Reader) -> None:
        self.seen: dict[tuple[int, str], Tensor] = {}
        self.felt: list[dict[str, Tensor]] = []
        for index, layer in enumerate(reader.encoder.encoder.layer):
            dense, narrow = layer.attention.output.dense, layer.output.dense
            dense.register_forward_pre_hook(partial(self.keep, (index, "heads")))
            narrow.register_forward_pre_hook(partial(self.keep, (index, "wide")))
            heads = torch.zeros(dense.in_features // HEAD)
            self.felt.append({"heads": heads, "wide": torch.zeros(narrow.in_features)})

    def keep(self, where: tuple[int, str], _: torch.nn.Module, inputs: tuple[Tensor, ...]) -> None:
        inputs[0].retain_grad()
        self.seen[where] = inputs[0]

    def add(self) -> None:
        """Add what the batch just gone back through shows."""
        for (index, kind), state in self.seen.items():
            felt = state.detach() * state.grad
            if kind == "heads":
                felt = felt.unflatten(-1, (-1, HEAD)).sum(-1)
            self.felt[index][kind] += felt.sum(1).abs().sum(0)


def importance(reader: Reader, articles: list[Article], words: list[str]) -> list[dict[str, Tensor]]:
    """For each layer the importance of its heads ("heads") and of its inner units ("wide")."""
    watched, dice = Watched(reader), random.Random(0)
    data = examples([one for one in articles if one.attributions is not None], words, dice, taught=True)
    for batch in batches(data, dice)[:ROUNDS]:
        ids, features, mask, label = tensors(data, batch)
        reader.zero_grad()
        loss_of(reader(ids, features, mask), label).backward()
        watched.add()
    return watched.felt


def narrowed(state: dict[str, Tensor], found: list[dict[str, Tensor]], heads: int, wide: int) -> dict[str, Tensor]:
    """`state` with the `heads` and `wide` most important of each layer, in their old order."""
    made = dict(state)
    for index, scores in enumerate(found):
        stem = f"encoder.encoder.layer.{index}"
        best = torch.topk(scores["heads"], heads).indices.sort().values
        columns = (best[:, None] * HEAD + torch.arange(HEAD)).flatten()
        units = torch.topk(scores["wide"], wide).indices.sort().values
        rows = {f"attention.self.{name}": columns for name in ("query", "key", "value")} | {"intermediate.dense": units}
        for name, chosen in rows.items():
            for ending in ("weight", "bias"):
                made[f"{stem}.{name}.{ending}"] = state[f"{stem}.{name}.{ending}"][chosen].clone()
        for name, chosen in (("attention.output.dense", columns), ("output.dense", units)):
            made[f"{stem}.{name}.weight"] = state[f"{stem}.{name}.weight"][:, chosen].clone()
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--gold", required=True, help="PolNeAR's training part, JSONL")
    parser.add_argument("--silver", required=True, nargs="+", help="what silver.py wrote")
    parser.add_argument("--heads", type=int, default=8, help="left in each layer, of 12")
    parser.add_argument("--wide", type=int, default=768, help="inner units left in each layer, of 1536")
    given = parser.parse_args()
    reader, tags = distil.load(given.source)
    found = importance(reader, load(given.gold, given.silver), tags)
    state = narrowed(reader.state_dict(), found, given.heads, given.wide)
    torch.save({"state": state, "words": tags}, given.target)
