"""A configuration file -> `Config`: TOML, environment variables put in, paths taken from the file's own folder."""

from __future__ import annotations

import os
import re
import shlex
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from briefing.config.mistakes import ConfigError, Mistake, Where, of_validation, with_lines
from briefing.config.model import Config
from briefing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_BYTES: Final = 1_000_000
"""A configuration is a page or two; what is larger is another file."""

PASSWORD: Final[Where] = ("mail", "smtp", "password")
"""Where a password stands, if it stands in the file itself."""

_VARIABLE: Final = re.compile(r"\$\$|\$\{([^}]*)\}")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ADVICE: Final = {
    "Invalid value": '; text stands in straight quotation marks: "like this"',
    "Illegal character '\\n'": "; is a quotation mark missing at the end of the line?",
    "Cannot overwrite a value": "; the key is there twice",
}
"""What Python's reader means, by the beginning of what it says; people who write their first file meet these."""

_LINE: Final = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A configuration and the file it came from: what is relative in it is so to the file's folder."""

    config: Config
    path: Path

    def place(self, path: str) -> str:
        """A path of the configuration as it is to be opened: ~ is the home folder, "-" stays."""
        return _place(self.path, path)


TemplateCheck = Callable[[str, str, str], str | None]
"""Told an output's path, its template as it is named and the path that this would be: what is wrong, or None."""


def load(
    path: Path,
    *,
    environment: Mapping[str, str],
    rankers: Sequence[str] = (),
    endings: Sequence[str] = (),
    template: TemplateCheck | None = None,
) -> Loaded:
    """The configuration in `path`; `rankers` and `endings` are what may stand there (anything, where they are empty).

    `template` finds what is wrong with the template of an output.

    `${NAME}` in a value is that variable of `environment`; where it is not set but `NAME_FILE` is, the content of the
    file that this names, without its last line end; `$$` is a dollar sign. Raises ConfigError with every mistake, and
    UsageError where the file cannot be read.
    """
    text = _read(path)
    raw = _parsed(path, text)
    mistakes = _open_passwords(path, raw)
    data = _expanded(raw, (), environment, mistakes)
    context: dict[str, object] = {"rankers": rankers, "endings": endings}
    if template is not None:
        context["template"] = lambda output, named: template(output, named, _place(path, named))
    try:
        config = Config.model_validate(data, context=context)
    except ValidationError as error:
        unset = {mistake.where for mistake in mistakes}
        found = of_validation(error.errors(include_url=False), Config)
        mistakes += [mistake for mistake in found if mistake.where not in unset]
    if mistakes:
        raise ConfigError(str(path), with_lines(mistakes, text))
    if not config.name:
        config = config.model_copy(update={"name": _name_of(path)})
    return Loaded(config=config, path=path.absolute())


def _place(config: Path, path: str) -> str:
    return os.path.normpath(config.absolute().parent / os.path.expanduser(path))  # noqa: PTH111 - a pattern is no Path


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{str(path)!r} is too large for a configuration.", hint="Name a file like briefing.toml.")
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(
            f"There is no configuration {str(path)!r}.", hint=f"Make one: briefing init {shlex.quote(str(path))}"
        ) from error
    except IsADirectoryError as error:
        raise UsageError(f"{str(path)!r} is a folder.", hint="Name the file in it, like briefing.toml.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "is not UTF-8 text; save it as UTF-8"
        raise ConfigError(str(path), [Mistake(where=(), message=message, line=line)]) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{str(path)!r} cannot be read: {reason}.", hint="Check its permissions (ls -l).") from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _LINE.search(message)
        line = int(found[1]) if found else text.count("\n") + 1
        said = _LINE.sub("", message).replace(" (at end of document)", " at the end of the file")
        advice = next((told for start, told in _ADVICE.items() if said.startswith(start)), "")
        mistake = Mistake(where=(), message=f"no valid TOML: {said[:1].lower()}{said[1:]}{advice}", line=line)
        raise ConfigError(str(path), [mistake]) from error
    except RecursionError as error:
        raise ConfigError(str(path), [Mistake(where=(), message="is nested too deeply")]) from error


@dataclass(slots=True)
class _Expansion:
    """Puts the environment into one value, and notes what is missing."""

    environment: Mapping[str, str]
    faults: list[str] = field(default_factory=list)

    def __call__(self, found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        name = found[1]
        if not _NAME.fullmatch(name):
            self.faults.append(f"{found[0]} names no environment variable; write $$ for a dollar sign")
        elif name in self.environment:
            return self.environment[name]
        elif f"{name}_FILE" in self.environment:
            return self._from_file(f"{name}_FILE")
        else:
            self.faults.append(f"the environment variable {name} is not set (nor {name}_FILE)")
        return found[0]

    def _from_file(self, name: str) -> str:
        path = Path(self.environment[name])
        try:
            return path.read_text("utf-8").removesuffix("\n").removesuffix("\r")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            self.faults.append(f"the file {str(path)!r} that {name} names cannot be read: {reason}")
            return ""


def _open_passwords(path: Path, data: Mapping[str, Any]) -> list[Mistake]:
    """A password that stands in a file that everybody can read is no secret: it is a mistake."""
    table: Any = data
    for part in PASSWORD:
        table = table.get(part) if isinstance(table, dict) else None
    written = _VARIABLE.sub("", table) if isinstance(table, str) else ""
    if not written or not path.stat().st_mode & stat.S_IROTH:
        return []
    message = f"stands in a file that everybody can read: chmod 600 {path.name}, or use password_file"
    return [Mistake(where=PASSWORD, message=message)]


def _expanded(value: Any, where: Where, environment: Mapping[str, str], mistakes: list[Mistake]) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _expanded(one, (*where, key), environment, mistakes) for key, one in value.items()}
    if isinstance(value, list):
        return [_expanded(one, (*where, index), environment, mistakes) for index, one in enumerate(value)]
    if not isinstance(value, str):
        return value
    expansion = _Expansion(environment)
    made = _VARIABLE.sub(expansion, value)
    mistakes += [Mistake(where=where, message=fault) for fault in expansion.faults]
    return made


def _name_of(path: Path) -> str:
    """The file's name without its ending, as a configuration's name may be."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).strip("-._")[:64] or "briefing"
