"""The password: found in the first place that has it, told to nobody."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from briefing.deliver.password import Login, password
from briefing.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def login(**changes: Any) -> Login:
    return Login(**({"user": "briefing", "host": "mail.example.org"} | changes))


def test_places_in_their_order(tmp_path: Path) -> None:
    for name in ("one", "two", "briefing-smtp-password"):
        (tmp_path / name).write_text(f"from {name}\n")
    everything = {
        "BRIEFING_SMTP_PASSWORD": "from the variable",
        "BRIEFING_SMTP_PASSWORD_FILE": str(tmp_path / "two"),
        "CREDENTIALS_DIRECTORY": str(tmp_path),
    }
    assert password(login(given="given", file=str(tmp_path / "one")), everything) == "given"
    assert password(login(file=str(tmp_path / "one")), everything) == "from one"
    assert password(login(), everything) == "from the variable"
    del everything["BRIEFING_SMTP_PASSWORD"]
    assert password(login(), everything) == "from two"
    del everything["BRIEFING_SMTP_PASSWORD_FILE"]
    assert password(login(), everything) == "from briefing-smtp-password"
    with pytest.raises(UsageError, match=r"no password for briefing at mail\.example\.org"):
        password(login(), {"CREDENTIALS_DIRECTORY": "/nowhere"})


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "alone"), (b"a\nb\n", "alone"), (b"\xff", "UTF-8"), (None, "No such file")]
)
def test_a_file_that_holds_something_else(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "secret"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError, match=words) as raised:
        password(login(file=str(path)), {})
    assert "secret" in str(raised.value)


def test_a_variable_in_another_encoding() -> None:
    with pytest.raises(UsageError, match="BRIEFING_SMTP_PASSWORD is not UTF-8") as raised:
        password(login(), {"BRIEFING_SMTP_PASSWORD": "hunter\udcff"})
    assert "hunter" not in str(raised.value)


def test_spaces_and_letters_beyond_ascii_belong_to_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(" pass wörd \r\n", "utf-8", newline="")
    assert password(login(file=str(tmp_path / "secret")), {}) == " pass wörd "


def test_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    class KeyringError(Exception):
        pass

    def get_password(service: str, account: str) -> str | None:
        if account.startswith("locked"):
            raise KeyringError("locked")
        return {("briefing", "briefing@mail.example.org"): "from the keyring"}.get((service, account))

    package, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    package.get_password, errors.KeyringError = get_password, KeyringError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", package)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    assert password(login(keyring=True), {}) == "from the keyring"
    with pytest.raises(UsageError, match="keyring set briefing other@mail"):
        password(login(keyring=True, user="other"), {})
    with pytest.raises(UsageError, match="Unlock it"):
        password(login(keyring=True, user="locked"), {})
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(UsageError, match=r"pip install 'briefing\[keyring\]'"):
        password(login(keyring=True), {})


def test_a_login_shows_no_password() -> None:
    assert "secret" not in repr(login(given="secret")) + str(login(given="secret"))
