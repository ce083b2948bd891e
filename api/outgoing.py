"""Messages to addresses that somebody else has named: sent to the public internet or to this machine alone.

A name is resolved once, its addresses are checked, and the connection goes to one that was checked: so a name
that resolves to something else a moment later leads nowhere inside. No redirect is followed, no proxy of the
environment is used, and what is answered is not kept.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from models.errors import InvalidInput, RedvestError

TIMEOUT_S = 10

_Address = IPv4Address | IPv6Address

_INTO_IPV4 = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""Prefixes that lead on to an IPv4 address, which may be private. Sources: RFC 6052, 8215, 3056, 4380."""


class Unreachable(RedvestError):
    """Nobody was reached there, or not in time."""

    code = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A URL, and the address that was checked for it."""

    url: httpx.URL
    address: _Address


def destination(text: str) -> Destination:
    """Where the URL leads. Raises InvalidInput where that is no place to send to, Unreachable without one."""
    try:
        url = httpx.URL(text)
        host = url.host  # decoded here: what is no name in IDNA is a ValueError
    except (httpx.InvalidURL, ValueError):
        raise InvalidInput(f"url={text[:80]!r} cannot be read") from None
    if url.scheme not in ("http", "https") or not host:
        raise InvalidInput(f"url={text[:80]!r} is not like https://example.org/path")
    if url.userinfo:
        raise InvalidInput("url: no user name and no password in it; deliveries are signed")
    local = _is_this_machine(host)
    if url.scheme == "http" and not local:
        raise InvalidInput(f"url={text[:80]!r}: without TLS to this machine alone, use https")
    addresses = _resolved(url)
    for address in addresses:
        if not (address.is_loopback if local else _is_public(address)):
            raise InvalidInput(f"url={text[:80]!r} leads to {address}, inside a private network")
    return Destination(url=url, address=addresses[0])


def post(to: Destination, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer. Raises Unreachable."""
    host = f"[{to.address}]" if to.address.version == 6 else str(to.address)
    request = httpx.Request(
        "POST",
        to.url.copy_with(host=host),
        content=body,
        headers={"host": to.url.netloc.decode("ascii"), **headers},
        # TLS is spoken with the name of the URL, not with the address that is connected to.
        extensions={"sni_hostname": to.url.raw_host.decode("ascii")},
    )
    try:
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=TIMEOUT_S) as client:
            answer = client.send(request, stream=True)
            answer.close()
            return answer.status_code
    except httpx.HTTPError as error:
        raise Unreachable(f"{type(error).__name__} at {to.url.host}") from None


def _is_this_machine(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_public(address: _Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if any(address in network for network in _INTO_IPV4):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _resolved(url: httpx.URL) -> list[_Address]:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(f"{url.host} has no address") from None
    return [ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in found]
