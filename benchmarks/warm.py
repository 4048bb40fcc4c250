"""Articles a second of briefing and of others, warm, on one thread each, on the same files in turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.measure import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def seconds_each(name: str, files: Sequence[Path]) -> tuple[float, float]:
    """Median seconds an article, on the clock and of the processor, of one process of `benchmarks/peers.py`."""
    line = (sys.executable, "-m", "benchmarks.peers", name, *map(str, files))
    printed = subprocess.run(line, capture_output=True, text=True, check=True, env=os.environ | ONE_THREAD)
    clock, processor = map(float, printed.stdout.split())
    return clock, processor


def compare(title: str, names: Sequence[str], files: Sequence[Path], runs: int) -> None:
    """Print a table of `names`, briefing first, each run so many times in turns: medians, ratios turn by turn."""
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(runs):
        for name in names:
            figures[name].append(seconds_each(name, files))
    rows = []
    for name in names:
        pairs = list(zip(figures[name], figures["briefing"], strict=True))
        ratio = [statistics.median(other[i] / ours[i] for other, ours in pairs) for i in (0, 1)]
        speed = [1 / statistics.median(figure[i] for figure in figures[name]) for i in (0, 1)]
        rows.append((name, f"{ratio[0]:.2f} ({ratio[1]:.2f})", f"{speed[0]:.1f} ({speed[1]:.1f})"))
    table(title, ("warm, one thread", "briefing's speed against it", "articles a second (processor)"), rows)
