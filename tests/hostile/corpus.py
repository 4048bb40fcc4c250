"""Inputs that are broken or made to do harm, more than three hundred: made by hand, and sound ones damaged."""

from __future__ import annotations

from damaged import damaged
from of_office import words, zips
from of_post import mails, records, slow_texts, texts
from of_print import pdfs
from of_web import feeds, pages


def made_by_hand(canary: str, address: str) -> dict[str, bytes]:
    """Inputs by name. `canary` is a file that none may bring in, `address` a server that none may ask."""
    found = {**feeds(canary, address), **pages(canary, address), **zips(), **words(canary, address), **pdfs()}
    return found | mails(canary, address) | records() | texts() | slow_texts()


def corpus(canary: str, address: str) -> dict[str, bytes]:
    """All inputs by name."""
    return made_by_hand(canary, address) | damaged()
