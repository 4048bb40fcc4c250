"""Who said what, against textacy's quotations: python benchmarks/positions.py [FILE ...] [--runs N].

Articles a second of briefing's whole analysis and of textacy's direct quotations with spaCy's small model, warm, one
thread each, on the same texts: the FILEs, or a dozen made articles of 600 words. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # for a start as a file, where nothing is installed from here

from benchmarks.many import write
from benchmarks.warm import compare

NAMES = ("briefing", "textacy")
ARTICLES, WORDS = 12, 600


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5, help="turns (5)")
    given = parser.parse_args()
    files = [file.resolve() for file in given.files]
    os.chdir(ROOT)  # whose modules are run
    with tempfile.TemporaryDirectory() as name:
        if not files:
            write(Path(name), ARTICLES, WORDS)
            files = sorted(Path(name).glob("*.txt"))
        compare(f"Positions: {len(files)} articles", NAMES, files, given.runs)


if __name__ == "__main__":
    main()
