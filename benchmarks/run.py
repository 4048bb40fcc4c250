"""All figures of docs/performance.md in one run: python benchmarks/run.py [--only TABLE ...] [--runs N] [--most N].

Needs the extra `bench` (pip install -e '.[bench]') for the tools that it is timed against; `--only cold` does without.
Commands are timed as whole processes, in turns with what they are compared to, and medians are printed, ratios first.
Where others use the machine as well, believe the ratios, those of the processor's seconds before those of the clock's.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # for a start as a file, where nothing is installed from here

from benchmarks.many import write
from benchmarks.measure import Run, in_turn, median, once, ratios, table
from benchmarks.warm import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = ROOT / "seeds" / "reassurance-force.txt"
BRIEFING = (sys.executable, "-m", "briefing")
PEER = (sys.executable, "-m", "benchmarks.peers")
WORDS = 600
SIZES = (100, 1_000, 10_000)
SHORT = 150
"""Words of the articles of which there are many: their number is what is timed there, not their length."""
PRINTS = (1_000, 10_000, 100_000)


def seconds(run: Run) -> str:
    """Seconds on the clock and of the processor."""
    return f"{run.seconds:.2f} ({run.processor:.2f})"


def cold(folder: Path, given: argparse.Namespace) -> None:
    """From nothing to files, against what others take to begin."""
    out = str(folder / "cold")
    commands = {
        "briefing make": (
            *BRIEFING,
            "make",
            str(SEED),
            "-o",
            f"{out}.docx",
            "-o",
            f"{out}.md",
        ),
        "sumy LexRank, five sentences printed": (*PEER, "lexrank", str(SEED)),
        "loading spaCy's small model": (*PEER, "spacy"),
        "onnxruntime and the reader's weights": (*PEER, "weights"),
        "briefing --help": (*BRIEFING, "--help"),
        "briefing make missing.txt": ("sh", "-c", f"! {' '.join(BRIEFING)} make missing.txt"),
    }
    if not find_spec("spacy"):
        del commands["loading spaCy's small model"]
    found = in_turn(commands, given.runs)
    ours = next(iter(found.values()))
    rows = []
    for name, runs in found.items():
        clock, processor = ratios(ours, runs)
        rows.append((name, f"{clock:.2f} ({processor:.2f})", seconds(median(runs)), f"{median(runs).memory:.0f}"))
    head = ("cold, as a whole process", "make against it", "seconds (processor)", "MiB")
    note = (
        "`briefing make` is the seed article to DOCX and Markdown. NLTK, which sumy uses, imports scikit-learn where "
        "it is installed (textacy brings it), and takes several times as long then"
    )
    there = "as here." if find_spec("sklearn") else "but not here."
    table("Cold start", head, rows, f"{note}, {there}")


def warm(folder: Path, given: argparse.Namespace) -> None:
    """Articles a second on one thread, in a process that has loaded all."""
    write(folder, 12, WORDS)
    title = f"Throughput on one thread, articles of {WORDS} words"
    compare(title, ("briefing", "textacy", "sumy", "lede"), sorted(folder.glob("*.txt")), given.runs)


def fifty(folder: Path, given: argparse.Namespace) -> None:
    """Fifty articles to one briefing."""
    write(folder, 50, WORDS)
    outputs = [part for ending in ("docx", "md", "json") for part in ("-o", str(folder.parent / f"fifty.{ending}"))]
    line = (*BRIEFING, "make", str(folder), *outputs)
    run = median(in_turn({"make": line}, min(3, given.runs))["make"])
    rows = [(seconds(run), f"{run.memory:.0f}")]
    table(f"50 articles of {WORDS} words to DOCX + Markdown + JSON", ("seconds (processor)", "MiB"), rows)


def many(folder: Path, given: argparse.Namespace) -> None:
    """Seconds an article and memory as their number grows."""
    rows, first = [], None
    for size in (size for size in SIZES if size <= given.most):
        write(folder, size, SHORT)
        run = once((*BRIEFING, "analyse", str(folder)))
        each = run.processor / size
        first = first or each
        ratio, clock = f"{each / first:.2f}", f"{1000 * run.seconds / size:.1f} ({1000 * each:.1f})"
        rows.append((f"{size:,}", ratio, clock, f"{run.seconds:.0f}", f"{run.memory:.0f}"))
    head = ("articles", "an article, against 100", "ms an article (processor)", "seconds", "MiB of a process")
    table(f"Many articles of {SHORT} words: briefing analyse", head, rows)


def spread(folder: Path, given: argparse.Namespace) -> None:
    """One process, two, and a Dask cluster of two workers."""
    write(folder, 100, WORDS)
    line = (*BRIEFING, "analyse", str(folder))
    commands = {
        "1 process": (*line, "--jobs", "1"),
        "2 processes": (*line, "--jobs", "2"),
        "Dask, 2 workers of its own": (*line, "--engine", "dask", "--jobs", "2"),
    }
    found = {name: median(runs) for name, runs in in_turn(commands, min(3, given.runs)).items()}
    one = found["1 process"]
    rows = [(name, f"{one.seconds / run.seconds:.2f}", seconds(run)) for name, run in found.items()]
    table(f"100 articles of {WORDS} words, spread", ("", "speed against 1 process", "seconds (processor)"), rows)


def stories(folder: Path, given: argparse.Namespace) -> None:  # noqa: ARG001 - all tables are called alike
    """Near-copies among fingerprints."""
    from benchmarks.many import texts
    from briefing.compose.copies import near_copies
    from briefing.types import Article

    rows, first = [], None
    for size in (size for size in PRINTS if size <= 10 * given.most):
        articles = [Article(id=str(at), source="x", text=text, sha256="") for at, text in enumerate(texts(size, 40))]
        began = time.process_time()
        near_copies(articles)
        taken = time.process_time() - began
        first = first or taken / size
        rows.append((f"{size:,}", f"{taken / size / first:.2f}", f"{taken:.1f}", f"{1000 * taken / size:.2f}"))
    head = ("fingerprints", "each, against 1,000", "processor seconds", "ms each")
    table("Near-copies by MinHash", head, rows)


# Stories last: they fill this process, and what it starts afterwards would begin with its peak of memory.
TABLES = {"cold": cold, "warm": warm, "fifty": fifty, "spread": spread, "many": many, "stories": stories}


def machine() -> str:
    """The machine and what runs on it, in a line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        model = next((line.split(":")[1].strip() for line in info.open() if line.startswith("model name")), model)
    names = ("onnxruntime", "numpy", "sumy", "spacy", "textacy", "lede", "distributed")
    packages = ", ".join(f"{name} {version(name)}" for name in names if find_spec(name))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores ({model}), {platform.system()}, "
        f"Python {platform.python_version()}, {packages}; load {load:.1f} when it began."
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=list(TABLES), default=list(TABLES))
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command (5)")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most articles (10000)")
    given = parser.parse_args(arguments)
    os.chdir(ROOT)  # whose modules the commands are
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as name:
        for what in given.only:
            folder = Path(name) / what
            folder.mkdir()
            TABLES[what](folder, given)


if __name__ == "__main__":
    main()
