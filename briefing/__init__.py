"""News articles in, a briefing file out: key developments, positions by actor, open questions, every line verbatim."""

__version__ = "0.1.0"
