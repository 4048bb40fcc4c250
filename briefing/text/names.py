"""What a name alone tells: its title, its surname, its acronym, and whether two names can be one person's."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from briefing.language import lexicon

_POSSESSIVE = re.compile(r"(?:['’‘`´]s|(?<=s)['’])\Z")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV|Esq|Ph\.?D|M\.?D|MP|MEP|KC|QC)\.?\Z")
# A king, queen or pope, who is called by a given name and a number.
_REGNAL = re.compile(r"[^\W\d_]+ [IVX]+")
# Two full names of which only one has this are father and son where an article has both.
_JUNIOR = re.compile(r"\bJr\b")
_SLAVIC_FEMALE = re.compile(r"[a-z](?:ova|eva|skaya|ová)\Z")
_PARTICLES = frozenset(
    (
        "al",
        "el",
        "ibn",
        "bin",
        "bint",
        "abu",
        "ben",
        "da",
        "das",
        "de",
        "dei",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "les",
        "mac",
        "ten",
        "ter",
        "van",
        "vom",
        "von",
        "zu",
        "st",
        "san",
        "y",
    )
)
# Family names that come first, as Chinese, Korean and Vietnamese names are printed; none is an English first name.
_FAMILY_FIRST = frozenset(
    (
        "Xi",
        "Hu",
        "Wen",
        "Deng",
        "Mao",
        "Zhao",
        "Zhou",
        "Zhang",
        "Zhu",
        "Kim",
        "Moon",
        "Yoon",
        "Ban",
        "Nguyen",
        "Tsai",
        "Ma",
        "Hun",
        "Liu",
        "Wang",
        "Wu",
        "Li",
        "Park",
        "Cho",
        "Jiang",
        "Lai",
    )
)
_ARTICLE = re.compile(r"(?:al|el|ul|as|ash|ad|ar|at|an|az)-", re.IGNORECASE)
_SAINT = re.compile(r"(?:St|Ste|Sta|Saint)\.?", re.IGNORECASE)
# Titles that tell the bearer's gender; used only to keep "Mr. Reyes" from "Ana Reyes".
_MALE_TITLES = frozenset(
    ("mr", "sir", "lord", "king", "prince", "congressman", "chairman", "spokesman", "businessman", "herr", "señor")
)
_FEMALE_TITLES = frozenset(
    (
        "mrs",
        "ms",
        "miss",
        "dame",
        "lady",
        "queen",
        "princess",
        "congresswoman",
        "chairwoman",
        "spokeswoman",
        "frau",
        "señora",
        "mme",
        "madame",
    )
)
# The longest title of titles.txt and the words before it, in words: "former first deputy prime minister".
LONGEST_TITLE = 8

Gender = Literal["female", "male"]


def strip_possessive(name: str) -> str:
    """Take the possessive off a name; a name that ends in s keeps its s.

    >>> strip_possessive("Macron’s"), strip_possessive("the Emirates'"), strip_possessive("Paris")
    ('Macron', 'the Emirates', 'Paris')
    """
    return _POSSESSIVE.sub("", name)


@lru_cache(maxsize=4096)
def split_title(name: str) -> tuple[str, str]:
    """Split a mention into its title, with what belongs to it, and the bare name; either may be empty.

    >>> split_title("former U.S. Vice President Ana Reyes"), split_title("Sen. Lee"), split_title("Will Marshal")
    (('former U.S. Vice President', 'Ana Reyes'), ('Sen.', 'Lee'), ('', 'Will Marshal'))
    """
    words = name.split()
    taken = 0
    while taken < min(len(words), LONGEST_TITLE):
        length = _title_length(words, taken)
        if not length:
            break
        taken += length
    return " ".join(words[:taken]), " ".join(words[taken:])


def is_title(name: str) -> bool:
    """Tell whether `name` is nothing but a title, which the article may use for its bearer.

    >>> is_title("Prime Minister"), is_title("Prime Minister Lee")
    (True, False)
    """
    title, bare = split_title(name)
    return bool(title) and not bare


def _title_length(words: list[str], at: int) -> int:
    """How many words from `at` on are one title with the modifiers before it; 0 where no title stands there."""
    data = lexicon("en")
    titles, modifiers = data.words("titles"), _modifiers()
    plain = [_plain(word) for word in words[at : at + LONGEST_TITLE]]
    skip = 0
    while skip < len(plain):
        longest = _longest(plain[skip:], titles)
        if longest:
            return skip + longest
        step = _longest(plain[skip:], modifiers)
        if not step:
            return 0
        skip += step
    return 0


def _longest(words: list[str], known: frozenset[str]) -> int:
    """The length in words of the longest entry of `known` that `words` begin with."""
    return next((n for n in range(min(4, len(words)), 0, -1) if " ".join(words[:n]) in known), 0)


def _plain(word: str) -> str:
    """A word of a title as the lists spell it."""
    word = word.lower().strip(",").replace(".", "")
    return word.removeprefix("ex-").removeprefix("then-").removesuffix("'s").removesuffix("’s") or word


@cache
def _modifiers() -> frozenset[str]:
    """What may stand before a title: the listed words, and nations ("former French")."""
    data = lexicon("en")
    names = [*data.table("demonyms"), *data.listing("countries")]
    return data.words("title_modifiers") | frozenset(name.lower().replace(".", "") for name in names)


@lru_cache(maxsize=4096)
def surname(name: str) -> str:
    """The family name of a person's full name, with its particles; a single word is returned as it is.

    >>> surname("Ursula von der Leyen"), surname("Sen. Robert Casey Jr."), surname("Kim Jong Un")
    ('von der Leyen', 'Casey', 'Kim')
    >>> surname("King Richard III"), surname("Robert Moe III")
    ('Richard', 'Moe')
    """
    words = _bare_words(name)
    if len(words) < 2:
        return words[0] if words else ""
    if words[0] in _FAMILY_FIRST or (len(words) == 2 and _REGNAL.fullmatch(" ".join(words))):
        return words[0]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower().rstrip(".") in _PARTICLES:
        at -= 1
    return " ".join(words[at:])


def given_name(name: str) -> str:
    """The first word of a full name without title, or nothing where there is only one word."""
    words = _bare_words(name)
    return words[0] if len(words) > 1 else ""


def _bare_words(name: str) -> list[str]:
    """The words of a name without title, possessive and suffix."""
    bare = strip_possessive(" ".join(name.split()))
    title, rest = split_title(bare)
    rest = rest or title
    # "Richard III" is no Richard of another surname.
    rest = rest if _REGNAL.fullmatch(rest) else _SUFFIX.sub("", rest)
    return [word.strip(",") for word in rest.split() if word.strip(",.")]


def acronym(name: str) -> str:
    """The initials of an organisation's name, without its small words.

    >>> acronym("World Health Organization"), acronym("the Federal Bureau of Investigation"), acronym("Anglo-Dutch Oil")
    ('WHO', 'FBI', 'ADO')
    """
    small = lexicon("en").words("organisation_words")
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", strip_possessive(name))
    return "".join(word[0] for word in words if word.lower() not in small).upper()


def same_body(one: str, other: str) -> bool:
    """Tell whether two names of a body differ in an acronym at their beginning only.

    >>> same_body("U.N. Security Council", "United Nations Security Council"), same_body("US Senate", "Utah Senate")
    (True, False)
    """
    short, long = sorted((strip_possessive(one).split(), strip_possessive(other).split()), key=len)
    letters = short[0].replace(".", "") if short else ""
    if len(short) < 2 or len(letters) < 2 or not letters.isupper() or len(letters) + len(short) - 1 != len(long):
        return False
    return letters == "".join(word[0] for word in long[: len(letters)]) and short[1:] == long[len(letters) :]


def is_acronym_of(short: str, name: str) -> bool:
    """Tell whether `short` ("DoJ", "U.N.") stands for `name`, small words counted or not.

    >>> is_acronym_of("DoJ", "Department of Justice"), is_acronym_of("EU", "Euro")
    (True, False)
    """
    letters = short.replace(".", "").upper()
    words = re.findall(r"[^\W_]+", strip_possessive(name))
    if len(letters) < 2 or len(words) < 2:
        return False
    every = "".join(word[0] for word in words).upper()
    return letters in (acronym(name), every, every.removeprefix("T"))


@lru_cache(maxsize=4096)
def is_first_name(word: str) -> bool:
    """True for a listed first name, in whatever case."""
    data, folded = lexicon("en"), word.casefold()
    return folded in data.words("first_names_female") or folded in data.words("first_names_male")


def likely_gender(name: str) -> Gender | None:
    """The gender that a mention's title or first name shows, or None where neither does.

    >>> likely_gender("Mrs. Reyes"), likely_gender("Robert Reyes"), likely_gender("Reyes")
    ('female', 'male', None)
    """
    title, bare = split_title(name)
    titles = {_plain(word) for word in title.split()}
    if titles & _FEMALE_TITLES:
        return "female"
    if titles & _MALE_TITLES:
        return "male"
    first = given_name(bare).lower()
    data = lexicon("en")
    if first in data.words("first_names_female"):
        return "female"
    if first in data.words("first_names_male"):
        return "male"
    # Slavic family names show it: Ivanov, Ivanova.
    return "female" if " " in bare and _SLAVIC_FEMALE.search(bare) else None


def same_person(one: str, other: str) -> bool:
    """Tell whether two mentions can be one person's: the same words, a part of the other, initials, short forms.

    A lone surname or first name fits every full name that has it; choosing among several is the caller's work.

    >>> same_person("Bill Clinton", "Hillary Clinton"), same_person("Mr. Sanders", "Bernard Sanders")
    (False, True)
    >>> same_person("J. K. Rowling", "Joanne Rowling"), same_person("Mrs. Clinton", "Bill Clinton")
    (True, False)
    """
    return _words_fit(one, other) and not _genders_differ(one, other)


def _words_fit(one: str, other: str) -> bool:
    """Whether two names may be one person by their words alone; titles and first names may tell otherwise."""
    short, long = sorted((_key(one), _key(other)), key=len)
    if not short:
        return False
    if len(short) == 1:
        if any(_is_junior(name) and _key(name) == short for name in (one, other)) and not (
            _is_junior(one) and _is_junior(other)
        ):
            return False  # "Karl Jr." is not Karl Moe
        return short[0] in (long[0], long[-1], "".join(long))
    if _is_junior(one) != _is_junior(other):
        return False
    if "".join(short) == "".join(long) or (short == long[-len(short) :] and _all_but_given(long, short)):
        return True
    return short[-1] == long[-1] and _given_fit(short[0], long[0]) and _middles_fit(short[1:-1], long[1:-1])


def _all_but_given(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """True where `short` is the end of `long` from a particle on, or the rest after one given name."""
    return short[0] in _PARTICLES or len(long) - len(short) == 1


def _is_junior(name: str) -> bool:
    return bool(_JUNIOR.search(name))


def _genders_differ(one: str, other: str) -> bool:
    genders = {likely_gender(one), likely_gender(other)} - {None}
    return len(genders) > 1


@lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling: no title, suffix, accent, full stop or article ("al-")."""
    folded: list[str] = []
    for word in _one_word_saints(_bare_words(name)):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))
        plain = _ARTICLE.sub("", plain).replace(".", "").replace("’", "'")
        folded.extend(part for part in plain.split("-") if part)
    return tuple(folded)


def _one_word_saints(words: list[str]) -> list[str]:
    """The words, "St." one with what follows: neither "St. Paul" nor Kyle St. John is called by the last word alone."""
    made: list[str] = []
    for at, word in enumerate(words):
        if at and _SAINT.fullmatch(words[at - 1]):
            made[-1] = f"St{word}"
        else:
            made.append(word)
    return made


def _given_fit(one: str, other: str) -> bool:
    """Equal, an initial of the other, or a short form of it."""
    if one == other or (min(len(one), len(other)) <= 2 and one[0] == other[0]):
        return True
    short_forms = lexicon("en").table("nicknames")
    return other in short_forms.get(one, ()) or one in short_forms.get(other, ())


def _middles_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Middle names fit where one side has none, or each fits its like."""
    return not one or not other or all(_given_fit(a, b) for a, b in zip(one, other, strict=False))
