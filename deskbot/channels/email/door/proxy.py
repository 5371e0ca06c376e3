"""The PROXY protocol, versions 1 and 2: who the client is, told by the load balancer in front before anything else."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

MAX_TEXT = 107
"""Bytes of the longest header of version 1, line end included."""
MAX_BINARY = 2048
"""Bytes after the fixed part of version 2: addresses, and what the balancer likes to add about TLS."""
_TEXT = b"PROXY "
_BINARY = b"\r\n\r\n\x00\r\nQUIT\n"
_FIXED = 16
_LOCAL = 0x20
_PROXIED = 0x21
_TCP4, _TCP6 = 0x11, 0x21
_FAMILIES = {"TCP4": 4, "TCP6": 6}
_FIELDS = 6
_MAX_PORT = 65535


@dataclass(frozen=True, slots=True)
class Named:
    """What a PROXY header said."""

    client: str
    """The client's IP address; empty where the balancer speaks for itself, or does not know."""
    length: int
    """Bytes of the header; what follows is the client's."""


def read_header(data: bytes) -> Named | None:
    """Return what a PROXY header at the start of `data` says, None while more of it must come.

    Raises:
        ValueError: it is no PROXY header, or a broken one.
    """
    if data[: len(_BINARY)] == _BINARY[: len(data)]:
        return _binary(data)
    if data[: len(_TEXT)] == _TEXT[: len(data)]:
        return _text(data)
    raise ValueError("no PROXY header")


def _text(data: bytes) -> Named | None:
    line, end, _ = data[:MAX_TEXT].partition(b"\r\n")
    if not end:
        if len(data) >= MAX_TEXT:
            raise ValueError("the PROXY header has no end")
        return None
    words = line.decode("latin-1").split(" ")
    length = len(line) + len(end)
    if words[1] == "UNKNOWN":
        return Named("", length)
    if len(words) != _FIELDS or words[1] not in _FAMILIES:
        raise ValueError("the PROXY header is malformed")
    _, family, source, destination, *ports = words
    client, ours = ipaddress.ip_address(source), ipaddress.ip_address(destination)
    if {client.version, ours.version} != {_FAMILIES[family]}:
        raise ValueError("the PROXY header names addresses of another family")
    if not all(port.isascii() and port.isdecimal() and int(port) <= _MAX_PORT for port in ports):
        raise ValueError("the PROXY header names ports that are none")
    return Named(str(client), length)


def _binary(data: bytes) -> Named | None:
    if len(data) < _FIXED:
        return None
    command, family, rest = data[12], data[13], int.from_bytes(data[14:16], "big")
    if rest > MAX_BINARY:
        raise ValueError("the PROXY header is too long")
    if len(data) < _FIXED + rest:
        return None
    length = _FIXED + rest
    if command == _LOCAL:
        return Named("", length)
    if command != _PROXIED:
        raise ValueError("the PROXY header has another version, or a command that is not known")
    addresses = data[_FIXED:length]
    if family == _TCP4 and rest >= 12:  # noqa: PLR2004  (two addresses of 4 octets and two ports)
        return Named(str(ipaddress.IPv4Address(addresses[:4])), length)
    if family == _TCP6 and rest >= 36:  # noqa: PLR2004  (two addresses of 16 octets and two ports)
        return Named(str(ipaddress.IPv6Address(addresses[:16])), length)
    if family in {_TCP4, _TCP6}:
        raise ValueError("the PROXY header is shorter than its addresses")
    return Named("", length)  # a family that is no TCP: whoever it is, we cannot name them
