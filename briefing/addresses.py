"""Addresses of mail: one mailbox read from text, checked, and as it goes over the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefing.errors import UsageError

_MAILBOX: Final = re.compile(r"(?:(?P<name>[^<>]*?)\s*<(?P<inner>[^<>\s]+)>|(?P<bare>[^<>\s]+))")
_LOCAL: Final = re.compile(r"[^\x00-\x20\x7f-\xa0()<>\[\]:;@\\,.\"\s]+(?:\.[^\x00-\x20\x7f-\xa0()<>\[\]:;@\\,.\"\s]+)*")
"""A dot-atom of RFC 5322, with any letter of RFC 6531. Quoted local parts exist on paper only."""
_DOMAIN: Final = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*", re.IGNORECASE)

MAX_NAME: Final = 200
"""Characters of a display name: far more than any has, far fewer than a line of a message holds (998)."""
MAX_LOCAL: Final = 64
"""Octets before the @ (RFC 5321, 4.5.3.1.1)."""
MAX_ADDRESS: Final = 254
"""Octets of an address (RFC 5321, 4.5.3.1.3, without the brackets)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where mail goes: `domain` is ASCII (IDNA), `local` may be more than that, `name` is empty where none is given."""

    name: str
    local: str
    domain: str

    @property
    def address(self) -> str:
        """The address as it stands in the envelope and between brackets."""
        return f"{self.local}@{self.domain}"

    @property
    def international(self) -> bool:
        """True where only a server that knows SMTPUTF8 can take it."""
        return not self.local.isascii()


def mailbox(text: str) -> Mailbox:
    """The mailbox that `text` names, as `ann@example.org` or `Ann Reader <ann@example.org>`.

    Raises UsageError for anything else: a list, a line break, a domain that cannot be.

    >>> mailbox("Jörg <info@bücher.example>")
    Mailbox(name='Jörg', local='info', domain='xn--bcher-kva.example')
    """
    hint = "Write it like ann@example.org, or like Ann Reader <ann@example.org>."
    found = _MAILBOX.fullmatch(text.strip(" "))
    if found is None or any(not char.isprintable() for char in text):
        raise UsageError(f"{text!r} is no address of mail.", hint=hint)
    local, _, domain = (found["inner"] or found["bare"]).rpartition("@")
    if not _LOCAL.fullmatch(local) or not local.isprintable() or not domain:
        raise UsageError(f"{text!r} is no address of mail.", hint=hint)
    made = Mailbox(name=_name(found["name"] or ""), local=local, domain=_ascii_domain(domain, text))
    if len(local.encode()) > MAX_LOCAL or len(made.address.encode()) > MAX_ADDRESS or len(made.name) > MAX_NAME:
        raise UsageError(f"{text!r} is too long for an address of mail.", hint=hint)
    return made


def _name(text: str) -> str:
    """A display name without the quotation marks that may stand around it."""
    name = text.strip()
    if len(name) > 1 and name.startswith('"') and name.endswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return " ".join(name.split())


def _ascii_domain(domain: str, text: str) -> str:
    if not domain.isascii():
        import idna

        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise UsageError(f"{text!r} names a domain that cannot be: {error}.", hint="Check it.") from error
    if not _DOMAIN.fullmatch(domain):
        raise UsageError(f"{text!r} names a domain that cannot be.", hint="Write it like ann@example.org.")
    return domain.lower()
