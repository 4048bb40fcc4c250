"""`briefing archive`: look at what was seen and made, search it, export it, prune it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from briefing.cli.terminal import Terminal, piped, verbosity
from briefing.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from briefing.store import Archive
    from briefing.store.articles import Stored

Command = TypeVar("Command", bound="Callable[..., Any]")

_ISSUE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*:[0-9]+")
"""An issue as the list names it; no link and no id looks like it."""

EPILOG = """\b
Examples:
  briefing archive list --since 7d
  briefing archive list --issues
  briefing archive search 'ferry council' --config briefing.toml
  briefing archive show 5f2c9e
  briefing archive show --issue morning:12 -o issue-12.docx
  briefing archive export > archive.jsonl
  briefing archive prune --older-than 52w
"""


@click.group("archive", epilog=EPILOG)
def command() -> None:
    """Look into the archive: every article that runs came across, and every issue made.

    It is the one in your data folder, unless --config or --archive names another.
    """


def _archive(command: Command) -> Command:
    """The options that tell which archive is meant."""
    options = (
        click.option("--archive", metavar="FILE", type=click.Path(path_type=Path), help="Look into this archive."),
        click.option(
            "--config",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Look into the archive of this configuration.",
        ),
    )
    for option in options:
        command = option(command)
    return verbosity(command)


@command.command("list", short_help="List articles, or issues.")
@click.option("--name", help="Only what the configuration of this name has seen.")
@click.option("--since", metavar="WHEN", help="Only articles first seen since: YYYY-MM-DD, or 12h, 2d, 1w.")
@click.option("--unused", is_flag=True, help="Only articles that no issue used.")
@click.option("--issues", "of_issues", is_flag=True, help="List issues instead.")
@_archive
def list_(
    *, name: str | None, since: str | None, unused: bool, of_issues: bool, archive: Path | None, config: Path | None
) -> None:
    """One line each, newest first: id, when first seen, the issues that used it, publisher, title."""
    from briefing.store.articles import listed
    from briefing.store.issues import issues

    with _opened(archive, config) as store, piped():
        if of_issues:
            for issue in issues(store, name=name):
                _print(f"{issue.name}:{issue.number}", issue.made, counted(issue.articles, "article"), issue.title)
            return
        when = _since(since) if since else None
        for stored in listed(store, name=name, since=when, unused=unused):
            _print_article(stored)


@command.command("show", short_help="Show one article, or one issue.")
@click.argument("article", metavar="[ID|NAME:NUMBER]", required=False)
@click.option("--issue", metavar="NAME:NUMBER", help="Show this issue: its articles, and its first file that is text.")
@click.option("-o", "--output", metavar="FILE", help="Write the issue's file with this ending here.")
@_archive
def show(
    *, article: str | None, issue: str | None, output: str | None, archive: Path | None, config: Path | None
) -> None:
    """The article whose id begins with ID (or whose link it is): what is known of it, and its text.

    Or an issue, by the name of its configuration and its number.
    """
    from briefing.run.looking import article_text, issue_file, issue_text

    if article is not None and issue is None and _ISSUE.fullmatch(article):
        article, issue = None, article
    if article is not None and output is not None:
        raise click.UsageError("Only the file of an issue can be written with -o: name one as NAME:NUMBER.")
    if (article is None) == (issue is None):
        raise click.UsageError("Give the id of one article, or --issue NAME:NUMBER.")
    with _opened(archive, config) as store, piped():
        if issue is not None and output is not None:
            issue_file(store, issue, output)
        else:
            click.echo(article_text(store, article) if article else issue_text(store, issue or ""))


@command.command("search", short_help="Search the articles' full text.")
@click.argument("words", nargs=-1, required=True)
@click.option("-n", "--most", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@_archive
def search(*, words: tuple[str, ...], most: int, archive: Path | None, config: Path | None) -> None:
    """The articles that hold all WORDS, best first; also "a phrase", begin*, one OR other, NOT this.

    Ends with 0 where something was found, and with 1 where nothing was.
    """
    from briefing.store import search as full_text

    with _opened(archive, config) as store, piped():
        hits = full_text.search(store, " ".join(words), most=most)
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        for hit in hits:
            _print_article(hit.stored)
            start, end = full_text.MARKS
            marks = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
            click.echo("    " + hit.snippet.replace(start, marks[0]).replace(end, marks[1]), color=True)
    raise click.exceptions.Exit(0 if hits else 1)


@command.command("export", short_help="Write all articles as JSON lines.")
@click.option("--name", help="Only what the configuration of this name has seen.")
@click.option("--since", metavar="WHEN", help="Only articles first seen since: YYYY-MM-DD, or 12h, 2d, 1w.")
@_archive
def export(*, name: str | None, since: str | None, archive: Path | None, config: Path | None) -> None:
    """One JSON object a line on standard output, newest first: all that is known of an article, with its text."""
    from briefing.run.looking import article_line
    from briefing.store.articles import listed

    with _opened(archive, config) as store, piped():
        for stored in listed(store, name=name, since=_since(since) if since else None):
            sys.stdout.buffer.write(article_line(stored))
        sys.stdout.buffer.flush()


@command.command("prune", short_help="Remove old texts and files; what was seen stays known.")
@click.option("--older-than", metavar="AGE", required=True, help="Like 90d, 52w, or a date.")
@_archive
@click.pass_obj
def prune(terminal: Terminal, /, *, older_than: str, archive: Path | None, config: Path | None) -> None:
    """Remove the texts of old articles and the files of old issues from the archive, not from where they were written.

    That an article was seen and used stays known, so it is never taken for new again. Articles that no issue has used
    yet keep their text.
    """
    from briefing.run.setup import now
    from briefing.store.search import prune as remove

    with _opened(archive, config) as store:
        articles, files = remove(store, before=_since(older_than), now=now(os.environ))
    terminal.note(f"Removed the texts of {counted(articles, 'article')} and {counted(files, 'file')} of issues.")


def _opened(archive: Path | None, config: Path | None) -> Archive:
    from briefing.run.setup import archive_path, load_config
    from briefing.store import open_archive

    if archive is None and config is not None:
        archive = archive_path(load_config(config, os.environ))
    return open_archive(archive, create=False)


def _since(text: str) -> datetime:
    from briefing.run.setup import moment_since, now

    return moment_since(text, now(os.environ))


def _print_article(stored: Stored) -> None:
    article = stored.article
    used = ", ".join(f"{name}:{number}" for name, number in stored.issues) or "unused"
    where = article.publisher or article.source
    _print(article.id, stored.first_seen, used, f"{where}: {article.title or article.text[:80]}")


def _print(name: str, when: datetime, more: str, text: str) -> None:
    from briefing.sources.files import printable

    click.echo(f"{name}  {when:%Y-%m-%d %H:%M}  {more}  {printable(' '.join(text.split()))}")
