"""Addresses as they are compared."""

from __future__ import annotations


def without_plus(address: str) -> str:
    """Return an address in lower case, without what stands after a plus."""
    local, _, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
