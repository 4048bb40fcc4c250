"""Bytes to text, with a note on whatever a reader should know of how it was done."""

from __future__ import annotations

import codecs
import re
from typing import Final

from briefing.counting import counted
from briefing.errors import InputError

_BOMS: Final = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS: Final = (  # how files begin that are not read, and what to do with them
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file", "Save it as DOCX or plain text first."),
    (b"{\\rtf", "an RTF file", "Save it as DOCX or plain text first."),
    (b"\x1f\x8b", "a gzip file", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"\x89PNG", "a PNG picture", "Give the article's text."),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the article's text."),
    (b"GIF8", "a GIF picture", "Give the article's text."),
)
_LATIN: Final = ("iso-8859-1", "iso8859-1", "iso_8859-1", "latin-1", "latin1")  # windows-1252 on the web (WHATWG)
_ENCODING: Final = re.compile(  # what pages come in; some of Python's other encodings are programs or slow
    r"(?i)(?:iso[-_]?8859[-_]\d{1,2}|latin-?\d|(?:windows-|cp)125\d|koi8-[rut]|mac(?:intosh|_?roman)|shift[-_]jis|euc-(?:jp|kr)"
    r"|iso-2022-jp|gb2312|gbk|gb18030|big5|utf-16(?:le|be)?|tis-620)$"
)
_CHARSET: Final = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_DECLARED: Final = re.compile(rb"""(?i)^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")

_LIKELY: Final = re.compile("[\u00a0-\u00ff\u2010-\u2026\u20ac]")
"""Characters that English UTF-8 holds beside ASCII; two windows-1252 bytes that pass for UTF-8 give others."""

MAX_CONTROL_SHARE: Final = 0.02
"""Share of control characters above which a file is no text; real articles hold none, damaged ones a stray few."""

LEGACY_ENCODINGS: Final = ["cp1252", "mac_roman"]
"""What English text that is not UTF-8 comes in; guessing among all of Python's encodings picks exotic look-alikes."""

_SAMPLE: Final = 200_000
"""Bytes that are shown to the guesser; its time grows with them, its answer does not."""


def decode(data: bytes, *, source: str) -> tuple[str, tuple[str, ...]]:
    """The text in `data`, and notes on how it was decoded; a byte-order mark is not part of the text.

    Line ends and every other character stay as they are. A marked encoding wins, then strict UTF-8, then UTF-8
    with stray windows-1252 bytes, then charset-normalizer's guess. Raises InputError for what is not text.
    """
    for start, name, hint in _FORMATS:
        if data.startswith(start):
            raise InputError(f"{source} is {name}, not plain text.", hint=hint)
    text, notes = _decoded(data, source)
    if "\0" in text:
        raise InputError(f"{source} holds NUL bytes: it is a binary file.", hint="Save it as UTF-8 plain text.")
    controls = len(_CONTROL.findall(text))
    if controls > MAX_CONTROL_SHARE * len(text):
        raise InputError(f"{source} looks like a binary file.", hint="Save it as UTF-8 plain text.")
    if controls:
        notes = (*notes, f"{controls} control character{'s' if controls > 1 else ''} in the text")
    return text, notes


def decode_marked(data: bytes, *, source: str, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of a web page or feed, whose encoding `charset` (of its HTTP answer) or it itself names.

    A byte-order mark wins, then valid UTF-8 whatever is named, as no other text passes for it by chance; then what
    is named, where the bytes are valid in it; then `decode`'s guess. Raises InputError for what is no text.
    """
    if not any(data.startswith(mark) for mark, _ in _BOMS) and not _is_utf8(data):
        found = _CHARSET.search(data[:4096]) or _DECLARED.match(data[:4096])
        for name in (charset, found.group(1).decode("ascii") if found else None):
            text = _named(data, name)
            if text is not None:
                return text.replace("\0", ""), ()
    text, notes = _decoded(data, source)
    return text.replace("\0", ""), notes


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _named(data: bytes, name: str | None) -> str | None:
    """The text in the encoding called `name`, where there is one and the bytes are valid in it."""
    if not name or not _ENCODING.match(name):
        return None
    name = "cp1252" if name.lower() in _LATIN else name
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _decoded(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, source)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        hint = "If it is UTF-16 text without a byte-order mark, save it as UTF-8."
        raise InputError(f"{source} holds NUL bytes: it is a binary file.", hint=hint)
    return _mixed(data) or _guessed(data, source)


def _marked(data: bytes, encoding: str, source: str) -> tuple[str, tuple[str, ...]]:
    notes = () if encoding == "utf-8" else (f"decoded as {encoding}",)
    try:
        return data.decode(encoding), notes
    except UnicodeDecodeError:
        pass
    mixed = _mixed(data) if encoding == "utf-8" else None
    if mixed is None:
        message = f"{source} begins with a byte-order mark of {encoding} but is not valid {encoding}."
        raise InputError(message, hint="It is damaged or cut off: save it again as UTF-8.")
    return mixed


def _mixed(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 into which single windows-1252 bytes were pasted; None where no UTF-8 sequence shows it to be UTF-8."""
    text = data.decode("utf-8", errors="briefing.windows-1252")
    strays = len(data.decode("utf-8", errors="replace").split("\ufffd")) - 1
    if not _LIKELY.search(data.decode("utf-8", errors="ignore")):
        return None
    return text, (f"mixed encoding: UTF-8 with {counted(strays, 'stray character')} read as windows-1252",)


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.start + 1]
    return stray.decode("windows-1252", errors="replace"), error.start + 1


codecs.register_error("briefing.windows-1252", _stray_byte)


def _guessed(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=LEGACY_ENCODINGS).best()
    encoding = best.encoding if best is not None else LEGACY_ENCODINGS[0]  # none is found for a few words
    name = "windows-1252" if encoding == "cp1252" else encoding.replace("_", "-")
    try:
        return data.decode(encoding), (f"decoded as {name} (guessed)",)
    except UnicodeDecodeError as error:
        message = f"{source} is neither UTF-8 nor another known text encoding."
        raise InputError(message, hint="Save it as UTF-8 plain text.") from error
