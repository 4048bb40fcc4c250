"""Bytes of any kind -> the articles in them: tells the kind, calls its format, and lets no format's fault go on."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefing.errors import BriefingError, InputError
from briefing.sources.article import article
from briefing.sources.kinds import Kind, kind_of
from briefing.sources.own import is_own, own_making
from briefing.types import Article, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing.sources.article import Facts
    from briefing.sources.desk import Desk, Origin

log = logging.getLogger(__name__)

Found = Article | Failure

NAMES: Final[dict[Kind, str]] = {
    "pdf": "a PDF file",
    "word": "a Word file",
    "zip": "a zip archive",
    "html": "a web page",
    "feed": "a feed",
    "xml": "XML",
    "mail": "a mail",
    "mailbox": "a mailbox",
    "json": "JSON",
    "markdown": "Markdown",
    "text": "plain text",
}


def articles_in(data: bytes, origin: Origin, desk: Desk) -> Iterator[Found]:
    """The articles in `data`, and a failure for each part of it that gives none."""
    if not data:
        yield Failure(
            source=origin.source, reason=f"{origin.source} is empty. Give a file that holds an article's text."
        )
        return
    kind = origin.kind or kind_of(data)
    log.debug("%s: %d bytes, %s", origin.source, len(data), NAMES[kind])
    if is_own(data, kind):
        yield own_making(origin)
        return
    try:
        yield from _READERS[kind](data, origin, desk)
    except InputError as error:
        yield Failure(source=origin.source, reason=str(error))
    except BriefingError:
        raise
    except Exception as error:  # whatever a parser makes of a damaged or hostile file
        log.info("%s failed", origin.source, exc_info=True)
        name = type(error).__name__
        reason = (
            f"{origin.source} could not be read as {NAMES[kind]}: it is damaged ({name}). Save it anew, or as text."
        )
        yield Failure(source=origin.source, reason=reason)


def _one(read: Callable[[bytes, Origin, Desk], tuple[str, Facts]]) -> Callable[[bytes, Origin, Desk], Iterator[Found]]:
    """A format that holds one article."""

    def reader(data: bytes, origin: Origin, desk: Desk) -> Iterator[Found]:
        text, facts = read(data, origin, desk)
        yield article(text, facts.over(origin.facts), source=origin.source)

    return reader


def _text(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    from briefing.sources.formats.text import read

    return read(data, origin, desk)


def _markdown(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    from briefing.sources.formats.markdown import read

    return read(data, origin, desk)


def _html(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    from briefing.sources.formats.page import read

    return read(data, origin, desk)


def _xml(_data: bytes, origin: Origin, _desk: Desk) -> tuple[str, Facts]:
    message = f"{origin.source} is XML, and neither a web page nor a feed."
    raise InputError(message, hint="Give the article as text, as a page or in a feed.")


def _pdf(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    from briefing.sources.formats.pdf import read

    return read(data, origin, desk)


def _word(data: bytes, origin: Origin, desk: Desk) -> tuple[str, Facts]:
    from briefing.sources.formats.word import read

    return read(data, origin, desk)


def _zip(data: bytes, origin: Origin, desk: Desk) -> Iterator[Found]:
    from briefing.sources.formats.archive import members

    return _parts(members(data, origin, desk), origin, desk)


def _mail(data: bytes, origin: Origin, desk: Desk) -> Iterator[Found]:
    from briefing.sources.formats.mail import parts

    return _parts(parts(data, origin, desk), origin, desk)


def _mailbox(data: bytes, origin: Origin, desk: Desk) -> Iterator[Found]:
    from briefing.sources.formats.mail import mails

    return _parts(mails(data, origin, desk), origin, desk)


def _json(data: bytes, origin: Origin, desk: Desk) -> Iterator[Found]:
    from briefing.sources.formats.records import records

    return _parts(records(data, origin, desk), origin, desk)


def _feed(data: bytes, origin: Origin, desk: Desk) -> Iterator[Found]:
    from briefing.sources.feeds import read

    return read(data, origin, desk)


def _parts(parts: Iterator[tuple[bytes, Origin] | Failure], origin: Origin, desk: Desk) -> Iterator[Found]:
    for part in parts:
        for found in [part] if isinstance(part, Failure) else articles_in(*part, desk):
            yield replace(found, within=origin.source) if isinstance(found, Failure) else found


_READERS: Final[dict[Kind, Callable[[bytes, Origin, Desk], Iterator[Found]]]] = {
    "pdf": _one(_pdf),
    "word": _one(_word),
    "zip": _zip,
    "html": _one(_html),
    "feed": _feed,
    "xml": _one(_xml),
    "mail": _mail,
    "mailbox": _mailbox,
    "json": _json,
    "markdown": _one(_markdown),
    "text": _one(_text),
}
