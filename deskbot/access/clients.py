"""Who counts as one, of all that come over the network. Pure."""

from __future__ import annotations

import ipaddress


def client_of(peer: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is one customer's.

    Empty for what is no address.
    """
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return ""
    if address.version == 4:  # noqa: PLR2004  (the protocol's name)
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))
