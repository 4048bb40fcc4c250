"""A sentence as tagged tokens, and what can be told of them without a parse: noun phrases, clause ends, number."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.wordlists import wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Article, Reading, Sentence

QUOTES = frozenset({"“", "”", '"', "``", "''", "‘", "«", "»", "„"})
_MARKS = frozenset("“\"‘«`'")
WH = frozenset({"WP", "WRB", "WDT", "WP$"})
# One letter a tag, so that a phrase can be matched by a regular expression over letters.
_LETTER = {
    "DT": "D", "PRP$": "D", "PDT": "D", "JJ": "J", "JJR": "J", "JJS": "J", "VBN": "G", "VBG": "G", "NN": "N",
    "NNS": "N", "NNP": "N", "NNPS": "N", "CD": "C", "$": "C", "#": "C", "IN": "P", "POS": "O", "RB": "R", "RBR": "R",
    "RBS": "R",
    "CC": "A", "PRP": "X", "EX": "E", "MD": "V", "VBD": "V", "VBZ": "V", "VBP": "V", "VB": "B", "TO": "T", ",": ",",
    "HYPH": "H", "WP": "W", "WRB": "W", "WDT": "W", "WP$": "W", "AFX": "J",
}  # fmt: skip
_MODIFIER = r"(?:[JCGN]H[JCGNP]|[JCG])"
_BASE = rf"(?:D?D?R?(?:{_MODIFIER}|J,(?=J))*(?:NH)?N+(?:C|(?:O{_MODIFIER}*N+)*)|D?C)"
_LIST = rf"{_BASE}(?:(?:,{_BASE})*,?A{_BASE})?"
# Behind the noun: "of the bank", "arrested in May", "to close the plant".
NOUN_PHRASE = re.compile(rf"{_LIST}(?:P{_LIST}|GP{_LIST}|TB{_LIST})*")
PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you"})
_MAY_OPEN = frozenset({"CC", "IN", "RB"})
_DASHES = frozenset({"-", "--", "–", "—", ":", ";", "...", "…"})


class Token(NamedTuple):
    """A word or mark: `start` and `end` are code points of the article; `gap` tells that white space comes before.

    `opens` tells that a quotation mark stood right before it. `lower` is the text in lower case, apostrophes straight,
    and `letter` one letter by the tag, "." for one that has no place in a phrase.
    """

    text: str
    tag: str
    start: int
    end: int
    gap: bool
    opens: bool
    lower: str
    letter: str

    def worded(self, text: str) -> Token:
        """The token with another text."""
        return self._replace(text=text, lower=_lower(text), letter=_letter(_lower(text), self.tag))


def _lower(text: str) -> str:
    return text.lower().replace("’", "'")


def _letter(lower: str, tag: str) -> str:
    return "." if lower in wordings("never_in_phrase") else _LETTER.get(tag, ".")


def tokens_of(article: Article, sentence: Sentence, reading: Reading) -> tuple[Token, ...]:
    """The tokens of a sentence without quotation marks and without what stands in brackets."""
    found: list[Token] = []
    whole = article.text
    depth, before = 0, sentence.span.start
    opened = any(mark in sentence.text for mark in "‘`")
    first = bisect.bisect_left(reading.words, sentence.span.start, key=lambda word: word.span.start)
    for word in reading.words[first:]:
        if word.span.start >= sentence.span.end:
            break
        start, end = word.span.start, word.span.end
        text = whole[start:end]
        if text in "([{":
            depth += 1
        elif text in ")]}":
            depth = max(0, depth - 1)
        elif not depth and text not in QUOTES:
            opens = whole[max(0, start - 1) : start] in _MARKS
            between = whole[before:start]
            gap = not found or between == " " or (between != "" and any(c.isspace() for c in between))
            tag = word.tag
            if text in "'’" and tag != "POS":
                opened = opened or gap
                if gap or opened or not found[-1].lower.endswith("s"):
                    continue
                tag = "POS"
            lower = _lower(text)
            found.append(Token(text, tag, start, end, gap, opens, lower, _letter(lower, tag)))
            before = end
    return tuple(found)


def letters(tokens: Sequence[Token]) -> str:
    """One letter a token, by its tag; "." for a tag that has no place in a phrase."""
    return "".join([token.letter for token in tokens])


def join(tokens: Sequence[Token]) -> str:
    """The tokens as running text, spaced as in the article."""
    joined = "".join([f" {token.text}" if token.gap else token.text for token in tokens])
    return joined[1:] if tokens and tokens[0].gap else joined


def is_noun_phrase(tokens: Sequence[Token], longest: int = 12) -> bool:
    """True where the tokens are one noun phrase that can stand as the subject of a question."""
    if not tokens or len(tokens) > longest:
        return False
    if len(tokens) == 1 and tokens[0].lower in PRONOUNS | {"there"}:
        return True
    quantity = len(tokens) == 2 and tokens[0].lower == "a" and tokens[1].lower in ("lot", "few", "bit", "number")
    headline = len(tokens) > 1 and tokens[0].tag == "NN" and tokens[1].tag == "POS"  # "party's split"
    if (
        quantity
        or headline
        or tokens[0].lower in wordings("nobody")
        or any(_lost_comma(tokens, i) for i in range(len(tokens) - 1))
    ):
        return False
    if tokens[0].lower in wordings("vague") and (
        len(tokens) == 1 or tokens[1].tag not in ("NN", "NNS", "NNP", "JJ", "IN", "CD")
    ):
        return False
    if tokens[0].tag == "NNP" and tokens[0].text.isupper() and len(tokens) > 1 and tokens[1].tag == ":":
        return False
    any_of = tokens[0].lower in ("any", "either") and len(tokens) > 2 and tokens[1].lower == "of"
    spelled = letters(tokens[2:] if any_of else tokens)
    # A participle may close it: "the plant closed".
    return bool(NOUN_PHRASE.fullmatch(spelled) or (spelled[-1] == "G" and NOUN_PHRASE.fullmatch(spelled[:-1])))


def _lost_comma(tokens: Sequence[Token], i: int) -> bool:
    """True for "approach Clinton and" and "refugees Hale": the name begins a clause of its own, without its "that"."""
    if tokens[i].tag == "NNS" and tokens[i + 1].tag == "NNP" and i and i + 2 == len(tokens):
        return True
    return tokens[i].tag == "NN" and tokens[i + 1].tag == "NNP" and i + 2 < len(tokens) and tokens[i + 2].tag == "CC"


def leading_phrase(tokens: Sequence[Token]) -> int:
    """How many tokens from the first make a noun phrase (0 where none does)."""
    match = NOUN_PHRASE.match(letters(tokens))
    return match.end() if match else 0


def head(tokens: Sequence[Token]) -> Token:
    """The head noun of a noun phrase: the last noun before the first preposition."""
    best = tokens[-1]
    for i, token in enumerate(tokens):
        if token.tag in ("IN", "TO") and i:
            break
        if token.tag.startswith("NN") or token.tag in ("PRP", "CD", "EX"):
            best = token
    return best


def number(tokens: Sequence[Token]) -> str | None:
    """Tell "one" from "many" for a noun phrase; None where the tags don't tell (a plural name may be one body)."""
    core: list[Token] = []
    for token in tokens:
        if token.tag == "IN" and core:
            break
        core.append(token)
    if any(token.tag == "CC" for token in core):
        return "many" if any(token.lower == "and" for token in core) else None
    word = head(tokens)
    if word.tag == "NNS" or word.lower in ("they", "we", "people", "police"):
        return "many"
    if word.tag == "CD":
        return "one" if word.lower in ("one", "1") else "many"
    return "one" if word.tag in ("NN", "NNP") or word.lower in ("he", "she", "it") else None


def clause_end(tokens: Sequence[Token], start: int) -> int:
    """Where the clause that begins at `start` ends: at a full stop, dash, comma or a new clause; never inside a name.

    Conditions ("if", "unless") stay, because without them the question would say more than the sentence.
    """
    for i in range(start, len(tokens)):
        token = tokens[i]
        if token.tag == "." and i + 1 < len(tokens) and not tokens[i + 1].gap and tokens[i + 1].text[0].isalnum():
            continue  # "example.com"
        if token.tag in (".", ":") or (token.text in _DASHES and _is_dash(tokens, i)):
            return i
        if token.tag == "," and not _joins(tokens, i):
            return i
        if i == start:
            continue
        if token.lower == "according":
            return i
        if token.tag in _MAY_OPEN and _opens_another(tokens, start, i):
            return i
    return len(tokens)


def _is_place_between(tokens: Sequence[Token], comma: int) -> bool:
    """True for the first comma of "the Ayton, Norland, crisis": a place whose noun is still to come."""
    end = comma + 1
    while end < len(tokens) and tokens[end].tag == "NNP":
        end += 1
    return end + 1 < len(tokens) and end > comma + 1 and tokens[end].tag == "," and tokens[end + 1].tag in ("NN", "NNS")


def _opens_another(tokens: Sequence[Token], start: int, i: int) -> bool:
    """True where token `i` begins another clause: "because ...", "but ...", "and he said ...", "and left ..."."""
    token = tokens[i]
    if token.tag == "CC":
        relative = max(
            (k for k in range(start, i) if k > start and tokens[k].tag in ("WDT", "WP", "WRB")), default=None
        )
        if relative is not None and not any(word.tag in FINITE for word in tokens[relative:i]):
            return False  # "that voters and workers view ...": the subject goes on
        return token.lower in ("but", "yet") or _begins_clause(tokens, i + 1) or _goes_on(tokens, start, i)
    if token.lower == "as" and "as" in [word.lower for word in tokens[max(start, i - 3) : i]]:
        return False  # "as fast as it came"
    if token.lower == "as" and i + 1 < len(tokens) and tokens[i + 1].lower == "if":
        return False
    return token.lower in wordings("new_clause") and token.tag in ("IN", "RB") and _begins_clause(tokens, i + 1)


def _goes_on(tokens: Sequence[Token], start: int, conjunction: int) -> bool:
    """True where "and" is followed by a verb of its own: after do-support or a modal its form would be wrong."""
    after = conjunction + 1
    while after < len(tokens) and tokens[after].tag == "RB":
        after += 1
    if after >= len(tokens):
        return False
    tag = tokens[after].tag
    return tag in FINITE or (tag in ("VBG", "VBN") and not any(token.tag == tag for token in tokens[start:conjunction]))


def shorten(tokens: Sequence[Token], room: int) -> Sequence[Token]:
    """The tokens without what comes last, where they are more than `room`: cut before a relative clause or an adjunct.

    Never inside a condition, because the question would then say more than the sentence.
    """
    if len(tokens) <= room or any(token.lower in ("if", "unless") for token in tokens):
        return tokens
    for i in range(min(room, len(tokens) - 1), 2, -1):
        token, before = tokens[i], tokens[i - 1]
        adjunct = token.tag == "IN" and token.lower in wordings("adjunct")
        if i + 1 < len(tokens) and tokens[i + 1].tag == "VBG":
            continue
        if not before.tag.startswith("NN"):
            continue
        if adjunct or ((token.tag in ("WDT", "WP") or token.lower == "that") and not _is_restricted(tokens, i)):
            return tokens[:i]
    return tokens


def _is_restricted(tokens: Sequence[Token], i: int) -> bool:
    """True where the relative clause at `i` tells which one is meant: "the case that he would make"."""
    marks = [token.lower for token in tokens[max(0, i - 8) : i] if token.tag in ("DT", "PRP$")]
    return bool(marks) and marks[-1] in ("the", "those", "that", "another", "any", "all", "such")


def _is_dash(tokens: Sequence[Token], i: int) -> bool:
    """True for a dash, colon or the like that parts a sentence; a hyphen inside a word doesn't."""
    if tokens[i].text not in _DASHES:
        return False
    return tokens[i].text != "-" or tokens[i].gap


def _joins(tokens: Sequence[Token], comma: int) -> bool:
    """True where a comma joins adjectives or belongs to a list of names or a date, and the clause goes on behind it."""
    before = tokens[comma - 1] if comma else None
    after = tokens[comma + 1] if comma + 1 < len(tokens) else None
    if before is None or after is None:
        return False
    if before.tag == after.tag and before.tag in ("JJ", "CD"):
        return True
    if after.tag == "NNP" and before.tag == "NNP":
        return _is_place_between(tokens, comma)
    if before.tag == "NNP" and after.tag in ("NN", "NNS"):
        return any(_is_place_between(tokens, i) for i in range(max(1, comma - 3), comma) if tokens[i].tag == ",")
    in_date = before.tag == "CD" and comma > 1 and tokens[comma - 2].tag == ","
    return in_date and after.tag in ("NN", "NNS", "NNP")


def _begins_clause(tokens: Sequence[Token], start: int) -> bool:
    """True where a subject and a finite verb, or a question word, follow."""
    if start >= len(tokens):
        return False
    if tokens[start].tag in WH or tokens[start].lower in ("whether", "if", "not"):
        return True
    size = 1 if tokens[start].tag in ("PRP", "EX") else leading_phrase(tokens[start:])
    after = start + size
    while after < len(tokens) and tokens[after].tag == "RB":
        after += 1
    return after < len(tokens) and tokens[after].tag in FINITE
