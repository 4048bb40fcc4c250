"""What a question asks after, where that is a view, a habit or an appointment, not an event that anybody could tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.questions.wordlists import wordings

if TYPE_CHECKING:
    from briefing.analyse.questions.asked import Asked
    from briefing.analyse.questions.tokens import Token


def is_view(asked: Asked) -> bool:
    """True for "may be strategic" and "might want to wait": a state that somebody thinks possible, no event."""
    if asked.clause is None or asked.tokens[asked.clause].lower not in ("may", "might"):
        return False
    first, *more = _behind(asked)
    return first.lower in wordings("states") and not (first.lower == "be" and more and more[0].tag in ("VBN", "VBD"))


def is_estimation(asked: Asked) -> bool:
    """True for "will be a top priority" and "could be religious": what somebody takes a thing for, no event.

    So is what is arranged: "will be holding a meeting".
    "There will be a vote" is one, and so is "will be a stronger mayor than Orlov", which can be held against the facts.
    """
    if asked.lower[1:2] == ["there"] or "than" in asked.lower:
        return False
    rest = _behind(asked)
    if len(rest) > 1 and rest[0].lower in ("become", "remain", "seem", "prove"):
        return rest[1].tag in ("JJ", "JJR", "RBR")
    if not rest or rest[0].lower != "be":
        return False
    told = ("JJ", "JJR", "JJS", "RBR", "DT", "NN", "NNS", "NNP", "PRP$", "CD", "RP", "VBG", ".")
    return len(rest) < 2 or rest[1].tag in told or rest[1].lower in ("like", "about")


def is_characterised(asked: Asked) -> bool:
    """True for "is playing the "woman's card"": a name that somebody gives a thing in quotation marks, no fact."""
    if asked.clause is None:
        return False
    asks = " ".join(asked.lower)
    opened = (token for token in asked.tokens[asked.clause :] if token.opens and token.lower in asks)
    return any(not token.tag.startswith("VB") for token in opened)


def is_only_tried(asked: Asked) -> bool:
    """True for "will try to", "plans to focus on": what one tries or goes on with is no outcome."""
    return _verb(asked) in wordings("soft_verbs")


def is_generic(asked: Asked) -> bool:
    """True for "a defendant may ask a judge": what anybody may do, no event."""
    if asked.clause is None or asked.lower[1:2] not in (["a"], ["an"]):
        return False
    before = [token for token in asked.tokens[: asked.clause] if token.tag.startswith("NN")]
    return any(token.lower in wordings("people") or token.lower in wordings("anybody") for token in before[-3:])


def is_said_to_be_wrong(asked: Asked) -> bool:
    """True for "falsely claimed": the text itself says that it is not so."""
    if asked.place is None:
        return False
    near = asked.tokens[max(0, asked.place - 2) : asked.place + 2]
    if any(token.lower in wordings("wrongly") for token in near):
        return True
    return not wordings("untrue").isdisjoint(asked.context.small.replace(",", " ").split())


def is_of_a_scheme(asked: Asked) -> bool:
    """True for "the scheme pledged to pay": what a thing was once meant to do; those who can promise have names."""
    if asked.place is None or asked.tokens[asked.place].tag != "VBD":
        return False
    around = asked.context.clause_around(asked.tokens[asked.place].start)
    if around is None:
        return True
    named = any(token.tag in ("NNP", "NNPS") for token in around.subject)
    return not (named or asked.context.is_person(around.subject) or around.subject[0].lower in ("he", "she", "they"))


def is_routine(asked: Asked) -> bool:
    """True for "plans to attend" and "intends to deliver a speech": an appointment, which nobody doubts."""
    return _verb(asked) in wordings("routine_verbs")


def is_appointment(asked: Asked) -> bool:
    """True for "is expected to speak" and "is expected to unveil": arranged, and doubted by nobody."""
    return _verb(asked) in wordings("appointments")


def _verb(asked: Asked) -> str:
    """The bare verb of the question: the first word of it that the sentence has as one."""
    if asked.clause is None:
        return ""
    return next((token.lower for token in asked.tokens[asked.clause :] if token.tag == "VB"), "")


def _behind(asked: Asked) -> list[Token]:
    """The next words behind the modal, or behind the "to" that a rule saw, without adverbs."""
    if asked.clause is None:
        return []
    start = asked.clause
    if asked.tokens[start].tag != "MD":
        start = next((i for i in range(start, min(start + 5, len(asked.tokens))) if asked.tokens[i].tag == "TO"), start)
    return [token for token in asked.tokens[start + 1 : start + 5] if token.tag != "RB"]


def is_unspecific(asked: Asked) -> bool:
    """True for "How will the trial end?": which trial was told before; a name or "of" tells it."""
    shown = asked.worded.question.split()
    named = any(word[0].isupper() for word in shown[1:] if word[0].isalpha())
    return not named and {"of", "into", "on", "between", "with", "over"}.isdisjoint(asked.lower)
