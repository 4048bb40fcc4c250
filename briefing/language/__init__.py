"""Language data as plain files, one folder a language, and the loader that makes them one frozen `Lexicon`.

A `.txt` file is a list, one entry a line, `#` begins a comment; a `.toml` file is a table.
"""

from briefing.language.lexicon import Lexicon, lexicon

__all__ = ["Lexicon", "lexicon"]
