"""PDF through LibreOffice, where it is there: the Word document, printed by a process of its own.

The one renderer that starts a program. It gets a profile folder of its own (so that an open LibreOffice does not
matter), an environment without the user's settings, and a time limit. The same document gives the same bytes on one
machine: LibreOffice's clock and random marks are put in order afterwards. Another version of LibreOffice, or other
fonts, give other bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefing.errors import OutputError

if TYPE_CHECKING:
    from datetime import datetime

LIMIT: Final = 120.0
"""Seconds: a briefing takes two or three, on a machine under load some twenty."""

_PROGRAMS: Final = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_OPTIONS: Final = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
"""Tags, a title and a language, without which a PDF cannot be read out; understood from LibreOffice 7.4 on."""
_FILTERS: Final = (f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}", "pdf:writer_pdf_Export")

_DATES: Final = re.compile(rb"(?<=/CreationDate\(D:)\d{14}|(?<=/ModDate\(D:)\d{14}")
_XMP_DATES: Final = re.compile(rb"(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=Z?</xmp:)")
_MARKS: Final = re.compile(rb"/ID \[ <[0-9A-F]{32}>\s*<[0-9A-F]{32}> \]\s*/DocChecksum /[0-9A-F]{32}")
_MARK: Final = re.compile(rb"[0-9A-F]{32}")


def program() -> str:
    """The path of LibreOffice. Raises OutputError where it is not there."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        raise OutputError(
            "A PDF is made by LibreOffice, which is not on this machine.",
            hint="Install it (on Debian: apt-get install libreoffice-writer), or write .docx or .html.",
        )
    return found


def pdf_of(document: bytes, *, when: datetime | None, limit: float = LIMIT) -> bytes:
    """The Word document `document` as a PDF that bears the time `when`, or 1980 where there is none.

    Raises OutputError where LibreOffice is not there, fails or takes more than `limit` seconds.
    """
    path = program()
    with tempfile.TemporaryDirectory(prefix="briefing-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "briefing.docx").write_bytes(document)
        said = ""
        for chosen in _FILTERS:  # an older LibreOffice knows no options here
            said = _run(path, folder, chosen, limit)
            made = folder / "briefing.pdf"
            if made.is_file() and made.stat().st_size:
                return _settled(made.read_bytes(), document, when)
    raise OutputError(f"LibreOffice made no PDF: {said or 'it gave no reason'}.", hint="Write .docx or .html instead.")


def _run(path: str, folder: Path, chosen: str, limit: float) -> str:
    """What LibreOffice says while it converts; it and all that it starts are ended after `limit` seconds."""
    command = [path, "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    command += [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", chosen]
    command += ["--outdir", str(folder), str(folder / "briefing.docx")]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    environment |= {"TZ": "UTC", "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(  # noqa: S603 - its own path and folder, no shell
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise OutputError(f"LibreOffice ({path}) cannot be started: {error.strerror or error}.") from error
    try:
        _, said = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired as error:
        raise OutputError(
            f"LibreOffice took more than {limit:g} seconds and was ended.", hint="Try again, or write .docx or .html."
        ) from error
    finally:
        _end(process)
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if "javaldx" not in line]
    return "; ".join(lines)[-300:].strip().rstrip(".")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started, where they still run."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _settled(data: bytes, document: bytes, when: datetime | None) -> bytes:
    """The PDF with the clock and the random marks of its making replaced, length by length."""
    from datetime import UTC, datetime

    moment = (when or datetime(1980, 1, 1, tzinfo=UTC)).astimezone(UTC)
    mark = hashlib.sha256(document).hexdigest()[:32].upper().encode("ascii")
    data = _DATES.sub(f"{moment:%Y%m%d%H%M%S}".encode("ascii"), data)
    data = _XMP_DATES.sub(f"{moment:%Y-%m-%dT%H:%M:%S}".encode("ascii"), data)
    return _MARKS.sub(lambda found: _MARK.sub(mark, found.group()), data)
