"""The archive: one SQLite file that knows which articles were seen, which issue used them, and what runs did."""

from briefing.store.connect import Archive, default_path, open_archive

__all__ = ["Archive", "default_path", "open_archive"]
