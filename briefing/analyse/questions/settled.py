"""What a rule's words leave open, and what they do not: a table of checks by wording rule.

"Hale fears the yard will close" leaves open whether it will; "The yard will close" tells a plan, and a question after
it would ask what nobody doubts. Each check says something about language; what is a list of words or patterns stands
in the language data (`question_wording.toml`, the table `settled`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.analyse.questions import views
from briefing.analyse.questions.asked import Asked, tells
from briefing.analyse.questions.context import is_reporting
from briefing.analyse.questions.wordlists import pattern_of, wording_pattern, wordings
from briefing.analyse.verbs import base_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefing.analyse.questions.context import Context, Worded

__all__ = ["is_settled"]

FORETOLD = ("modal", "expected to", "is to", "believed to", "past")
"""The rules of what may or will be: "in such cases" it may be so in every one."""

SHORT_QUOTE = 2
"""Quoted words that still tell a fact ("hid", "founded it"); a longer quotation is a speaker's way of putting it."""

AFTER = 10
"""Tokens behind a clause in which the verb of saying is looked for (", the head of the harbour board said")."""


def is_settled(worded: Worded, lower: Sequence[str], context: Context) -> bool:
    """True where the words that the rule saw leave nothing open in this sentence."""
    asked = Asked(worded=worded, lower=lower, context=context)
    told = pattern_of("settled", worded.rule)
    if told is not None and told.search(f"{asked.matched} > {' '.join(lower)}"):
        return True
    if worded.rule in FORETOLD and wording_pattern("in_general").search(context.small):
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
        # "was haunted by the possibility that it would end" tells what was thought of then
        imagined = asked.matched.startswith("would") and token.lower in ("possibility", "chance", "risk", "prospect")
        return denied or imagined or token.lower not in wordings("that_nouns")
    if token.tag == "JJ":
        return token.lower not in ("possible", "conceivable", "unlikely", "doubtful")
    base = base_form(token.text, token.tag)
    if base in wordings("foretelling"):
        before = {one.lower for one in asked.tokens[max(0, at - 3) : at]}
        return not before.isdisjoint({"i", "we", "you", "when", "whenever", "if", "unless"})
    if tells(asked.tokens[at]) and _is_doubted(asked, at):
        return False
    return not (_is_of_chance(asked) and _is_reported(asked))


def _is_doubted(asked: Asked, at: int) -> bool:
    """True for "would “probably” come" behind the token at `at`: whoever says so leaves it open themselves."""
    return any(token.lower in ("probably", "possibly", "perhaps") for token in asked.tokens[at + 1 :][:AFTER])


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

    What one estimates is a figure, given as near as it is known; "hinted that it would probably come" leaves it open.
    """
    at = next((i for i, token in enumerate(asked.tokens) if token.text == asked.worded.matched), None)
    if at is None:
        return False
    base = base_form(asked.tokens[at].text, asked.tokens[at].tag)
    if base == "estimate" or (base == "charge" and asked.tokens[at + 1].lower != "that"):
        return True  # "charged Orlov with theft" charges a man, and says nothing
    return base in ("suggest", "hint") and not _is_doubted(asked, at)


# --- who leaves it open -------------------------------------------------------------------------


def _is_private(asked: Asked) -> bool:
    """True for "she did not know what was in the box": a gap only where it is one's task to know."""
    if "know" not in asked.matched.split() or asked.place is None or asked.matched.startswith("demand"):
        return False
    before = [token.lower for token in asked.tokens[max(0, asked.place - 4) : asked.place]]
    return (wordings("experts") | {"organizers", "organisers", "doctors", "nobody", "one"}).isdisjoint(before)


def _is_put_and_taken_up(asked: Asked) -> bool:
    """True for "the prosecutor asked him if he saw the car": an answer follows, unless it is said to be refused."""
    if not asked.matched.startswith("ask"):
        return False
    words = {token.lower for token in asked.tokens}
    return words.isdisjoint({"not", "n't", "never", "without", "nobody", "no"} | wordings("refusing"))


def _is_of_an_unsure_time(asked: Asked) -> bool:
    """True for "asked whether Hale backed the plan": whether he does or once did, the past does not tell."""
    if asked.lower[0] not in ("did", "was", "were"):
        return False
    if "question was whether" in asked.context.small:
        return True
    if asked.lower[0] == "did" and not wordings("lasting").isdisjoint(asked.lower[2:6]):
        return True
    if asked.place is None or not asked.matched.startswith(("asked", "wondered", "questioned", "demanded", "pressed")):
        return False
    near = {token.lower for token in asked.tokens[max(0, asked.place - 3) : asked.place]}
    told = asked.tokens[asked.place : asked.place + 2 * AFTER]
    return near.isdisjoint({"has", "have"}) and not any(token.lower == "had" for token in told)


def _is_a_right(asked: Asked) -> bool:
    """True for "the right of the states to decide which ...": who may decide, not what is undecided."""
    before = {token.lower for token in asked.tokens[max(0, (asked.place or 0) - 6) : asked.place or 0]}
    return asked.matched.startswith("to ") and not before.isdisjoint(wordings("of_use"))


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
    return verb.opens and verb.lower != "be" and not verb.tag.startswith("RB")  # would “probably” come


def _is_all_quoted(asked: Asked) -> bool:
    """True for "fear 'the harbour is dying'": the whole of it in their words, which are a mood."""
    if asked.place is None:
        return False
    behind = [token for token in asked.tokens[asked.place + 1 : asked.place + 3] if token.lower != "that"]
    return bool(behind) and behind[0].opens


def _is_said_in_a_figure(asked: Asked) -> bool:
    """True for "claims that the council “takes its orders from abroad”": a figure from the verb on."""
    if asked.clause is None or not asked.tokens[asked.clause].opens:
        return False
    place = asked.tokens[asked.clause].start - asked.context.sentence.span.start
    quoted = re.match(r"[^\"]*", asked.context.plain[place:].replace("''", '"'))
    return quoted is not None and len(quoted.group().split()) > SHORT_QUOTE


def _is_compared(asked: Asked) -> bool:
    """True for "comparing his claim that ... to": where the claim ends, no word tells."""
    if asked.place is None:
        return False
    near = asked.tokens[max(0, asked.place - 4) : asked.place]
    return any(base_form(token.text, token.tag) in ("compare", "liken") for token in near)


def _is_overtaken(asked: Asked) -> bool:
    """True for "has not sailed yet, but is already famous": that it will is taken for granted."""
    return any(token.lower == "already" for token in asked.tokens)


def _is_of_then(asked: Asked) -> bool:
    """True for "claimed that Hale wanted to sell": whether he did then or does, the past does not tell."""
    return asked.lower[0] == "did" and not wordings("lasting").isdisjoint(asked.lower[2:5])


def _is_of_an_aim(asked: Asked) -> bool:
    """True for "his focus would be to end the strike", which tells what is meant."""
    return "be to" in " ".join(asked.lower) and not wordings("aims").isdisjoint(asked.lower)


def _is_shown(asked: Asked) -> bool:
    """True for "proved by dropping the charges that it is biased": "that" opens what is proved."""
    if asked.place is None:
        return False
    before = asked.tokens[max(0, asked.place - AFTER) : asked.place]
    return any(base_form(token.text, token.tag) in ("prove", "show", "demonstrate") for token in before)


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
    if words[:1] == ["anyone"] and any(token.lower in wordings("experts") for token in asked.tokens):
        return False  # "investigators are looking at whether anyone hid the report"
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
        _is_of_an_unsure_time,
        _is_a_right,
        _is_imagined,
        _is_of_anybody,
        _is_over,
        _is_for_the_speaker,
    ),
    "left untold": (_is_known_for,),
    "modal": (
        _is_not_foretold,
        views.is_view,
        views.is_estimation,
        views.is_only_tried,
        _is_allowed,
        views.is_generic,
        _is_of_anybody,
        views.is_characterised,
        _is_in_their_words,
        _is_of_an_aim,
    ),
    "expected to": (_is_quoted, views.is_appointment, views.is_only_tried, views.is_estimation, views.is_generic),
    "is to": (_is_role, views.is_only_tried, views.is_estimation, views.is_generic),
    "intends to": (views.is_only_tried, views.is_routine, views.is_of_a_scheme),
    "believed to": (_is_only_an_impression,),
    "past": (_is_own_guess,),
    "claimed": (
        _is_only_hinted,
        _is_said_in_a_figure,
        _is_of_then,
        views.is_view,
        views.is_estimation,
        views.is_only_tried,
        views.is_characterised,
        _is_all_quoted,
        views.is_said_to_be_wrong,
    ),
    "yet to": (_is_overtaken,),
    "accused": (views.is_characterised, views.is_said_to_be_wrong),
    "charge": (
        _is_called,
        _is_said_in_a_figure,
        _is_of_then,
        _is_shown,
        _is_compared,
        _is_named_by,
        views.is_estimation,
        views.is_characterised,
        views.is_said_to_be_wrong,
    ),
    "pending event": (views.is_unspecific,),
}
"""The checks of each wording rule; a rule that is not named has none but its patterns."""
