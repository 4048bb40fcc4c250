"""What a reader of fewer layers learns from larger ones: their layers to begin with, and their scores on every text.

The scores say more than the gold labels (which of two readings is nearly as good), and are there for articles without
gold, too (Hinton, Vinyals and Dean 2015; layers kept as in Sajjad et al. 2023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch import Tensor

from training.network import Reader
from training.size import HEAD, Size

if TYPE_CHECKING:
    from pathlib import Path

Scores = dict[str, Tensor]
# A pointer is taught where the teachers give its kind of piece at least this much; elsewhere it is never read.
LEAST_LIKELY = 0.1
# The tag columns of the kinds that point (see training/labels.py).
POINTING = {"to_cue": slice(5, 7), "to_source": slice(1, 3)}
# Weights of what is taught; the last states are held near the teacher's by their angle.
WEIGHTS = {"tag": 2.0, "to_cue": 1.0, "to_source": 1.0, "hidden": 1.0}
GOLD = 0.5
"""Weight of the gold and silver labels beside the teachers."""


def cut(state: dict[str, Tensor], kept: list[int]) -> dict[str, Tensor]:
    """The state of a reader of whose layers only `kept` (ascending) are left, numbered anew."""
    stem = "encoder.encoder.layer."
    made = {}
    for name, value in state.items():
        if not name.startswith(stem):
            made[name] = value
            continue
        index, rest = name.removeprefix(stem).split(".", 1)
        if int(index) in kept:
            made[f"{stem}{kept.index(int(index))}.{rest}"] = value
    return made


def size_of(state: dict[str, Tensor]) -> Size:
    """How large the reader of this state is."""
    inner = [value.shape[0] for name, value in state.items() if name.endswith("intermediate.dense.bias")]
    queries = state["encoder.encoder.layer.0.attention.self.query.bias"].shape[0]
    return Size(layers=len(inner), heads=queries // HEAD, wide=inner[0])


def load(path: Path) -> tuple[Reader, list[str]]:
    """The reader that train.py saved at `path`, and its word tags."""
    saved: dict[str, Any] = torch.load(path, weights_only=True)
    reader = Reader(len(saved["words"]), size_of(saved["state"]))
    reader.load_state_dict(saved["state"])
    return reader.eval(), saved["words"]


class Teachers:
    """One reader or more, whose probabilities are averaged; the states are those of the first."""

    def __init__(self, paths: list[Path]) -> None:
        self.readers = [load(path)[0] for path in paths]

    def scores(self, ids: Tensor, features: Tensor, mask: Tensor) -> Scores:
        with torch.no_grad():
            found = [reader(ids, features, mask) for reader in self.readers]
        taught = {
            name: torch.stack([one[name].float().softmax(-1) for one in found]).mean(0)
            for name in ("tag", "to_cue", "to_source")
        }
        return taught | {"hidden": found[0]["hidden"].float()}


def loss(scores: Scores, taught: Scores, mask: Tensor) -> Tensor:
    """How far `scores` are from what the teachers say, a mean over the pieces concerned."""
    real = mask.bool()
    rows = {"tag": real} | {
        head: real & (taught["tag"][..., columns].sum(-1) > LEAST_LIKELY) for head, columns in POINTING.items()
    }
    total = torch.zeros(())
    for head, chosen in rows.items():
        if chosen.any():
            logs = scores[head].float()[chosen].log_softmax(-1)
            total = total + WEIGHTS[head] * F.kl_div(logs, taught[head][chosen], reduction="batchmean")
    apart = 1 - F.cosine_similarity(scores["hidden"].float()[real], taught["hidden"][real], dim=-1)
    return total + WEIGHTS["hidden"] * apart.mean()
