"""fuse.py IN.onnx OUT.onnx: the reader's graph, written anew in few large operations; the weights stay as they are.

What torch exports attends through a mask that is all ones (a window is never padded), looks for rows without a number,
and multiplies by query, key and value one after the other. Here each layer has one product for the three, the
heads on one state are one product, and the pointers' distances are one look-up. Results are equal but for the last
bits and what int8 makes of them, which `--check` measures. The session needs no optimiser, so it starts in a fifth of
the time.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.size import HEAD, low_layer

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 384
SCALE = float(np.float32(HEAD**-0.25) ** 2)  # of query and key each its root, as the export has it
PLACES = 512  # positions that the encoder knows, so no window is longer
EPSILON = 1e-12  # of every layer norm, as the encoder has it
POINTERS = ("to_cue", "to_source")
MICROSOFT = "com.microsoft"


class Exported:
    """The weights of an exported, quantised reader, by the names of its modules."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self.arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.products = {node.name: node.input[1] for node in graph.node if node.op_type == "MatMulInteger"}
        self.layers = sum(name.endswith("intermediate.dense.bias") for name in self.arrays)

    def array(self, name: str) -> NDArray[Any]:
        return self.arrays[f"reader.{name}"]

    def product(self, module: str) -> dict[str, NDArray[Any]]:
        """The int8 weights of a linear module (transposed: inputs, outputs), scale, zero point and bias."""
        name = self.products[f"/reader/{module.replace('.', '/').replace('layer/', 'layer.')}/MatMul_quant"]
        stem = name.removesuffix("_quantized")
        kinds = {"weight": "_quantized", "scale": "_scale", "zero": "_zero_point"}
        return {kind: self.arrays[stem + ending] for kind, ending in kinds.items()} | {
            "bias": self.array(f"{module}.bias")
        }

    def table(self, module: str) -> NDArray[np.float32]:
        """The rows of an embedding, in float."""
        weight, scale, zero = (self.array(f"{module}.weight{part}") for part in ("_quantized", "_scale", "_zero_point"))
        return ((weight.astype(np.float32) - np.float32(zero)) * scale).astype(np.float32)


class Graph:
    """A graph under construction: nodes in order, constants by name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], outputs: str | list[str], domain: str = "", **settings: Any) -> str:
        made = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(kind, inputs, made, name=made[0], domain=domain, **settings))
        return made[0]

    def linear(self, parts: list[dict[str, NDArray[Any]]], state: str, name: str) -> str:
        """Products with one state as one: `state` names what `quantised` made."""
        joined = {kind: np.concatenate([part[kind] for part in parts], -1) for kind in parts[0]}
        names = {kind: self.constant(f"{name}.{kind}", value) for kind, value in joined.items()}
        inputs = [f"{state}.int", names["weight"], f"{state}.scale", names["scale"], f"{state}.zero", names["zero"]]
        return self.add("MatMulIntegerToFloat", [*inputs, names["bias"]], name, MICROSOFT)

    def quantised(self, state: str) -> str:
        self.add("DynamicQuantizeLinear", [state], [f"{state}.int", f"{state}.scale", f"{state}.zero"])
        return state

    def norm(self, name: str, weights: Exported, summed: list[str], module: str) -> str:
        """The layer norm of the sum of two states (onnxruntime's one operation for both takes five times as long)."""
        scale = self.constant(f"{name}.weight", weights.array(f"{module}.weight"))
        bias = self.constant(f"{name}.bias", weights.array(f"{module}.bias"))
        self.add("Add", summed, f"{name}.sum")
        return self.add("LayerNormalization", [f"{name}.sum", scale, bias], name, axis=-1, epsilon=EPSILON)

    def split(self, whole: str, sizes: list[int], names: list[str]) -> None:
        self.add("Split", [whole, self.constant(f"{whole}.sizes", np.array(sizes, dtype=np.int64))], names, axis=-1)


def embedded(graph: Graph, weights: Exported) -> str:
    """The sum of the embeddings of word, shape, text type (there is one) and place, added up as the export does."""
    stem = "encoder.embeddings"
    words = f"{stem}.word_embeddings.weight"
    graph.constant("words", weights.array(f"{words}_quantized"))
    graph.constant("words.scale", weights.array(f"{words}_scale"))
    graph.constant("words.zero", weights.array(f"{words}_zero_point"))
    graph.add("Gather", ["words", "ids"], "word.int", axis=0)
    graph.add("DequantizeLinear", ["word.int", "words.scale", "words.zero"], "word_state")
    graph.constant("shapes", weights.table("shape"))
    graph.add("Gather", ["shapes", "features"], "shape_state", axis=0)
    graph.constant("type", weights.table(f"{stem}.token_type_embeddings")[0])
    graph.constant("places", weights.table(f"{stem}.position_embeddings"))
    graph.constant("apart", np.array([0, 0, -1, HEAD], dtype=np.int64))
    graph.constant("together", np.array([0, 0, -1], dtype=np.int64))
    graph.constant("zero", np.array([0], dtype=np.int64))
    graph.add("Shape", ["ids"], "length", start=1)
    graph.add("Slice", ["places", "zero", "length", "zero"], "place_state")
    graph.add("Add", ["word_state", "shape_state"], "shaped")
    graph.add("Add", ["shaped", "type"], "typed")
    return graph.norm("state.0", weights, ["typed", "place_state"], f"{stem}.LayerNorm")


def attended(graph: Graph, own: str) -> None:
    """Attention over all pieces of the window, step by step.

    MultiHeadAttention takes a tenth less time, but adds up in an order that depends on the processor's cache, and int8
    carries the last bits on.
    """
    for name, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
        graph.add("Reshape", [f"{own}.{name}", "apart"], f"{own}.{name}.apart")
        graph.add("Transpose", [f"{own}.{name}.apart"], f"{own}.{name}.heads", perm=order)
    both = [f"{own}.query.heads", f"{own}.key.heads"]
    graph.add("FusedMatMul", both, f"{own}.scores", MICROSOFT, alpha=SCALE)
    graph.add("Softmax", [f"{own}.scores"], f"{own}.shares", axis=-1)
    graph.add("MatMul", [f"{own}.shares", f"{own}.value.heads"], f"{own}.mixed")
    graph.add("Transpose", [f"{own}.mixed"], f"{own}.mixed.apart", perm=[0, 2, 1, 3])
    graph.add("Reshape", [f"{own}.mixed.apart", "together"], f"{own}.attended")


def layer(graph: Graph, weights: Exported, state: str, index: int) -> str:
    """One layer of the encoder; `state` is quantised already."""
    stem, own = f"encoder.encoder.layer.{index}", f"layer.{index}"
    names = ["query", "key", "value"]
    joined = [weights.product(f"{stem}.attention.self.{name}") for name in names]
    graph.linear(joined, state, f"{own}.qkv")
    graph.split(f"{own}.qkv", [one["bias"].size for one in joined], [f"{own}.{name}" for name in names])
    attended(graph, own)
    dense = graph.linear(
        [weights.product(f"{stem}.attention.output.dense")], graph.quantised(f"{own}.attended"), f"{own}.dense"
    )
    middle = graph.norm(f"{own}.middle", weights, [dense, state], f"{stem}.attention.output.LayerNorm")
    wide = graph.linear([weights.product(f"{stem}.intermediate.dense")], graph.quantised(middle), f"{own}.wide")
    graph.add("Gelu", [wide], f"{own}.gelu", MICROSOFT)
    narrow = graph.linear([weights.product(f"{stem}.output.dense")], graph.quantised(f"{own}.gelu"), f"{own}.narrow")
    name = "hidden" if index == weights.layers - 1 else f"state.{index + 1}"
    return graph.norm(name, weights, [narrow, middle], f"{stem}.output.LayerNorm")


def buckets() -> NDArray[np.int64]:
    """The row of a pointer's table for each gap from 1 - PLACES on (`training/network.py` has the formula)."""
    gap = np.arange(1 - PLACES, PLACES)
    steps = np.minimum(np.log2(np.abs(gap).astype(np.float32) + 1) * 2, 16).astype(np.int64)
    return np.sign(gap) * steps + 16


def distances(weights: Exported, pointer: str) -> NDArray[np.float32]:
    """What lies between row i and column j adds to a pointer's score (PLACES, PLACES), its gap being j - i.

    A window takes its corner of it: looking each gap up in a row of them took a twentieth of the reader's time.
    """
    row: NDArray[np.float32] = weights.table(f"{pointer}.distance")[buckets(), 0]
    place = np.arange(PLACES)
    return row[place[None, :] - place[:, None] + PLACES - 1]


def heads(graph: Graph, weights: Exported, low: str, hidden: str) -> None:
    """Tags and pointers from the last state, names and parts of speech from a low one."""
    joined = [weights.product("tag")] + [
        weights.product(f"{pointer}.{part}") for pointer in POINTERS for part in ("query", "key")
    ]
    graph.linear(joined, graph.quantised(hidden), "heads")
    parts = ["tag", *(f"{pointer}.{part}" for pointer in POINTERS for part in ("query", "key"))]
    graph.split("heads", [part["weight"].shape[-1] for part in joined], parts)
    lower = [weights.product("name"), weights.product("word")]
    graph.linear(lower, low, "low_heads")
    graph.split("low_heads", [part["weight"].shape[-1] for part in lower], ["name", "word"])
    graph.constant("corner", np.zeros(2, dtype=np.int64))
    graph.add("Concat", ["length", "length"], "square", axis=0)
    for pointer in POINTERS:
        inner = weights.array(f"{pointer}.nowhere").shape[0]
        nowhere = (weights.array(f"{pointer}.nowhere") * np.float32(inner**-0.5)).reshape(inner, 1)
        graph.constant(f"{pointer}.distances", distances(weights, pointer))
        graph.constant(f"{pointer}.nowhere", nowhere)
        graph.add("Slice", [f"{pointer}.distances", "corner", "square"], f"{pointer}.distance")
        graph.add(
            "FusedMatMul", [f"{pointer}.query", f"{pointer}.key"], f"{pointer}.near", MICROSOFT,
            transB=1, alpha=inner**-0.5,
        )  # fmt: skip
        graph.add("Add", [f"{pointer}.near", f"{pointer}.distance"], f"{pointer}.there")
        graph.add("MatMul", [f"{pointer}.query", f"{pointer}.nowhere"], f"{pointer}.absent")
        graph.add("Concat", [f"{pointer}.absent", f"{pointer}.there"], pointer, axis=-1)


def fused(source: Path) -> onnx.ModelProto:
    """The reader of `source`, as exported and quantised, in few operations; its inputs are ids and features."""
    weights, graph = Exported(source), Graph()
    state = low = graph.quantised(embedded(graph, weights))
    for index in range(weights.layers):
        state = layer(graph, weights, state, index)
        if index + 1 < weights.layers:
            graph.quantised(state)
        if index + 1 == low_layer(weights.layers):
            low = state
    heads(graph, weights, low, state)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "piece"]) for name in ("ids", "features")
    ]
    sizes = {"tag": weights.array("tag.bias").size, "name": weights.array("name.bias").size}
    sizes |= {"word": weights.array("word.bias").size, "hidden": WIDTH}
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "piece", sizes.get(name, f"{name}_places")])
        for name in ("tag", *POINTERS, "name", "word", "hidden")
    ]
    made = helper.make_graph(graph.nodes, "reader", inputs, outputs, initializer=graph.constants)
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=versions, ir_version=8, producer_name="briefing")


def check(source: Path, target: Path) -> None:
    """Print how far the outputs of the two lie apart at most, over texts of chance pieces of several lengths."""
    import onnxruntime

    chance = np.random.default_rng(0)
    sessions = [
        onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]) for path in (source, target)
    ]
    for size in (1, 2, 7, 50, 399, 512):
        fed = {"ids": chance.integers(1000, 30000, (1, size)), "features": chance.integers(0, 16, (1, size))}
        fed["mask"] = np.ones((1, size), dtype=np.int64)
        found = []
        for session in sessions:
            own = {one.name for one in session.get_inputs()}
            names = [one.name for one in session.get_outputs()]
            found.append(dict(zip(names, session.run(names, {k: v for k, v in fed.items() if k in own}), strict=True)))
        gaps = {name: float(np.abs(found[0][name] - found[1][name]).max()) for name in found[0]}
        print(size, {name: f"{gap:.1e}" for name, gap in gaps.items()})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--check", action="store_true", help="print how far the two lie apart")
    given = parser.parse_args()
    onnx.save(fused(given.source), str(given.target))
    if given.check:
        check(given.source, given.target)
