"""In how many news articles each common term stands, for grouping articles into stories: term, tab, articles of 1,000.

Usage: python training/common_terms.py ARTICLES.jsonl [ARTICLES.json ...] > briefing/compose/common_terms.tsv
Each input holds objects with a "text"; only counts are kept of them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from briefing.analyse.salience.features import cues
from briefing.analyse.salience.terms import content_terms

LEAST = 10
"""Articles of 1,000: what is rarer is treated as rare whatever its count, so that no name of a day gets in."""


def main(paths: list[str]) -> None:
    texts: list[str] = []
    for path in paths:
        data = Path(path).read_text("utf-8")
        records = json.loads(data) if data.lstrip().startswith("[") else map(json.loads, data.splitlines())
        texts += [record["text"] for record in records]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(content_terms(text, cues("en").stop_words)))
    print(f"# Articles of 1,000 that hold the term, from {len(texts)} articles; made by training/common_terms.py")
    for term, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        share = round(1000 * count / len(texts))
        if share >= LEAST and not term.isdigit():
            print(f"{term}\t{share}")


if __name__ == "__main__":
    main(sys.argv[1:])
