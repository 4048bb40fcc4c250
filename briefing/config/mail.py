"""The section `[mail]`: who gets each issue, and how it is sent."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError

from briefing.addresses import mailbox
from briefing.config.section import Count, Section, Text, placeholders_of
from briefing.errors import UsageError

SUBJECT_PLACEHOLDERS: Final = ("topic", "name", "number", "date", "time")
"""What a subject may hold in braces."""

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
"""Where a password may go unencrypted: it does not leave the machine."""

_NO_HOST: Final = PydanticCustomError("host", "must be the name or address of a mail server, like mail.example.org")

Seconds = Annotated[float, Field(gt=0, le=3600)]


class Smtp(Section):
    """A mail server. The password is better kept outside of the file (docs/mail.md)."""

    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Literal["tls", "starttls", "starttls-if-offered", "none"] = "starttls"
    user: Text | None = None
    password: SecretStr | None = None
    password_file: Text | None = None
    keyring: bool = False
    ca_file: Text | None = None
    timeout: Seconds = 60.0
    answer_timeout: Seconds = 300.0
    tries: Count = 4
    pause: Annotated[float, Field(ge=0, le=3600)] = 15.0

    @field_validator("host")
    @classmethod
    def _host(cls, host: str) -> str:
        if any(char.isspace() or char in "/@" for char in host):
            raise _NO_HOST
        try:
            host.encode("idna")  # as it is looked up: no empty or overlong parts between dots
        except UnicodeError:
            raise _NO_HOST from None
        return host

    @field_validator("user")
    @classmethod
    def _user(cls, user: str | None) -> str | None:
        if user is not None and not user.isprintable():
            raise PydanticCustomError("user", "must be one line of printable characters")
        return user

    @model_validator(mode="after")
    def _password(self) -> Self:
        places = (self.password is not None, self.password_file is not None, self.keyring)
        if sum(places) > 1:
            raise PydanticCustomError("password", "may have only one of password, password_file and keyring")
        if any(places) and self.user is None:
            raise PydanticCustomError("user", "has a password, but no user to log in")
        if self.user is not None and self.security == "none" and self.host not in LOOPBACK:
            raise PydanticCustomError("security", 'would send the password unencrypted; use security = "starttls"')
        return self


class Mail(Section):
    """Who gets each issue by mail: exactly one of `smtp` and `maildir` says how."""

    sender: Text
    to: Annotated[tuple[Text, ...], Field(min_length=1)]
    reply_to: Text | None = None
    unsubscribe: Text | None = None
    subject: Text = "{topic}, {date}"
    maildir: Text | None = None
    smtp: Smtp | None = None

    @field_validator("sender", "reply_to", "unsubscribe")
    @classmethod
    def _one(cls, text: str | None) -> str | None:
        if text is not None:
            _checked(text)
        return text

    @field_validator("to")
    @classmethod
    def _each_once(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        addresses = [_checked(text) for text in texts]
        for address in addresses:
            if addresses.count(address) > 1:
                raise PydanticCustomError("twice", "names {address} twice", {"address": address})
        return texts

    @field_validator("subject")
    @classmethod
    def _subject(cls, subject: str) -> str:
        placeholders_of(subject, SUBJECT_PLACEHOLDERS)
        return subject

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.smtp is None) == (self.maildir is None):
            raise PydanticCustomError("way", "needs exactly one of a table [mail.smtp] and maildir")
        return self


def _checked(text: str) -> str:
    """The address in a mailbox, to compare it by; raises where it is none."""
    try:
        return mailbox(text).address.lower()
    except UsageError as error:
        words = str(error).replace("{", "(").replace("}", ")")  # braces would be taken for values
        raise PydanticCustomError("address", words) from None
