"""The section [mail]: what is wrong in it is told with its line, and no password lies open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.config import ConfigError, load

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.config import Loaded

HEAD = """topic = "Morning"
[[sources]]
path = "news/"
[[outputs]]
path = "out.md"
[mail]
sender = "Desk <desk@example.org>"
to = ["ann@example.org"]
"""
SMTP = '[mail.smtp]\nhost = "mail.example.org"\n'


def loaded(folder: Path, text: str, *, mode: int = 0o644, **environment: str) -> Loaded:
    path = folder / "morning.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return load(path, environment=environment)


def mistakes(folder: Path, text: str, **options: int) -> list[str]:
    with pytest.raises(ConfigError) as told:
        loaded(folder, text, **options)
    return [line.removeprefix(f"{folder / 'morning.toml'}:").strip() for line in told.value.lines()]


def test_the_least_that_is_needed(tmp_path: Path) -> None:
    mail = loaded(tmp_path, HEAD + SMTP).config.mail
    assert mail is not None
    assert mail.smtp is not None
    assert (mail.smtp.security, mail.smtp.port, mail.subject) == ("starttls", None, "{topic}, {date}")
    assert loaded(tmp_path, HEAD + 'maildir = "mail"\n').config.mail.maildir == "mail"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD, ["6: mail: needs exactly one of a table [mail.smtp] and maildir"]),
        (HEAD + 'maildir = "m"\n' + SMTP, ["6: mail: needs exactly one of a table [mail.smtp] and maildir"]),
        (HEAD.replace('"ann@', '"ann') + SMTP, ["8: mail.to: 'annexample.org' is no address of mail."]),
        (
            HEAD.replace("Desk <", "Desk\\nBcc: x <") + SMTP,
            ["7: mail.sender: 'Desk\\nBcc: x <desk@example.org>' is no"],
        ),
        (HEAD.replace('["ann', '["Ann@example.org", "ann') + SMTP, ["8: mail.to: names ann@example.org twice"]),
        (HEAD.replace('["ann@example.org"]', "[]") + SMTP, ["8: mail.to: is empty"]),
        (HEAD + 'subject = "{day}"\n' + SMTP, ["9: mail.subject: holds {day}; there are {topic}"]),
        (HEAD + 'subject = "{date"\n' + SMTP, ["9: mail.subject: has a brace without its other half"]),
        (HEAD + SMTP + 'security = "ssl"\n', ["11: mail.smtp.security: 'ssl' is not known"]),
        (HEAD + SMTP + "port = 0\n", ["11: mail.smtp.port: should be greater than or equal to 1"]),
        (HEAD + SMTP + "timeout = 0\n", ["11: mail.smtp.timeout: should be greater than 0"]),
        (HEAD + SMTP + "tries = 0\n", ["11: mail.smtp.tries: should be greater than or equal to 1"]),
        (HEAD + SMTP + "hots = 1\n", ["11: mail.smtp.hots: there is no such key; did you mean 'host'?"]),
        (HEAD + SMTP.replace("mail.example", "mail example"), ["10: mail.smtp.host: must be the name or address"]),
        (HEAD + SMTP.replace("mail.example", "mail..example"), ["10: mail.smtp.host: must be the name or address"]),
        (HEAD + SMTP + "keyring = true\n", ["9: mail.smtp: has a password, but no user to log in"]),
        (
            HEAD + SMTP + 'user = "u"\nkeyring = true\npassword_file = "x"\n',
            ["9: mail.smtp: may have only one of password, password_file and keyring"],
        ),
        (
            HEAD + SMTP + 'user = "u"\nsecurity = "none"\n',
            ['9: mail.smtp: would send the password unencrypted; use security = "starttls"'],
        ),
        (HEAD + SMTP + 'user = "u\\r\\nRSET"\n', ["11: mail.smtp.user: must be one line of printable characters"]),
    ],
)
def test_mistakes(tmp_path: Path, text: str, told: list[str]) -> None:
    found = mistakes(tmp_path, text)
    assert len(found) == len(told)
    for line, beginning in zip(found, told, strict=True):
        assert line.startswith(beginning)


def test_a_password_in_a_file_that_everybody_can_read_is_refused(tmp_path: Path) -> None:
    text = HEAD + SMTP + 'user = "u"\npassword = "hunter2"\n'
    (told,) = mistakes(tmp_path, text, mode=0o644)
    assert told.startswith("12: mail.smtp.password: stands in a file that everybody can read: chmod 600 morning.toml")
    assert "hunter2" not in told
    assert loaded(tmp_path, text, mode=0o600).config.mail is not None
    assert loaded(tmp_path, text, mode=0o640).config.mail is not None


def test_a_password_that_stands_elsewhere_may_be_named_in_an_open_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2\n")
    text = HEAD + SMTP + 'user = "u"\npassword = "${SMTP}"\n'
    for environment in ({"SMTP": "hunter2"}, {"SMTP_FILE": str(tmp_path / "secret")}):
        config = loaded(tmp_path, text, **environment).config  # type: ignore[arg-type]
        assert config.mail is not None
        assert config.mail.smtp is not None
        assert config.mail.smtp.password is not None
        assert config.mail.smtp.password.get_secret_value() == "hunter2"
        assert "hunter2" not in repr(config) + str(config) + config.model_dump_json()
