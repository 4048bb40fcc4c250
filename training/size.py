"""How large the encoder is, and where its lower heads read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Layers, attention heads of each and inner units of each."""

    layers: int = 6
    heads: int = 12
    wide: int = 1536


BASE_SIZE = Size()
# Names and parts of speech are read off the state two thirds up (after the fourth of six layers): low-level tasks serve
# low layers best (Søgaard and Goldberg 2016), and the last layers stay free for attribution.
LOW = 2 / 3
HEAD = 32
"""Width of one attention head; narrower readers have fewer heads, not narrower ones."""


def low_layer(layers: int) -> int:
    """After how many of `layers` layers the lower heads read."""
    return round(layers * LOW)
