"""What the archive tells of one article or one issue, as text and as JSON."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from briefing.errors import UsageError
from briefing.store.articles import find, issues_of, stamp
from briefing.store.issues import issue, outputs, uses

if TYPE_CHECKING:
    from briefing.store import Archive
    from briefing.store.articles import Stored
    from briefing.store.issues import Issue


def article_text(archive: Archive, wanted: str) -> str:
    """What is known of an article, a line each, and its text. Raises UsageError where there is no such article."""
    stored = find(archive, wanted)
    article = stored.article
    used = ", ".join(f"{name}:{number}" for name, number in issues_of(archive, stored.key))
    facts = (
        ("id", article.id),
        ("title", article.title),
        ("publisher", article.publisher),
        ("byline", article.byline),
        ("published", article.published and stamp(article.published)),
        ("source", article.source),
        ("link", article.link),
        ("first seen", stamp(stored.first_seen)),
        ("used in", used or "no issue"),
        ("text removed", stored.pruned and stamp(stored.pruned)),
        ("sha256", article.sha256),
    )
    lines = [f"{name + ':':<14}{_line(value)}" for name, value in facts if value]
    return "\n".join([*lines, "", _printable(article.text)])


def issue_text(archive: Archive, wanted: str) -> str:
    """What is known of an issue, its articles, and its first file that is text. Raises UsageError for none such."""
    found = _issue(archive, wanted)
    files = outputs(archive, found.key)
    lines = [f"{found.name}:{found.number}  {stamp(found.made)}  {_line(found.title)}"]
    lines += [f"{one.path}: {'written' if one.written else 'not written yet'}" for one in files]
    lines += [f"{sha256[:12]}  {role}" for sha256, role in uses(archive, found.key)]
    for one in files:
        if one.data is not None and one.media_type.startswith("text/"):
            return "\n".join([*lines, "", one.data.decode("utf-8")])
    return "\n".join(lines)


def issue_file(archive: Archive, wanted: str, path: str) -> None:
    """Write the issue's file that has the ending of `path` to it. Raises UsageError where the issue has none."""
    from briefing.deliver.files import check, write

    found = _issue(archive, wanted)
    ending = os.path.splitext(path)[1].lower()
    for one in outputs(archive, found.key):
        if os.path.splitext(one.path)[1].lower() == ending and one.data is not None:
            check(path)
            write(path, one.data, stdout=sys.stdout.buffer)
            return
    have = ", ".join(one.path for one in outputs(archive, found.key) if one.data is not None) or "none any more"
    raise UsageError(f"Issue {wanted} has no file that ends in {ending!r}.", hint=f"It has {have}.")


def article_line(stored: Stored) -> bytes:
    """All that is known of an article as one line of JSON in UTF-8."""
    article = stored.article
    record = {
        "sha256": article.sha256,
        "source": article.source,
        "link": article.link,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "published": stamp(article.published) if article.published else None,
        "retrieved": stamp(article.retrieved) if article.retrieved else None,
        "first_seen": stamp(stored.first_seen),
        "language": article.language,
        "issues": [{"name": name, "number": number} for name, number in stored.issues],
        "notes": list(article.notes),
        "text": None if stored.pruned else article.text,
    }
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _issue(archive: Archive, wanted: str) -> Issue:
    name, _, number = wanted.rpartition(":")
    found = issue(archive, name, int(number)) if name and number.isascii() and number.isdigit() else None
    if found is None:
        raise UsageError(f"There is no issue {wanted!r}.", hint="They are listed by: briefing archive list --issues")
    return found


def _line(text: str) -> str:
    return _printable(" ".join(text.split()))


def _printable(text: str) -> str:
    """The text without what would steer a terminal."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\N{REPLACEMENT CHARACTER}" for char in text)
