"""restore.py WEIGHTS_FOLDER OUT.pt: float weights from a fused int8 reader, as `train.py` would have saved them.

For going on from weights whose float state is gone: each int8 value times its scale. What rounding took stays lost, and
a further fit makes up for it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.fuse import POINTERS, buckets
from training.network import Reader
from training.size import HEAD, Size

if TYPE_CHECKING:
    from numpy.typing import NDArray

NARROW = 128  # of a pointer's query and key


class Fused:
    """The constants of a graph that `fuse.py` wrote."""

    def __init__(self, path: Path) -> None:
        self.arrays = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}

    def linear(self, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Weight (outputs, inputs) and bias of a product."""
        weight, scale, zero = (self.arrays[f"{name}.{kind}"] for kind in ("weight", "scale", "zero"))
        whole = (weight.astype(np.float32) - zero.astype(np.float32)) * scale
        return whole.T, self.arrays[f"{name}.bias"]

    @property
    def layers(self) -> int:
        return sum(name.endswith(".qkv.weight") for name in self.arrays)

    @property
    def size(self) -> Size:
        heads = self.arrays["layer.0.dense.weight"].shape[0] // HEAD
        return Size(layers=self.layers, heads=heads, wide=self.arrays["layer.0.wide.bias"].size)


def restored(folder: Path) -> dict[str, Any]:
    """The state and the word tags of the reader in `folder`."""
    fused = Fused(folder / "reader.onnx")
    words = json.loads((folder / "labels.json").read_text("utf-8"))["words"]
    reader = Reader(len(words), fused.size)
    state = reader.state_dict()

    def put(module: str, weight: NDArray[np.float32], bias: NDArray[np.float32] | None = None) -> None:
        for ending, value in (("weight", weight), ("bias", bias)):
            if value is not None:
                name = f"{module}.{ending}"
                assert state[name].shape == value.shape, (name, state[name].shape, value.shape)
                state[name] = torch.from_numpy(np.array(value, dtype=np.float32))

    def put_split(modules: list[str], product: str) -> None:
        weight, bias = fused.linear(product)
        at = 0
        for module in modules:
            size = state[f"{module}.bias"].shape[0]
            put(module, weight[at : at + size], bias[at : at + size])
            at += size
        assert at == len(weight), product

    stem = "encoder.embeddings"
    put("shape", fused.arrays["shapes"])
    put(f"{stem}.position_embeddings", fused.arrays["places"])
    types = state[f"{stem}.token_type_embeddings.weight"].clone()
    types[0] = torch.from_numpy(fused.arrays["type"].copy())
    state[f"{stem}.token_type_embeddings.weight"] = types
    put(f"{stem}.LayerNorm", fused.arrays["state.0.weight"], fused.arrays["state.0.bias"])
    for index in range(fused.layers):
        own, module = f"layer.{index}", f"encoder.encoder.layer.{index}"
        put_split([f"{module}.attention.self.{part}" for part in ("query", "key", "value")], f"{own}.qkv")
        put(f"{module}.attention.output.dense", *fused.linear(f"{own}.dense"))
        put(f"{module}.intermediate.dense", *fused.linear(f"{own}.wide"))
        put(f"{module}.output.dense", *fused.linear(f"{own}.narrow"))
        last = "hidden" if index == fused.layers - 1 else f"state.{index + 1}"
        for name, norm in ((f"{own}.middle", "attention.output"), (last, "output")):
            put(f"{module}.{norm}.LayerNorm", fused.arrays[f"{name}.weight"], fused.arrays[f"{name}.bias"])
    put_split(["tag", *(f"{pointer}.{part}" for pointer in POINTERS for part in ("query", "key"))], "heads")
    put_split(["name", "word"], "low_heads")
    for pointer in POINTERS:
        nowhere = fused.arrays[f"{pointer}.nowhere"].reshape(-1) * np.float32(NARROW**0.5)
        state[f"{pointer}.nowhere"] = torch.from_numpy(nowhere.astype(np.float32))
        table = np.zeros((33, 1), dtype=np.float32)
        apart = fused.arrays[f"{pointer}.distances"]  # its first column upwards and its first row hold every gap once
        table[buckets(), 0] = np.concatenate([apart[:0:-1, 0], apart[0]])
        state[f"{pointer}.distance.weight"] = torch.from_numpy(table)
    reader.load_state_dict(state)
    return {"state": reader.state_dict(), "words": words}


if __name__ == "__main__":
    torch.save(restored(Path(sys.argv[1])), sys.argv[2])
