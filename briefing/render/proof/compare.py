"""Pair the blocks that a file showed when it was made with those that it shows now, and tell the edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from briefing.errors import ProofError
from briefing.render.proof.findings import Finding, WrongCharacter, first_difference, typographic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.render.proof.manifest import Block

MAX_BLOCKS: Final = 5_000
"""More than any briefing has; pairing takes time with their square."""
ALIKE: Final = 0.5
"""Share of characters in common from which a block is taken for an edited one and not for another: half of a line
can be rewritten in place, while two lines of one briefing seldom share a third."""
MOST_TRIED: Final = 4_000
"""Pairs of blocks whose likeness is looked at; a file that differs in more is another document."""


@dataclass(slots=True)
class Pairing:
    """`pairs` lead from recorded to current blocks; those in `moved` stand in another order than they did."""

    pairs: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)


def paired(recorded: Sequence[Block], current: Sequence[Block]) -> Pairing:
    """Equal blocks in order, then equal ones elsewhere, then those most alike. Raises ProofError for too many."""
    if max(len(recorded), len(current)) > MAX_BLOCKS:
        raise ProofError(f"It shows more than {MAX_BLOCKS} paragraphs: no briefing does.")
    one, two = [block.text for block in recorded], [block.text for block in current]
    found = Pairing()
    for start, other, size in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks():
        found.pairs.update(zip(range(start, start + size), range(other, other + size), strict=True))
    _moved(one, two, found)
    _edited(one, two, found)
    return found


def edits(recorded: Sequence[Block], current: Sequence[Block], pairing: Pairing) -> Iterator[Finding]:
    """Every edit, in the order of the file as it is; what was taken out comes last."""
    back = {now: was for was, now in pairing.pairs.items()}
    for number, block in enumerate(current):
        was = recorded[back[number]] if number in back else None
        if was is None:
            message = "was not there when the briefing was made"
            yield Finding(kind="added", place=block.place, message=message, now=block.text, tracked=block.tracked)
            continue
        yield from _edit(was, block, moved=back[number] in pairing.moved)
    for number, block in enumerate(recorded):
        if number not in pairing.pairs:
            message = "was there when the briefing was made and is gone"
            yield Finding(kind="removed", place=_after(number, current, pairing), message=message, was=block.text)


def _edit(was: Block, block: Block, *, moved: bool) -> Iterator[Finding]:
    at = first_difference(was.text, block.text)
    if at is not None:
        message = "was edited"
        if typographic(was.text, block.text):
            message = "was edited: quotation marks, dashes or spaces alone, as Word's AutoCorrect does"
        wrong = WrongCharacter(column=at + 1, expected=was.text[at : at + 1], found=block.text[at : at + 1])
        yield Finding(
            kind="changed",
            place=block.place,
            message=message,
            was=was.text,
            now=block.text,
            wrong=wrong,
            tracked=block.tracked,
        )
    elif block.tracked:
        yield Finding(
            kind="changed", place=block.place, message="holds tracked changes", now=block.text, tracked=block.tracked
        )
    elif was.links != block.links:
        one, two = _shown(was.links), _shown(block.links)
        yield Finding(kind="changed", place=block.place, message="leads elsewhere", was=one, now=two)
    if moved:
        yield Finding(kind="moved", place=block.place, message="stood elsewhere", now=block.text)


def _shown(links: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{text} → {target}" for text, target in links) or "no link"


def _after(number: int, current: Sequence[Block], pairing: Pairing) -> str:
    """Where a block was that is gone: after the nearest one before it that is still there."""
    before = next((pairing.pairs[one] for one in range(number - 1, -1, -1) if one in pairing.pairs), None)
    return "the beginning" if before is None else f"after {current[before].place}"


def _moved(one: Sequence[str], two: Sequence[str], found: Pairing) -> None:
    free: dict[str, list[int]] = {}
    taken = set(found.pairs.values())
    for number, text in enumerate(two):
        if number not in taken:
            free.setdefault(text, []).append(number)
    for number, text in enumerate(one):
        if number not in found.pairs and free.get(text):
            found.pairs[number] = free[text].pop(0)
            found.moved.add(number)


def _edited(one: Sequence[str], two: Sequence[str], found: Pairing) -> None:
    """Pair what is left by likeness, the most alike first; ties fall by nearness, then by position."""
    taken = set(found.pairs.values())
    left = [number for number in range(len(one)) if number not in found.pairs]
    free = [number for number in range(len(two)) if number not in taken]
    order = found.pairs.copy()
    if len(left) * len(free) > MOST_TRIED:
        near = [(was, now) for was, now in zip(left, free, strict=False)]
    else:
        near = [(was, now) for was in left for now in free]
    scored = [(-likeness(one[was], two[now]), abs(was - now), was, now) for was, now in near]
    for score, _, was, now in sorted(scored):
        if -score < ALIKE or was in found.pairs or now in taken:
            continue
        found.pairs[was] = now
        taken.add(now)
        if not _in_order(order, was, now, found.moved):
            found.moved.add(was)


def _in_order(pairs: dict[int, int], was: int, now: int, moved: set[int]) -> bool:
    """True where the pair crosses none of `pairs` that stayed in place."""
    return all((one < was) == (two < now) for one, two in pairs.items() if one not in moved)


def likeness(one: str, two: str) -> float:
    """Share of characters in common, in order, in [0, 1]; 0 where a quick look shows that it is below ALIKE."""
    matcher = SequenceMatcher(None, one, two, autojunk=len(one) + len(two) > 4_000)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return round(matcher.ratio(), 6)
