"""Rendered briefings to the outside world."""
