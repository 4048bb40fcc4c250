"""export.py IN.pt FOLDER: ONNX with int8 weights and the lists of labels, as `briefing/reader/weights/` holds them.

The float model and the int8 one as torch has it stay beside IN.pt; `fuse.py` writes the latter's graph anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.distil import load
from training.fuse import fused
from training.labels import NAMES, TAGS

if TYPE_CHECKING:
    from training.network import Reader

INPUTS, OUTPUTS = ("ids", "features", "mask"), ("tag", "to_cue", "to_source", "name", "word", "hidden")


class Traced(torch.nn.Module):
    """The reader with its outputs in a fixed order, as a trace wants them."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: torch.Tensor, features: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        scores = self.reader(ids, features, mask)
        return tuple(scores[name] for name in OUTPUTS)


def export(source: Path, folder: Path) -> None:
    """Write reader.onnx (int8, fused) and labels.json into `folder`."""
    reader, words = load(source)
    example = tuple(torch.ones(2, 100, dtype=torch.long) for _ in INPUTS)
    whole, small = str(source.with_suffix(".onnx")), source.with_suffix(".int8.onnx")
    torch.onnx.export(
        Traced(reader), example, whole, input_names=list(INPUTS), output_names=list(OUTPUTS), opset_version=17,
        dynamo=False, dynamic_axes={name: {0: "batch", 1: "piece"} for name in INPUTS + OUTPUTS},
    )  # fmt: skip
    # The pointers' products of two activations stay in float: they are small, and int8 there costs accuracy.
    products = [
        node.name
        for node in onnx.load(whole).graph.node
        if node.op_type == "MatMul" and "/to_" in node.name and node.name.rsplit("/", 1)[-1].startswith("MatMul")
        and "query" not in node.name and "key" not in node.name
    ]  # fmt: skip
    # Seven-bit weights: with eight, processors without VNNI saturate inside the product, and results would differ
    # from one kind of machine to the next.
    quantize_dynamic(
        whole, str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        nodes_to_exclude=products, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    onnx.save(fused(small), str(folder / "reader.onnx"))
    labels = {"tags": list(TAGS), "names": list(NAMES), "words": words}
    (folder / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
