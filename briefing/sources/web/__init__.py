"""The network, and the only place of `briefing` that reaches it: one address in, one bounded answer out."""

from briefing.sources.web.answer import Answer, Fetcher, FetchError
from briefing.sources.web.late import LateFetcher

__all__ = ["Answer", "FetchError", "Fetcher", "LateFetcher"]
