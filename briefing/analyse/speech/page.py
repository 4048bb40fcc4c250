"""What every form of speech looks at: paragraphs, quotation marks, people; and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from briefing.analyse.actors.phrases import Words
from briefing.text.names import same_person, split_title, strip_possessive
from briefing.text.patterns import small
from briefing.text.quotes import inside
from briefing.types import Article, Name, RawAttribution, Reading, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Form = Literal["turn", "asked", "letter", "opinion", "release", "post", "loose quotation", "not reached"]
# A statement that is cut out of longer speech has about so many words: what a reader takes in at once.
STATEMENT_WORDS = 40
# Fewer words say nothing ("Yes.", "Thank you.").
LEAST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of the text that is not empty: its span without outer space, and its sentences."""

    span: Span
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An attribution and how it was found: `form` is None for what the reader found.

    `named` is where the text names the speaker, for the resolver; most often `raw.source` itself. It is None where the
    speaker stays unclear.
    """

    raw: RawAttribution
    named: Span | None
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch that one speaker says: what is outside quotation marks in it, in the first person, is theirs.

    `label` is how the text marks the speaker, `named` where it names them (None: unclear), `statements` what is worth
    attributing to them. One `under` the others holds what none of them does; where `we` is False, only "I" is known.
    Of an interviewer, who takes no position, only `asker` is known, and the whole passage is what they ask.
    """

    span: Span
    label: Span | None
    named: Span | None
    cue: Span
    statements: tuple[Span, ...]
    form: Form
    confidence: float
    under: bool = False
    we: bool = True
    asker: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one form found: passages, single attributions, and names that only the form shows to be names."""

    passages: tuple[Passage, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    names: tuple[Name, ...] = ()


class Page:
    """One article, made ready for the forms."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], reading: Reading) -> None:
        self.article = article
        self.text = article.text
        self.small = small(article.text)
        self.reading = reading
        self.words = Words(article.text, reading.words)
        self.quoted = inside(article.text)
        self.paragraphs = tuple(
            Paragraph(span=Span(found[0].span.start, found[-1].span.end), sentences=found)
            for found in (tuple(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph))
        )
        self.people = tuple(name for name in reading.names if name.kind == "person")
        self.speakers = tuple(name for name in reading.names if name.kind in ("person", "organisation"))
        self.person_words = frozenset(
            part.casefold().strip(".,") for name in self.people for part in name.span.of(self.text).split()
        )
        self.places = frozenset(name.span.start for name in reading.names if name.kind == "place")
        # Each person's name of two words or more, without title, at its first mention.
        self.full_names = self._full_names()

    def _full_names(self) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for name in self.people:
            bare = bare_name(name.span.of(self.text))
            if " " in bare:
                found.setdefault(bare, name.span)
        return found

    def outside_quotes(self, span: Span) -> str:
        """The text of `span` with everything in quotation marks blanked."""
        return "".join(
            " " if self.quoted[at] else character
            for at, character in enumerate(self.text[span.start : span.end], start=span.start)
        )


def bare_name(form: str) -> str:
    """A name without title and possessive."""
    plain = strip_possessive(" ".join(form.split()))
    return split_title(plain)[1] or plain


def bearers(form: str, full: dict[str, Span]) -> list[str]:
    """The different people among the full names that `form` can mean; spellings of one person count once."""
    fitting: list[str] = []
    for name in full:
        if same_person(name, form) and not any(same_person(name, other) for other in fitting):
            fitting.append(name)
    return fitting


def statements(text: str, parts: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences `parts`, joined to statements of about STATEMENT_WORDS; questions and trifles are left out."""
    made: list[tuple[Span, int]] = []
    held: list[Span] = []
    size = 0
    for part in parts:
        said = part.of(text)
        count = len(said.split())
        torn = bool(held) and "\n" in text[held[-1].end : part.start]
        if held and (size + count > STATEMENT_WORDS or torn):
            made.append((Span(held[0].start, held[-1].end), size))
            held, size = [], 0
        if said.rstrip("\"”’'») ").endswith("?"):
            if held:
                made.append((Span(held[0].start, held[-1].end), size))
                held, size = [], 0
            continue
        held.append(part)
        size += count
    if held:
        made.append((Span(held[0].start, held[-1].end), size))
    return tuple(span for span, count in made if count >= LEAST_WORDS)
