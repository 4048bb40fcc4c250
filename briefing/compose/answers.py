"""Open questions of one article that another one answers: "How many cars went into the water?", "Seven cars went ...".

A question that is closed by mistake is worse than one that stays open though it is answered. So only wordings whose
answer has a form of its own are looked at, the sentence has to hold every word that the question is about, and nothing
that leaves it open again; and its article must not be older.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from briefing.analyse.questions.answers import answers, asked
from briefing.analyse.salience.features import cues
from briefing.analyse.salience.terms import content_terms, stem
from briefing.language import lexicon
from briefing.types import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.types import Analysis

CLOSABLE: Final = ("undisclosed", "undecided", "asked", "future")
"""Kinds of questions that an answer closes; what is disputed or hedged stays so, whoever says it is so."""
LEAST_TERMS: Final = 2
"""A question is about so many things at least: one word alone is in too many sentences."""
SURE_TERMS: Final = 3
"""Or, where it asks whether something is so: that many, or a run of as many words in a row that both have. Below that,
"Was the pilot at the wheel?" would be answered by any sentence with a pilot and a wheel."""
NEAR: Final = 5
"""Words that may lie between what is asked about and the time that is told of it."""

_WORD: Final = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentence that answers a question, and the number of its article."""

    number: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a question wants: the form of its answer, the question without its opening, and what it is about."""

    form: str
    rest: str
    terms: tuple[str, ...]


def answer(question: str, known: str, asked_in: Sequence[int], analyses: Sequence[Analysis]) -> Answer | None:
    """The first sentence of another article that answers the question, which the articles `asked_in` leave open.

    `known` is the sentence that leaves it open: what stands there is no answer.
    """
    plainly, wanted = asked(question, known), _wanted(question)
    when = [analyses[number - 1].article.published for number in asked_in]
    for number, analysis in enumerate(analyses, start=1):
        published = analysis.article.published
        older = published is not None and any(one is not None and one > published for one in when)
        if number in asked_in or older:
            continue
        for salience in analysis.salience:
            text = salience.sentence.text
            if salience.noise is None and ((wanted and _settles(wanted, text)) or answers(plainly, text)):
                return Answer(number, salience.sentence)
    return None


def is_answer(question: str, sentence: str) -> bool:
    """True where the sentence surely answers the question."""
    wanted = _wanted(question)
    return wanted is not None and _settles(wanted, sentence)


def _wanted(question: str) -> _Wanted | None:
    """What the question wants, or None where no sentence surely answers it."""
    form, rest = _form(question)
    terms = tuple(dict.fromkeys(content_terms(rest, cues("en").stop_words)))
    return _Wanted(form, rest, terms) if form and len(terms) >= LEAST_TERMS else None


def _settles(wanted: _Wanted, sentence: str) -> bool:
    """True where the sentence surely tells what is wanted."""
    terms = wanted.terms
    # Few sentences hold all that a question is about, so that is looked at first.
    if not _terms_of(sentence).issuperset(terms) or _patterns()["open"].search(sentence):
        return False
    if wanted.form == "yes":
        sure = len(terms) >= SURE_TERMS or _shared_run(wanted.rest, sentence) >= SURE_TERMS
        return sure and not _patterns()["open yes"].search(sentence)
    if wanted.form == "count":
        return _counts(terms[0], sentence)
    return _tells_time(terms, sentence) if wanted.form == "time" else bool(_patterns()[wanted.form].search(sentence))


@lru_cache(maxsize=8192)  # every question is held against every sentence of the other articles
def _terms_of(sentence: str) -> frozenset[str]:
    return frozenset(content_terms(sentence, cues("en").stop_words))


def _form(question: str) -> tuple[str, str]:
    """What kind of answer a question wants, and the question without its opening; no kind for others."""
    for form, opening in _patterns().items():
        found = opening.match(question) if form.startswith("opening ") else None
        if found:
            return form.removeprefix("opening "), question[found.end() :]
    return "", question


def _counts(term: str, sentence: str) -> bool:
    """True where a number stands before what is counted, with a word or two between at most."""
    for found in _patterns()["number"].finditer(sentence):
        words = _WORD.findall(sentence[found.end() :])[:3]
        if any(stem(word.lower()) == term for word in words):
            return True
    return False


def _tells_time(terms: Sequence[str], sentence: str) -> bool:
    """True where a time comes right after the last word that the question is about."""
    last = max((found.end() for found in _WORD.finditer(sentence) if stem(found.group().lower()) in terms), default=0)
    found = _patterns()["time"].search(sentence, last)
    return found is not None and len(_WORD.findall(sentence[last : found.start()])) <= NEAR


def _shared_run(question: str, sentence: str) -> int:
    """The most words in a row that both have."""
    asked, said = ([word.lower() for word in _WORD.findall(text)] for text in (question, sentence))
    best = 0
    runs = [0] * (len(said) + 1)
    for word in asked:
        runs = [0, *(runs[at] + 1 if word == other else 0 for at, other in enumerate(said))]
        best = max(best, *runs)
    return best


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    words = lexicon("en")
    table, figures = words.table("answers"), words.table("figures")
    number = (
        rf"\b(?:\d+(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(figures['numbers'])})(?: (?:{'|'.join(figures['scales'])}))?\b"
    )
    names = {
        "NUMBER": number,
        "MONTH": rf"\b(?:{'|'.join(words.listing('months'))})\b",
        "WEEKDAY": rf"\b(?:{'|'.join(words.listing('weekdays'))})\b",
    }
    made = {f"opening {form}": rf"(?:{opening})\b" for form, opening in table["openings"].items()}
    for form, held in table["held"].items():
        made[form] = re.sub("|".join(names), lambda found: names[found.group()], held)
    made |= {"number": number, "open": table["open"]["any"], "open yes": table["open"]["yes"]}
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in made.items()}
