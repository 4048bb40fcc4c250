"""The only place where the parts are wired together: `making` for `make` and `analyse`, `issue` for `briefing run`."""

from briefing.run.engines import Engine, in_process, processes
from briefing.run.explaining import Inquiry, explanations
from briefing.run.making import (
    DEFAULT_RANKER,
    Made,
    Order,
    Outcome,
    Watch,
    briefing_date,
    check_ranker,
    make,
    output_format,
    rankers,
    records,
    unwatched,
)

__all__ = [
    "DEFAULT_RANKER",
    "Engine",
    "Inquiry",
    "Made",
    "Order",
    "Outcome",
    "Watch",
    "briefing_date",
    "check_ranker",
    "explanations",
    "in_process",
    "make",
    "output_format",
    "processes",
    "rankers",
    "records",
    "unwatched",
]
