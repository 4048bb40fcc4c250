"""`briefing explain`: for each article its lines, the near misses, and the fate of every sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from briefing.run.engines import in_process
from briefing.run.making import DEFAULT_RANKER, Watch, analysed, check_ranker, desk_for, read_plan, unwatched
from briefing.sources.files import expand
from briefing.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is to be explained: the briefing that `make` would make of each input alone with the same options."""

    inputs: tuple[str, ...]
    ranker: str = DEFAULT_RANKER
    developments: int | None = None
    words: int | None = None
    watch: tuple[str, ...] = ()
    allow_private: bool = False
    """Whether addresses in private networks and on this machine may be fetched."""


def explanations(inquiry: Inquiry, form: str, *, watch: Watch = unwatched) -> Iterator[str | Failure]:
    """For each article, as it is done, its explanation as text, or as one line of JSON where `form` is "json".

    An input that cannot be used is a failure instead. Raises UsageError for an unknown ranker.
    """
    from briefing.compose import explained
    from briefing.render.explanation import as_text, explanation_record

    check_ranker(inquiry.ranker)
    plan, desk = expand(inquiry.inputs), desk_for(allow_private=inquiry.allow_private)
    found = in_process(read_plan(plan, inquiry.inputs, desk), partial(analysed, ranker=inquiry.ranker, formula=True))
    for outcome in watch(found, len(plan)):
        if isinstance(outcome, Failure):
            yield outcome
            continue
        choice = explained(outcome, n=inquiry.developments, words=inquiry.words, watch=inquiry.watch)
        fates = [(fate.kind, fate.detail, fate.line) for fate in choice.fates]
        lines = [(line.text, line.reasons) for line in choice.lines]
        record = explanation_record(choice.saliences, lines, fates, article=outcome.article)
        yield as_text(record) if form == "text" else json.dumps(record, ensure_ascii=False) + "\n"
