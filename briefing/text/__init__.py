"""Pure functions over `str`: sentences, quotation marks, names, and whether a text is English."""
