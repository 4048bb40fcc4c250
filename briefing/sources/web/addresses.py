"""Which hosts may be asked: a name is resolved once, and the connection goes to the address that was checked."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from briefing.sources.web.answer import PrivateError, UnknownHostError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
Allowed = bool | Sequence[str]
"""Which addresses inside private networks may be asked: all, none, or those of these hosts and networks."""

_HINT: Final = "If you trust it, use --allow-private, or allow_private in a configuration's section [fetch]."
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, in the system's order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked(host: str, port: int, *, resolver: Resolver, allow_private: Allowed) -> Sequence[str]:
    """The addresses of `host` that may be connected to.

    Raises UnknownHostError where there are none, and PrivateError where one of them is not on the public internet:
    whoever names a host must not reach what only this machine can reach.
    """
    try:
        found = resolver(host, port)
    except (OSError, UnicodeError) as error:
        message = f"the host {host} is not known"
        raise UnknownHostError(message, hint="Check its spelling and your connection.", passing=True) from error
    if allow_private is not True and host.lower() not in (allow_private or ()):
        for written in found:
            if not is_public(written) and not _in_any(written, allow_private or ()):
                what = host if host == written else f"{host} is {written}, which"
                raise PrivateError(f"{what} lies inside a private network, on this machine or nowhere", hint=_HINT)
    return found


def _in_any(written: str, networks: Sequence[str]) -> bool:
    """Whether an address lies in one of the networks; hosts' names among them are none."""
    for network in networks:
        with suppress(ValueError):
            if ipaddress.ip_address(written.partition("%")[0]) in ipaddress.ip_network(network, strict=False):
                return True
    return False


def is_public(written: str) -> bool:
    """Whether an IP address lies on the public internet, whatever form it is wrapped in.

    >>> is_public("8.8.8.8"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    try:
        address: Address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(one) for one in (address, *_wrapped(address)))


def _is_public(address: Address) -> bool:
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local  # old, and still routed inside
    return address.is_global and not (address.is_multicast or address.is_reserved or site_local)


def _wrapped(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 address leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
