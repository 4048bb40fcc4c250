"""The learned reader: one pass of one small encoder over an article tells who said what, its names and its words.

The weights and their card lie in `weights/`; `training/` made them.
"""

from __future__ import annotations

from briefing.types import Article, Reading, Sentence

__all__ = ["LONGEST_READ", "read"]

# No news article comes near this many characters (a long magazine piece has 60,000); what is longer is a book, a dump or an
# attack, and is read only up to here, which takes under a minute on one thread.
LONGEST_READ = 200_000


def read(article: Article, sentences: tuple[Sentence, ...], *, threads: int = 1) -> Reading:
    """Read `article` once; `sentences` are those whose vectors are wanted.

    Takes about 0.1 ms a character on one thread, and reads LONGEST_READ characters at most. Raises ModelError where the weights cannot be loaded.
    """
    from briefing.reader import decode, words
    from briefing.reader.pieces import encode
    from briefing.reader.session import score

    pieces = encode(readable(article.text))
    if not len(pieces):
        return Reading(article_id=article.id)
    scores = score(pieces, threads)
    return Reading(
        article_id=article.id,
        attributions=decode.attributions(pieces, scores),
        names=words.names(article.text, pieces, scores),
        words=words.words(article.text, pieces, scores),
        vectors=words.sentence_vectors(sentences, pieces, scores),
    )


def readable(text: str) -> str:
    """`text` itself, or its first LONGEST_READ characters, up to the last white space in them."""
    if len(text) <= LONGEST_READ:
        return text
    cut = text[:LONGEST_READ]
    end = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[:end] if end > 0 else cut
