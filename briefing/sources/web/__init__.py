"""The network, and the only place of `briefing` that reaches it: one address in, one bounded answer out."""

from briefing.sources.web.answer import Answer, Fetcher, FetchError
from briefing.sources.web.fetch import WebFetcher

__all__ = ["Answer", "FetchError", "Fetcher", "WebFetcher"]
