"""Where outgoing calls may go: nowhere inside, unless the operator said so.

A name is resolved once, every address it has must be permitted, and the call is made to exactly the address that was
checked: a name that answers differently a moment later gains nothing. Redirects are never followed.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from ayo.exchange.faults import Fault

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS = {"http": 80, "https": 443}
# Ports at which something other than a web server listens; a POST sent there may be understood as a command.
UNFIT_PORTS = frozenset(
    {1433, 1521, 2049, 2375, 2379, 3306, 3389, 5432, 5672, 5900, 6000, 6379, 6667, 9042, 9092, 11211, 27017}
)
# Reachable like any public address, yet served by the machine's own host; the last is public by its number.
METADATA = frozenset(
    ipaddress.ip_address(text)
    for text in ("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "168.63.129.16")
)
_NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Blocked(Exception):
    """The address may not be called; the fault says why without naming what lies behind it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Url:
    """A checked form of an address: what the name says, before anybody was asked what it means."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def literal(self) -> Address | None:
        return _literal(self.host)

    @property
    def text(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Target:
    """A permitted address: call `url`, connect to `ip`."""

    url: Url
    ip: str


def parse(text: str) -> Url:
    """Read an address and refuse every form that two readers could understand differently."""
    if not text.isascii() or any(char in text for char in " \\\t\r\n") or any(ord(char) < 33 for char in text):
        raise Blocked(Fault.BAD_LETTERS)
    parts = urlsplit(text)
    if parts.scheme not in PORTS:
        raise Blocked(Fault.NOT_HTTP)
    if parts.username is not None or parts.password is not None or parts.fragment or not parts.hostname:
        raise Blocked(Fault.INCOMPLETE_ADDRESS)
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise Blocked(Fault.BAD_PORT) from error
    host = parts.hostname.rstrip(".").lower()
    if "%" in host or not host or (_literal(host) is None and not _is_name(host)):
        raise Blocked(Fault.BAD_HOST)
    query = f"?{parts.query}" if parts.query else ""
    return Url(parts.scheme, host, port, (parts.path or "/") + query)


def check_form(text: str, allow: Iterable[str]) -> Url:
    """Refuse what can be refused without asking the network: for forms and actions."""
    url = parse(text)
    if url.literal is not None:
        _check(url.literal, url.port, networks(tuple(allow)))
    return url


async def resolve(text: str, allow: Iterable[str]) -> Target:
    """Return the one address to connect to, or refuse; every address of the name must be permitted."""
    url = parse(text)
    permitted = networks(tuple(allow))
    addresses = [url.literal] if url.literal is not None else await _lookup(url)
    for address in addresses:
        _check(address, url.port, permitted)
    return Target(url, str(addresses[0]))


@lru_cache(maxsize=16)
def networks(allow: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(text, strict=False) for text in allow)


async def _lookup(url: Url) -> list[Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Blocked(Fault.UNKNOWN_HOST) from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise Blocked(Fault.UNKNOWN_HOST)
    return sorted(set(addresses), key=lambda address: (address.version, address))


def _check(address: Address, port: int, permitted: tuple[Network, ...]) -> None:
    plain = _unmapped(address)
    if any(plain in network for network in permitted if network.version == plain.version):
        exact = any(network.num_addresses == 1 and plain in network for network in permitted)
        if plain not in METADATA or exact:
            return
    if plain in METADATA or not is_public(plain):
        raise Blocked(Fault.INNER_ADDRESS)
    if port in UNFIT_PORTS or (port < 1024 and port not in PORTS.values()):
        raise Blocked(Fault.UNFIT_PORT)


def is_public(address: Address) -> bool:
    """Tell whether an address, and any address hidden inside it, belongs to the open internet."""
    hidden = _hidden(address)
    if hidden is not None:
        return hidden not in METADATA and is_public(hidden)
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _unmapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _hidden(address: Address) -> Address | None:
    """Return the IPv4 address that a translator or tunnel would really call."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address in _NAT64 or (int(address) >> 32) & 0xFDFF_FFFF == 0x0000_5EFE:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_name(host: str) -> bool:
    """Tell whether it is a name and nothing that some parser takes for a number: 127.1, 0x7f.1, 2130706433."""
    labels = host.split(".")
    last = labels[-1]
    if last.isdigit() or last.startswith("0x"):
        return False
    return len(host) <= 253 and all(
        0 < len(label) <= 63 and label.replace("-", "").replace("_", "").isalnum() for label in labels
    )
