"""Which webhook hears of what, and how a program knows that it was we who told it. Pure."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from deskbot.model.webhook import Event, Webhook

BOTH_FOR = timedelta(days=1)
"""For so long after it was changed the secret before counts as well."""
_NAT64, _IPV4 = IPv6Network("64:ff9b::/96"), 0xFFFFFFFF
"""By which networks of IPv6 reach what has an address of IPv4 only: that stands in its last bits."""
_GIVEN_OUT = IPv6Network("2000::/3")
"""Of all IPv6 only here does anybody have an address of the open internet: the rest is kept for other things."""
_TUNNELS = (0x5EFE, 0x2005EFE)
"""What stands before the address of IPv4 in that of a host that is reached through a network's own IPv4 (RFC 5214)."""
_OF_NOBODY = (IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))
"""Once the way from IPv4 to IPv6, and what is for examples only: Python does not know it of them everywhere."""


def hears(webhook: Webhook, event: Event, reseller_id: int | None, *, public: bool) -> bool:
    """Return whether a webhook is told of something.

    Args:
        webhook: where it would be sent.
        event: what happened.
        reseller_id: whose ticket it is about.
        public: whether the reseller may see it.
    """
    if event not in webhook.events:
        return False
    if webhook.reseller_id is None:
        return True
    return webhook.reseller_id == reseller_id and public and not event.of_page


def secret_of(key: bytes, webhook_id: int, generation: int) -> str:
    """Return the secret of a webhook, by which it knows what is ours."""
    made = hmac.digest(key, f"webhook {webhook_id} {generation}".encode(), hashlib.sha256)
    return "whsec_" + urlsafe_b64encode(made).decode().rstrip("=")


def secrets_of(keys: Iterable[bytes], webhook: Webhook, now: datetime) -> list[str]:
    """Return the secrets with which is signed what is sent now: a while both, after one was changed.

    Args:
        keys: our own: that of now first, then the ones before.
        webhook: where it is sent.
        now: the moment.
    """
    generations = [webhook.generation]
    if webhook.rotated_at is not None and now - webhook.rotated_at < BOTH_FOR:
        generations.append(webhook.generation - 1)
    return [secret_of(key, webhook.id, one) for key in keys for one in generations]


def signature(secrets: Iterable[str], at: datetime, body: bytes) -> str:
    """Return what proves that a body is ours, and of when it is: `t=1767225600,v1=…`."""
    moment = f"{int(at.timestamp())}"
    signed = (hmac.digest(one.encode(), moment.encode() + b"." + body, hashlib.sha256).hex() for one in secrets)
    return ",".join((f"t={moment}", *(f"v1={one}" for one in signed)))


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet, at which nothing of ours stands."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        within = found.ipv4_mapped or found.sixtofour or (IPv4Address(int(found) & _IPV4) if found in _NAT64 else None)
        if within is not None:
            return is_public(str(within))
        if found not in _GIVEN_OUT or (int(found) >> 32) & _IPV4 in _TUNNELS:
            return False
    return found.is_global and not found.is_multicast and not any(found in one for one in _OF_NOBODY)
