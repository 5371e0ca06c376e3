"""Resellers and their people, as somebody of the desk looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ResellerSeen:
    """A reseller in a line."""

    key: str
    name: str
    region: str
    tier: str
    contacts: int
    """Those who are still there."""
    systems: int


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """A contact, and how they are known."""

    name: str
    active: bool
    admin: bool
    prefers: str
    """The channel by which they want to be written to; empty is the one that they last used."""
    addresses: tuple[tuple[str, str], ...]
    """Channel and address of each identity."""
    invited_until: datetime | None
    """Until when an invitation that nobody has used yet is good; None where there is none."""
