"""Whose words a document holds: "Reyes's letter", "a statement from the ministry", and "the statement" after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.entities import entity_at
from briefing.analyse.actors.phrases import Phrase, Words, singular
from briefing.analyse.actors.pronouns import sentence_at
from briefing.analyse.actors.sources import IN_PHRASE, phrase_before
from briefing.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.analyse.actors.scene import Scene
    from briefing.types import Word

# A document that was brought in farther back than this, in sentences, is not what "the letter" means.
REACH = 10
_FROM = re.compile(
    r",?\s+(?:(?:that|which) (?:was|were) )?(?:\w+ly )?"
    r"(?:(?:filed|written|signed|released|issued|sent|published|posted|prepared|put out|brought) (?:\w+day )?)?"
    r"(?:by|from)\s+(?=\S)"
)
_ISSUES = re.compile(
    r"\b(?:(?:has|have|had) (?:\w+ly |also )?)?"
    r"(?:wrote|writes|sent|sends|released|releases|issued|issues|published|publishes|posted|posts|filed|files|signed|"
    r"signs|provided|provides|put out|brought|penned)\b"
)
# What is laid before a body carries its name in front ("a Securities Commission filing"), and is not its own.
_LODGED = frozenset({"filing", "motion", "petition", "complaint", "lawsuit", "suit", "brief", "affidavit", "listing"})
_NEW = frozenset({"a", "an", "his", "her", "their", "its", "another", "one"})


def is_document(scene: Scene, found: Phrase) -> bool:
    """True for a source that ends in a document's noun, or in one with its title ("his book “The Long Way”")."""
    if any(_has_title(scene, word) for word in found.words):
        return True
    if found.head is None or not scene.words.of(found.head).islower():  # "the Post" is a paper's name
        return False
    return singular(scene.words.of(found.head)) in scene.lexicon.words("document_nouns")


def _has_title(scene: Scene, word: Word) -> bool:
    """True for a document's noun right before a quotation mark that opens."""
    known = singular(scene.words.of(word)) in scene.lexicon.words("document_nouns")
    return (
        known
        and scene.text[word.span.end : word.span.end + 2].lstrip()[:1] in tuple("\"“‘«'`")
        and (scene.text[word.span.end : word.span.end + 1] == " ")
    )


def named_issuer(scene: Scene, span: Span, found: Phrase) -> Span | None:
    """Who the source itself says issued it: its owner, "from" or "by" whom it is, or the body before the noun."""
    if found.head is None or singular(scene.words.of(found.head)) not in scene.lexicon.words("issued_nouns"):
        return None
    return _issuer_at(scene, found.head, span.end)


def earlier_issuer(scene: Scene, span: Span, found: Phrase) -> tuple[Span | None, int | None]:
    """Where the text told before who issued "the statement": (their span, None), or (None, the place of their cue).

    That is the nearest earlier sentence that brings such a document in and says whose it is, or where somebody speaks.
    """
    if found.head is None or found.determiner not in ("the", "this", "that"):
        return None, None
    noun = singular(scene.words.of(found.head))
    behind = _FROM.match(scene.text, found.rest)
    if noun not in scene.lexicon.words("issued_nouns") or (behind is not None and behind.end() <= span.end):
        return None, None
    for word in _earlier(scene, noun, span.start):
        issuer, place = _brought_in_by(scene, word)
        if issuer is not None or place is not None:
            return issuer, place
    return None, None


def _brought_in_by(scene: Scene, word: Word) -> tuple[Span | None, int | None]:
    """Who issues the document at its mention `word`, or the place where whoever speaks in that sentence does."""
    own = _issuer_at(scene, word, None)
    if own is not None:
        return own, None
    sentence = scene.context.sentences[sentence_at(scene.context.sentences, word.span.start)].span
    verbs = [match.start() for match in _ISSUES.finditer(scene.text, sentence.start, word.span.start)]
    issued = bool(verbs) and not scene.context.quoted[verbs[-1]]
    apart = issued and scene.text[: verbs[-1]].rstrip().endswith(",")
    subject = phrase_before(scene.words, verbs[-1]) if issued and not apart else None
    if subject is not None:
        return subject, None
    return None, word.span.start if apart or _brought_in(scene.words, word) else None


def _earlier(scene: Scene, noun: str, place: int) -> Iterator[Word]:
    """The words with this noun before `place`, nearest first, within REACH sentences and outside quotation marks."""
    here = sentence_at(scene.context.sentences, place)
    start = scene.context.sentences[max(0, here - REACH)].span.start if scene.context.sentences else 0
    for word in reversed(scene.words.within(Span(start, place))):
        named = word.tag in ("NN", "NNP") and singular(scene.words.of(word)) == noun
        if named and not scene.context.quoted[word.span.start]:
            yield word


def _brought_in(words: Words, noun: Word) -> bool:
    """True for the paper that somebody speaks in: "in a statement", "in their long letter"; not "called a report"."""
    before = words.before(noun.span.start, 5)
    for at in range(len(before) - 1, 0, -1):
        if words.of(before[at]).lower() in _NEW:
            return words.of(before[at - 1]).lower() in ("in", "with", "through", "via")
        if before[at].tag not in IN_PHRASE or before[at].tag == "DT":
            return False
    return False


def _issuer_at(scene: Scene, noun: Word, end: int | None) -> Span | None:
    """The span of who issued the document `noun`, where the words before or behind it say so."""
    owner = _owner(scene, noun)
    if owner is not None:
        return owner
    behind = _FROM.match(scene.text, noun.span.end)
    if behind is None or (end is not None and behind.end() >= end):
        return None
    limit = end if end is not None else min(len(scene.text), behind.end() + 120)
    run: list[Word] = []
    for word in scene.words.within(Span(behind.end(), limit)):
        if word.tag not in IN_PHRASE - {"VBG"} and not (
            word.tag in (".", "IN") and scene.words.of(word) in ("of", ".")
        ):
            break
        run.append(word)
    while run and run[-1].tag not in ("NN", "NNS", "NNP", "NNPS"):
        run.pop()
    if not run or run[0].tag == "PRP$":
        return None
    return Span(run[0].span.start, run[-1].span.end)


def _months(scene: Scene) -> frozenset[str]:
    return scene.lexicon.words("months") | scene.lexicon.words("weekdays")


def _owner(scene: Scene, noun: Word) -> Span | None:
    """The body or person whose the document is, by the words before its noun: "Reyes's letter", "a ministry report"."""
    before = Span(max(0, noun.span.start - 80), noun.span.start)
    run: list[Word] = []
    for word in reversed(scene.words.within(before)):
        if word.tag not in IN_PHRASE:
            break
        run.insert(0, word)
        if word.tag in ("DT", "PRP$"):
            break
    if not run:
        return None
    owned = next((word for word in run if word.tag == "POS"), None)
    whole = Span(run[0].span.start, owned.span.start if owned else noun.span.start)
    owners = entity_at(scene.entities, whole)
    if not owned and (singular(scene.words.of(noun)) in _LODGED or scene.words.of(run[-1]).lower() in _months(scene)):
        return None
    kinds = ("person", "organisation") if owned else ("organisation",)
    if not owners or owners[-1].kind not in kinds:
        return None
    mention = next(mention for mention in owners[-1].mentions if mention.overlaps(whole))
    return Span(mention.start, min(mention.end, noun.span.start)) if mention.start < noun.span.start else None
