"""The outside world in: files and standard input become articles."""
