"""Inputs by name: files, folders, patterns, standard input and addresses, in the order in which they were named."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final

from briefing.errors import InputError
from briefing.sources.links import is_address
from briefing.sources.names import STDIN, STDIN_NAME, printable, shown
from briefing.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["expand", "printable", "read_bytes", "shown"]

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PIPES: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")  # a shell's <(command) is a pipe under these names


def expand(paths: Sequence[str], *, skip: Sequence[str] = ()) -> tuple[str | Failure, ...]:
    """The single inputs that `paths` stand for, in their order; nothing is opened.

    A folder stands for its files and its sub-folders' files in name order, hidden ones left out; a pattern with
    * ? [ ] that names no file stands for what it matches, in name order (** reaches into sub-folders). Files in
    `skip` (the run's own outputs) are left out of folders and patterns.
    """
    left_out = {os.path.realpath(path) for path in skip}
    found: list[str | Failure] = []
    for path in paths:
        if path == STDIN and STDIN in found:
            found.append(Failure(source=STDIN_NAME, reason="Standard input ('-') can be read only once."))
        elif is_address(path):
            found.append(path)
        elif path == STDIN or os.path.lexists(path):
            found.extend(_of_path(path, left_out))
        elif glob.has_magic(path):
            found.extend(_of_pattern(path, left_out))
        else:
            found.append(path)  # reading it will tell what is wrong
    return tuple(found)


def _of_path(path: str, left_out: set[str]) -> Sequence[str | Failure]:
    if path == STDIN or not os.path.isdir(path):
        return [path]
    files = [name for name in _walk(path, frozenset()) if os.path.realpath(name) not in left_out]
    return files or [Failure(source=shown(path), reason=f"The folder {shown(path)} holds no files to read.")]


def _of_pattern(pattern: str, left_out: set[str]) -> Sequence[str | Failure]:
    matches = sorted(glob.glob(pattern, recursive=True), key=os.fsencode)
    files = [name for name in matches if os.path.isfile(name) and os.path.realpath(name) not in left_out]
    if files:
        return files
    reason = f"No file matches {shown(pattern)}. Check the spelling, and quote patterns that hold spaces."
    return [Failure(source=shown(pattern), reason=reason)]


def _walk(folder: str, above: frozenset[tuple[int, int]]) -> Iterator[str]:
    """The files under `folder`, in name order; a link back to a folder it lies in is not followed."""
    try:
        status = os.stat(folder)
        names = sorted(os.listdir(folder), key=os.fsencode)
    except OSError:
        yield folder  # reading it will tell what is wrong
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return
    for name in names:
        path = os.path.join(folder, name)
        if name.startswith("."):
            continue
        if os.path.isdir(path):
            yield from _walk(path, above | {identity})
        else:
            yield path


def read_bytes(path: str, *, limit: int, stdin: BinaryIO | None = None) -> bytes:
    """What is in a file, or on `stdin` (by default the process's own) where `path` is "-".

    Raises InputError where it is missing, cannot be read, is no regular file or has more than `limit` bytes.
    """
    data = _from_stdin(stdin or sys.stdin.buffer, limit) if path == STDIN else _from_file(path, limit)
    if len(data) > limit:
        message = f"{shown(path)} is larger than {limit / 1e6:g} MB, far more than news comes in."
        raise InputError(message, hint="Split it.")
    return data


def _from_stdin(stream: BinaryIO, limit: int) -> bytes:
    try:
        return stream.read(limit + 1)
    except OSError as error:
        raise InputError(f"{STDIN_NAME} cannot be read: {error.strerror}.") from error


def _from_file(path: str, limit: int) -> bytes:
    source = shown(path)
    try:
        _refuse_special(path, os.stat(path).st_mode)
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        if os.path.islink(path):
            message = f"{source} is a link to a file that is not there."
            raise InputError(message, hint="Mend it, or take it away.") from error
        raise InputError(f"{source} does not exist.", hint=_hint_for_missing(path)) from error
    except PermissionError as error:
        raise InputError(f"{source} may not be read.", hint="Check its permissions (ls -l).") from error
    except ValueError as error:  # a NUL byte in the name
        raise InputError(f"{source} is no file name.") from error
    except OSError as error:
        raise InputError(
            f"{source} cannot be read: {error.strerror}.", hint="Copy it elsewhere and try there."
        ) from error


def _refuse_special(path: str, mode: int) -> None:
    if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and path.startswith(_PIPES)):
        return
    if stat.S_ISDIR(mode):
        raise InputError(f"{shown(path)} is a folder that may not be listed.", hint="Check its permissions (ls -ld).")
    raise InputError(f"{shown(path)} is no regular file.", hint="To read from a pipe, use '-'.")


def _hint_for_missing(path: str) -> str:
    """Names a file beside it that differs in case or ending alone, where there is one."""
    if _SCHEME.match(path):
        return "Only addresses that begin with http:// or https:// are fetched; name a file by its path."
    folder, name = os.path.split(path)
    stem = os.path.splitext(name)[0].casefold()
    with suppress(OSError):
        for other in sorted(os.listdir(folder or "."), key=os.fsencode):
            if stem and os.path.splitext(other)[0].casefold() == stem:
                return f"Did you mean {shown(os.path.join(folder, other))}?"
    return "Check the spelling and the folder you are in."
