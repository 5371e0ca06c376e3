"""What one recipient of a page is told of it beyond the page itself: the site, and whom to call."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.phone import TEXTED
from deskbot.store.tables import ContactRow, IdentityRow, SystemRow


async def verified_phone(session: AsyncSession, contact_id: int) -> str:
    """Return the number by which the directory knows a contact, empty where it knows none or they have left."""
    query = (
        select(IdentityRow.address)
        .join(ContactRow, col(ContactRow.id) == col(IdentityRow.contact_id))
        .where(IdentityRow.contact_id == contact_id, IdentityRow.channel == TEXTED, col(ContactRow.active))
        .order_by(col(IdentityRow.id))
    )
    return (await session.scalars(query)).first() or ""


async def site_of(session: AsyncSession, reseller_id: int, host_id: str) -> str:
    """Return where a reseller's system stands, empty where nobody knows."""
    query = select(SystemRow.site).where(SystemRow.reseller_id == reseller_id, SystemRow.host_id == host_id)
    return (await session.scalars(query)).first() or ""
