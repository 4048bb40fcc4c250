"""`briefing verify`: prove that what a file shows stands in its sources, word for word."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click

from briefing.cli.terminal import Terminal, piped, say, verbosity
from briefing.errors import ProofError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.render.proof.findings import Finding, Report, WrongCharacter

MOST_SHOWN: Final = 50
"""Findings that are printed; who wants all of them takes --format json."""
WINDOW: Final = 160
"""Characters of a line that are shown around its first wrong one."""

EPILOG = """\b
Examples:
  briefing verify briefing.docx
  briefing verify out/*.docx --config morning.toml
  briefing verify briefing.html --sources news/
  briefing verify edited.docx --original archive/briefing.docx

\b
Exit codes (of several files the first that fits one of them):
  1  something differs: each difference is named
  2  wrong usage, or FILE cannot be read
  3  it cannot be checked: no manifest, or a source is not at hand
  0  every line is proven, nothing was edited
"""

_GRAVEST: Final = (1, 2, 3)
"""Exit codes, that of a briefing which was tampered with first."""


class Given(TypedDict):
    """Where sources and the file's manifest may be found, as it is told on."""

    sources: tuple[str, ...]
    original: str | None


@click.command("verify", epilog=EPILOG)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--sources", metavar="PATH", multiple=True, help="Look for the sources here first; may be repeated.")
@click.option("--original", metavar="FILE", help="The file as it was made, where FILE has lost its manifest.")
@click.option(
    "--archive", metavar="FILE", type=click.Path(path_type=Path), help="Look for the sources in this archive."
)
@click.option(
    "--config", metavar="FILE", type=click.Path(path_type=Path), help="Look for them in its archive and its sources."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Of the report; of several files one JSON object a line.",
)
@verbosity
@click.pass_obj
def command(
    terminal: Terminal,
    *,
    files: tuple[str, ...],
    form: str,
    archive: Path | None,
    config: Path | None,
    **given: Unpack[Given],
) -> None:
    """Read the sources of FILE (.docx, .html, .md or .json) again and prove each line that it shows, word for word.

    Sources are looked for under the names that they had, from here and from FILE's folder, and in --sources, where
    they are known by their content whatever their names. Those of an issue that "briefing run" made, from wherever they
    came, are in its archive too. Every edit since FILE was made is named, and for each wrong
    line its first wrong character.
    """
    from briefing.run.collecting import places_of
    from briefing.run.setup import archive_path, load_config
    from briefing.store import default_path

    if "-" in files:
        raise UsageError("verify reads a file, not standard input.", hint="Save it and name the file.")
    if given["original"] is not None and len(files) > 1:
        raise UsageError("--original is the original of one FILE.", hint="Verify each file with its own.")
    if config is not None:
        loaded = load_config(config, os.environ)
        archive = archive or archive_path(loaded) or default_path()
        given["sources"] = (*given["sources"], *places_of(loaded))
    check = _Check(terminal, form=form, several=len(files) > 1)
    codes = [check(file, archive, given) for file in files]
    if 3 in codes and check.unproven:
        say("Error: Not all could be checked. Name the missing sources with --sources, or the archive of the run.")
    if len(files) > 1:
        check.sum_up(codes)
    raise click.exceptions.Exit(next((code for code in _GRAVEST if code in codes), 0))


class _Check:
    """Checks files and tells of each; of one among several that cannot be checked it tells, and goes on."""

    def __init__(self, terminal: Terminal, *, form: str, several: bool) -> None:
        """`form` is text or json."""
        self._terminal = terminal
        self._form = form
        self._several = several
        self.unproven = False
        """Whether a source was not at hand."""

    def __call__(self, file: str, archive: Path | None, given: Given) -> int:
        """Check the file; the exit code for it. Raises what `verify` raises where it is the only one."""
        from briefing.run.audit import verify

        try:
            report = verify(file, archive=archive, **given)
        except (UsageError, ProofError) as error:
            if not self._several:
                raise
            say(f"briefing: {error}")
            return error.exit_code
        self.unproven = self.unproven or bool(report.missing)
        code = 1 if report.findings else 3 if report.missing else 0
        with piped():
            if self._form == "json":
                click.echo(_as_json(file, report, in_one_line=self._several))
            elif self._terminal.level >= 0 or code:
                for line in _told(file, report):
                    click.echo(line)
        return code

    def sum_up(self, codes: Sequence[int]) -> None:
        """Tell of all files together, to people."""
        proven, differ = codes.count(0), codes.count(1)
        parts = [f"{proven} of {len(codes)} files proven"]
        if differ:
            parts.append(f"{differ} with differences")
        if left := len(codes) - proven - differ:
            parts.append(f"{left} that could not be checked")
        if self._form == "text" and (self._terminal.level >= 0 or proven < len(codes)):
            click.echo(f"{', '.join(parts)}.")


def _as_json(file: str, report: Report, *, in_one_line: bool) -> str:
    import json
    from dataclasses import asdict

    from briefing.sources.names import printable

    record = asdict(report)
    for source in record["sources"]:
        del source["text"]
    whole = {"schema": "briefing/report/1", "file": printable(file)} | record
    return json.dumps(whole, ensure_ascii=True, indent=None if in_one_line else 2)


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
