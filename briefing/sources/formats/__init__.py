"""One file a format: bytes in, text and facts out (or, for what holds several articles, its parts)."""
