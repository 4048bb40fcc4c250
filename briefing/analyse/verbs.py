"""From an inflected English verb to its base form: irregular forms from a table, the rest by spelling rules.

A rule's result counts only where the list of verbs knows it, so an unknown verb gives None and never a wrong form.
"""

from __future__ import annotations

from functools import cache, lru_cache

from briefing.language.lexicon import lexicon

BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being"})
"""The forms of "be"."""
_VOWELS = frozenset("aeiou")


@cache
def _known() -> frozenset[str]:
    return lexicon("en").words("verbs")


@lru_cache(maxsize=32768)  # the same few thousand words are asked for again and again
def base_form(word: str, tag: str) -> str | None:
    """The base form of a verb with Penn tag VB, VBD, VBG, VBN, VBP or VBZ; None where it is not known.

    >>> base_form("admitted", "VBD"), base_form("left", "VBD"), base_form("cites", "VBZ"), base_form("zorped", "VBD")
    ('admit', 'leave', 'cite', None)
    """
    lower = word.lower().replace("’", "'")
    if tag in ("VB", "VBP") and lower not in ("am", "are"):
        return lower
    irregular = lexicon("en").table("irregular_verbs")["base"]
    if lower in irregular:
        return str(irregular[lower])
    for candidate in _candidates(lower, tag):
        if candidate in _known():
            return candidate
    return None


def _candidates(word: str, tag: str) -> list[str]:
    """Possible base forms, likeliest first."""
    if tag == "VBZ":
        return _without_s(word)
    ending = "ing" if tag == "VBG" else "ed"
    if not word.endswith(ending):
        return []
    stem = word[: -len(ending)]
    found: list[str] = []
    if ending == "ed" and stem.endswith("i"):
        found.append(stem[:-1] + "y")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        found += [stem, stem[:-1]] if stem[-2:] in ("ll", "ss", "ff", "zz") else [stem[:-1], stem]
    if _wants_e(stem):
        return [*found, stem + "e", stem]
    return [*found, stem, stem + "e"]


def _wants_e(stem: str) -> bool:
    """True where a dropped e is likelier than none: "hop-ed" from "hope", but "offer-ed" from "offer"."""
    if len(stem) < 2:
        return False
    if stem[-1] in "cguvsz" and not stem.endswith(("ss", "sh", "ng", "zz")):
        return True
    return stem[-1] not in _VOWELS | set("wxy") and stem[-2] in _VOWELS


def _without_s(word: str) -> list[str]:
    if word.endswith("ies") and len(word) > 4:
        return [word[:-3] + "y", word[:-1]]
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return [word[:-2], word[:-1]]
    return [word[:-1], word[:-2]] if word.endswith("es") else [word[:-1]] if word.endswith("s") else []


def third_person(base: str) -> str:
    """The third person singular of a base form.

    >>> third_person("warn"), third_person("deny"), third_person("press"), third_person("go"), third_person("have")
    ('warns', 'denies', 'presses', 'goes', 'has')
    """
    if base in ("have", "be"):
        return {"have": "has", "be": "is"}[base]
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
