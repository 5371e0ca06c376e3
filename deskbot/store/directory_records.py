"""The directory as flat records, the way a CSV row or a line of a listing shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from deskbot.model.message import MAIL
from deskbot.model.phone import TEXTED, WHATSAPP

KindName = Literal["resellers", "contacts", "systems"]
ADDRESSES: Mapping[str, str] = {"mail": MAIL, "phone": TEXTED, "whatsapp": WHATSAPP}
"""The fields of a contact that are addresses, each with its channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResellerRecord:
    """A reseller with its mail domains."""

    id: int = field(default=0, compare=False)
    key: str
    name: str
    region: str = ""
    zone: str = "UTC"
    tier: str = ""
    targets: str = ""
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """A contact with the first address of each kind, and all of them as (channel, address)."""

    id: int = field(default=0, compare=False)
    reseller: str
    name: str
    mail: str
    phone: str = ""
    whatsapp: str = ""
    active: bool = True
    trained: bool | None = None
    admin: bool = False
    prefers: str = ""
    addresses: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def mails(self) -> tuple[str, ...]:
        """Return every mail address."""
        return tuple(address for channel, address in self.addresses if channel == MAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRecord:
    """A system with its reseller's key."""

    id: int = field(default=0, compare=False)
    reseller: str
    host_id: str
    customer: str
    site: str = ""
    model: str = ""
    release: str = ""
    subscription_until: date | None = None


Record = ResellerRecord | ContactRecord | SystemRecord


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that the directory holds, in a fixed order."""

    resellers: tuple[ResellerRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    systems: tuple[SystemRecord, ...] = ()

    def records(self, kind: KindName) -> Mapping[str, Record]:
        """Return the records of a kind by what names them in a file (a contact by each mail address)."""
        if kind == "resellers":
            return {record.key: record for record in self.resellers}
        if kind == "systems":
            return {record.host_id.upper(): record for record in self.systems}
        return {mail: replace(record, mail=mail) for record in self.contacts for mail in record.mails}
