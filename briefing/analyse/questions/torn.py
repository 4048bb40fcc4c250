"""Signs that a question lost part of its sentence, or joined what does not belong together: by words and their tags."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefing.analyse.actors.phrases import FINITE
from briefing.analyse.questions.wordlists import wordings
from briefing.language.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.analyse.questions.context import Context
    from briefing.analyse.questions.tokens import Token

__all__ = ["is_torn"]

# "too many "hear us out" meetings": two or more quoted words right before a noun.
_QUOTED_WORDS = re.compile(r"[\"“]([^\"“”]+ [^\"“”]+)[\"”] (\w+)")


def is_torn(lower: Sequence[str], context: Context) -> bool:
    """True where the question's words (`lower`, without its mark) do not hang together as the sentence's do."""
    tokens = context.tokens
    return (
        _lacks_its_measure(lower, tokens)
        or _is_of_another_time(lower, tokens)
        or _has_two_verbs(lower, tokens)
        or _disagrees(lower, tokens)
        or _lost_its_marks(lower, context)
        or _lacks_its_article(lower, tokens)
        or _means_any(lower, tokens)
        or _has_anothers_subject(lower, tokens)
        or _lost_its_describer(lower, tokens)
        or _is_half_quoted(lower, tokens)
        or _has_anothers_pronoun(lower, context)
    )


def _tags(tokens: Sequence[Token]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for token in tokens:
        found.setdefault(token.lower, set()).add(token.tag)
    return found


def _lacks_its_measure(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "as warmly" without a second "as", "so worried" without what follows, "a stronger rival" than whom."""
    tags = _tags(tokens)
    last = tags.get(lower[-1], set())
    compared = (last and last <= {"RBR", "JJR"}) or (lower[-2] in ("more", "less") and last & {"JJ", "RB"})
    if compared and "than" not in lower:
        return True  # "Will the vote come sooner?": than what, was told before
    parts = wordings("parts_of_many")
    ends = ((one, other, tags.get(other, set())) for one, other in itertools.pairwise([*lower, ""]))
    if any(
        one in parts and other not in ("of", "in", "for") and not kinds & {"NN", "NNS"} for one, other, kinds in ends
    ):
        return True  # "Are a majority from abroad?": a majority of what
    for i, (one, other) in enumerate(itertools.pairwise(lower)):
        kinds = tags.get(other, set())
        bare = not any(tag.startswith(("NN", "JJ")) for tag in tags.get("".join(lower[i + 2 : i + 3]), set()))
        if one == "as" and kinds and kinds <= {"RB", "JJ"} and bare and lower.count("as") == 1:
            return True  # "as former minister" is whole
        if one == "so" and "JJ" in kinds:
            return True
        if one in ("a", "an") and kinds == {"JJR"} and "than" not in lower and "be" in lower[max(0, i - 2) : i]:
            return True
    return False


def _is_of_another_time(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "Will the firms hire if they had to pay more?": an unreal condition, or one put into the past."""
    if lower[0] not in ("will", "would") or not {"if", "unless"}.intersection(lower):
        return False
    place = next(i for i, word in enumerate(lower) if word in ("if", "unless"))
    past = {token.lower for token in tokens if token.tag == "VBD"}
    return not past.isdisjoint(lower[place:])


def _has_two_verbs(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "Will one gain Hale have is that ...?", and for "Did he run a race and hand it out?" of "running"."""
    tags = _tags(tokens)
    forms = ("is", "was", "are", "were")
    if any(one in wordings("takes_a_thing") and other == "to" for one, other in itertools.pairwise(lower[2:])):
        return True  # "Could the best step Hale take to win?", of "the best step Hale could take to win would be ..."
    if any("VB" in tags.get(one, set()) and other in forms for one, other in itertools.pairwise(lower)):
        return True
    accused = next((i for i, token in enumerate(tokens[:-1]) if token.lower == "of" and tokens[i + 1].tag == "VBG"), -1)
    if lower[0] != "did" or accused < 0:
        return False
    later = {
        other.lower
        for one, other in itertools.pairwise(tokens[accused:])
        if one.lower in ("and", "or") and other.tag == "VB"
    }
    return any(one in ("and", "or") and other in later for one, other in itertools.pairwise(lower))


def _disagrees(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "do the maze of laws apply" and "were Hale all named": a verb of many with a subject that is one."""
    place = next((i for i, word in enumerate(lower[:4]) if word in ("do", "are", "were", "have")), None)
    if place is None or place + 2 >= len(lower):
        return False
    tags = _tags(tokens)
    subject = list(itertools.takewhile(lambda word: not _ends_subject(tags.get(word, set())), lower[place + 1 :]))
    if not subject or "and" in subject or "there" in subject:
        return False
    before = next((i for i, word in enumerate(subject) if word == "of"), len(subject))
    heads = [word for word in subject[:before] if any(tag.startswith("NN") for tag in tags.get(word, set()))]
    if not heads:
        return False
    if before < len(subject):
        one = tags[heads[-1]] == {"NN"} and heads[-1] not in wordings("quantities")
        return one and heads[-1] not in ("details", "specifics")  # taggers take them for one
    follows = next((i for i, token in enumerate(tokens) if token.lower == subject[0]), 0)
    listed = follows > 0 and tokens[follows - 1].lower in ("and", "or")
    return listed and tags[heads[-1]] == {"NNP"}


def _ends_subject(tags: set[str]) -> bool:
    return bool(tags & {*FINITE, "VB", "VBN", "VBG", "RB", "TO", "WDT", "WP"}) and not any(
        tag.startswith("NN") for tag in tags
    )


def _lost_its_marks(lower: Sequence[str], context: Context) -> bool:
    """True where a quotation stands as one word before a noun: without its marks it cannot be read."""
    asked = " ".join(lower)
    for match in _QUOTED_WORDS.finditer(context.plain):
        quoted, noun = match.group(1).lower(), match.group(2).lower()
        tagged = {token.tag for token in context.tokens if token.lower == noun}
        if f"{quoted} {noun}" in asked and tagged & {"NN", "NNS"}:
            return True
    return False


def _lacks_its_article(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for a headline's "Will Hale camp close?": no article in the whole sentence, a single thing as subject."""
    if any(token.tag in ("DT", "PRP$", "PDT") for token in tokens) or lower[0] not in wordings("auxiliaries"):
        return False
    first = next((i for i, token in enumerate(tokens) if token.tag in FINITE), 0)
    named = any(token.tag == "NNP" for token in tokens[:first])
    return first > 1 and named and tokens[first - 1].tag == "NN" and tokens[first - 1].lower in lower


def _means_any(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "Is the crew to blame?" of "whether any crew is to blame": "the" would mean one that was told of."""
    if lower[0] not in wordings("auxiliaries") or lower[1] != "the":
        return False
    return any(one.lower == "any" and other.lower == lower[2] for one, other in itertools.pairwise(tokens))


def _has_anothers_subject(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "wing parties" of "right-wing parties", and where a third verb would borrow the first one's subject."""
    for i, (mark, token) in enumerate(itertools.pairwise(tokens)):
        if i and mark.tag == "HYPH" and [token.lower] == list(lower[1:2]) and not token.gap:
            return True
    modals = {"will": ("will", "would", "may", "might"), "could": ("could", "may", "might")}.get(lower[0], ())
    place = next((i for i, token in enumerate(tokens) if token.tag == "MD" and _leads(tokens, i, modals, lower)), None)
    if place is None or tokens[place - 1].lower not in ("and", "but"):
        return False
    return sum(token.tag in FINITE for token in tokens[:place]) > 1


def _lost_its_describer(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "Will Norlanders pay?" of "among elderly Norlanders, who ...": the subject has lost a word before it."""
    if lower[0] not in wordings("auxiliaries"):
        return False
    many = ("NNS", "NNPS") if not lower[1].endswith("s") else ("NNS", "NNPS", "NNP")
    found = [i for i, token in enumerate(tokens) if token.lower == lower[1] and token.tag in many]
    return bool(found) and all(i and tokens[i - 1].tag in ("JJ", "VBN", "CD") for i in found)


def _is_half_quoted(lower: Sequence[str], tokens: Sequence[Token]) -> bool:
    """True for "Did the Hale train leave?" of 'the Hale "train may have left"': a figure of speech in a quotation."""
    if lower[0] not in wordings("auxiliaries"):
        return False
    for i, (one, other) in enumerate(itertools.pairwise(tokens[:-1])):
        quoted = other.opens and other.tag in ("NN", "NNS") and one.tag.startswith(("NN", "JJ"))
        if quoted and tokens[i + 2].tag in FINITE and (one.lower, other.lower) in itertools.pairwise(lower[1:]):
            return True
    return False


def _has_anothers_pronoun(lower: Sequence[str], context: Context) -> bool:
    """True for "lead it to move" and "did the crews harass his guests": whom it means may be the one who says so."""
    tokens = context.tokens
    if not wordings("objects").isdisjoint(lower[2:]):
        return True
    tags = _tags(tokens)
    ones = {word for word, seen in tags.items() if seen & {"NN", "NNP", "NNPS"}}
    if "its" in lower and ones.isdisjoint(lower[: lower.index("its")]):
        return True  # "Did protesters attack one of its vans?"
    theirs = wordings("third_persons").intersection(lower)
    if not theirs:
        return False
    if sum(token.lower in theirs for token in tokens) > sum(word in theirs for word in lower):
        return True  # "called her death a loss and promised to hunt for her killers": two may be meant
    subject = list(itertools.takewhile(lambda word: word in tags and not _ends_subject(tags[word]), lower[1:]))
    shared = not theirs.isdisjoint(subject) and "and" in subject  # "Hale and his guests"
    many = bool(subject) and tags.get(subject[-1], set()) == {"NNS"} and not shared
    return many or _is_hers(lower) or not _names_a_person(lower, context)


def _is_hers(lower: Sequence[str]) -> bool:
    """True for "Will Carl Orlov lead her campaign?", where she is none of those named."""
    place = next((i for i, word in enumerate(lower) if word in ("he", "his", "she", "her")), len(lower))
    words = set(lower[: place + 1])
    women, men = words & lexicon("en").words("first_names_female"), words & lexicon("en").words("first_names_male")
    return (not women and bool(men) and bool(words & {"she", "her"})) or (
        not men and bool(women) and bool(words & {"he", "his"})
    )


def _names_a_person(lower: Sequence[str], context: Context) -> bool:
    """False for "Will the bank release its view of his plan?"."""
    if not wordings("people").isdisjoint(lower):
        return True
    asked, text = " ".join(lower), context.article.text
    persons = [name.span.of(text).lower() for name in context.reading.names if name.kind == "person"]
    persons += [name.lower() for name in context.actor_names.values()]
    return any(name in asked for name in persons)


def _leads(tokens: Sequence[Token], i: int, modals: Sequence[str], lower: Sequence[str]) -> bool:
    """True where the modal at `i` is the question's: the verb behind it stands in the question."""
    verb = next((token for token in tokens[i + 1 :] if token.tag != "RB"), None)
    return i > 0 and tokens[i].lower in modals and verb is not None and verb.lower in lower
