"""`/resellers`, `/contacts` and `/systems`: whom the desk knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from deskbot.engine.api_reads import ApiReads, ContactTold
from deskbot.model.api_token import ApiToken, Scope
from deskbot.model.directory import Reseller, System
from deskbot.web.api.gate import needs
from deskbot.web.api.problems import documented
from deskbot.web.api.values import Cursor, Limit, Name, Page, key_of, page_of

READ = needs(Scope.CONTACTS_READ)
OfReseller = Annotated[Name, Query(description="Only this one's, by its key.")]


class ResellerOut(BaseModel):
    """An organisation that sells and supports systems."""

    key: str = Field(examples=["brightpath"])
    name: str = Field(examples=["Brightpath Voice & Data"])
    region: str = Field(examples=["na"])
    zone: str = Field(examples=["America/Chicago"])
    tier: str = Field(examples=["premium"])


class AddressOut(BaseModel):
    """One address of a contact."""

    channel: str = Field(examples=["email"])
    address: str = Field(examples=["ty@brightpathvoice.example"])


class ContactOut(BaseModel):
    """A person at a reseller."""

    id: int
    reseller: str = Field(examples=["brightpath"])
    name: str = Field(examples=["Ty Okafor"])
    active: bool = Field(description="False for who has left.")
    admin: bool = Field(description="Whether they look after all tickets of their reseller.")
    addresses: list[AddressOut]


class SystemOut(BaseModel):
    """An installation at an end user's site."""

    id: int
    reseller: str = Field(examples=["brightpath"])
    host_id: str = Field(examples=["3G-88C1-0457"])
    customer: str = Field(examples=["Hollis Vet Clinic"])
    site: str = Field(examples=["Austin"])
    model: str = Field(examples=["Galaxy 3000G"])
    release: str = Field(examples=["7.1.2"])
    subscription_until: date | None


@dataclass(frozen=True, slots=True)
class Directory:
    """The routes."""

    reads: ApiReads

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["Directory"])
        add: Any = router.add_api_route
        for path, endpoint, model, words in (
            ("/resellers", self.resellers, ResellerOut, "List resellers"),
            ("/contacts", self.contacts, ContactOut, "List contacts"),
            ("/systems", self.systems, SystemOut, "List systems"),
        ):
            add(path, endpoint, response_model=Page[model], responses=documented(), summary=words)
        return router

    async def resellers(self, token: ApiToken = READ, cursor: Cursor = "", limit: Limit = 50) -> Page[ResellerOut]:
        """List resellers; a reseller's token sees its own."""
        found = await self.reads.resellers(token, key_of(cursor) or 0, limit + 1)
        return page_of(found, limit, reseller_out, lambda one: one.id)

    async def contacts(
        self, token: ApiToken = READ, reseller: OfReseller = "", cursor: Cursor = "", limit: Limit = 50
    ) -> Page[ContactOut]:
        """List resellers' people; those who have left, too."""
        found = await self.reads.contacts(token, reseller, key_of(cursor) or 0, limit + 1)
        return page_of(found, limit, contact_out, lambda one: one.id)

    async def systems(
        self, token: ApiToken = READ, reseller: OfReseller = "", cursor: Cursor = "", limit: Limit = 50
    ) -> Page[SystemOut]:
        """List the systems that resellers look after."""
        found = await self.reads.systems(token, reseller, key_of(cursor) or 0, limit + 1)
        return page_of(found, limit, lambda one: system_out(*one), lambda one: one[0].id)


def reseller_out(one: Reseller) -> ResellerOut:
    """Return a reseller as it is told."""
    return ResellerOut(key=one.key, name=one.name, region=one.region, zone=one.zone, tier=one.tier)


def contact_out(one: ContactTold) -> ContactOut:
    """Return a contact as it is told."""
    addresses = [AddressOut(channel=channel, address=address) for channel, address in one.addresses]
    return ContactOut(
        id=one.id, reseller=one.reseller, name=one.name, active=one.active, admin=one.admin, addresses=addresses
    )


def system_out(one: System, reseller: str) -> SystemOut:
    """Return a system as it is told."""
    return SystemOut(
        id=one.id,
        reseller=reseller,
        host_id=one.host_id,
        customer=one.customer,
        site=one.site,
        model=one.model,
        release=one.release,
        subscription_until=one.subscription_until,
    )
