"""evaluate.py SCORER PART.jsonl: how well the reader attributes, over a row of confidences below which it keeps quiet.

SCORER is the evaluation's score.py, PART.jsonl articles with gold attributions.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from briefing.reader import read
from briefing.types import Article
from training.statements import load

CONFIDENCES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


def main(scorer_path: str, part: str) -> None:
    scorer = load(Path(scorer_path))
    records = [json.loads(line) for line in Path(part).read_text("utf-8").splitlines()]
    gold = [
        [{key: [tuple(s) for s in a[key]] for key in ("source", "cue", "content")} for a in r["attributions"]]
        for r in records
    ]
    started = time.perf_counter()
    readings = [read(Article(id=r["id"], source=r["id"], text=r["text"], sha256=""), ()) for r in records]
    print(f"{len(records) / (time.perf_counter() - started):.2f} articles a second")
    for sourceless in (False, True):
        for least in CONFIDENCES:
            predicted = [
                [
                    {
                        "source": [(raw.source.start, raw.source.end)] if raw.source else [],
                        "cue": [(raw.cue.start, raw.cue.end)],
                        "content": [(span.start, span.end) for span in raw.content],
                    }
                    for raw in reading.attributions
                    if raw.confidence >= least and (raw.source or sourceless)
                ]
                for reading in readings
            ]
            scores = scorer.score_attributions(gold, predicted)
            shown = "with" if sourceless else "without"
            print(
                f"confidence {least:.2f}, {shown} sourceless:", {key: round(value, 3) for key, value in scores.items()}
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
