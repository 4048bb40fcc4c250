"""What the wording rules share: one tagged sentence, where its clauses begin, and whom its pronouns stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.analyse.questions.invert import Clause, find_clause
from briefing.analyse.questions.joined import coordinated, relative
from briefing.analyse.questions.tokens import PRONOUNS, head, join, leading_phrase, number, tokens_of
from briefing.analyse.questions.wordlists import wordings
from briefing.analyse.verbs import base_form
from briefing.language.lexicon import lexicon
from briefing.text.patterns import small, straight
from briefing.types import Article, Attribution, QuestionKind, Reading, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.questions.invert import Question
    from briefing.analyse.questions.tokens import Token

_CONDITION = frozenset({"if", "unless", "should", "had", "were", "whether"})
# "MOSCOW (AP) Kim ...", "Moscow (CNN)Kim ...": the agency in brackets is no token, so the two would be one name.
_DATELINE = re.compile(r"[A-Z][\w.,'’ -]{1,40}\([A-Z][\w ]{1,15}\)[\s_–—-]*")
_LINKING = frozenset({"but", "although", "though", "while", "because", "and"})
_DETERMINERS = {"this": "the", "that": "the", "these": "the", "those": "the", "any": "the", "no": "the"}


@dataclass(frozen=True, slots=True)
class Worded:
    """A question made by a rule: `matched` are the words that the rule saw; `kind` None leaves it to the cues."""

    question: str
    rule: str
    matched: str
    kind: QuestionKind | None = None


@dataclass(frozen=True)
class Context:
    """One sentence, ready for the wording rules."""

    article: Article
    sentence: Sentence
    reading: Reading
    attributions: tuple[Attribution, ...] = ()
    wide: bool = False
    """True where a question is only looked for to be shown: more announcements and more subjects are then read."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens, without quotation marks and brackets."""
        return tokens_of(self.article, self.sentence, self.reading)

    @cached_property
    def plain(self) -> str:
        """The sentence with straight marks, of the same length."""
        return straight(self.sentence.text)

    @cached_property
    def small(self) -> str:
        """`plain` in small letters, of the same length."""
        return small(self.plain)

    @cached_property
    def actor_names(self) -> dict[int, str]:
        """The name of the actor that a mention beginning at this code point was resolved to."""
        names: dict[int, str] = {}
        for attribution in self.attributions:
            if attribution.actor is None or attribution.actor.kind == "unnamed":
                continue
            for mention in attribution.actor.mentions:
                names.setdefault(mention.start, attribution.actor.name)
        return names

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The tokens at which a clause may begin: the sentence's own, and those after "that", "said", "but" ..."""
        tokens = self.tokens
        dateline = _DATELINE.match(self.sentence.text)
        reach = self.sentence.span.start + (dateline.end() if dateline else 0)
        skip = next((i for i, token in enumerate(tokens) if token.start >= reach), 0)
        found = [skip + start for start in _main_start(tokens[skip:])] if tokens else []
        found += [i + 1 for i in range(len(tokens) - 1) if _opens_clause(tokens, i)]
        return tuple(sorted(set(found)))

    @cached_property
    def clauses(self) -> tuple[tuple[int, Clause], ...]:
        """The clauses that could be read, each with the token at which it begins."""
        read = ((start, find_clause(self.tokens, start)) for start in self.starts)
        own = [(start, clause) for start, clause in read if clause is not None]
        begun = {start for start, _ in own}
        borrowed = (*relative(self.tokens), *coordinated(self.tokens, own))
        own += [(start, clause) for start, clause in borrowed if start not in begun]
        return tuple(sorted(own, key=lambda item: item[0]))

    def clause_around(self, place: int) -> Clause | None:
        """The last clause whose verbs reach from before the code point `place` (of the article) to it or beyond."""
        around = [clause for _, clause in self.clauses if clause.verbs[0].start <= place < clause.verbs[-1].end]
        return around[-1] if around else None

    def matrix_subject(self, start: int) -> tuple[Token, ...] | None:
        """The subject of the verb of saying right before the clause that begins at token `start`."""
        if not start:
            return None
        place = self.tokens[start - 1].start
        around = [clause for begin, clause in self.clauses if begin < start and clause.verbs[0].start <= place]
        if not around:
            return None
        if self.tokens[start].lower in ("it", "its", "they", "their"):
            first = around[-1].verbs[0].start
            said = [token for token in self.tokens[:start] if token.start >= first and token.tag.startswith("VB")]
            if not any(base_form(token.text, token.tag) in wordings("self_reports") for token in said):
                return None  # "fearing it could ...": the thing feared, not the one who fears
        return around[-1].subject

    def is_person(self, tokens: Sequence[Token]) -> bool:
        """True where the phrase is a person's name or a noun for a person."""
        word = head(tokens)
        named = any(
            name.kind == "person" and name.span.start <= word.start < name.span.end for name in self.reading.names
        )
        return named or word.lower in wordings("people")

    def lone_person(self, place: int) -> tuple[Token, ...] | None:
        """The one person named in the sentence before the code point `place`, where nobody else stands before it."""
        spans = [name.span for name in self.reading.names if name.kind == "person"]
        before = [token for token in self.tokens if token.start < place]
        named = [token for token in before if any(span.start <= token.start < span.end for span in spans)]
        others = wordings("people") | wordings("spokesmen") | (PRONOUNS - {"it"})
        if not named or any(token.lower in others and token not in named for token in before):
            return None
        first = next(i for i, token in enumerate(before) if token is named[0])
        run, behind = tuple(before[first : first + len(named)]), before[first + len(named) : first + len(named) + 4]
        if behind and behind[0].tag == "POS":
            owned = next((token for token in behind[1:] if token.tag in ("NN", "NNS")), None)
            kin = wordings("people_wide") | wordings("kin")
            if owned is None or owned.lower in kin or owned.lower.endswith("ers"):
                return None  # "Orlov's supporters ask whether she ...": whoever she is
        return run if run == tuple(named) and named[-1].tag == "NNP" else None

    def phrase(self, subject: tuple[Token, ...], matrix: tuple[Token, ...] | None) -> str | None:
        """A subject as the question shows it: pronouns by what they stand for, or None where that is not sure."""
        first = subject[0]
        if len(subject) == 1 and first.lower in PRONOUNS:
            return self._antecedent(first, matrix)
        if first.tag == "PRP$":
            owner = self._owner(first, matrix)
            return f"{owner}{_possessive(owner)} {join(subject[1:])}" if owner and len(subject) > 1 else None
        text = join(subject)
        # "this year" is no year spoken of before
        this_year = first.lower == "this" and any(
            token.lower in wordings("calendar") for token in (head(subject), *subject[1:2])
        )
        if first.lower in ("any", "either") and len(subject) > 1 and (self.wide or subject[1].lower == "of"):
            # "whether any of the bills can pass"
            return f"{first.lower} {join(subject[1:])}" if self.wide else None
        if first.lower in _DETERMINERS and len(subject) > 1 and not this_year:
            place = next((i for i, token in enumerate(subject) if token.tag == "IN"), len(subject))
            # "those accused of ..." has no noun that "the" could stand before
            noun = any(token.tag.startswith("NN") for token in subject[1:place])
            if len(subject) == 2 and first.lower in ("this", "that", "these", "those"):
                return None  # "those voters": who they are was told before, and "the voters" would be others
            return f"{_DETERMINERS[first.lower]} {join(subject[1:])}" if noun else None
        return None if self._case_is_unknown(subject) else lowered(self, first, text)

    def _case_is_unknown(self, subject: tuple[Token, ...]) -> bool:
        """True for "Wrinkles like these ...", tagged as a name at a sentence's beginning, though no name was read."""
        first = subject[0]
        if first is not self.tokens[0] or first.tag not in ("NNP", "NNPS") or not first.lower.endswith("s"):
            return False
        if len(subject) > 1 and subject[1].tag in ("NNP", "NNPS", "POS"):
            return False
        named = any(name.span.start <= first.start < name.span.end for name in self.reading.names)
        return not named and not _is_common(self, first)

    def _owner(self, pronoun: Token, matrix: tuple[Token, ...] | None) -> str | None:
        if pronoun.start in self.actor_names:
            return self.actor_names[pronoun.start]
        return self._antecedent(pronoun, matrix)

    def _antecedent(self, pronoun: Token, matrix: tuple[Token, ...] | None) -> str | None:
        if pronoun.start in self.actor_names:
            return self.actor_names[pronoun.start]
        if matrix is None or pronoun.lower in ("i", "we", "you", "my", "our", "your"):
            return None
        if len(matrix) == 1 and matrix[0].lower in PRONOUNS | {"there"}:
            same = matrix[0].lower == pronoun.lower
            return self.actor_names.get(matrix[0].start) if same else None
        if matrix[0].tag == "PRP$" or len(matrix) > 8:
            return None
        count = number(matrix)
        person = self.is_person(matrix)
        if pronoun.lower in ("he", "she", "his", "her") and all(token.tag == "NNP" for token in matrix):
            person = True  # a bare name that says "he ..." is a person, whatever kind the name was given
        fits = {
            "he": person and count == "one", "she": person and count == "one", "his": person and count == "one",
            "her": person and count == "one", "it": not person and count == "one", "its": not person and count == "one",
            "they": count == "many", "their": count == "many",
        }.get(pronoun.lower, False)  # fmt: skip
        return self.phrase(_bare_name(matrix), None) if fits else None

    def finish(self, question: Question, matrix: tuple[Token, ...] | None, before: str = "") -> str | None:
        """Join a question's parts, `before` being its question word; None where the subject can't be shown."""
        subject = self.phrase(question.subject, matrix)
        if subject is None or all(token.tag == "CD" for token in question.subject):
            return None  # what a bare number counts was told before
        auxiliary = f"{before} {question.auxiliary.lower()}" if before else question.auxiliary
        return f"{auxiliary} {subject} {question.rest}".strip() + "?"


def _bare_name(subject: tuple[Token, ...]) -> tuple[Token, ...]:
    """A name without what follows it ("Jeb Hale in a post" -> "Jeb Hale"), unless "of" makes it part of the name."""
    place = next((i for i, token in enumerate(subject) if token.tag == "IN"), len(subject))
    if 0 < place < len(subject) and subject[place].lower != "of" and subject[place - 1].tag == "NNP":
        return subject[:place]
    return subject


def is_reporting(token: Token) -> bool:
    """True for a finite verb of saying."""
    return token.tag in ("VBD", "VBZ", "VBP") and base_form(token.text, token.tag) in wordings("reporting")


def _opens_clause(tokens: Sequence[Token], i: int) -> bool:
    """True where the clause after token `i` is what someone says or expects, or stands beside the main clause."""
    token, after = tokens[i], tokens[i + 1]
    if token.lower == "that":
        return token.tag == "IN" and i > 0 and _takes_that(tokens[i - 1])
    if is_reporting(token) or _is_reported(tokens, i):
        return after.lower != "that" and after.tag not in ("IN", "TO", ",")
    return i > 0 and token.lower in _LINKING and tokens[i - 1].tag == ","


def _is_reported(tokens: Sequence[Token], i: int) -> bool:
    """True for "has said" and for ", saying": a verb of saying that is not finite by itself."""
    token = tokens[i]
    if token.tag not in ("VBN", "VBG") or base_form(token.text, token.tag) not in wordings("reporting"):
        return False
    before = tokens[i - 1] if i else None
    if before is None:
        return False
    return before.lower in ("has", "have", "had") if token.tag == "VBN" else before.tag == ","


def _takes_that(token: Token) -> bool:
    """True where "that" after this word opens what someone says or expects, and not what is taken for granted."""
    if token.tag in ("NN", "NNS"):
        return token.lower in wordings("that_nouns")
    return token.tag.startswith(("VB", "NNP")) or token.lower in ("likely", "possible", "unlikely", "probable")


def lowered(context: Context, first: Token, text: str) -> str:
    """A phrase without the capital that only its place at a sentence's beginning gave it."""
    title_case = first.text[0].isupper() and first.text[1:].lower() == first.text[1:] and first.text != "I"
    if not title_case:
        return text
    small = text[0].lower() + text[1:]
    if first.tag == "DT" and first is not context.tokens[0] and not first.opens:
        return text  # inside a sentence "The Hague" and "A Haber" are names
    if first.tag in ("DT", "PDT", "IN", "CD"):
        return small
    if any(name.span.start <= first.start < name.span.end for name in context.reading.names):
        return text
    if first.tag not in ("NNP", "NNPS"):
        return text if _is_always_great(context, first) else small
    return small if _is_common(context, first) else text


def _is_always_great(context: Context, first: Token) -> bool:
    """True for "Danish" and "Democratic", and where the article writes the word great everywhere."""
    if first.lower in wordings("always_great") or first.text in lexicon("en").table("demonyms"):
        return True
    text = context.article.text
    inside = re.search(rf"[a-z,;] {re.escape(first.text)}(?![\w-])", text)
    return inside is not None and re.search(rf"(?<![\w-]){re.escape(first.text.lower())}(?![\w-])", text) is None


def _is_common(context: Context, first: Token) -> bool:
    """True where the sentence begins with the word and the article writes it small elsewhere, whatever its tag."""
    if first is not context.tokens[0] or len(first.text) < 3:
        return False
    if len(context.tokens) > 1 and context.tokens[1].tag == "NNP" and first.tag == "NNP":
        return False  # a title before its name
    return re.search(rf"(?<![\w-]){re.escape(first.text.lower())}(?![\w-])", context.article.text) is not None


def _possessive(owner: str) -> str:
    return "’" if owner.endswith("s") else "’s"


def _main_start(tokens: Sequence[Token]) -> list[int]:
    """Where the main clause begins: behind a dateline, a linking word or an opening phrase with its comma."""
    start = 0
    for i in range(1, min(6, len(tokens) - 1)):
        if tokens[i].text in ("-", "--", "–", "—", "_") and all(
            t.tag in ("NNP", ",", "CD", "NNPS") for t in tokens[:i]
        ):
            start = i + 1
    if tokens[start].lower in _CONDITION:
        return []
    if tokens[start].tag == "CC" and start + 1 < len(tokens):
        start += 1
    if tokens[start].tag == "," and start + 1 < len(tokens):
        start += 1
    if tokens[start].lower in _CONDITION:
        return []
    if tokens[start].tag in ("RB", "IN") and start + 1 < len(tokens) and tokens[start + 1].tag in ("CD", "$"):
        return [start]  # "About 100 soldiers ..."
    opening = tokens[start].tag in ("IN", "RB", "TO", "VBG", "VBN", "WRB", "RBR") or tokens[start].lower == "according"
    if opening or (_is_time(tokens[start]) and leading_phrase(tokens[start:])):
        comma = next((i for i in range(start, min(len(tokens), start + 25)) if tokens[i].tag == ","), None)
        if comma is not None and comma + 1 < len(tokens):
            return [comma + 1]
        return [start + 1] if tokens[start].tag == "RB" and start + 1 < len(tokens) else []
    return [start]


def _is_time(token: Token) -> bool:
    return token.lower in ("last", "next", "earlier", "later", "meanwhile", "on", "today", "yesterday")
