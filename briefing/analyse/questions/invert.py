"""From a statement to its question: find subject and verb group, then invert, with do-support where it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.tokens import (
    Token,
    clause_end,
    head,
    is_noun_phrase,
    join,
    leading_phrase,
    number,
    shorten,
)
from briefing.analyse.questions.wordlists import wordings, wordings_of
from briefing.analyse.verbs import base_form

if TYPE_CHECKING:
    from collections.abc import Sequence


_BE = frozenset({"is", "are", "was", "were"})
_HAVE = frozenset({"has", "have", "had"})
_NOT = frozenset({"not", "n't", "never", "no", "hardly", "nor"})


# Words of a clause that still make a short question.
LONGEST_CLAUSE = 19


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite clause: its subject's tokens and the tokens from its finite verb to its end."""

    subject: tuple[Token, ...]
    verbs: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An auxiliary, a subject and the rest, not yet joined: `subject` may be given another form (a name)."""

    auxiliary: str
    subject: tuple[Token, ...]
    rest: str
    rule: str


def find_clause(tokens: Sequence[Token], start: int) -> Clause | None:
    """The clause that begins at `start`, where its subject is one plain noun phrase right before a finite verb.

    A remark between commas after the subject ("Mr Hale, the governor, will ...") is passed over.
    """
    for i in range(start, min(len(tokens), start + 30)):
        if tokens[i].tag not in FINITE:
            if tokens[i].tag in (".", ":"):
                return None
            continue
        subject = list(tokens[start:i])
        while len(subject) > 1 and _is_of_the_verb(subject[-1]):
            subject.pop()
        if not is_noun_phrase(subject):
            subject = _without_remark(subject)
        if subject and is_noun_phrase(subject):
            end = clause_end(tokens, i)
            if end + 1 < len(tokens) and tokens[end].tag in (",", ":") and tokens[end + 1].opens:
                return None  # what is quoted next belongs to the clause
            if _is_broken_off(tokens, start, end):
                return None
            verbs = shorten(tokens[i:end], LONGEST_CLAUSE - len(subject))
            return Clause(subject=tuple(subject), verbs=tuple(verbs))
        if not any(token.tag == "," for token in tokens[start:i]):
            return None
    return None


def _is_broken_off(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the clause goes on behind the comma at which it seems to end.

    "would be aided, Hale said, by the calendar"; "could win poor, though proud, districts"; a subject without an
    article behind "that" ("shows that number could fall"), where "that" is the article.
    """
    if _cuts_list(tokens, end):
        return True
    if start and tokens[start - 1].lower == "that" and tokens[start].tag == "NN" and tokens[start + 1].tag in FINITE:
        return True
    if end + 1 >= len(tokens) or tokens[end].tag != ",":
        return False
    if tokens[end - 1].tag == "JJ" and tokens[end + 1].lower in ("though", "but", "if", "albeit", "yet", "although"):
        return True
    close = next((i for i in range(end + 1, min(end + 9, len(tokens))) if tokens[i].tag == ","), None)
    if close is None or close + 1 >= len(tokens):
        return False
    remark = any(
        token.tag in ("VBD", "VBZ", "VBP") and base_form(token.text, token.tag) in wordings("reporting")
        for token in tokens[end + 1 : close]
    )
    return remark and tokens[close + 1].lower in ("by", "of", "to", "from", "with", "for")


def _cuts_list(tokens: Sequence[Token], end: int) -> bool:
    """True where the comma at `end` is inside a list of things: "keep the pay, pensions, leave and rights of all".

    A remark has no "and" behind its last part that goes on without a verb: "the mayor, a baker, and will ..." is none.
    """
    at, parts = end, 0
    while at < len(tokens) and tokens[at].tag == "," and at and tokens[at - 1].tag.startswith("NN"):
        if at + 1 < len(tokens) and tokens[at + 1].tag == "CC":
            break
        size = leading_phrase(tokens[at + 1 :])
        if not size:
            return False
        part = [token.lower for token in tokens[at + 1 : at + 1 + size]]
        if ("and" in part or "or" in part) and (parts or "," in part):
            return True
        at, parts = at + 1 + size, parts + 1
    if parts > 1 and (at >= len(tokens) or tokens[at].tag not in (*FINITE, ",")):
        return True  # "anger, frustration, fear - some of it justified"
    if not parts or at >= len(tokens):
        return False
    last = at + 1 if tokens[at].tag == "," else at
    if last >= len(tokens) or tokens[last].lower not in ("and", "or"):
        return False
    size = leading_phrase(tokens[last + 1 :])
    after = last + 1 + size
    return size > 0 and (after >= len(tokens) or tokens[after].tag not in FINITE)


def _is_of_the_verb(token: Token) -> bool:
    """True for an adverb right before the verb; taggers take "purportedly" for a participle."""
    doubting = token.lower.endswith("ly") and token.lower in wordings("hedging_adverbs")
    return doubting or (token.tag == "RB" and not _is_place_adverb(token))


def _is_place_adverb(token: Token) -> bool:
    """True for an adverb that belongs to the noun before it ("a town miles away")."""
    return token.lower not in wordings("hedging_adverbs") and not token.lower.endswith("ly")


def _without_remark(subject: list[Token]) -> list[Token]:
    """The noun phrase before "..., remark,"; empty where the commas are not two around a remark."""
    commas = [i for i, token in enumerate(subject) if token.tag == ","]
    if len(commas) == 2 and commas[1] == len(subject) - 1 and commas[0] > 0:
        return subject[: commas[0]]
    return []


def ask(clause: Clause, *, hedged: bool = False, wide: bool = False) -> Question | None:
    """Turn a clause into a yes-or-no question; None where the verb group is negated or not understood.

    `hedged` tells that the sentence only reports what may be so: then a bare past or present is asked after, too.
    `wide` asks after "has the right" and "would prefer" as well.
    """
    verbs = [token for i, token in enumerate(clause.verbs) if not _is_hedging(token, clause.verbs, i)]
    first = verbs[0].lower
    if (len(verbs) < 2 and not hedged) or any(token.lower in _NOT for token in verbs[1:3]):
        return None
    tail = verbs[1:]
    more = _wider(clause.subject, verbs[0], tail) if wide else None
    if more is not None:
        return more
    if verbs[0].tag == "MD":
        return _modal(clause.subject, first, tail)
    if first in _BE and tail:
        return _be(clause.subject, verbs[0], tail, hedged=hedged)
    if first in _HAVE and tail and tail[0].tag == "VBN" and hedged:
        return _perfect(clause.subject, first, tail)
    return _lexical(clause.subject, verbs[0], tail, hedged=hedged)


def _wider(subject: tuple[Token, ...], verb: Token, tail: list[Token]) -> Question | None:
    """Of "has the right" "Does ... have the right?", of "would prefer" "Would ... prefer?"."""
    if not tail:
        return None
    forms = {"has": "Does", "have": "Do", "had": "Did"}
    if verb.lower in forms and tail[0].tag in ("DT", "JJ", "NN", "NNS", "CD"):
        return Question(forms[verb.lower], subject, f"have {join(tail)}", "do-support")
    if verb.lower == "would" and tail[0].lower in ("prefer", "like", "want"):
        return Question("Would", subject, join(tail), "modal")
    return None


def _is_hedging(token: Token, verbs: tuple[Token, ...], place: int) -> bool:
    """An adverb near the verb that only says how sure it is: the question mark says that better."""
    return 0 < place < 4 and token.lower in wordings("hedging_adverbs") and place < len(verbs) - 1


def _modal(subject: tuple[Token, ...], modal: str, tail: list[Token]) -> Question | None:
    verb = next((i for i, token in enumerate(tail) if token.tag != "RB"), None)
    if verb is None or tail[verb].tag != "VB":
        return None
    after = tail[verb + 1] if verb + 1 < len(tail) else None
    if modal in ("may", "might", "could") and tail[verb].lower == "have" and after and after.tag in ("VBN", "VBD"):
        return _perfect(subject, "had", tail[verb + 1 :])
    if tail[verb].lower == "have" and any(
        token.tag in ("VBN", "VBD") or token.lower.endswith("ed") for token in tail[verb + 1 : verb + 5]
    ):
        return None
    if modal in ("would", "must") and tail[verb].lower == "have" and after and after.tag in ("VBN", "TO"):
        return None
    said = join(tail).lower()
    if modal == "would" and ("in the past" in said or said.startswith("do better")):
        return None  # a habit, an advice
    auxiliary = _auxiliary(modal, tail[verb].lower, conditional=any(token.lower in ("if", "unless") for token in tail))
    shifted = auxiliary == "Will" and modal in ("would", "'d")
    rest = _of_the_present(tail) if shifted else tail
    return Question(auxiliary, subject, join(rest), "modal") if auxiliary and rest else None


def _of_the_present(tail: Sequence[Token]) -> list[Token] | None:
    """What stood behind "would", its times put back: "until they had been seen" becomes "until they have been seen".

    None where a past in a clause of time has a form that is not surely known. Other clauses keep their past.
    """
    shown: list[Token] = []
    opened = False
    for i, token in enumerate(tail):
        opened = (opened or token.lower in wordings("time_clauses")) and token.tag != ","
        if not opened or token.tag not in ("VBD", "MD"):
            shown.append(token)
            continue
        before = next((one for one in reversed(tail[:i]) if one.tag != "RB"), token)
        many = before.tag in ("NNS", "NNPS") or before.lower in ("they", "we", "people", "police")
        one_only = before.tag in ("NN", "NNP") or before.lower in ("he", "she", "it")
        forms = wordings_of("present_of").get(token.lower)
        if forms is None or not (many or one_only):
            return None
        shown.append(token.worded(str(forms[0 if one_only else 1])))
        opened = False
    return shown


def _auxiliary(modal: str, verb: str, *, conditional: bool) -> str | None:
    """The auxiliary of the question: "would" after a verb of saying is a future, unless a condition holds it back."""
    if modal not in wordings("modals") or (modal == "would" and verb in ("like", "love", "prefer", "rather")):
        return None  # "would like": no plain future
    if modal == "would" and conditional:
        return "Would"
    if modal in ("may", "might") and verb == "be":
        return "Could"
    return modal.capitalize() if modal in ("can", "could", "should") else "Will"


def _be(subject: tuple[Token, ...], verb: Token, tail: list[Token], *, hedged: bool) -> Question | None:
    first = tail[0].lower
    infinitive = _infinitive(tail, 1)
    if infinitive and first in wordings("expected_to") and verb.lower in ("is", "are"):
        return Question("Will", subject, join(infinitive), "expected to")
    if infinitive and first in wordings("believed_to"):
        return _believed(subject, infinitive, past=False)
    if tail[0].tag == "TO" and len(tail) > 1 and tail[1].tag == "VB":
        if head(subject).lower in wordings("aims") or verb.lower in ("was", "were"):
            return None  # "the aim is to ..." says what is meant, "was to ..." what was: neither what will be
        return Question("Will", subject, join(tail[1:]), "is to")
    if first in wordings("weighing") and len(tail) > 1 and tail[1].tag == "VBG":
        base = base_form(tail[1].text, "VBG")
        return Question("Will", subject, f"{base} {join(tail[2:])}".strip(), "weighing") if base else None
    return Question(verb.lower.capitalize(), subject, join(tail), "inversion") if hedged else None


def _infinitive(tail: list[Token], start: int) -> list[Token] | None:
    """The tokens after "to" where an infinitive begins at `start`; None for the broken "to have recruit"."""
    if start + 2 < len(tail) and tail[start + 1].lower == "have" and tail[start + 2].tag == "VB":
        return None
    if start + 1 < len(tail) and tail[start].tag == "TO" and tail[start + 1].tag == "VB":
        return tail[start + 1 :]
    return None


def _believed(subject: tuple[Token, ...], infinitive: list[Token], *, past: bool) -> Question | None:
    """Of "is believed to ..." or, in the past, "seemed to ...": ask after the fact itself."""
    done = len(infinitive) > 1 and (infinitive[1].tag in ("VB", "VBN", "VBD") or infinitive[1].lower.endswith("ed"))
    if infinitive[0].lower == "have" and done:
        return _perfect(subject, "had", infinitive[1:])
    if past:
        return None  # "seemed to be tired" tells what a scene was like
    count = number(subject)
    if count is None:
        return None
    if infinitive[0].lower == "be":
        if len(infinitive) < 2 or infinitive[1].lower == "able":
            return None  # "seems to be able to ..." praises
        forms = ("Were", "Was") if past else ("Are", "Is")
        return Question(forms[count == "one"], subject, join(infinitive[1:]), "believed to")
    forms = ("Did", "Did") if past else ("Do", "Does")
    return Question(forms[count == "one"], subject, join(infinitive), "believed to")


def _perfect(subject: tuple[Token, ...], auxiliary: str, tail: list[Token]) -> Question | None:
    """Of "has done", "had done" or "may have done": present perfect stays, the rest asks after the past."""
    if auxiliary in ("has", "have"):
        return Question(auxiliary.capitalize(), subject, join(tail), "perfect")
    if tail[0].lower == "been":
        count = number(subject)
        if count is None or len(tail) < 2:
            return None
        return Question("Were" if count == "many" else "Was", subject, join(tail[1:]), "past")
    base = base_form(tail[0].text, tail[0].tag if tail[0].tag == "VBD" else "VBN")
    return Question("Did", subject, f"{base} {join(tail[1:])}".strip(), "past") if base else None


def _lexical(subject: tuple[Token, ...], verb: Token, tail: list[Token], *, hedged: bool) -> Question | None:
    base = base_form(verb.text, verb.tag)
    if base is None:
        return None
    infinitive = _infinitive(tail, 0)
    if base == "want" and infinitive and infinitive[0].lower in ("see", "be", "know", "have"):
        infinitive = None  # a wish for what others do, or a state
    if infinitive and infinitive[0].lower == "be" and base in ("promise", "threaten") and verb.tag == "VBD":
        infinitive = None  # "promised to be a long night" tells what a scene was like
    if infinitive and base in wordings("intends_to") and (verb.tag != "VBD" or base in wordings("commits_to")):
        return Question("Will", subject, join(infinitive), "intends to")
    if infinitive and base in ("appear", "seem"):
        return _believed(subject, infinitive, past=verb.tag == "VBD")
    if not hedged or base in ("be", "have", "do", "say"):
        return None
    if verb.tag == "VBD":
        return Question("Did", subject, f"{base} {join(tail)}".strip(), "do-support")
    return Question("Does" if verb.tag == "VBZ" else "Do", subject, f"{base} {join(tail)}".strip(), "do-support")
