"""`briefing verify`: prove that what a file shows stands in its sources, word for word."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click

from briefing.cli.terminal import Terminal, piped, say, verbosity
from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.proof.findings import Finding, Report, WrongCharacter

MOST_SHOWN: Final = 50
"""Findings that are printed; who wants all of them takes --format json."""
WINDOW: Final = 160
"""Characters of a line that are shown around its first wrong one."""

EPILOG = """\b
Examples:
  briefing verify briefing.docx
  briefing verify briefing.html --sources news/
  briefing verify out/morning-12.docx --config morning.toml
  briefing verify edited.docx --original archive/briefing.docx

\b
Exit codes:
  0  every line is proven, nothing was edited
  1  something differs: each difference is named
  2  wrong usage, or FILE cannot be read
  3  it cannot be checked: no manifest, or a source is not at hand
"""


class Given(TypedDict):
    """Where sources and the file's manifest may be found, as it is told on."""

    sources: tuple[str, ...]
    original: str | None


@click.command("verify", epilog=EPILOG)
@click.argument("file", metavar="FILE")
@click.option("--sources", metavar="PATH", multiple=True, help="Look for the sources here first; may be repeated.")
@click.option("--original", metavar="FILE", help="The file as it was made, where FILE has lost its manifest.")
@click.option(
    "--archive", metavar="FILE", type=click.Path(path_type=Path), help="Look for the sources in this archive."
)
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path), help="Look for them in its archive.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the report."
)
@verbosity
@click.pass_obj
def command(
    terminal: Terminal, *, file: str, form: str, archive: Path | None, config: Path | None, **given: Unpack[Given]
) -> None:
    """Read the sources of FILE (.docx, .html, .md or .json) again and prove each line that it shows, word for word.

    Sources are looked for under the names that they had, from here and from FILE's folder, and in --sources, where
    they are known by their content whatever their names. Those of an issue that "briefing run" made, from wherever they
    came, are in its archive too. Every edit since FILE was made is named, and for each wrong
    line its first wrong character.
    """
    from briefing.run.audit import verify
    from briefing.run.setup import archive_path, load_config
    from briefing.store import default_path

    if file == "-":
        raise UsageError("verify reads a file, not standard input.", hint="Save it and name the file.")
    if archive is None and config is not None:
        archive = archive_path(load_config(config, os.environ)) or default_path()
    report = verify(file, archive=archive, **given)
    code = 1 if report.findings else 3 if report.missing else 0
    with piped():
        if form == "json":
            click.echo(_as_json(report))
        elif terminal.level >= 0 or code:
            for line in _told(file, report):
                click.echo(line)
    if code == 3:
        say("Error: Not all could be checked. Name the missing sources with --sources, or the archive of the run.")
    raise click.exceptions.Exit(code)


def _as_json(report: Report) -> str:
    import json
    from dataclasses import asdict

    record = asdict(report)
    for source in record["sources"]:
        del source["text"]
    return json.dumps({"schema": "briefing/report/1"} | record, ensure_ascii=True, indent=2)


def _told(file: str, report: Report) -> Iterator[str]:
    from briefing.counting import counted
    from briefing.sources.files import printable

    sources = counted(len(report.sources), "source")
    yield f"{printable(file)}: {report.proven} of {counted(report.lines, 'line')} proven against {sources}."
    for record in report.missing:
        yield f"Source {record.number}, {printable(record.name)}, is not at hand; its lines could not be checked."
    if report.absent:
        yield f"{counted(report.absent, 'line')} of the briefing not shown in this file, as its template has it."
    yield from report.notes
    for finding in report.findings[:MOST_SHOWN]:
        yield from _finding(finding)
    if len(report.findings) > MOST_SHOWN:
        yield f"... and {len(report.findings) - MOST_SHOWN} more (--format json has all)."


def _finding(finding: Finding) -> Iterator[str]:
    from briefing.render.escape import shown

    yield f"{finding.kind.upper()}: {shown(finding.place)} {shown(finding.message)}"
    at = finding.wrong.column - 1 if finding.wrong else 0
    for label, text in (("was", finding.was), ("is", finding.now)):
        if text:
            yield f"  {label + ':':<4} {_window(shown(text), at)}"
    if finding.wrong:
        yield f"  first wrong character: {_wrong(finding.wrong)}"
    for change in finding.tracked:
        yield f"  tracked: {shown(change)}"


def _window(text: str, at: int) -> str:
    """The part of a long text around `at`."""
    if len(text) <= 2 * WINDOW:
        return text
    start = max(0, min(at - WINDOW, len(text) - 2 * WINDOW))
    stop = start + 2 * WINDOW
    return ("… " if start else "") + text[start:stop] + (" …" if stop < len(text) else "")


def _wrong(wrong: WrongCharacter) -> str:
    from briefing.render.proof.findings import named
    from briefing.sources.files import printable

    told = f"{wrong.column}, expected {named(wrong.expected)}, found {named(wrong.found)}"
    if wrong.source is None:
        return told
    place = wrong.source
    return f"{told}; {printable(place.name)}, line {place.line}, column {place.column} (offset {place.offset})"
