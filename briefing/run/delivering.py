"""The files of an issue: where they belong, their bytes, and putting them there from the archive."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.deliver.files import check, write
from briefing.errors import OutputError, UsageError
from briefing.store.issues import Output, mark_written, output_paths, unwritten

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from briefing.config import Loaded
    from briefing.render.resources import Template
    from briefing.store import Archive
    from briefing.types import Article, Briefing


def places(loaded: Loaded, number: int, now: datetime) -> tuple[str, ...]:
    """The paths of the outputs of issue `number`, in the configuration's order."""
    values = {"name": loaded.config.name, "number": str(number), "date": f"{now:%Y-%m-%d}", "time": f"{now:%H%M}"}
    return tuple(loaded.place(output.path.format_map(values)) for output in loaded.config.outputs)


def refuse_unwritable(loaded: Loaded, now: datetime) -> None:
    """Raise UsageError or OutputError, before any work, where a file cannot be made or written."""
    from briefing.run.making import output_format

    paths = places(loaded, 0, now)
    for path in paths:
        if paths.count(path) > 1:
            raise UsageError(f"{path!r} is the path of two outputs.", hint="Give each its own.")
    if any(output_format(path) == "pdf" for path in paths):
        from briefing.render.pdf import program

        program()
    for path in paths:
        _check_folder(path)


def template_fault(output: str, template: str, place: str) -> str | None:
    """What is wrong with a template for the file `output`, in words, or None; `place` is its path, if it is a file."""
    from difflib import get_close_matches

    from briefing.errors import BriefingError
    from briefing.render import filled_as, template_format
    from briefing.render.resources import BUILT_IN
    from briefing.run.making import output_format

    try:
        form = filled_as(output_format(output))
    except BriefingError:
        return None  # told of the output's path
    if form == "json":
        return "a JSON file has no template: it always holds everything; leave it out"
    if template in BUILT_IN and not os.path.lexists(place):
        return None
    if not os.path.isfile(place):
        near = get_close_matches(template, BUILT_IN, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"built in are {', '.join(BUILT_IN)}"
        return f"there is no template {place!r}; {hint}"
    try:
        made_for = template_format(Path(place))
    except BriefingError:
        return f"{place!r} is no template: that is a Word document (.docx) or a Jinja file (.md.j2, .html.j2)"
    return None if made_for == form else f"{template!r} is a template for {made_for}, and its output is {form}"


def drafted(
    briefing: Briefing, loaded: Loaded, number: int, now: datetime, *, articles: Sequence[Article] = ()
) -> tuple[Output, ...]:
    """The outputs of an issue, rendered; HTML shows the `articles` beside it. Raises TemplateError."""
    from briefing.render import render
    from briefing.render.resources import BUILT_IN
    from briefing.run.making import output_format

    made = []
    for path, output in zip(places(loaded, number, now), loaded.config.outputs, strict=True):
        template: Template = None
        if output.template is not None:
            place = loaded.place(output.template)
            built_in = output.template in BUILT_IN and not os.path.lexists(place)
            template = output.template if built_in else Path(place)
        figures = loaded.config.briefing.figures
        done = render(briefing, output_format(path), template=template, articles=articles, figures=figures)
        made.append(Output(path=path, format=done.format, media_type=done.media_type, data=done.data))
    return tuple(made)


def complete(archive: Archive, name: str, *, now: datetime) -> tuple[str, ...]:
    """Put every recorded file of `name` in its place that is not known to be there; the paths written.

    It holds the archive's write lock meanwhile: of two runs at once the later one cannot put an older issue's file over
    a newer one's. Where a file cannot be written the others are, and OutputError is raised; the next run tries again.
    """
    if not unwritten(archive, name):
        return ()
    written: list[str] = []
    failed: OutputError | None = None
    with archive.transaction():
        for _, output in unwritten(archive, name):
            try:
                _write(output)
            except OutputError as error:
                failed = failed or error
                continue
            mark_written(archive, output.key, when=now)
            written.append(output.path)
    if failed is not None:
        hint = f"{failed.hint} The issue is recorded; the next run writes it."
        raise OutputError(failed.message, hint=hint) from failed
    return tuple(written)


def own_files(archive: Archive, loaded: Loaded) -> tuple[str, ...]:
    """The program's own files, which are no articles where they lie in a source's folder."""
    database = str(archive.path)
    templates = [loaded.place(output.template) for output in loaded.config.outputs if output.template]
    beside = glob.glob(f"{glob.escape(database)}*")  # SQLite's, and the locks and logs of runs
    return (str(loaded.path), *beside, *templates, *_of_mail(loaded), *output_paths(archive))


def _of_mail(loaded: Loaded) -> tuple[str, ...]:
    mail = loaded.config.mail
    if mail is None:
        return ()
    folder = mail.maildir and loaded.place(mail.maildir)
    messages = glob.glob(f"{glob.escape(folder)}/*/*") if folder else []
    named = (mail.smtp.password_file, mail.smtp.ca_file) if mail.smtp else ()
    return (*messages, *(loaded.place(path) for path in named if path))


def _write(output: Output) -> None:
    folder = os.path.dirname(output.path)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        message = f"The folder {folder!r} cannot be made: {error.strerror or error}."
        raise OutputError(message, hint="Check the path in the configuration.") from error
    write(output.path, output.data or b"", stdout=sys.stdout.buffer)


def _check_folder(path: str) -> None:
    """Raise OutputError where the file is bound to fail; a folder that is not there yet will be made."""
    folder = os.path.dirname(path)
    if os.path.isdir(folder):
        check(path)
        return
    while not os.path.isdir(folder) and not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    if not os.path.isdir(folder):
        raise OutputError(f"{folder!r} is no folder, so {path!r} cannot be written.", hint="Check the path.")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"{path!r} cannot be written: permission denied.", hint=f"Check the folder {folder!r}.")
