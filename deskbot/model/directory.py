"""The desk's facts about who may write and what they look after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseller:
    """An organisation that sells and supports the vendor's systems."""

    id: int
    key: str
    name: str
    region: str = ""
    zone: str = "UTC"
    """IANA time zone in which the reseller is told times."""
    tier: str = ""
    """Support tier as `desk.yaml` names it under `sla`; empty is unknown, and promises no time."""
    targets: str = ""
    """What is agreed with them beside the tier, as `desk.agreed` reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person at a reseller."""

    id: int
    reseller_id: int
    name: str
    trained: bool | None = None
    """Whether they have attended the introductory training; None where nobody has said."""
    admin: bool = False
    """Whether they look after all tickets of their reseller."""
    prefers: str = ""
    """The channel by which they want to be written to; empty is the one that they last used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An installation at an end user's site."""

    id: int
    reseller_id: int
    host_id: str
    customer: str
    site: str = ""
    model: str = ""
    release: str = ""
    subscription_until: date | None = None
