"""Where checking is wired together: a finished file, its manifest and its sources -> a report."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefing.errors import ProofError, UsageError
from briefing.sources.collect import read_all
from briefing.sources.desk import new_desk
from briefing.sources.names import printable
from briefing.sources.web.answer import Offline
from briefing.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefing.render.access.barriers import Barrier
    from briefing.render.proof.findings import Report, SourceText
    from briefing.render.proof.manifest import Manifest, SourceRecord


def verify(
    path: str, *, sources: Sequence[str] = (), original: str | None = None, archive: Path | None = None
) -> Report:
    """Check that what the file at `path` shows stands in its sources, character for character.

    `sources` are files, folders or patterns in which they are looked for first; then each is looked for by its
    recorded name, from the current folder and from the file's. `original` is the file as it was made, for one that
    lost its manifest; `archive` holds the articles that a run used, wherever they came from. Raises UsageError for a
    file that cannot be read, ProofError for one that cannot be checked, and StoreError for an archive that is none.
    """
    from briefing.render.proof.load import load
    from briefing.render.proof.prove import prove

    try:
        document = load(_read(path), _manifest(original, path) if original else None)
        records = document.manifest.sources
        found = tuple(_found(records, path, sources, _archived(archive, records) if archive else {}))
        return prove(document, found)
    except ProofError as error:
        raise ProofError(f"{printable(path)} cannot be checked. {error.message}", hint=error.hint) from error


def check(path: str) -> tuple[Barrier, ...]:
    """What in the document at `path` keeps people from reading it.

    Raises UsageError for a file that cannot be read or is of another kind, and ProofError for a damaged one.
    """
    from briefing.render.access import barriers_in

    try:
        return barriers_in(_read(path))
    except UsageError as error:
        raise UsageError(f"{printable(path)} cannot be checked. {error.message}", hint=error.hint) from error
    except ProofError as error:
        raise ProofError(f"{printable(path)} cannot be checked. {error.message}", hint=error.hint) from error


def _manifest(original: str, path: str) -> Manifest:
    from briefing.render.proof.load import kind_of, load

    data = _read(original)
    if kind_of(data) != kind_of(_read(path)):
        raise ProofError(f"{printable(original)} is of another format.", hint="Give the original of the same format.")
    return load(data).manifest


def _read(path: str) -> bytes:
    """A file's bytes, one more than any briefing has at most."""
    from briefing.render.proof.package import MAX_BYTES

    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no file name"
        raise UsageError(f"{printable(path)} cannot be read: {why}.", hint="Check its path and permissions.") from error


def _archived(path: Path, records: Sequence[SourceRecord]) -> dict[str, Article]:
    """The articles in the archive by their digests, as far as their texts are still there."""
    from briefing.store import open_archive
    from briefing.store.articles import by_hash

    with open_archive(path, create=False) as archive:
        stored = by_hash(archive, [record.sha256 for record in records])
    return {one.article.sha256: one.article for one in stored if one.pruned is None}


def _found(
    records: Sequence[SourceRecord], path: str, given: Sequence[str], known: Mapping[str, Article]
) -> Iterator[SourceText]:
    """Each source: as it is known or by its digest wherever it lies, else by its name, then as changed."""
    from briefing.render.proof.findings import SourceText

    wanted = {record.sha256 for record in records}
    by_digest = dict(known)
    by_name: dict[str, Article] = {}
    for article in _articles(records, path, given) if not wanted <= by_digest.keys() else ():
        by_digest.setdefault(article.sha256, article)
        by_name.setdefault(os.path.basename(article.source), article)
        if wanted <= by_digest.keys():
            break
    for record in records:
        changed = by_name.get(os.path.basename(record.name))
        if record.sha256 in by_digest:
            yield SourceText(record=record, state="found", text=by_digest[record.sha256].text)
        elif changed is not None:
            yield SourceText(record=record, state="changed", text=changed.text)
        else:
            yield SourceText(record=record, state="missing")


def _articles(records: Sequence[SourceRecord], path: str, given: Sequence[str]) -> Iterator[Article]:
    """Every article that may be a source, those in `given` first; what cannot be read is none."""
    folder = os.path.dirname(path)
    named = (name for record in records for name in _places(record.name, folder))
    desk = new_desk(fetcher=Offline())
    for places in (list(given), list(dict.fromkeys(named))):
        yield from (one for one in read_all(places, desk) if isinstance(one, Article))


def _places(name: str, folder: str) -> Iterable[str]:
    """Files that a recorded name may stand for, or that hold it: an article of `news.zip` is `news.zip/one.txt`."""
    tried = (name, os.path.join(folder, name), os.path.join(folder, os.path.basename(name)))
    return filter(None, map(_file, tried))


def _file(path: str) -> str:
    """The file at `path`, or the one on the way to it; empty where there is none."""
    while path and not os.path.lexists(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path if os.path.isfile(path) else ""
