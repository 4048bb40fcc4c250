"""PDF files: the text of their pages, put together again into paragraphs."""

from __future__ import annotations

import io
import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from briefing.errors import InputError
from briefing.sources.article import Facts
from briefing.sources.formats.reflow import reflowed
from briefing.sources.headline import headline

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from briefing.sources.desk import Desk, Origin

MAX_CONTENT: Final = 20_000_000
"""Bytes that draw one page: a printed page has 100,000, a finely drawn map 5 million."""

MAX_NOTES: Final = 5

MAX_PAGE_TEXT: Final = 200_000
"""Characters of one page: a full broadsheet page has 15,000."""

_FILE_NAME: Final = re.compile(
    r"(?i)^(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|rtf|odt|indd|qxp|pdf|txt|html?|pages))$"
)
_HINT: Final = "Save it anew, or save its text with a PDF reader."


def read(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    """The text of the pages in paragraphs, and what the file's own title and author say."""
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is of no use to who reads the briefing
    try:
        reader = _opened(data, origin.source)
        pages, notes = _pages(reader, origin.source, desk)
        facts = _facts(reader)
    except DependencyError as error:
        message = f"{origin.source} is a PDF file whose text is compressed in an unusual way."
        raise InputError(message, hint=_HINT) from error
    except PyPdfError as error:
        message = f"{origin.source} is a damaged PDF file: it cannot be read."
        raise InputError(message, hint=_HINT) from error
    text = reflowed(pages)
    if not text.strip() and notes:
        raise InputError(f"{origin.source} is a PDF file whose pages are too large to read.", hint=_HINT)
    if not text.strip():
        hint = "It may be a scan: make a searchable PDF of it first (ocrmypdf)."
        raise InputError(f"{origin.source} is a PDF file without text.", hint=hint)
    return text, Facts(title=headline(text), notes=notes).over(facts)


def _opened(data: bytes, source: str) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        opened = not reader.is_encrypted or reader.decrypt("")
    except (DependencyError, NotImplementedError) as error:  # a cipher that is not at hand, or not known
        raise _locked(source) from error
    if not opened:
        raise _locked(source)
    return reader


def _locked(source: str) -> InputError:
    return InputError(f"{source} is an encrypted PDF file.", hint="Save a copy without a password.")


def _pages(reader: PdfReader, source: str, desk: Desk) -> tuple[list[str], tuple[str, ...]]:
    """The text of each page, as far as the limits go, and a note where they went no further."""
    end = desk.clock.monotonic() + desk.limits.parsing_seconds

    def stop_in_time(*_: object) -> None:
        if desk.clock.monotonic() > end:
            message = f"{source} takes more than {desk.limits.parsing_seconds:g} seconds to read."
            raise InputError(message, hint=_HINT)

    pages: list[str] = []
    huge: list[int] = []
    for number, page in enumerate(reader.pages, start=1):
        if number > desk.limits.pages:
            return pages, (f"only its first {desk.limits.pages} pages were read",)
        stop_in_time()
        if _is_huge(page):
            huge.append(number)
            continue
        pages.append(page.extract_text(visitor_operand_before=stop_in_time)[:MAX_PAGE_TEXT])
    return pages, tuple(f"page {number} left out: it is too large" for number in huge[:MAX_NOTES])


def _is_huge(page: PageObject) -> bool:
    """Whether the page's drawing is larger than any real one. It may have parts, and be one part a thousand times."""
    from pypdf.errors import PyPdfError
    from pypdf.generic import ArrayObject, StreamObject

    contents = page.get("/Contents")
    whole = contents.get_object() if contents is not None else None
    size = 0
    for part in whole if isinstance(whole, ArrayObject) else [whole]:
        stream = part.get_object() if part is not None else None
        with suppress(PyPdfError):  # what is damaged is for the reading to find
            size += len(stream.get_data()) if isinstance(stream, StreamObject) else 0
        if size > MAX_CONTENT:
            return True
    return False


def _facts(reader: PdfReader) -> Facts:
    """What the file says of itself; when it was made is left alone, as that is not when the article was published."""
    told = reader.metadata
    title, author = (told.title, told.author) if told else (None, None)
    if title and _FILE_NAME.match(title.strip()):
        title = None
    return Facts(title=title or None, byline=author or None)
