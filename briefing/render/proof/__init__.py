"""What makes a briefing checkable: the manifest that every output carries, and the proof of what it shows."""
