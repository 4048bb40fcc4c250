"""What a rule's words leave open, and what they do not: a table of checks by wording rule.

"Hale fears the yard will close" leaves open whether it will; "The yard will close" tells a plan, and a question after
it would ask what nobody doubts. Each check says something about language; what is a list of words or patterns stands
in the language data (`question_wording.toml`, the table `settled`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.analyse.questions.asked import Asked, tells
from briefing.analyse.questions.context import is_reporting
from briefing.analyse.questions.wordlists import pattern_of, wordings
from briefing.analyse.verbs import base_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefing.analyse.questions.context import Context, Worded
    from briefing.analyse.questions.tokens import Token

__all__ = ["is_settled"]

AFTER = 10
"""Tokens behind a clause in which the verb of saying is looked for (", the head of the harbour board said")."""


def is_settled(worded: Worded, lower: Sequence[str], context: Context) -> bool:
    """True where the words that the rule saw leave nothing open in this sentence."""
    asked = Asked(worded=worded, lower=lower, context=context)
    told = pattern_of("settled", worded.rule)
    if told is not None and told.search(f"{asked.matched} > {' '.join(lower)}"):
        return True
    return any(check(asked) for check in CHECKS.get(worded.rule, ()))


# --- who says it ------------------------------------------------------------------------------


def _is_not_foretold(asked: Asked) -> bool:
    """True where nobody hopes, fears, claims or predicts it: a plain "will" tells a plan, a plain "may" a view."""
    at = asked.governor
    if at is None:
        return not (_is_of_chance(asked) and _is_reported(asked))
    token = asked.tokens[at]
    if token.tag in ("NN", "NNS"):
        denied = at > 0 and asked.tokens[at - 1].lower in ("no", "little")  # "there is no sign that it will end"
        return denied or token.lower not in wordings("that_nouns")
    if token.tag == "JJ":
        return token.lower not in ("possible", "conceivable", "unlikely", "doubtful")
    base = base_form(token.text, token.tag)
    if base in wordings("foretelling"):
        before = {one.lower for one in asked.tokens[max(0, at - 3) : at]}
        return not before.isdisjoint({"i", "we", "when", "whenever", "if", "unless"})
    return not (_is_of_chance(asked) and _is_reported(asked))


def _is_of_chance(asked: Asked) -> bool:
    """True for what "may" or "could" be, where the sentence names those who would know."""
    chance = asked.matched.split()[0] in ("may", "might", "could")
    return chance and any(token.lower in wordings("experts") for token in asked.tokens)


def _is_reported(asked: Asked) -> bool:
    """True where somebody in the sentence says it, before the clause or behind it."""
    if asked.place is None:
        return False
    at = asked.governor
    if at is not None and tells(asked.tokens[at]):
        return True
    after = asked.tokens[asked.place :]
    comma = next((i for i, token in enumerate(after) if token.tag == "," or token.lower == "according"), None)
    if comma is None:
        return False
    return any(is_reporting(token) or token.lower == "according" for token in after[comma : comma + AFTER])


def _is_only_an_impression(asked: Asked) -> bool:
    """True for "The plan seems to be a good one" in the writer's own voice, and for "was believed to be" then."""
    words = asked.matched.split()
    if words[0].startswith(("seem", "appear")):
        return not _is_reported(asked)
    return words[0] in ("was", "were")


def _is_own_guess(asked: Asked) -> bool:
    """True for "may have missed" in the writer's own voice, and for "may have been more surprising than", a view."""
    words = asked.matched.split()
    if any(token.tag in ("RBR", "JJR") for token in asked.tokens[asked.place or 0 :][:5]):
        return True
    if words[0].startswith(("seem", "appear", "may", "might", "could")):
        return not _is_reported(asked)
    return False


def _is_only_hinted(asked: Asked) -> bool:
    """True for "suggested that ...": that is a view, read in figures or given as one, where a claim is of a fact.

    What one estimates is a figure, given as near as it is known.
    """
    at = next((i for i, token in enumerate(asked.tokens) if token.text == asked.worded.matched), None)
    if at is None:
        return False
    base = base_form(asked.tokens[at].text, asked.tokens[at].tag)
    if base == "estimate" or (base == "charge" and asked.tokens[at + 1].lower != "that"):
        return True  # "charged Orlov with theft" charges a man, and says nothing
    return base in ("suggest", "hint")


# --- what is asked after ------------------------------------------------------------------------


def _is_view(asked: Asked) -> bool:
    """True for "may be strategic" and "might want to wait": a state that somebody thinks possible, no event."""
    if asked.clause is None or asked.tokens[asked.clause].lower not in ("may", "might"):
        return False
    first, *more = _behind(asked)
    return first.lower in wordings("states") and not (first.lower == "be" and more and more[0].tag in ("VBN", "VBD"))


def _is_estimation(asked: Asked) -> bool:
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


def _is_characterised(asked: Asked) -> bool:
    """True for "is playing the "woman's card"": a name that somebody gives a thing in quotation marks, no fact."""
    if asked.clause is None:
        return False
    asks = " ".join(asked.lower)
    opened = (token for token in asked.tokens[asked.clause :] if token.opens and token.lower in asks)
    return any(not token.tag.startswith("VB") for token in opened)


def _is_only_tried(asked: Asked) -> bool:
    """True for "will try to", "plans to focus on": what one tries or goes on with is no outcome."""
    return _verb(asked) in wordings("soft_verbs")


def _is_generic(asked: Asked) -> bool:
    """True for "a defendant may ask a judge": what anybody may do, no event."""
    if asked.clause is None or asked.lower[1:2] not in (["a"], ["an"]):
        return False
    before = [token for token in asked.tokens[: asked.clause] if token.tag.startswith("NN")]
    return any(token.lower in wordings("people") or token.lower in wordings("anybody") for token in before[-3:])


def _is_said_to_be_wrong(asked: Asked) -> bool:
    """True for "falsely claimed": the text itself says that it is not so."""
    if asked.place is None:
        return False
    near = asked.tokens[max(0, asked.place - 2) : asked.place + 2]
    if any(token.lower in wordings("wrongly") for token in near):
        return True
    return any(token.lower in wordings("untrue") for token in asked.tokens)


def _is_of_a_scheme(asked: Asked) -> bool:
    """True for "the scheme pledged to pay": what a thing was once meant to do; those who can promise have names."""
    if asked.place is None or asked.tokens[asked.place].tag != "VBD":
        return False
    around = asked.context.clause_around(asked.tokens[asked.place].start)
    if around is None:
        return True
    named = any(token.tag in ("NNP", "NNPS") for token in around.subject)
    return not (named or asked.context.is_person(around.subject) or around.subject[0].lower in ("he", "she", "they"))


def _is_routine(asked: Asked) -> bool:
    """True for "plans to attend" and "intends to deliver a speech": an appointment, which nobody doubts."""
    return _verb(asked) in wordings("routine_verbs")


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


def _is_unspecific(asked: Asked) -> bool:
    """True for "How will the trial end?": which trial was told before; a name or "of" tells it."""
    shown = asked.worded.question.split()
    named = any(word[0].isupper() for word in shown[1:] if word[0].isalpha())
    return not named and {"of", "into", "on", "between", "with", "over"}.isdisjoint(asked.lower)


# --- who leaves it open -------------------------------------------------------------------------


def _is_private(asked: Asked) -> bool:
    """True for "she did not know what was in the box": a gap only where it is one's task to know."""
    if "know" not in asked.matched.split() or asked.place is None:
        return False
    before = [token.lower for token in asked.tokens[max(0, asked.place - 4) : asked.place]]
    return (wordings("experts") | {"organizers", "organisers", "doctors", "nobody", "one"}).isdisjoint(before)


def _is_put_and_taken_up(asked: Asked) -> bool:
    """True for "the prosecutor asked him if he saw the car": an answer follows, unless it is said to be refused."""
    if not asked.matched.startswith("ask"):
        return False
    words = {token.lower for token in asked.tokens}
    return words.isdisjoint({"not", "n't", "never", "without", "nobody", "no"} | wordings("refusing"))


def _is_over(asked: Asked) -> bool:
    """True for "until now it had been unclear how ...": it no longer is."""
    known = {"unclear", "unknown", "uncertain", "clear", "known"}.intersection(asked.matched.split())
    if asked.place is None or not known:
        return False
    return any(token.lower == "had" for token in asked.tokens[max(0, asked.place - 3) : asked.place])


def _is_for_the_speaker(asked: Asked) -> bool:
    """True for "which led us to wonder if ...": said in jest or in anger."""
    if asked.place is None:
        return False
    before = {token.lower for token in asked.tokens[max(0, asked.place - 4) : asked.place]}
    return not before.isdisjoint({"us", "me", "you", "i", "we", "begs", "begged"})


def _is_known_for(asked: Asked) -> bool:
    """True for "the man was not known for anything": who he is may well be told."""
    at = next((i for i, token in enumerate(asked.tokens) if token.lower == "known"), None)
    if at is None or not asked.matched.endswith("known"):
        return False
    return not {"for", "as", "to"}.isdisjoint(token.lower for token in asked.tokens[at + 1 : at + 6])


def _is_in_their_words(asked: Asked) -> bool:
    """True for "would "drive the ferry off a cliff"": where all that is predicted is quoted, it is a figure."""
    if asked.place is None or asked.place + 1 >= len(asked.tokens):
        return False
    verb = asked.tokens[asked.place + 1]
    return verb.opens and verb.lower != "be"


def _is_called(asked: Asked) -> bool:
    """True for "accusations that Hale is a liar": what somebody calls him."""
    if asked.clause is None:
        return False
    verb, *rest = asked.tokens[asked.clause : asked.clause + 2]
    return verb.lower in ("is", "was", "are", "were") and bool(rest) and rest[0].tag in ("DT", "JJ")


def _is_imagined(asked: Asked) -> bool:
    """True for "without inspectors the world would have no idea how ...": nobody is in the dark yet."""
    if asked.place is None or not {"idea", "know", "known", "clear"}.intersection(asked.matched.split()):
        return False
    before = {token.lower for token in asked.tokens[max(0, asked.place - 4) : asked.place]}
    return not before.isdisjoint({"would", "could", "might"})


def _is_of_anybody(asked: Asked) -> bool:
    """True for "wondered if people are afraid": of people as such nobody could tell."""
    words = [word for word in asked.lower[:3] if word not in wordings("auxiliaries")]
    return not {"people", "everyone", "anyone", "everybody", "men", "women", "humans"}.isdisjoint(words[:1])


def _is_mood_of_a_crowd(asked: Asked) -> bool:
    """True for "people are undecided about how they feel": how many feel is told by polls."""
    return not {"feel", "think", "feels", "thinks"}.isdisjoint(asked.lower)


def _is_unreal(asked: Asked) -> bool:
    """True for "unlikely to win without naming a site" and "can't rule without naming": nobody has kept it back."""
    if not asked.matched.startswith("without"):
        return False
    before = asked.context.plain[: asked.context.plain.find(asked.worded.matched)].lower()
    words = before.replace("n't", " not").split()[-12:]
    return not {"unlikely", "not", "cannot", "never", "would", "could", "can", "if", "impossible"}.isdisjoint(words)


def _is_quoted(asked: Asked) -> bool:
    """True where the words stand inside a quotation: what a speaker says "is going to" be is talk."""
    plain = asked.context.plain.lower().replace("''", '"')
    place = plain.find(asked.matched)
    return "going to" in asked.matched and place >= 0 and plain[:place].count('"') % 2 == 1


def _is_asked_of_a_crowd(asked: Asked) -> bool:
    """True for "when voters were asked who would ...": a poll, whose answers are told."""
    at = next((i for i, token in enumerate(asked.tokens) if token.lower == "asked"), None)
    if at is None:
        return False
    return any(token.lower in wordings("crowds") for token in asked.tokens[max(0, at - 5) : at + 3])


def _is_named_by(asked: Asked) -> bool:
    """True for "charges that Hale called gossip": "that" is what he called so, not the opening of a charge."""
    bases = {base_form(token.text, token.tag) for token in asked.tokens if token.tag in ("VBD", "VBZ", "VBP")}
    return not (bases & wordings("naming")).isdisjoint(asked.lower[1:])


def _is_of_whom_they_speak_for(asked: Asked) -> bool:
    """True for "an aide to Hale declined to say whether he ...": "he" is as likely the one spoken for."""
    words, seen = [token.lower for token in asked.tokens], asked.matched.split()
    opening, asking = seen[0], seen[-1]
    trigger = words.index(opening) if opening in words else 0
    at = next((i for i in range(trigger, len(words)) if words[i] == asking), len(words))
    theirs = {"he", "she", "his", "her"}.intersection(words[at + 1 : at + 3])
    return bool(theirs) and not wordings("spokesmen").isdisjoint(words[:trigger])


def _is_role(asked: Asked) -> bool:
    """True for "The board's role is to ...", which tells what it is for."""
    return asked.matched.startswith(("is to", "are to")) and not wordings("roles").isdisjoint(asked.lower)


def _is_allowed(asked: Asked) -> bool:
    """True for "ruled that the money could be spent": nothing is left open."""
    modals = {"could": ("could", "can"), "can": ("can",)}.get(asked.lower[0], ())
    place = next((i for i, token in enumerate(asked.tokens) if token.tag == "MD" and token.lower in modals), None)
    said = next((token for token in reversed(asked.tokens[:place]) if token.tag in ("VBD", "VBZ", "VBN")), None)
    if said is None or place is None:
        return False
    return base_form(said.text, said.tag) in wordings("permitting")


CHECKS: Mapping[str, tuple[Callable[[Asked], bool], ...]] = {
    "not told": (_is_unreal,),
    "indirect question": (
        _is_asked_of_a_crowd,
        _is_of_whom_they_speak_for,
        _is_private,
        _is_mood_of_a_crowd,
        _is_put_and_taken_up,
        _is_imagined,
        _is_of_anybody,
        _is_over,
        _is_for_the_speaker,
    ),
    "left untold": (_is_known_for,),
    "modal": (
        _is_not_foretold,
        _is_view,
        _is_estimation,
        _is_only_tried,
        _is_allowed,
        _is_generic,
        _is_of_anybody,
        _is_characterised,
        _is_in_their_words,
    ),
    "expected to": (_is_quoted, _is_only_tried, _is_estimation, _is_generic),
    "is to": (_is_role, _is_only_tried, _is_estimation, _is_generic),
    "intends to": (_is_only_tried, _is_routine, _is_of_a_scheme),
    "believed to": (_is_only_an_impression,),
    "past": (_is_own_guess,),
    "claimed": (
        _is_only_hinted,
        _is_view,
        _is_estimation,
        _is_only_tried,
        _is_characterised,
        _is_said_to_be_wrong,
    ),
    "accused": (_is_characterised, _is_said_to_be_wrong),
    "charge": (_is_called, _is_named_by, _is_estimation, _is_characterised, _is_said_to_be_wrong),
    "pending event": (_is_unspecific,),
}
"""The checks of each wording rule; a rule that is not named has none but its patterns."""
