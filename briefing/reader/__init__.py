"""The learned reader: one pass of one small encoder over an article tells who said what, its names and its words.

The weights and their card lie in `weights/`; `training/` made them.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from threading import Thread

from briefing.types import Article, Reading, Sentence

__all__ = ["LONGEST_READ", "prepare", "read"]

# No news article comes near this many characters (a long magazine piece has 60,000); what is longer is a book, a dump
# or an attack, and is read only up to here, which takes under a minute on one thread.
LONGEST_READ = 200_000
# The corpus has a headline over each article, in which nobody is marked as a speaker, so the encoder takes a first
# paragraph for one. Where the text begins without a headline, it reads this one first.
HEADLINE = "Update.\n\n"
LONGEST_HEADLINE = 140


@cache
def prepare() -> None:
    """Begin to load the tokenizer and the weights in a thread, as what else a first article needs is imported.

    Only the first call does anything. What goes wrong is raised by `read`.
    """
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    import numpy as np  # noqa: F401 (before what imports parts of it from C; see session.py)

    from briefing.errors import ModelError
    from briefing.reader.pieces import tokenizer
    from briefing.reader.session import session

    with suppress(ModelError):
        tokenizer()
        session(1)


def read(article: Article, sentences: tuple[Sentence, ...], *, threads: int = 1) -> Reading:
    """Read `article` once; `sentences` are those whose vectors are wanted.

    Takes about 0.02 ms a character on one thread, and reads LONGEST_READ characters at most. Raises ModelError where
    the weights cannot be loaded.
    """
    from briefing.reader import decode, words
    from briefing.reader.pieces import encode, headline
    from briefing.reader.session import score

    text = readable(article.text)
    pieces = encode(text)
    if not len(pieces):
        return Reading(article_id=article.id)
    scores = score(pieces, headline("" if has_headline(text) else HEADLINE), threads)
    return Reading(
        article_id=article.id,
        attributions=decode.attributions(pieces, scores),
        names=words.names(article.text, pieces, scores),
        words=words.words(article.text, pieces, scores),
        vectors=words.sentence_vectors(sentences, pieces, scores),
    )


def has_headline(text: str) -> bool:
    """True where the first line is short and more text follows it."""
    first, _, rest = text.strip().partition("\n")
    return len(first) <= LONGEST_HEADLINE and bool(rest.strip())


def readable(text: str) -> str:
    """`text` itself, or its first LONGEST_READ characters, up to the last white space in them."""
    if len(text) <= LONGEST_READ:
        return text
    cut = text[:LONGEST_READ]
    end = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[:end] if end > 0 else cut
