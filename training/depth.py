"""How deep the encoder is, and where its lower heads read."""

LAYERS = 6
# Names and parts of speech are read off the state two thirds up (after the fourth of six layers): low-level tasks serve
# low layers best (Søgaard and Goldberg 2016), and the last layers stay free for attribution.
LOW = 2 / 3


def low_layer(layers: int) -> int:
    """After how many of `layers` layers the lower heads read."""
    return round(layers * LOW)
